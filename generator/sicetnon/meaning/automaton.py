"""Many words at once in a text: an automaton (Aho and Corasick 1975), linear in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")


class Automaton(Generic[T]):
    """Words, each with something to be had where it is found."""

    __slots__ = ("_automaton",)

    def __init__(self, words: Mapping[str, T]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, had in words.items():
            self._automaton.add_word(word, (len(word), had))
        if words:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and what is had of every word in a text, by their ends; they may overlap."""
        if len(self._automaton):
            for last, (length, had) in self._automaton.iter(text):
                yield last + 1 - length, last + 1, had
