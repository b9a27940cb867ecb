"""Two states of a text: how many words came and went, in which paragraphs, and what was moved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from sicetnon.meaning.anchoring.align import Range, Words, align, ascending
from sicetnon.meaning.anchoring.carry import carry
from sicetnon.model import Row, Span, Text

MOST_EDITS = 20
"""Places of a text that are shown."""
AROUND, LONGEST = 6, 24
"""Words that are shown before and after such a place, and of what came or went there."""
MOST = 0.5
"""The share of a stretch's words from which it counts as moved."""


SPACE = re.compile(r"\s+")


class Way(StrEnum):
    """What became of words that an anchor stands on."""

    STAYS = "stays"
    MOVED = "moved"
    """The same words stand elsewhere among the others."""
    OTHER = "other"
    """The anchor stands on other words now."""


class Edit(NamedTuple):
    """A place of a text where words came or went, as far as it is shown."""

    before: str
    """The words before them, with what stands between; empty where a paragraph begins."""
    out: str
    into: str
    """What stands there instead."""
    after: str


class ParagraphChange(NamedTuple):
    """A paragraph in which words came or went, or that was moved."""

    row: str
    """Its fragment in the new text, or in the old one where it is gone: `p7`."""
    words_in: int
    words_out: int
    moved: bool
    edits: tuple[Edit, ...]
    """The first `MOST_EDITS` of a text are shown."""


class TextComparison:
    """Two states of a text, word by word."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old, new
        self.alignment = align(old.text, new.text)

    @cached_property
    def _in_order(self) -> frozenset[int]:
        """Numbers of the old words whose images stand in the same order, as many as can be."""
        images = [(at, image) for at, image in enumerate(self.alignment.images) if image >= 0]
        return frozenset(at for at, _ in ascending(images))

    @cached_property
    def words_out(self) -> tuple[int, ...]:
        """Numbers of the old words that the new text does not have."""
        return tuple(
            at for at, image in enumerate(self.alignment.images) if self._differ(at, image)
        )

    @cached_property
    def words_in(self) -> tuple[int, ...]:
        """Numbers of the new words that the old text does not have."""
        return tuple(
            at for at, origin in enumerate(self.alignment.origins) if self._differ(origin, at)
        )

    def _differ(self, old: int, new: int) -> bool:
        return min(old, new) < 0 or self.alignment.old.keys[old] != self.alignment.new.keys[new]

    def paragraphs(self) -> tuple[ParagraphChange, ...]:
        """The paragraphs that changed, in the order of the new text; those that are gone last."""
        old, new = self.alignment.old, self.alignment.new
        came = Counter(_row_at(self.new.rows, new.starts[at]) for at in self.words_in)
        gone: Counter[int] = Counter()
        lost: Counter[int] = Counter()
        for at in self.words_out:
            row = _row_at(self.old.rows, old.starts[at])
            image = self._images.get(row)
            (lost if image is None else gone)[row if image is None else image] += 1
        moved = {self._images[row] for row in self._moved_rows()}
        edits, edits_of_lost = self._edits()
        changed = [
            ParagraphChange(
                self.new.rows[row].id, came[row], gone[row], row in moved, tuple(edits[row])
            )
            for row in sorted(came.keys() | gone.keys() | moved)
        ]
        rest = [
            ParagraphChange(self.old.rows[row].id, 0, lost[row], False, tuple(edits_of_lost[row]))
            for row in sorted(lost)
        ]
        return (*changed, *rest)

    def _edits(self) -> tuple[dict[int, list[Edit]], dict[int, list[Edit]]]:
        """The first edits by the number of a new row; and of rows that are gone, by the old one."""
        edits: dict[int, list[Edit]] = defaultdict(list)
        lost: dict[int, list[Edit]] = defaultdict(list)
        for gone, came in islice(self._places(), MOST_EDITS):
            if came[0] == came[1]:
                row = _row_at(self.old.rows, self.alignment.old.starts[gone[0]])
                text, words, span = self.old, self.alignment.old, gone
                found = lost if row not in self._images else edits
                row = self._images.get(row, row)
            else:
                row = _row_at(self.new.rows, self.alignment.new.starts[came[0]])
                text, words, span, found = self.new, self.alignment.new, came, edits
            before, after = _around(text, words, span)
            shown = _shown(self.alignment.old, gone), _shown(self.alignment.new, came)
            found[row].append(Edit(before, *shown, after))
        return edits, lost

    def _places(self) -> Iterator[tuple[Range, Range]]:
        """Runs of words that went, each with those that came in their place; either may be empty.

        Those of the new text are first, then what only went.
        """
        gone, origins = set(self.words_out), self.alignment.origins
        for low, high in _runs(self.words_in, self.new.rows, self.alignment.new.starts):
            start = origins[low] if origins[low] >= 0 else origins[low - 1] + 1 if low else 0
            end = start
            while end in gone and (end - start < high - low or self.alignment.images[end] < 0):
                end += 1
            gone.difference_update(range(start, end))
            yield (start, end), (low, high)
        for run in _runs(sorted(gone), self.old.rows, self.alignment.old.starts):
            yield run, (0, 0)

    @cached_property
    def _images(self) -> dict[int, int]:
        """By the number of an old row: that of the new one that has most of its words."""
        counts: dict[int, Counter[int]] = {}
        for at, image in enumerate(self.alignment.images):
            if image >= 0:
                row = _row_at(self.old.rows, self.alignment.old.starts[at])
                other = _row_at(self.new.rows, self.alignment.new.starts[image])
                counts.setdefault(row, Counter())[other] += 1
        return {row: found.most_common(1)[0][0] for row, found in counts.items()}

    def _moved_rows(self) -> Iterator[int]:
        for row in self._images:
            start, end = self.old.rows[row].start, self.old.rows[row].end
            if self._is_moved((start, end)):
                yield row

    def _is_moved(self, span: Span) -> bool:
        """Whether most words of an old span that are left stand in another order to the rest."""
        words = range(*self.alignment.old.inside(*span))
        left = [at for at in words if self.alignment.images[at] >= 0]
        return sum(at not in self._in_order for at in left) > MOST * len(left)

    def way(self, before: Sequence[Span], after: Sequence[Span]) -> Way:
        """What became of the words of an anchor, by its spans in both texts."""
        if self.old.text == self.new.text:
            carried = list(before)
        else:
            found = [carry(self.alignment, span) for span in before]
            carried = [one.span for one in found if one]
        if not any(a[0] < b[1] and b[0] < a[1] for a in carried for b in after):
            return Way.OTHER
        return Way.MOVED if any(self._is_moved(span) for span in before) else Way.STAYS


def _runs(words: Sequence[int], rows: Sequence[Row], starts: Sequence[int]) -> Iterator[Range]:
    """Numbers of words as runs, each within a row."""
    first = last = -1
    row = -1
    for at in words:
        other = _row_at(rows, starts[at])
        if first >= 0 and (at != last or other != row):
            yield first, last
            first = -1
        if first < 0:
            first, row = at, other
        last = at + 1
    if first >= 0:
        yield first, last


def _around(text: Text, words: Words, run: Range) -> tuple[str, str]:
    """The words before and after a run, within its row."""
    row = text.rows[_row_at(text.rows, words.starts[run[0]])]
    first, last = words.inside(row.start, row.end)
    before = words.starts[max(first, run[0] - AROUND)], words.starts[run[0]]
    after = words.ends[run[1] - 1], words.ends[min(last, run[1] + AROUND) - 1]
    return _line(text.text[slice(*before)]), _line(text.text[slice(*after)])


def _shown(words: Words, run: Range) -> str:
    """The words of a run, a long one cut."""
    first, last = run
    if first == last:
        return ""
    end = min(last, first + LONGEST)
    cut = "" if end == last else " …"
    return _line(words.text[words.starts[first] : words.ends[end - 1]]) + cut


def _line(words: str) -> str:
    return SPACE.sub(" ", words)


def row_of(text: Text, span: Span) -> str:
    """The fragment of the paragraph in which a span begins."""
    return text.rows[_row_at(text.rows, span[0])].id


def _row_at(rows: Sequence[Row], offset: int) -> int:
    return max(0, bisect_right(rows, offset, key=lambda row: row.start) - 1)
