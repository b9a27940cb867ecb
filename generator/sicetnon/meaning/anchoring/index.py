"""A text prepared for anchoring: folded once, its quotes searched together where that is faster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sicetnon.markdown.positions import Positions, positions
from sicetnon.meaning.anchoring.automaton import Automaton
from sicetnon.meaning.anchoring.find import Folded, fold, needle
from sicetnon.model import Selector, Source
from sicetnon.problems import Location

if TYPE_CHECKING:
    from sicetnon.meaning.anchoring.fuzzy import FuzzyIndex

MOST_MATCHES = 1_000
"""Matches of a quote, or of a part of it, after which counting ends."""
MANY, LONG_TEXT = 100, 100_000
"""Quotes, and characters of text, from which one pass of an automaton over the text takes less time
than a search for each quote."""


@dataclass(slots=True)
class AnchorIndex:
    """A text prepared for anchoring; what only messages need is made when it is first needed."""

    source: Source
    text: str
    folded: Folded = field(init=False)
    starts: dict[str, list[int]] | None = None
    """Where folded words begin in the folded text, for `find_all`; None without `prefetch`."""
    last: int | None = None
    """Where the quote stands that anchored last: mostly the next one stands soon after it."""
    following: Sequence[Selector] = ()
    """The quotes that come next in the file: mostly they stand soon after."""
    ambiguous: int = 0
    """How many ambiguous quotes were reported."""
    _positions: Positions | None = None
    _fuzzy_index: FuzzyIndex | None = None

    def __post_init__(self) -> None:
        self.folded = fold(self.text)

    def prefetch(self, selectors: Sequence[Selector]) -> None:
        """Search for many quotes in a long text together."""
        if len(selectors) < MANY or len(self.text) < LONG_TEXT:
            return
        single = (s for s in selectors if len(s.exact) == 1)
        needles = dict.fromkeys(needle(*s.parts[0]) for s in single)
        self.starts = {words: [] for words in needles if words}
        for start, _, starts in Automaton(self.starts).find(self.folded.folded):
            if len(starts) < MOST_MATCHES:
                starts.append(start)

    def location(self, offset: int) -> Location:
        """The location in the source's file of an offset in its text."""
        if self._positions is None:
            self._positions = positions(self.source.body, self.source.body_line)
        return Location(self.source.path, *self._positions(offset))

    def fuzzy_index(self) -> FuzzyIndex:
        """The text, prepared to find what resembles a quote."""
        if self._fuzzy_index is None:
            from sicetnon.meaning.anchoring.fuzzy import FuzzyIndex  # noqa: PLC0415  # most quotes match

            self._fuzzy_index = FuzzyIndex(self.text)
        return self._fuzzy_index
