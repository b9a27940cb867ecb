"""New annotations as an Atom feed (RFC 4287): claims and notes by the day that they were made.

All dates come from what was written, so the same corpus gives the same feed. Addresses in a feed
must be whole, so there is one only where the site knows its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import nlargest
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree as ET

from sicetnon import urls
from sicetnon.exports.quotes import PARTED, Quoting
from sicetnon.exports.timestamps import moment
from sicetnon.i18n import load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.model import Anchored, AnnotatedSource, Claim, Config, Corpus, Note

NEWEST = 50
"""Annotations that the feed tells of."""
LONGEST_TITLE = 110
"""Characters of an entry's title."""
NO_DAY = "1970-01-01T00:00:00Z"
"""When a feed was last changed that has no entry; a feed must say something."""
ATOM = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold."""


class Dated(NamedTuple):
    """When an annotation was made, and where it is; in the order of these."""

    moment: str
    address: str
    source: str
    mark: str


class Made(NamedTuple):
    """An annotation that was made at a moment."""

    moment: str
    address: str
    annotated: AnnotatedSource
    anchored: Anchored[Claim | Note]


def feed(corpus: Corpus) -> str:
    """The feed of a corpus that knows its address."""
    config = corpus.config
    newest = [_made(corpus, dated) for dated in nlargest(NEWEST, _dated(corpus))]
    home, here = (urls.absolute(config.base_url, page) for page in (urls.HOME, urls.FEED))
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": config.language})
    _add(root, "id", here)
    language = load_language(config.interface)
    _add(root, "title", language.gettext("%(title)s: new annotations", title=config.title))
    _add(root, "updated", newest[0].moment if newest else NO_DAY)
    _add(_add(root, "author"), "name", config.title)
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(root, "link", rel="alternate", type="text/html", href=home)
    if config.annotation_licence:
        _add(root, "rights", config.annotation_licence)
    for made in newest:
        _entry(root, config, made)
    return f"{ET.tostring(root, encoding='unicode')}\n"


def _dated(corpus: Corpus) -> Iterator[Dated]:
    """All annotations of which the day is known."""
    for name, summary in corpus.summaries.items():
        for mark, _, created in summary.signed:
            when = moment(created, exact=False) if created else None
            if when:
                yield Dated(when, urls.in_source(name, mark), name, mark)


def _made(corpus: Corpus, dated: Dated) -> Made:
    annotated = corpus.sources[dated.source]
    anchored = next(a for a in annotated.cards if a.mark == dated.mark)
    return Made(dated.moment, dated.address, annotated, anchored)


def _entry(root: ET.Element, config: Config, made: Made) -> None:
    record = made.anchored.record
    address = urls.absolute(config.base_url, made.address)
    entry = _add(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", _title(record, config.language))
    _add(entry, "updated", made.moment)
    _add(entry, "published", made.moment)
    person = config.contributors.get(record.creator or "")
    _add(_add(entry, "author"), "name", (person.name if person else record.creator) or config.title)
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "category", term="claim" if isinstance(record, Claim) else "note")
    content = _content(made, record, config.language)
    _add(entry, "content", content, **{"type": "html", "xml:base": address})


def _title(record: Claim | Note, language: str) -> str:
    """A claim in a sentence, or how a note begins."""
    if isinstance(record, Claim):
        return record.gloss
    words = " ".join(commentary(record.note, language).striptags().split())
    return words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rpartition(" ")[0] + " …"


def _content(made: Made, record: Claim | Note, language: str) -> str:
    """The words, and what was written on them, as HTML."""
    source = made.annotated.source
    passages = Quoting(made.annotated).passages(made.anchored)
    words = PARTED.join(" ".join(passage.exact.split()) for passage in passages)
    quoted = f'<blockquote lang="{escape(source.language)}"><p>{escape(words)}</p></blockquote>'
    said = f"<p>{escape(record.gloss)}</p>" if isinstance(record, Claim) else ""
    note = commentary(record.note, language) if record.note else ""
    return f"<p>{escape(source.work.title)}</p>{quoted if words else ''}{said}{note}"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A child with text that XML can hold."""
    cleaned = {name: NOT_XML.sub("", value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, cleaned)
    child.text = NOT_XML.sub("", text) or None
    return child
