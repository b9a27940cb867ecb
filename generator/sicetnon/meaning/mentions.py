"""Finds the names and aliases of entities in a text.

Names match whole words, with their case; of overlapping matches the longest is taken, of equally
long ones the first. A name that several entities share is matched too, so that it hides shorter
names inside it; an editor says in a record which entity is meant.
One automaton holds all names, so the cost is linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sicetnon.markdown.text import GAP
from sicetnon.meaning.automaton import Automaton
from sicetnon.meaning.find import Folded, divides_alike, fold_quote, stands_alone
from sicetnon.model import Entity, Span

Spellings = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a spelling and the ids of its entities."""


class NameIndex(NamedTuple):
    """All names of a corpus, folded."""

    spellings: Mapping[str, Spellings]
    """By folded name."""
    automaton: Automaton[tuple[str, Spellings]]
    """Finds the folded names, each with the item of `spellings`."""

    def names_in(self, folded: str) -> tuple[str, ...]:
        """The folded names in a folded text, also those inside other words, in order."""
        return tuple(dict.fromkeys(name for _, _, (name, _) in self.automaton.find(folded)))


class NameMatch(NamedTuple):
    """A name in a text."""

    span: Span
    entities: tuple[str, ...]
    """Ids of all entities of that name: one, or several where it is ambiguous."""


def index_names(entities: Iterable[Entity]) -> NameIndex:
    """The index of the names and aliases of all entities."""
    owners: dict[str, dict[str, dict[str, None]]] = {}
    for entity in entities:
        for name in (entity.name, *(alias.text for alias in entity.aliases)):
            if folded := fold_quote(name):
                owners.setdefault(folded, {}).setdefault(name, {})[entity.id] = None
    spellings = {
        folded: tuple((name, tuple(ids)) for name, ids in names.items())
        for folded, names in owners.items()
    }
    return NameIndex(spellings, Automaton({item[0]: item for item in spellings.items()}))


def find_names(text: Folded, names: NameIndex) -> list[NameMatch]:
    """Matches in the order of the text, none overlapping another."""
    candidates = []
    for start, end, (_, spellings) in names.automaton.find(text.folded):
        span = text.span(start, end)
        if stands_alone(text.text, span):
            owners = _owners(spellings, text.text[span[0] : span[1]])
            if owners:
                candidates.append(NameMatch(span, owners))
    return _longest(candidates)


def _owners(spellings: Spellings, words: str) -> tuple[str, ...]:
    """The entities of the spellings that divide into the same words; none across blocks."""
    if GAP in words:
        return ()
    alike = (owners for name, owners in spellings if name == words or divides_alike(name, words))
    return tuple(dict.fromkeys(owner for owners in alike for owner in owners))


def _longest(candidates: Sequence[NameMatch]) -> list[NameMatch]:
    """The matches without overlaps: of two the longer is taken, of equally long ones the first."""
    taken: list[NameMatch] = []
    for match in sorted(candidates, key=lambda match: (match.span[0] - match.span[1], match.span)):
        start, end = match.span
        at = bisect_left(taken, start, key=lambda other: other.span[0])
        previous_end = taken[at - 1].span[1] if at else 0
        next_start = taken[at].span[0] if at < len(taken) else end
        if previous_end <= start and end <= next_start:
            taken.insert(at, match)
    return taken
