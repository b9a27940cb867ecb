"""A span of an old text to the same words in a new one, however they were moved or rewritten.

The twin of `nearest`, which knows no old text. What is carried comes with how much of it is left:
words that were deleted are not put on others that resemble them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from sicetnon.meaning.anchoring.align import Alignment, Range
from sicetnon.meaning.anchoring.find import fold_quote
from sicetnon.model import Span

FAR = 12
"""New words between two words of a span from which they no longer belong together."""
AROUND = 4
"""Words before and after a span that are its context."""


class Carried(NamedTuple):
    """Where the words of a span are in the new text."""

    span: Span
    likeness: float
    """0 to 100, between the old and the new words, without white space and case."""
    kept: float
    """The share, 0 to 1, of the old words (by letters) that the new text still has there."""
    support: float
    """The same share of the old words and those around them that still stand around it."""


def carry(alignment: Alignment, span: Span) -> Carried | None:
    """The span in the new text, or None where no word of it is left in its place."""
    old, new = alignment.old, alignment.new
    words = old.inside(*span)
    chain = _together(alignment, words)
    if not chain:
        return None
    first, last = chain[0], chain[-1]
    low, high = alignment.images[first], alignment.images[last] + 1
    while first > words[0] and low and old.keys[first - 1] == new.keys[low - 1]:
        first, low = first - 1, low - 1
    while last + 1 < words[1] and high < len(new.keys) and old.keys[last + 1] == new.keys[high]:
        last, high = last + 1, high + 1
    low -= _replaced(alignment, words[0], first, low, -1)
    high += _replaced(alignment, words[1] - 1, last, high, 1)
    start = _start(alignment, span, words[0], low)
    end = _end(alignment, span, words[1] - 1, high - 1)
    before, after = old.text[slice(*span)], new.text[start:end]
    likeness = fuzz.ratio(fold_quote(before).casefold(), fold_quote(after).casefold())
    kept, size = _kept(alignment, chain), _letters(alignment, range(*words))
    near, around = _context(alignment, words, (low, high)), _around(alignment, words)
    whole = size + _letters(alignment, around)
    support = (kept + _letters(alignment, near)) / max(1, whole)
    return Carried((start, end), likeness, kept / max(1, size), support)


def _together(alignment: Alignment, words: Range) -> Sequence[int]:
    """The old words of a range whose images stand together in order.

    Of several such runs it is the one with most letters.
    """
    runs: list[list[int]] = []
    for word in range(*words):
        image = alignment.images[word]
        if image < 0:
            continue
        if runs and 0 < image - alignment.images[runs[-1][-1]] <= FAR + word - runs[-1][-1]:
            runs[-1].append(word)
        else:
            runs.append([word])
    return max(runs, key=lambda run: _letters(alignment, run), default=())


def _letters(alignment: Alignment, words: Sequence[int]) -> int:
    return sum(len(alignment.old.keys[word]) for word in words)


def _kept(alignment: Alignment, chain: Sequence[int]) -> float:
    """How many letters of some old words stand in their images."""
    old, new = alignment.old, alignment.new
    alike = 0.0
    for word in chain:
        key, image = old.keys[word], new.keys[alignment.images[word]]
        alike += len(key) * (1.0 if key == image else fuzz.ratio(key, image) / 100)
    return alike


def _replaced(alignment: Alignment, edge: int, word: int, at: int, step: int) -> int:
    """How many new words stand in place of old ones at an edge of a span.

    `word` is the old word nearest to the edge that is left, `at` where its image begins or ends;
    `step` is -1 for the first edge, 1 for the last. They are the new words between there and the
    image of the old word beyond the edge, or as many as the old ones where that went elsewhere.
    """
    missing = abs(word - edge)
    if not missing:
        return 0
    beyond = edge + step
    limit = 2 * missing + 1
    neighbour = alignment.images[beyond] if 0 <= beyond < len(alignment.images) else -1
    count = 0
    while count <= limit:
        new = at + count if step > 0 else at - 1 - count
        if new == neighbour or not 0 <= new < len(alignment.origins):
            return count
        if alignment.origins[new] >= 0:
            break
        count += 1
    return min(missing, count)


def _start(alignment: Alignment, span: Span, word: int, image: int) -> int:
    """Where a span begins in the new text, with signs before its first word as in the old one."""
    old, new = alignment.old, alignment.new
    inside = span[0] - old.starts[word]
    start = new.starts[image]
    if inside > 0:
        return start + (inside if old.keys[word] == new.keys[image] else 0)
    signs = fold_quote(old.text[span[0] : old.starts[word]])
    floor = new.ends[image - 1] if image else 0
    while signs and start > floor:
        start_of_signs = start - 1
        character = fold_quote(new.text[start_of_signs])
        if character and character != signs[-1]:
            break
        signs = signs[:-1] if character else signs
        start = start_of_signs
    while new.text[start].isspace():
        start += 1
    return start


def _end(alignment: Alignment, span: Span, word: int, image: int) -> int:
    """Where a span ends in the new text, the same way."""
    old, new = alignment.old, alignment.new
    inside = old.ends[word] - span[1]
    end = new.ends[image]
    if inside > 0:
        return end - (inside if old.keys[word] == new.keys[image] else 0)
    signs = fold_quote(old.text[old.ends[word] : span[1]])
    ceiling = new.starts[image + 1] if image + 1 < len(new.starts) else len(new.text)
    while signs and end < ceiling:
        character = fold_quote(new.text[end])
        if character and character != signs[0]:
            break
        signs = signs[1:] if character else signs
        end += 1
    while new.text[end - 1].isspace():
        end -= 1
    return end


def _around(alignment: Alignment, words: Range) -> list[int]:
    """The words before and after a range of old words."""
    before = range(max(0, words[0] - AROUND), words[0])
    return [*before, *range(words[1], min(len(alignment.images), words[1] + AROUND))]


def _context(alignment: Alignment, words: Range, new: Range) -> list[int]:
    """The words around a range of old words that stand around a range of new ones."""
    low, high = new[0] - 3 * AROUND, new[1] + 3 * AROUND
    return [
        word
        for word in _around(alignment, words)
        if (
            low <= alignment.images[word] < new[0]
            if word < words[0]
            else new[1] <= alignment.images[word] < high
        )
    ]
