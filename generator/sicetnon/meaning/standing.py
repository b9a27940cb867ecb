"""How a claim stands among the contradictions: contested, in tension, explained, or none of these.

| a claim is | if it stands in |
|---|---|
| contested | an open contradiction whose answers exclude each other, against a rival position |
| in tension | an open one whose answers stand badly together, against a rival position |
| explained | explained contradictions only |
| none of these | candidates, rejected ones, an undecided position, or nothing |

Rivals are positions that give an answer: one that says that it cannot be told is nobody's rival.
Whatever shows, counts or exports claims goes by this table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sicetnon.meaning.prominence import by_prominence
from sicetnon.model import Contradiction, Position, Standing
from sicetnon.vocabulary import STANDINGS


def rivals(contradiction: Contradiction, own: Position) -> tuple[Position, ...]:
    """The positions that give another answer than one of them does."""
    if own.undecided:
        return ()
    return tuple(p for p in contradiction.positions if p is not own and not p.undecided)


def kind_of(contradiction: Contradiction) -> str:
    """The standing that a contradiction gives to claims that have rivals in it; empty for none."""
    if contradiction.status == "open":
        return "tension" if contradiction.relation == "tension" else "contested"
    return "explained" if contradiction.status == "explained" else ""


def standings(contradictions: Iterable[Contradiction]) -> dict[str, Standing]:
    """By the key of each claim that stands in open or explained contradictions."""
    words: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, list[str]] = defaultdict(list)
    for contradiction in by_prominence(contradictions):
        kind = kind_of(contradiction)
        for position in contradiction.positions if kind else ():
            for key in position.claims:
                words[key].add(kind if rivals(contradiction, position) else "")
                ids[key].append(contradiction.id)
    return {key: Standing(_strongest(words[key]), tuple(dict.fromkeys(ids[key]))) for key in ids}


def _strongest(words: set[str]) -> str:
    return next((word for word in STANDINGS if word in words), "")
