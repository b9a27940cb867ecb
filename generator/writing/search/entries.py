"""What can be found: sources, their headings and paragraphs, entities, claims, contradictions.

A paragraph bears the heading above it as its title.
Of a source that may not be shown in full only its title and its claims are found: an index would
publish the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator import urls
from generator.model import Claim, Contradiction, Corpus, Entity, Row, Source, Studied

Kind = Literal["source", "entity", "claim", "contradiction"]

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*`]+|\b_+|_+\b|^(?:#+|>|[-+]|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found."""

    kind: Kind
    title: str
    """What the link to it says."""
    text: str
    """The words beside its title, on one line; empty for a heading."""
    source: str
    """Title of the source that it stands in, or empty."""
    address: str
    """Path from the site's root, with a fragment where it is a place on a page."""

    @property
    def passage(self) -> bool:
        """Whether it is a paragraph, whose title is that of the heading above it."""
        return self.kind == "source" and bool(self.source and self.text)


def entries(corpus: Corpus, *, paragraphs: bool = True) -> tuple[Entry, ...]:
    """All that can be found in a corpus, in the order of its sources and records.

    Without its paragraphs the text itself is left out, and headings stay.
    """
    return tuple(entry for entry in each_entry(corpus) if paragraphs or not entry.passage)


def each_entry(corpus: Corpus) -> Iterator[Entry]:
    """The same one by one, for who need not hold them all."""
    for studied in corpus.sources.values():
        yield from source_entries(studied)
    yield from map(_entity, corpus.entities.values())
    yield from (_claim(claim, corpus) for claim in corpus.claims.values())
    yield from map(_contradiction, corpus.contradictions.values())


def source_entries(studied: Studied) -> tuple[Entry, ...]:
    """A source, its headings and its paragraphs: all that is found of it without its records."""
    source = studied.source
    return (_source(source), *(_rows(studied) if source.display == "full" else ()))


def _source(source: Source) -> Entry:
    """A source by its title, and by the title, the authors and the place of the original."""
    work, original = source.work, source.original
    named = None if original is work else original.title
    made = (named, *original.author, original.container_title, original.publisher)
    return Entry("source", work.title, _line(*made), "", urls.source(source.id))


def _rows(studied: Studied) -> Iterator[Entry]:
    title, heading = studied.source.work.title, ""
    for row in studied.text.rows:
        line = _line(studied.text.text[row.start : row.end])
        if row.heading:
            heading = line
        if line:
            yield _row(studied.source.id, row, heading, "" if row.heading else line, title)


def _row(source_id: str, row: Row, heading: str, text: str, title: str) -> Entry:
    return Entry("source", heading, text, title, urls.in_source(source_id, row.id))


def _entity(entity: Entity) -> Entry:
    """An entity by its names, parted by ` · ` as `_line` does it, where the page looks for them."""
    text = _line(*(name.text for name in entity.aliases), entity.description)
    return Entry("entity", entity.name, text, "", urls.entity(entity.id))


def _claim(claim: Claim, corpus: Corpus) -> Entry:
    quoted = _line(" … ".join(claim.selector.exact))
    source = corpus.sources[claim.source].source.work.title
    return Entry("claim", claim.gloss, quoted, source, urls.claim(claim.key))


def _contradiction(contradiction: Contradiction) -> Entry:
    answers = (position.answer for position in contradiction.positions)
    text = _line(*answers, _plain(contradiction.explanation or ""))
    address = urls.contradiction(contradiction.id)
    return Entry("contradiction", contradiction.question, text, "", address)


def _plain(markdown: str) -> str:
    """Commentary without the signs of Markdown; what is left is shown as text, never as HTML."""
    return _MARKUP.sub("", _LINK.sub(r"\1", markdown))


def _line(*parts: str | None) -> str:
    """The parts that there are, on one line, whatever the white space in them."""
    return " · ".join(" ".join(part.split()) for part in parts if part and not part.isspace())
