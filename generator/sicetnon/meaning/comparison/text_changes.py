"""Two states of a text: how many words came and went, in which paragraphs, and what was moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from sicetnon.meaning.anchoring.align import align, ascending
from sicetnon.meaning.anchoring.carry import carry
from sicetnon.model import Row, Span, Text

MOST = 0.5
"""The share of a stretch's words from which it counts as moved."""


class Way(StrEnum):
    """What became of words that an anchor stands on."""

    STAYS = "stays"
    MOVED = "moved"
    """The same words stand elsewhere among the others."""
    OTHER = "other"
    """The anchor stands on other words now."""


class ParagraphChange(NamedTuple):
    """A paragraph in which words came or went, or that was moved."""

    row: str
    """Its fragment in the new text, or in the old one where it is gone: `p7`."""
    words_in: int
    words_out: int
    moved: bool


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
        changed = [
            ParagraphChange(self.new.rows[row].id, came[row], gone[row], row in moved)
            for row in sorted(came.keys() | gone.keys() | moved)
        ]
        rest = [ParagraphChange(self.old.rows[row].id, 0, lost[row], False) for row in sorted(lost)]
        return (*changed, *rest)

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


def row_of(text: Text, span: Span) -> str:
    """The fragment of the paragraph in which a span begins."""
    return text.rows[_row_at(text.rows, span[0])].id


def _row_at(rows: Sequence[Row], offset: int) -> int:
    return max(0, bisect_right(rows, offset, key=lambda row: row.start) - 1)
