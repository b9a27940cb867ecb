"""Mentions: the words of a text that name an entity, found by its name and aliases.

Whole words, case kept; of overlapping names the longest wins, and of equally long ones the first.
A name that several entities share is found but linked to none: it hides shorter names inside it,
and an editor says in a record which entity is meant.
One automaton holds all names (Aho and Corasick 1975), so the cost is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from generator.markdown.text import GAP
from generator.meaning.find import Folded, divides_alike, fold_quote, stands_alone
from generator.model import Entity, Span


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a corpus, ready to be found."""

    automaton: ahocorasick.Automaton | None
    """None where there is no name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text."""

    span: Span
    entities: tuple[str, ...]
    """Ids of all entities of that name: one, or several where it is ambiguous."""


def gather(entities: Iterable[Entity]) -> Names:
    """The names and aliases of all entities."""
    spelled: dict[str, dict[str, str]] = {}
    for entity in entities:
        for name in (entity.name, *(alias.text for alias in entity.aliases)):
            if folded := fold_quote(name):
                spelled.setdefault(folded, {}).setdefault(entity.id, name)
    if not spelled:
        return Names(None)
    automaton = ahocorasick.Automaton()
    for folded, owners in spelled.items():
        automaton.add_word(folded, (len(folded), tuple(owners), next(iter(owners.values()))))
    automaton.make_automaton()
    return Names(automaton)


def find_names(text: Folded, names: Names) -> list[Named]:
    """Names in the order of the text, none overlapping another."""
    if names.automaton is None:
        return []
    candidates = []
    for last, (length, entities, name) in names.automaton.iter(text.folded):
        span = text.start(last + 1 - length), text.end(last + 1)
        if stands_alone(text.text, span) and _same_words(name, text.text[span[0] : span[1]]):
            candidates.append(Named(span, entities))
    return _longest(candidates)


def _same_words(name: str, found: str) -> bool:
    return name == found or (GAP not in found and divides_alike(name, found))


def _longest(candidates: Sequence[Named]) -> list[Named]:
    """From the left, the longest of those that begin first; what overlaps a taken one is left."""
    ordered = sorted(candidates, key=lambda named: (named.span[0], -named.span[1]))
    taken: list[Named] = []
    for named in ordered:
        if not taken or named.span[0] >= taken[-1].span[1]:
            taken.append(named)
        elif _length(named) > _length(taken[-1]):
            taken[-1] = named
    return taken


def _length(named: Named) -> int:
    return named.span[1] - named.span[0]
