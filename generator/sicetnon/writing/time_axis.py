"""An axis of time: where days stand on it, in per cent of its width, and which of them to name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sicetnon.formatting import format_moment
from sicetnon.i18n import Language, direction
from sicetnon.meaning.times import bounds, day_number, days
from sicetnon.model import Date

YEAR, MONTH = 365.25, 30.44
PADDING = 0.06
"""Of the whole length, on both sides: there an open end can be seen."""
LEAST_PADDING = 2
"""Days."""
STEPS = (1, 2, 5)
EDGE = 0.08
"""Of the whole length, on both sides: what stands there has no room for its words."""
MOST_YEARS, MOST_DAYS = 5, 3
"""Marks that a phone has room for: of years, and of months or days."""


Moment = tuple[int, int | None, int | None]
"""A year, and perhaps a month and a day."""


class Axis(NamedTuple):
    """An axis from one day to another, as numbers (see `times.ordinal`)."""

    first: float
    last: float
    to_left: bool
    """Whether time goes from right to left, as the language does."""

    def at(self, day: float) -> str:
        """Where a day stands; what lies beyond an end, at that end."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return f"{100 * (1 - share if self.to_left else share):.2f}%"


def axis(dates: Iterable[Date], language: Language) -> Axis | None:
    """An axis on which some dates have room; None where none of their ends is known."""
    ends = [end for one in dates for end in (*days(one), *bounds(one)) if math.isfinite(end)]
    if not ends:
        return None
    first, last = min(ends), max(ends) + 1
    padding = max((last - first) * PADDING, LEAST_PADDING)
    return Axis(first - padding, last + padding, direction(language.tag) == "rtl")


def marks(on: Axis, language: Language) -> Iterator[tuple[str, str]]:
    """Round dates on an axis: where they stand, and their words."""
    edge = (on.last - on.first) * EDGE
    for year, month, day in _round(on.first + edge, on.last - edge):
        named, numbered = (f"{part:02}" if part else None for part in (month, day))
        words = format_moment(year, named, numbered, language)
        yield on.at(day_number(year, month or 1, day or 1)), words or ""


def _round(first: float, last: float) -> list[Moment]:
    """Few round dates between two days: years, else months, else days."""
    length = last - first
    if length > 2.5 * YEAR or first < 1 or last > date.max.toordinal():
        return _years(first, last)
    start, end = date.fromordinal(math.ceil(first)), date.fromordinal(math.floor(last))
    if length > 2.5 * MONTH:
        step = next(n for n in (1, 2, 3, 6, 12) if length / MONTH / n <= MOST_DAYS or n == 12)
        months = range(start.year * 12 + start.month, end.year * 12 + end.month)
        return [(one // 12, one % 12 + 1, None) for one in months if one % step == 0]
    step = _step(length, MOST_DAYS)
    days_ = range(-(-start.toordinal() // step) * step, end.toordinal() + 1, step)
    return [(one.year, one.month, one.day) for one in map(date.fromordinal, days_)]


def _years(first: float, last: float) -> list[Moment]:
    step = _step((last - first) / YEAR, MOST_YEARS)
    start, end = math.ceil(first / YEAR), math.floor(last / YEAR) + 1
    counted = range(-(-start // step) * step, end + 1, step)
    years = dict.fromkeys(year if year > 0 else year + 1 for year in counted)  # as BC counts them
    return [(year, None, None) for year in years if first <= day_number(year) <= last]


def _step(count: float, most: int) -> int:
    """The least of 1, 2, 5, 10, 20 … by which a count makes no more steps than a number."""
    power = 1
    while True:
        for step in STEPS:
            if count / (step * power) <= most:
                return step * power
        power *= 10
