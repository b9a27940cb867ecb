"""The stretch of a text most like a quote that does not match: for messages, never for anchoring.

So that a long text is not compared as a whole, windows are chosen first: where words of the quote
stand at the same distances as in the quote. Only the windows are compared by letters.
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
"""A word with more occurrences than this says little of where a quote was."""
SLACK = 40
"""Characters by which words of a quote may have moved, and by which a window is longer than it."""
LONGEST = 400
"""Characters of a quote that are compared."""
WHOLE_TEXT = 60_000
"""Characters of a text that is compared as a whole where it has no word of the quote."""
EDGE = 16
"""Characters by which either end may be moved to the edge of a word."""
WORDS_BEGIN = re.compile(r"(?<!\w)(?=\w)|(?<=\s)(?=\S)")
WORDS_END = re.compile(r"(?<=\w)(?!\w)|(?<=\S)(?=\s)")
LOWEST = 55.0
"""Least likeness of a match: quotes that are quite absent still reach about this."""


class FuzzyMatch(NamedTuple):
    """A span of text that resembles a quote."""

    span: Span
    likeness: float
    """0 to 100 (normalized indel similarity)."""


class FuzzyIndex:
    """A text prepared to find what resembles a quote."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}
        for seed, start in _seeds(text):
            self._starts.setdefault(seed, []).append(start)

    def nearest(self, quote: str) -> FuzzyMatch | None:
        """The span most like the quote, or None where all are less than `LOWEST` alike."""
        best: FuzzyMatch | None = None
        quote = quote[:LONGEST]
        for start, end in self._windows(quote):
            match = self._align(quote, start, end)
            if match and (best is None or match.likeness > best.likeness):
                best = match
        return best if best and best.likeness >= LOWEST else None

    def _windows(self, quote: str) -> list[Span]:
        votes: Counter[int] = Counter()
        for seed, start in _seeds(quote):
            starts = self._starts.get(seed, ())
            if len(starts) <= COMMON:
                for text_start in starts:
                    votes[(text_start - start) // SLACK] += len(seed)
        reach = len(quote) + 2 * SLACK
        likely = [bucket * SLACK for bucket, _ in votes.most_common(4)]
        if not likely:
            return [(0, len(self._text))] if len(self._text) <= WHOLE_TEXT else []
        return [(max(0, start - SLACK), start + reach) for start in likely]

    def _align(self, quote: str, start: int, end: int) -> FuzzyMatch | None:
        window = self._text[start:end]
        aligned = fuzz.partial_ratio_alignment(quote, window)
        if aligned is None or aligned.dest_end <= aligned.dest_start:
            return None
        return self._refined(quote, start + aligned.dest_start, start + aligned.dest_end)

    def _refined(self, quote: str, start: int, end: int) -> FuzzyMatch | None:
        """The most alike of the spans of whole words near a span."""
        first, last = self._whole_words(start, end)
        starts, ends = self._edges(first, WORDS_BEGIN), self._edges(last, WORDS_END)
        spans = [(low, high) for low in (first, *starts) for high in (last, *ends) if low < high]
        matches = [FuzzyMatch(span, fuzz.ratio(quote, self._text[slice(*span)])) for span in spans]
        if not matches:
            return None
        # Of equally alike ones that which was moved least.
        moved = {m: abs(m.span[0] - first) + abs(m.span[1] - last) for m in matches}
        return max(matches, key=lambda match: (match.likeness, -moved[match]))

    def _edges(self, offset: int, pattern: re.Pattern[str]) -> list[int]:
        """Offsets near one where words begin, or where they end."""
        matches = pattern.finditer(self._text, max(0, offset - EDGE), offset + EDGE)
        return [match.start() for match in matches]

    def _whole_words(self, start: int, end: int) -> Span:
        """The span extended to whole words, without white space at its ends."""
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
    """Whether the characters before and at an offset belong to one word."""
    pair = text[at - 1 : at + 1]
    return pair.isalnum() and not UNSPACED.search(pair)


def _seeds(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text, or its pairs of letters in unspaced scripts, with their offsets."""
    for match in WORD.finditer(text):
        word = match.group()
        if UNSPACED.search(word):
            yield from ((word[at : at + 2], match.start() + at) for at in range(len(word) - 1))
        else:
            yield word.lower(), match.start()
