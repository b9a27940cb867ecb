"""What can be found: sources, their headings and paragraphs, entities, claims, contradictions.

The title of a paragraph is the heading above it.
Of a source that may not be shown in full only the title and the claims can be found, since an index
would publish the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from sicetnon import urls
from sicetnon.meaning.prominence import by_prominence
from sicetnon.model import Claim, Contradiction, Corpus, Entity, QuotedClaim
from sicetnon.writing.findable import one_line

EntryKind = Literal["source", "entity", "claim", "contradiction"]

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*`]+|\b_+|_+\b|^(?:#+|>|[-+]|\d+\.)\s+", re.MULTILINE)


class Entry(NamedTuple):
    """One thing that can be found."""

    kind: EntryKind
    title: str
    """The words of the link to it."""
    text: str
    """Its other words, on one line; empty for a heading."""
    source: str
    """Title of the source that it is in, or empty."""
    address: str
    """Path from the site's root, with a fragment where it is a place on a page."""
    also: str = ""
    """Words that it is found by as well, and that are not shown."""

    @property
    def shown(self) -> tuple[str, ...]:
        """What the page gets of it."""
        return self[:-1]

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a paragraph, whose title is that of the heading above it."""
        return self.kind == "source" and bool(self.source and self.text)


def source_entries(corpus: Corpus, source: str, *, paragraphs: bool = True) -> Iterator[Entry]:
    """A source, its headings and its paragraphs."""
    findable = corpus.findable if paragraphs else corpus.titles
    return (Entry("source", *parts) for parts in findable[source])


def claim_entries(corpus: Corpus, source: str) -> Iterator[Entry]:
    """The claims of a source."""
    for claim in corpus.summaries[source].claims:
        yield _claim(corpus.quoted_claims[f"{source}/{claim}"].claim, corpus)


def entity_entries(corpus: Corpus, *, described: bool = True) -> Iterator[Entry]:
    """All entities, with or without their descriptions."""
    return (_entity(entity, described) for entity in corpus.entities.values())


def contradiction_entries(corpus: Corpus, *, explained: bool = True) -> Iterator[Entry]:
    """All contradictions, the most prominent first.

    They come with their explanations and the claims of their positions, or without.
    """
    claims = corpus.quoted_claims if explained else {}
    ranked = by_prominence(corpus.contradictions.values())
    return (_contradiction(one, claims) for one in ranked)


def _entity(entity: Entity, described: bool) -> Entry:
    # The page finds the names of an entity between the ` · ` that `one_line` puts.
    description = entity.description if described else None
    text = one_line(*(name.text for name in entity.aliases), description)
    return Entry("entity", entity.name, text, source="", address=urls.entity(entity.id))


def _claim(claim: Claim, corpus: Corpus) -> Entry:
    quote = one_line(" … ".join(claim.selector.exact))
    source = corpus.headers[claim.source].work.title
    return Entry("claim", claim.gloss, quote, source, urls.claim(claim.key))


def _contradiction(contradiction: Contradiction, claims: Mapping[str, QuotedClaim]) -> Entry:
    answers = [position.answer for position in contradiction.positions]
    explanation = _plain(contradiction.explanation or "") if claims else ""
    held = [key for position in contradiction.positions for key in position.claims]
    glosses = [claims[key].claim.gloss for key in held if key in claims]
    text, also = one_line(*answers, explanation), one_line(*glosses)
    return Entry(
        *("contradiction", contradiction.question, text, ""),
        *(urls.contradiction(contradiction.id), also),
    )


def _plain(markdown: str) -> str:
    """Markdown without its signs; what remains is shown as text, never as HTML."""
    return _MARKUP.sub("", _LINK.sub(r"\1", markdown))
