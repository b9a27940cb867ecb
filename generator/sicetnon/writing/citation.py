"""How a source is cited: a reference in words, and the forms that reference managers read."""

from __future__ import annotations

import re
from typing import NamedTuple

from sicetnon.exports.bibtex import bibtex
from sicetnon.exports.csl import csl_json
from sicetnon.formatting import format_date
from sicetnon.i18n import ENGLISH, Language
from sicetnon.model import Source, Work

DAY = re.compile(r"\d{4}(-[01]\d(-\d\d)?)?", re.ASCII)
"""How a date begins that is a year, a month or a day of ISO 8601."""


class Citation(NamedTuple):
    """One source, ready to be cited."""

    reference: str
    """In words, without the address."""
    bibtex: str
    csl: str
    meta: tuple[tuple[str, str], ...]
    """Pairs of a name and a content for the page's head (Highwire Press and Dublin Core)."""


def citation(
    source: Source, corpus_title: str, licence: str, language: Language = ENGLISH
) -> Citation:
    """How the page of a source is cited."""
    return Citation(
        reference(source, corpus_title, language),
        bibtex(source),
        csl_json(source),
        tuple(_meta(source, licence)),
    )


def reference(source: Source, corpus_title: str, language: Language = ENGLISH) -> str:
    """A reference to the work and, for a digest, to where it was read."""
    cited = _work(source.original, language)
    if source.digest_of is None:
        return cited
    title = source.work.title
    digest = language.gettext(
        "Digest: “%(title)s”, in %(corpus)s.", title=title, corpus=corpus_title
    )
    return f"{cited} {digest}"


def _work(work: Work, language: Language) -> str:
    comma = language.gettext(", ")
    parts = [comma.join(map(str, work.author)), language.gettext("“%(title)s”", title=work.title)]
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
