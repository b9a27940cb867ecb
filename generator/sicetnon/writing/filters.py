"""What the cards of a text can be narrowed down by: the source that they are against, the writer.

A lens that leaves nothing out is none: it takes two other sources, or two contributors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sicetnon.i18n import Language, load_language
from sicetnon.model import Corpus
from sicetnon.writing.views import Card, ContestView, Facet


def filters(corpus: Corpus, cards: Sequence[Card]) -> Iterator[Facet]:
    """The lenses of a page, each with its choices in the order of their labels."""
    labels = filter_labels(load_language(corpus.config.interface))
    against = Counter(name for card in cards for name in card.rivals)
    titles = ((name, corpus.headers[name].work.title, count) for name, count in against.items())
    yield from _filter("against", labels, list(titles))
    written = Counter(card.creator for card in cards if card.creator)
    known = corpus.config.contributors
    names = {who: known[who].name if who in known else who for who in written}
    yield from _filter("by", labels, [(who, names[who], count) for who, count in written.items()])


def filter_labels(language: Language) -> dict[str, str]:
    """What every choice is called, on pages of sources and in listings, by its name."""
    return {
        "about": language.pgettext("filter", "about"),
        "against": language.pgettext("filter", "against"),
        "by": language.pgettext("filter", "by"),
        "entity": language.pgettext("filter", "entity"),
        "letter": language.pgettext("filter", "letter"),
        "modality": language.pgettext("filter", "modality"),
        "property": language.pgettext("filter", "property"),
        "source": language.pgettext("filter", "source"),
        "standing": language.pgettext("filter", "standing"),
        "status": language.pgettext("filter", "status"),
        "topic": language.pgettext("filter", "topic"),
        "type": language.pgettext("filter", "type"),
    }


def rival_sources(contests: Sequence[ContestView], own: str) -> tuple[str, ...]:
    """Ids of the other sources that hold rival positions in open contradictions, in their order."""
    live = (contest for contest in contests if contest.contradiction.status == "open")
    claim_views = (v for contest in live for position in contest.rivals for v in position.claims)
    return tuple(dict.fromkeys(v.source.id for v in claim_views if v.source.id != own))


def _filter(
    name: str, labels: Mapping[str, str], options: list[tuple[str, str, int]]
) -> Iterator[Facet]:
    if len(options) > 1:
        ordered = tuple(sorted(options, key=lambda option: option[1].casefold()))
        yield Facet(name, labels[name], ordered, own=True)
