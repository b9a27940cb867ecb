"""How prominent a contradiction is: what a reader sees first.

The one rule, used by the front page, indexes, topics, cards, search and pages of entities:

1. Status: open questions, then explained ones, then those that wait for review or were rejected.
2. Weight, from 5 to 1: the editor's, or else computed. One for being there; two more if the answers
   exclude each other and do not only stand in tension; one more if several sources speak in it; one
   more if these are three or more.
3. Relation: the sharpest first.
4. Sources: the most first. Then the id, so that the order is the same in each build.
"""

from __future__ import annotations

from collections.abc import Iterable

from sicetnon.model import Contradiction
from sicetnon.vocabulary import RELATIONS

STATUS_ORDER = ("open", "explained", "candidate", "rejected")
"""The liveliest first."""
SHARPNESS = {relation: place for place, relation in enumerate(RELATIONS)}


def weight(contradiction: Contradiction) -> int:
    """How much a contradiction matters, from 1 to 5."""
    if contradiction.weight is not None:
        return contradiction.weight
    sources = len(contradiction.sources)
    sharp = contradiction.relation != "tension"
    return 1 + 2 * sharp + (sources > 1) + (sources > 2)


def by_prominence(contradictions: Iterable[Contradiction]) -> list[Contradiction]:
    """The same contradictions, the most prominent first."""
    return sorted(contradictions, key=_rank)


def _rank(contradiction: Contradiction) -> tuple[int, int, int, int, str]:
    return (
        STATUS_ORDER.index(contradiction.status),
        -weight(contradiction),
        SHARPNESS[contradiction.relation],
        -len(contradiction.sources),
        contradiction.id,
    )
