"""Mentions: the words of a text that name an entity, found by its name and aliases.

Whole words, case kept; of overlapping names the longest wins, and of equally long ones the first.
A name that several entities share is found but linked to none: it hides shorter names inside it,
and an editor says in a record which entity is meant.
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


class Names(NamedTuple):
    """All names of a corpus, ready to be found."""

    spelled: Mapping[str, Spellings]
    """By folded names: how they are spelled, and whose they are."""
    automaton: Automaton[tuple[str, Spellings]]
    """The same, with the folded name, ready to be found."""

    def standing(self, folded: str) -> tuple[str, ...]:
        """The folded names that stand in a folded text, whole or inside other words, in order."""
        return tuple(dict.fromkeys(name for _, _, (name, _) in self.automaton.find(folded)))


class Named(NamedTuple):
    """A name found in a text."""

    span: Span
    entities: tuple[str, ...]
    """Ids of all entities of that name: one, or several where it is ambiguous."""


def names_of(entities: Iterable[Entity]) -> Names:
    """The names and aliases of all entities."""
    spelled: dict[str, dict[str, dict[str, None]]] = {}
    for entity in entities:
        for name in (entity.name, *(alias.text for alias in entity.aliases)):
            if folded := fold_quote(name):
                spelled.setdefault(folded, {}).setdefault(name, {})[entity.id] = None
    found = {
        folded: tuple((name, tuple(owners)) for name, owners in names.items())
        for folded, names in spelled.items()
    }
    return Names(found, Automaton({name: (name, had) for name, had in found.items()}))


def find_names(text: Folded, names: Names) -> list[Named]:
    """Names in the order of the text, none overlapping another."""
    candidates = []
    for start, end, (_, spellings) in names.automaton.find(text.folded):
        span = text.span(start, end)
        if stands_alone(text.text, span):
            owners = _owners(spellings, text.text[span[0] : span[1]])
            if owners:
                candidates.append(Named(span, owners))
    return _longest(candidates)


def _owners(spellings: Spellings, found: str) -> tuple[str, ...]:
    """Whose name words are: those of the spelling that divides into the same words."""
    if GAP in found:
        return ()
    alike = (owners for name, owners in spellings if name == found or divides_alike(name, found))
    return tuple(dict.fromkeys(owner for owners in alike for owner in owners))


def _longest(candidates: Sequence[Named]) -> list[Named]:
    """The longest first, of equally long ones the first; what overlaps a taken one is left."""
    ordered = sorted(candidates, key=lambda named: (-_length(named), named.span[0]))
    taken: list[Named] = []
    for named in ordered:
        at = bisect_left(taken, named.span[0], key=lambda other: other.span[0])
        before_ends = taken[at - 1].span[1] if at else 0
        after_begins = taken[at].span[0] if at < len(taken) else named.span[1]
        if before_ends <= named.span[0] and named.span[1] <= after_begins:
            taken.insert(at, named)
    return taken


def _length(named: Named) -> int:
    return named.span[1] - named.span[0]
