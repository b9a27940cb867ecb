"""How a page is cited: a reference in words, and the forms that reference managers read."""

from __future__ import annotations

import re
from typing import NamedTuple

from sicetnon import urls
from sicetnon.exports.bibtex import bibtex
from sicetnon.exports.csl import csl_json
from sicetnon.formatting import format_date
from sicetnon.i18n import ENGLISH, Language, load_language
from sicetnon.model import Corpus, Date, Revision, Source, Work

DAY = re.compile(r"\d{4}(-[01]\d(-\d\d)?)?", re.ASCII)
"""How a date begins that is a year, a month or a day of ISO 8601."""


class Citation(NamedTuple):
    """One page, ready to be cited."""

    reference: str
    """In words, without the address."""
    bibtex: str
    csl: str
    meta: tuple[tuple[str, str], ...]
    """Pairs of a name and a content for the page's head (Highwire Press and Dublin Core)."""


def citation(
    source: Source,
    corpus_title: str,
    licence: str,
    language: Language = ENGLISH,
    revision: Revision | None = None,
) -> Citation:
    """How the page of a source is cited; with its last revision, if that is known."""
    version = f"{revision.day} ({revision.commit})" if revision else ""
    cited = reference(source, corpus_title, language)
    return Citation(
        f"{cited} {_worded(revision, language)}" if revision else cited,
        bibtex(source, version),
        csl_json(source, version),
        tuple(_meta(source, licence)),
    )


def record_citation(corpus: Corpus, kind: str, name: str, title: str, address: str) -> Citation:
    """How the page of a record is cited: as a part of the corpus."""
    config = corpus.config
    url = urls.absolute(config.base_url, address) if config.base_url else None
    part = Source(
        id=f"{kind}/{name}",
        path="",
        work=Work(title, publisher=config.title, url=url),
        kind="full",
        language=config.language,
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body="",
        body_line=1,
    )
    language, revision = load_language(config.interface), corpus.revisions.get((kind, name))
    return citation(part, config.title, config.annotation_licence, language, revision)


def _worded(revision: Revision, language: Language) -> str:
    day = format_date(Date(revision.day, revision.day, revision.day, False), language)
    return language.gettext("Version of %(day)s (%(commit)s).", day=day, commit=revision.commit)


def reference(source: Source, corpus_title: str, language: Language = ENGLISH) -> str:
    """A reference to the work and, for a digest, to where it was read."""
    cited = _work(source.original, language)
    if source.digest_of is None:
        return cited
    title = language.within_quotes(source.work.title)
    digest = language.gettext(
        "Digest: “%(title)s”, in %(corpus)s.", title=title, corpus=corpus_title
    )
    return f"{cited} {digest}"


def _work(work: Work, language: Language) -> str:
    comma = language.gettext(", ")
    title = language.gettext("“%(title)s”", title=language.within_quotes(work.title))
    parts = [comma.join(map(str, work.author)), title]
    volume = f"{work.volume or ''}{f' ({work.issue})' if work.issue else ''}"
    parts.append(" ".join(part for part in (work.container_title, volume) if part))
    parts += [work.publisher or "", format_date(work.issued, language)]
    return comma.join(part for part in parts if part) + "."


def _meta(source: Source, licence: str) -> list[tuple[str, str]]:
    work = source.original
    pairs = [("citation_title", work.title), ("DC.title", source.work.title)]
    pairs += [("citation_author", one.sorted_name) for one in work.author]
    pairs += [("DC.creator", one.sorted_name) for one in work.author]
    if work.issued and (day := DAY.match(work.issued.text)):
        published = day[0].replace("-", "/")
        pairs += [("citation_publication_date", published), ("DC.date", day[0])]
    fields = (
        ("citation_journal_title", work.container_title),
        ("citation_volume", work.volume),
        ("citation_issue", work.issue),
        ("citation_publisher", work.publisher),
        ("DC.publisher", work.publisher),
        ("citation_language", source.language),
        ("DC.language", source.language),
        ("DC.rights", source.rights or licence),
    )
    return pairs + [(name, content) for name, content in fields if content]
