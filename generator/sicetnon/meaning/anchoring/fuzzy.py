"""The stretch of a text most like a quote that does not match: for messages, never for anchoring.

So that a long text is not compared as a whole, windows are chosen first: where words of the quote
stand at the same distances as in the quote. Only the windows are compared by letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from sicetnon.meaning.anchoring.find import UNSPACED
from sicetnon.model import Span

WORD = re.compile(r"\w+")
COMMON = 400
"""A word with more occurrences than this says little of where a quote was."""
WINDOWS = 8
"""Stretches of a text that are compared."""
CONTEXT = 80
"""Characters of a prefix and of a suffix that are compared."""
IN_PLACE = 0.3
"""How much the likeness of a prefix or a suffix counts beside that of the quote."""
IN_ORDER, FAR = 24.0, 3_000
"""What it is worth to stand directly after the quote before, as likeness, and the characters over
which that worth is lost."""
SHORT = 24
"""Characters of a quote from which that is worth more, since fewer letters tell less."""
NEAR = 1_500
"""Characters after the quote before in which a short quote is looked for in any case."""
SLACK = 40
"""Characters by which words of a quote may have moved, and by which a window is longer than it."""
INVERTED = 15.0
"""What it costs, as likeness, that the words of a short quote stand in another order."""
LONGEST = 400
"""Characters of a quote that are compared."""
WHOLE_TEXT = 60_000
"""Characters of a text that is compared as a whole where it has no word of the quote."""
EDGE = 16
"""Characters by which either end may be moved to the edge of a word."""
BESIDE, REACH = 100, 60
"""Places of a prefix or a suffix beside which words are compared, and their characters."""
TOKEN = re.compile(r"\S+")
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

    __slots__ = ("_lower", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        lower = text.lower()
        self._lower = lower if len(lower) == len(text) else text
        self._starts: dict[str, list[int]] = {}
        for seed, start in _seeds(text):
            self._starts.setdefault(seed, []).append(start)

    def nearest(
        self,
        quote: str,
        prefix: str = "",
        suffix: str = "",
        after: int | None = None,
        before: int | None = None,
    ) -> FuzzyMatch | None:
        """The span most like the quote, or None where it is less than `LOWEST` alike.

        The likeness of a prefix and a suffix count as well, and that a span stands soon after an
        offset and not behind another, where the neighbours of the quote stand: the more, the
        shorter the quote.
        """
        typed = quote[:LONGEST]
        quote = typed.lower()
        context = prefix[-CONTEXT:].lower(), suffix[:CONTEXT].lower()
        weight = max(1.0, SHORT / max(1, len(quote)))

        def score(match: FuzzyMatch) -> float:
            order = IN_ORDER * _in_order(match.span, after, before)
            return match.likeness + weight * (order + self._in_place(match.span, *context))

        matches = [
            self._align(quote, *window) for window in self._windows(quote, *context, after, before)
        ]
        if weight > 1:
            spans = self._beside(len(quote.split()), *context, after or 0)
            matches += [FuzzyMatch(span, self._likeness(quote, span)) for span in spans]
        best = max(filter(None, matches), key=score, default=None)
        if best is None or best.likeness + self._in_place(best.span, *context) < LOWEST:
            return None
        return FuzzyMatch(best.span, fuzz.ratio(typed, self._text[slice(*best.span)]))

    def _beside(self, count: int, prefix: str, suffix: str, after: int) -> Iterator[Span]:
        """About so many words after a prefix and before a suffix, where these stand."""
        text = self._lower
        for place in islice(_places(text, prefix.strip(), after), BESIDE):
            start = place + len(prefix.strip())
            words = list(islice(TOKEN.finditer(text, start, start + REACH), count + 1))
            yield from ((words[0].start(), word.end()) for word in words[max(0, count - 2) :])
        for end in islice(_places(text, suffix.strip(), after), BESIDE):
            words = list(TOKEN.finditer(text, max(0, end - REACH), end))[-count - 1 :]
            yield from ((word.start(), words[-1].end()) for word in words[: len(words) - count + 2])

    def _in_place(self, span: Span, prefix: str, suffix: str) -> float:
        """What speaks for a span by the words around it, as likeness."""
        (start, end), text = span, self._lower
        sure = 0.0
        if prefix.strip():
            sure += fuzz.ratio(prefix.strip(), text[max(0, start - len(prefix)) : start].strip())
        if suffix.strip():
            sure += fuzz.ratio(suffix.strip(), text[end : end + len(suffix)].strip())
        return sure * IN_PLACE

    def _windows(
        self, quote: str, prefix: str, suffix: str, after: int | None, before: int | None
    ) -> list[Span]:
        """Stretches of the text that have words of a quote at the same distances."""
        votes: Counter[int] = Counter()
        for seed, start in _seeds(f"{prefix}{quote}{suffix}"):
            starts = self._starts.get(seed, ())
            if len(starts) <= COMMON:
                for text_start in starts:
                    votes[(text_start - start) // SLACK] += len(seed) / (1 + len(starts)) ** 0.5
        sums = {bucket: votes[bucket] + votes[bucket + 1] for bucket in tuple(votes)}
        likely = sorted(sums, key=lambda bucket: (-sums[bucket], bucket))[:WINDOWS]
        if not likely:
            return [(0, len(self._text))] if len(self._text) <= WHOLE_TEXT else []
        reach = len(prefix) + len(quote) + len(suffix) + 3 * SLACK
        windows = [(max(0, bucket * SLACK - SLACK), bucket * SLACK + reach) for bucket in likely]
        if after is not None and len(quote) < SHORT:
            windows.append((after, min(after + NEAR, before or len(self._text)) + len(quote)))
        return windows

    def _likeness(self, quote: str, span: Span) -> float:
        return _likeness(quote, self._lower[slice(*span)])

    def _align(self, quote: str, start: int, end: int) -> FuzzyMatch | None:
        window = self._lower[start:end]
        aligned = fuzz.partial_ratio_alignment(quote, window)
        if aligned is None or aligned.dest_end <= aligned.dest_start:
            return None
        return self._refined(quote, start + aligned.dest_start, start + aligned.dest_end)

    def _refined(self, quote: str, start: int, end: int) -> FuzzyMatch | None:
        """The most alike of the spans of whole words near a span."""
        first, last = self._whole_words(start, end)
        starts, ends = self._edges(first, WORDS_BEGIN), self._edges(last, WORDS_END)
        spans = [(low, high) for low in (first, *starts) for high in (last, *ends) if low < high]
        matches = [FuzzyMatch(span, self._likeness(quote, span)) for span in spans]
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


def _places(text: str, words: str, after: int) -> Iterator[int]:
    """Where words stand in a text, from an offset on."""
    at = text.find(words, after) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _likeness(quote: str, words: str) -> float:
    """How alike two stretches are; of a short quote the words may stand in another order."""
    as_typed = fuzz.ratio(quote, words)
    if len(quote) >= SHORT:
        return as_typed
    in_order = (" ".join(sorted(part.split())) for part in (quote, words))
    return max(as_typed, fuzz.ratio(*in_order) - INVERTED)


def _in_order(span: Span, after: int | None, before: int | None) -> float:
    """How well a span stands between the neighbours of a quote, 0 to 1."""
    start = span[0]
    if after is None:
        return 0.0
    distance = start - after if start >= after else 2 * (after - start)
    if before is not None and start > before:
        distance += start - before
    return max(0.0, 1 - distance / FAR)


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
