"""The text most like a quote that is not there: for messages, never for anchoring.

A window is found first, by words that the quote shares with the text at like distances,
so that a long text is not compared as a whole for every lost quote; only then by letters.
What is proposed says how alike it is, from 0 to 100.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.model import Span

WORD = re.compile(r"\w+")
COMMON = 60
"""A word that stands in more places than this says little of where a quote was."""
SLACK = 40
"""Characters by which words of a quote may have moved within it, and a window exceeds it."""
WHOLE_TEXT = 60_000
"""Characters of text that are compared as a whole where no word of the quote is left."""
LOWEST = 55.0
"""Likeness under which nothing is told: absent quotes still score about that."""


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of text that resembles a quote."""

    span: Span
    likeness: float
    """0 to 100 (normalized indel similarity)."""


class Nearby:
    """A text made ready to be asked for what resembles a quote."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for match in WORD.finditer(text.lower()):
            self._places.setdefault(match.group(), []).append(match.start())

    def nearest(self, quote: str) -> Near | None:
        """The stretch most like the quote, or None where nothing is."""
        best: Near | None = None
        for start, end in self._windows(quote):
            near = self._align(quote, start, end)
            if near and (best is None or near.likeness > best.likeness):
                best = near
        return best if best and best.likeness >= LOWEST else None

    def _windows(self, quote: str) -> list[Span]:
        votes: Counter[int] = Counter()
        for match in WORD.finditer(quote.lower()):
            places = self._places.get(match.group(), ())
            if len(places) <= COMMON:
                for place in places:
                    votes[(place - match.start()) // SLACK] += len(match.group())
        reach = len(quote) + 2 * SLACK
        likely = [bucket * SLACK for bucket, _ in votes.most_common(4)]
        if not likely:
            return [(0, len(self._text))] if len(self._text) <= WHOLE_TEXT else []
        return [(max(0, start - SLACK), start + reach) for start in likely]

    def _align(self, quote: str, start: int, end: int) -> Near | None:
        window = self._text[start:end]
        found = fuzz.partial_ratio_alignment(quote, window)
        if found is None or found.dest_end <= found.dest_start:
            return None
        first, last = self._whole_words(start + found.dest_start, start + found.dest_end)
        return Near((first, last), fuzz.ratio(quote, self._text[first:last]))

    def _whole_words(self, start: int, end: int) -> Span:
        """A stretch begins and ends with whole words, so that it can be read and copied."""
        text = self._text
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, end
