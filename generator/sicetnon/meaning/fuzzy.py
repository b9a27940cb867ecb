"""The text most like a quote that is not there: for messages, never for anchoring.

A window is found first, by words that the quote shares with the text at like distances,
so that a long text is not compared as a whole for every lost quote; only then by letters.
What is proposed says how alike it is, from 0 to 100.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from sicetnon.meaning.find import UNSPACED
from sicetnon.model import Span

WORD = re.compile(r"\w+")
COMMON = 60
"""A word that stands in more places than this says little of where a quote was."""
SLACK = 40
"""Characters by which words of a quote may have moved within it, and a window exceeds it."""
LONGEST = 400
"""Characters of a quote that are compared."""
WHOLE_TEXT = 60_000
"""Characters of text that are compared as a whole where no word of the quote is left."""
EDGE = 16
"""Characters by which either end is moved to the beginning or end of a word nearby."""
WORDS_BEGIN = re.compile(r"(?<!\w)(?=\w)|(?<=\s)(?=\S)")
WORDS_END = re.compile(r"(?<=\w)(?!\w)|(?<=\S)(?=\s)")
LOWEST = 55.0
"""Likeness under which nothing is told: absent quotes still score about that."""


class FuzzyMatch(NamedTuple):
    """A stretch of text that resembles a quote."""

    span: Span
    likeness: float
    """0 to 100 (normalized indel similarity)."""


class FuzzyIndex:
    """A text made ready to be asked for what resembles a quote."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for seed, start in _seeds(text):
            self._places.setdefault(seed, []).append(start)

    def nearest(self, quote: str) -> FuzzyMatch | None:
        """The stretch most like the quote, or None where nothing is."""
        best: FuzzyMatch | None = None
        quote = quote[:LONGEST]
        for start, end in self._windows(quote):
            near = self._align(quote, start, end)
            if near and (best is None or near.likeness > best.likeness):
                best = near
        return best if best and best.likeness >= LOWEST else None

    def _windows(self, quote: str) -> list[Span]:
        votes: Counter[int] = Counter()
        for seed, start in _seeds(quote):
            places = self._places.get(seed, ())
            if len(places) <= COMMON:
                for place in places:
                    votes[(place - start) // SLACK] += len(seed)
        reach = len(quote) + 2 * SLACK
        likely = [bucket * SLACK for bucket, _ in votes.most_common(4)]
        if not likely:
            return [(0, len(self._text))] if len(self._text) <= WHOLE_TEXT else []
        return [(max(0, start - SLACK), start + reach) for start in likely]

    def _align(self, quote: str, start: int, end: int) -> FuzzyMatch | None:
        window = self._text[start:end]
        found = fuzz.partial_ratio_alignment(quote, window)
        if found is None or found.dest_end <= found.dest_start:
            return None
        return self._refined(quote, start + found.dest_start, start + found.dest_end)

    def _refined(self, quote: str, start: int, end: int) -> FuzzyMatch | None:
        """The most alike of the stretches that begin and end with a word near two places."""
        first, last = self._whole_words(start, end)
        starts, ends = self._edges(first, WORDS_BEGIN), self._edges(last, WORDS_END)
        spans = [(one, two) for one in (first, *starts) for two in (last, *ends) if one < two]
        near = [
            FuzzyMatch(span, fuzz.ratio(quote, self._text[span[0] : span[1]])) for span in spans
        ]
        if not near:
            return None
        # Of equally alike ones that which was moved least.
        moved = {n: abs(n.span[0] - first) + abs(n.span[1] - last) for n in near}
        return max(near, key=lambda n: (n.likeness, -moved[n]))

    def _edges(self, place: int, pattern: re.Pattern[str]) -> list[int]:
        """Places near one where words begin, or where they end."""
        found = pattern.finditer(self._text, max(0, place - EDGE), place + EDGE)
        return [match.start() for match in found]

    def _whole_words(self, start: int, end: int) -> Span:
        """A stretch begins and ends with whole words, so that it can be read and copied."""
        text = self._text
        low, high = start - EDGE, end + EDGE
        while start > max(0, low) and _one_word(text, start):
            start -= 1
        while end < min(len(text), high) and _one_word(text, end):
            end += 1
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, end


def _one_word(text: str, at: int) -> bool:
    """Whether the characters before and at a place belong to one word."""
    pair = text[at - 1 : at + 1]
    return pair.isalnum() and not UNSPACED.search(pair)


def _seeds(text: str) -> Iterator[tuple[str, int]]:
    """What a quote and a text may share, with its place: words, or pairs of unspaced letters."""
    for match in WORD.finditer(text):
        word = match.group()
        if UNSPACED.search(word):
            yield from ((word[at : at + 2], match.start() + at) for at in range(len(word) - 1))
        else:
            yield word.lower(), match.start()
