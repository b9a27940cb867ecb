"""What can be found: sources, their headings and paragraphs, entities, claims, contradictions.

A paragraph bears the heading above it as its title.
Of a source that may not be shown in full only its title and its claims are found: an index would
publish the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sicetnon import urls
from sicetnon.model import Claim, Contradiction, Corpus, Entity
from sicetnon.writing.findable import one_line

Kind = Literal["source", "entity", "claim", "contradiction"]

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*`]+|\b_+|_+\b|^(?:#+|>|[-+]|\d+\.)\s+", re.MULTILINE)


class Entry(NamedTuple):
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


def found_of(corpus: Corpus, source: str, *, paragraphs: bool = True) -> Iterator[Entry]:
    """A source, its headings and its paragraphs."""
    found = corpus.findable if paragraphs else corpus.titles
    return (Entry("source", *one) for one in found[source])


def claims_of(corpus: Corpus, source: str) -> Iterator[Entry]:
    """The claims of a source."""
    for claim in corpus.summaries[source].claims:
        yield _claim(corpus.quoted_claims[f"{source}/{claim}"].claim, corpus)


def entities_of(corpus: Corpus) -> Iterator[Entry]:
    """All entities."""
    return map(_entity, corpus.entities.values())


def contradictions_of(corpus: Corpus) -> Iterator[Entry]:
    """All contradictions."""
    return map(_contradiction, corpus.contradictions.values())


def _entity(entity: Entity) -> Entry:
    """An entity by its names, parted by ` · ` as `_line` does it, where the page looks for them."""
    text = one_line(*(name.text for name in entity.aliases), entity.description)
    return Entry(
        kind="entity", title=entity.name, text=text, source="", address=urls.entity(entity.id)
    )


def _claim(claim: Claim, corpus: Corpus) -> Entry:
    quoted = one_line(" … ".join(claim.selector.exact))
    source = corpus.headers[claim.source].work.title
    return Entry(
        kind="claim", title=claim.gloss, text=quoted, source=source, address=urls.claim(claim.key)
    )


def _contradiction(contradiction: Contradiction) -> Entry:
    answers = (position.answer for position in contradiction.positions)
    text = one_line(*answers, _plain(contradiction.explanation or ""))
    address = urls.contradiction(contradiction.id)
    return Entry(
        kind="contradiction", title=contradiction.question, text=text, source="", address=address
    )


def _plain(markdown: str) -> str:
    """Commentary without the signs of Markdown; what is left is shown as text, never as HTML."""
    return _MARKUP.sub("", _LINK.sub(r"\1", markdown))
