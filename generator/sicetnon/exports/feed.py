"""New annotations as an Atom feed (RFC 4287): claims and notes, newest first.

All dates come from the annotations, so the same corpus gives the same feed. A feed needs absolute
addresses, so only a site that knows its own address has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from heapq import nlargest
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree as ET

from sicetnon import urls
from sicetnon.exports.format import CorpusFile, Format
from sicetnon.exports.quotes import Quoted, Quoting
from sicetnon.exports.timestamps import timestamp
from sicetnon.i18n import load_language, msgid
from sicetnon.markdown.commentary import commentary
from sicetnon.markdown.links import lead_to_texts
from sicetnon.model import AnnotatedSource, Claim, Config, Corpus, Note, Source

NEWEST = 50
"""Annotations in the feed."""
LONGEST_TITLE = 110
"""Characters of an entry's title."""
NO_DAY = "1970-01-01T00:00:00Z"
"""When a feed without entries was last changed; a feed must give a time."""
MEDIA_TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold."""


class Dated(NamedTuple):
    """When an annotation was made, and where it is; sorted by these fields in this order."""

    timestamp: str
    address: str
    source: str
    mark: str


def feed(corpus: Corpus) -> str:
    """The feed of a corpus that knows its address."""
    config = corpus.config
    newest = nlargest(NEWEST, _dated(corpus))
    home, here = (urls.absolute(config.base_url, page) for page in (urls.HOME, urls.FEED))
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": config.language})
    _add(root, "id", here)
    language = load_language(config.interface)
    _add(root, "title", language.gettext("%(title)s: new annotations", title=config.title))
    _add(root, "updated", newest[0].timestamp if newest else NO_DAY)
    _add(_add(root, "author"), "name", config.title)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=here)
    _add(root, "link", rel="alternate", type="text/html", href=home)
    if config.annotation_licence:
        _add(root, "rights", config.annotation_licence)
    for dated in newest:
        _add_entry(root, config, dated, corpus.sources[dated.source])
    return f"{ET.tostring(root, encoding='unicode')}\n"


def _dated(corpus: Corpus) -> Iterator[Dated]:
    """All annotations whose day is known."""
    for name, summary in corpus.summaries.items():
        for mark, _, created in summary.signed:
            if when := timestamp(created, exact=False):
                yield Dated(when, urls.in_source(name, mark), name, mark)


def _add_entry(root: ET.Element, config: Config, dated: Dated, annotated: AnnotatedSource) -> None:
    anchored = next(card for card in annotated.cards if card.mark == dated.mark)
    record, address = anchored.record, urls.absolute(config.base_url, dated.address)
    person = config.contributors.get(record.creator or "")
    author = (person.name if person else record.creator) or config.title
    quote = Quoted(anchored, Quoting(annotated).passages(anchored)).words
    content = _content(annotated.source, quote, record, config.language)
    content = lead_to_texts(content, partial(urls.absolute, config.base_url))
    entry = _add(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", _title(record, config.language))
    _add(entry, "updated", dated.timestamp)
    _add(entry, "published", dated.timestamp)
    _add(_add(entry, "author"), "name", author)
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "category", term="claim" if isinstance(record, Claim) else "note")
    _add(entry, "content", content, **{"type": "html", "xml:base": address})


def _title(record: Claim | Note, language: str) -> str:
    """A claim as a sentence, or the first words of a note."""
    if isinstance(record, Claim):
        return record.gloss
    words = " ".join(commentary(record.note, language).striptags().split())
    return words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rpartition(" ")[0] + " …"


def _content(source: Source, quote: str, record: Claim | Note, language: str) -> str:
    """The quoted words, and the claim and the note on them, as HTML."""
    block = f'<blockquote lang="{escape(source.language)}"><p>{escape(quote)}</p></blockquote>'
    claim = f"<p>{escape(record.gloss)}</p>" if isinstance(record, Claim) else ""
    note = commentary(record.note, language) if record.note else ""
    return f"<p>{escape(source.work.title)}</p>{block if quote else ''}{claim}{note}"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A child with text that XML can hold."""
    cleaned = {name: NOT_XML.sub("", value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, cleaned)
    child.text = NOT_XML.sub("", text) or None
    return child


FORMAT = Format(
    name=msgid("Feed"),
    media_type=MEDIA_TYPE,
    about=msgid("New annotations, newest first (Atom)."),
    files=(CorpusFile(urls.FEED, feed, alternate=msgid("New annotations")),),
    needs_address=True,
)
