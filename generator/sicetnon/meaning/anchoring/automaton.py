"""Many words at once in a text: an automaton (Aho and Corasick 1975), linear in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")


class Automaton(Generic[T]):
    """Finds all of some words, each with a value."""

    __slots__ = ("_automaton",)

    def __init__(self, values: Mapping[str, T]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, value in values.items():
            self._automaton.add_word(word, (len(word), value))
        if values:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of each word in a text, in the order of ends; they may overlap."""
        if len(self._automaton):
            for last, (length, value) in self._automaton.iter(text):
                yield last + 1 - length, last + 1, value
