"""What the cards of a text can be narrowed down by: the source that they are against, the writer.

A lens that leaves nothing out is none: it takes two other sources, or two contributors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sicetnon.model import Corpus
from sicetnon.writing.views import Card, ContestView, Facet


def filters(corpus: Corpus, cards: Sequence[Card]) -> Iterator[Facet]:
    """The lenses of a page, each with its choices in the order of their labels."""
    against = Counter(name for card in cards for name in card.rivals)
    titles = ((name, corpus.headers[name].work.title, count) for name, count in against.items())
    yield from _filter("against", list(titles))
    written = Counter(card.creator for card in cards if card.creator)
    people = corpus.config.contributors
    names = {who: people[who].name if who in people else who for who in written}
    yield from _filter("by", [(who, names[who], count) for who, count in written.items()])


def rivals(contests: Sequence[ContestView], own: str) -> tuple[str, ...]:
    """Ids of the sources that hold the other positions, in the order in which they come."""
    claim_views = (
        v for contest in contests for position in contest.others for v in position.claims
    )
    return tuple(dict.fromkeys(v.source.id for v in claim_views if v.source.id != own))


def _filter(name: str, options: list[tuple[str, str, int]]) -> Iterator[Facet]:
    if len(options) > 1:
        yield Facet(name, tuple(sorted(options, key=lambda option: option[1].casefold())))
