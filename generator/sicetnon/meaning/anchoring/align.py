"""Two versions of a text, word by word: which word of the old one is which of the new one.

Runs of words that stand once in each version are matched first, longest first and wherever they
stand, so that a passage that was moved is followed. What lies between two matched runs is then
matched in order, also words that are only spelled otherwise.
Only strings are known here. The work is about proportional to the length of the texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from sicetnon.meaning.anchoring.find import SILENT, UNSPACED

WORD = re.compile(rf"\w+(?:[{SILENT}]+\w+)*")
SILENT_RUN = re.compile(f"[{SILENT}]+")

MOVED = (12, 8, 5, 4, 3)
"""Lengths, in words, of runs that are followed wherever they went."""
IN_ORDER = (3, 2, 1)
"""Lengths of shorter runs, which are matched only between the same neighbours."""
MOST_PAIRS = 40_000
"""Pairs of an old and a new word that are compared by their letters in one stretch."""
MOVED_LETTERS = 12
"""Least letters of such a run."""
PARTED = 10
"""Words by which what stayed with one of two parted neighbours may have grown."""
ALIKE = 60.0
"""Likeness, 0 to 100, from which two words may be two spellings of one."""

SAME_TEXT = 0.5
"""The share of words in common from which a text that is gone was renamed to another."""

Range = tuple[int, int]
"""Numbers of words: the first, and the one after the last."""


class Words:
    """The words of a text, folded for comparing; in scripts without spaces, its letters."""

    __slots__ = ("_folded", "ends", "keys", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: str | None = None
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.keys: list[str] = []
        for start, end in _word_spans(text):
            self.starts.append(start)
            self.ends.append(end)
            self.keys.append(_key(text[start:end]))

    def count(self, first: int, last: int) -> int:
        """How often a run of words stands in the text."""
        if self._folded is None:
            self._folded = f" {' '.join(self.keys)} "
        return self._folded.count(f" {' '.join(self.keys[first:last])} ")

    def inside(self, start: int, end: int) -> Range:
        """The words that a span of the text touches."""
        return bisect_left(self.ends, start + 1), bisect_left(self.starts, end)


class Alignment(NamedTuple):
    """Which word of an old text is which of a new one."""

    old: Words
    new: Words
    images: Sequence[int]
    """By the number of an old word: that of the new one, or -1."""
    origins: Sequence[int]
    """The same the other way round."""


class Run(NamedTuple):
    """A run of equal words in both texts."""

    old: int
    new: int
    length: int


def most_alike(text: str, others: Mapping[str, str]) -> str | None:
    """The key of the text that shares most words with one, or None where none shares enough."""
    counts = Counter(Words(text).keys)
    shares = {}
    for key, other in others.items():
        words = Counter(Words(other).keys)
        shares[key] = (counts & words).total() / max(1, counts.total(), words.total())
    best = max(shares, key=lambda key: shares[key], default=None)
    return best if best is not None and shares[best] >= SAME_TEXT else None


def align(old_text: str, new_text: str) -> Alignment:
    """Match the words of two versions of a text; each has one image at most."""
    old, new = Words(old_text), Words(new_text)
    matching = Matching(old.keys, new.keys)
    matching.match_ends()
    for length in MOVED:
        matching.match_anywhere(length)
    for run in list(_runs_without(matching.images)):
        matching.match_between(run)
    return Alignment(old, new, matching.images, matching.origins)


class Matching:
    """The matches of two lists of words, as they are found."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.images = [-1] * len(old)
        self.origins = [-1] * len(new)

    def match(self, run: Run) -> None:
        """Match the words of a run one by one."""
        for step in range(run.length):
            self.images[run.old + step] = run.new + step
            self.origins[run.new + step] = run.old + step

    def match_ends(self) -> None:
        """Match the words with which both texts begin, and those with which both end."""
        if self.old and self.new:
            self.match(self._extended(0, 0))
            self.match(self._extended(len(self.old), len(self.new)))

    def match_anywhere(self, length: int) -> None:
        """Match runs of at least so many words that stand once in what is left of each text."""
        whole = (0, len(self.old)), (0, len(self.new))
        seeds = self._common(*whole, length)
        runs = []
        reached: dict[int, int] = {}
        for old, new in seeds:
            if old >= reached.get(new - old, 0):
                run = self._extended(old, new)
                if sum(map(len, self.old[run.old : run.old + run.length])) < MOVED_LETTERS:
                    continue
                reached[new - old] = run.old + run.length
                runs.append(run)
        for run in sorted(runs, key=lambda run: -run.length):
            self._match_rest(run, length)

    def match_between(self, run: Range) -> None:
        """Match a run of old words with new ones between the same neighbours.

        Where the neighbours were parted, words stayed with the one before or with the one after.
        """
        start, end = run
        after = self.images[start - 1] + 1 if start else 0
        before = self.images[end] if end < len(self.images) else len(self.new)
        last, first = self._free(after, 1), self._free(before, -1)
        if last >= before >= after:
            self._match_in_order(run, (after, before))
            return
        reach = end - start + PARTED
        self._match_in_order(run, (after, min(last, after + reach)))
        while start < end and any(image >= 0 for image in self.images[start:end]):
            start += 1
        first = max(first, before - reach, 0)
        self._match_in_order((start, end), (first, before))

    def _free(self, at: int, step: int) -> int:
        """How far new words without a match reach from between two words, on or back."""
        while 0 <= (word := at if step > 0 else at - 1) < len(self.new) and self.origins[word] < 0:
            at += step
        return at

    def _match_in_order(self, old: Range, new: Range) -> None:
        """Match words of two stretches without matches, in the same order in both."""
        if not (old[0] < old[1] and new[0] < new[1]):
            return
        if (old[1] - old[0]) * (new[1] - new[0]) <= MOST_PAIRS:
            self._match_alike(old, new)
            return
        for length in IN_ORDER:
            seeds = ascending(self._common(old, new, length))
            if seeds:
                self._match_around(old, new, seeds)
                return

    def _match_around(self, old: Range, new: Range, seeds: Sequence[tuple[int, int]]) -> None:
        """Match runs at some seeds, and then what lies between them."""
        (old_at, old_end), (new_at, new_end) = old, new
        for old_seed, new_seed in seeds:
            if old_seed < old_at or new_seed < new_at:
                continue
            run = self._extended(old_seed, new_seed, (old_at, old_end), (new_at, new_end))
            self.match(run)
            self._match_in_order((old_at, run.old), (new_at, run.new))
            old_at, new_at = run.old + run.length, run.new + run.length
        self._match_in_order((old_at, old_end), (new_at, new_end))

    def _match_alike(self, old: Range, new: Range) -> None:
        """Match the words of two short stretches so that as much as possible is alike in order."""
        olds, news = self.old[slice(*old)], self.new[slice(*new)]
        for old_step, new_step in _most_alike(olds, news):
            self.match(Run(old[0] + old_step, new[0] + new_step, 1))

    def _common(self, old: Range, new: Range, length: int) -> list[tuple[int, int]]:
        """Where runs of so many words begin that stand once in each stretch, in old order."""
        olds = _once(self.old, self.images, old, length)
        news = _once(self.new, self.origins, new, length)
        return [(at, news[words]) for words, at in olds.items() if words in news]

    def _extended(
        self, old: int, new: int, olds: Range | None = None, news: Range | None = None
    ) -> Run:
        """The longest run of equal words around a place, which have no match yet."""
        first, last = olds or (0, len(self.old))
        low, high = news or (0, len(self.new))
        back = 0
        while (
            old - back > first and new - back > low and self._equal(old - back - 1, new - back - 1)
        ):
            back += 1
        ahead = 0
        while old + ahead < last and new + ahead < high and self._equal(old + ahead, new + ahead):
            ahead += 1
        return Run(old - back, new - back, back + ahead)

    def _equal(self, old: int, new: int) -> bool:
        free = self.images[old] < 0 and self.origins[new] < 0
        return free and self.old[old] == self.new[new]

    def _match_rest(self, run: Run, length: int) -> None:
        """Match the parts of a run that longer ones have left, if they are long enough."""
        start = 0
        for step in range(run.length + 1):
            if step == run.length or not self._equal(run.old + step, run.new + step):
                if step - start >= length:
                    self.match(Run(run.old + start, run.new + start, step - start))
                start = step + 1


def _once(
    keys: Sequence[str], matches: Sequence[int], stretch: Range, length: int
) -> dict[tuple[str, ...], int]:
    """By their words: runs without matches that stand once in a stretch, and where they begin."""
    found: dict[tuple[str, ...], int] = {}
    repeated: set[tuple[str, ...]] = set()
    free = 0
    for at in range(*stretch):
        free = free + 1 if matches[at] < 0 else 0
        if free >= length:
            words = tuple(keys[at - length + 1 : at + 1])
            if words in found:
                repeated.add(words)
            else:
                found[words] = at - length + 1
    for words in repeated:
        del found[words]
    return found


def ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs whose second numbers rise as the first do."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, new) in enumerate(pairs):
        rank = bisect_left(ends, new)
        before.append(last[rank - 1] if rank else -1)
        if rank == len(ends):
            ends.append(new)
            last.append(number)
        else:
            ends[rank], last[rank] = new, number
    chosen = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _most_alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of words, in order in both lists, of which the sum of likeness is greatest."""
    width = len(new) + 1
    best = [0.0] * width
    rows = [best]
    for word in old:
        row = [0.0] * width
        for column, other in enumerate(new, 1):
            paired = best[column - 1] + _weight(word, other)
            row[column] = max(paired, best[column], row[column - 1])
        rows.append(row)
        best = row
    at, column = len(old), len(new)
    pairs = []
    while at and column:
        value = rows[at][column]
        if value == rows[at - 1][column]:
            at -= 1
        elif value == rows[at][column - 1]:
            column -= 1
        else:
            at, column = at - 1, column - 1
            pairs.append((at, column))
    yield from reversed(pairs)


@lru_cache(maxsize=100_000)
def _weight(word: str, other: str) -> float:
    """How much it counts to match two words: more for long ones, 0 for those not alike."""
    size = 1 + min(len(word), 9)
    if word == other:
        return float(size)
    likeness: float = fuzz.ratio(word, other)
    return size * (likeness / 100) ** 2 if likeness >= ALIKE else 0.0


def _runs_without(images: Sequence[int]) -> Iterator[Range]:
    """The runs of words that have no image."""
    start = None
    for at, image in enumerate(images):
        if image < 0 and start is None:
            start = at
        elif image >= 0 and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(images)


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in WORD.finditer(text):
        start, end = match.span()
        if UNSPACED.search(text, start, end):
            yield from ((at, at + 1) for at in range(start, end))
        else:
            yield start, end


def _key(word: str) -> str:
    bare = word if word.isascii() else SILENT_RUN.sub("", unicodedata.normalize("NFC", word))
    return bare.casefold()
