"""Whether two dates can be one time: their ranges of days compared, doubts included."""

from __future__ import annotations

import math
import re
from datetime import date
from enum import StrEnum

from sicetnon.model import Date

LATEST = "9999-12-31"
"""The day that stands for an open end."""
OPEN_STARTS = ("..", "/", "[..", "{..")
"""How a date begins that has no first day."""
DOUBT = re.compile("[?~%]")
YEAR = 366
CYCLE, DAYS_OF_CYCLE = 400, 146_097
"""Years after which the calendar is the same again, and their days."""


class Times(StrEnum):
    """How two dates lie to each other."""

    SAME = "same"
    OVERLAP = "overlap"
    """They may be one time, or share a part."""
    APART = "apart"
    UNKNOWN = "unknown"
    """One of them is not stated."""


def compare_times(one: Date | None, other: Date | None) -> Times:
    """How two dates lie to each other; None stands for a time that is not stated."""
    if one is None or other is None:
        return Times.UNKNOWN
    if one.first == other.first and one.last == other.last:
        return Times.SAME
    (start, end), (first, last) = days(one), days(other)
    return Times.OVERLAP if start <= last and first <= end else Times.APART


def bounds(date: Date) -> tuple[float, float]:
    """The first and the last day of a date, as numbers (see `ordinal`); an open end is infinite."""
    first, last = float(ordinal(date.first)), float(ordinal(date.last))
    if date.text.startswith(OPEN_STARTS):
        first = -math.inf
    return first, math.inf if date.last == LATEST else last


def days(date: Date) -> tuple[float, float]:
    """The first and the last day that a date may mean.

    What is approximate or uncertain may be as much earlier or later as it is long, or by a year
    where it is open.
    """
    first, last = bounds(date)
    doubt = 0.0
    if DOUBT.search(date.text):
        doubt = last - first + 1 if math.isfinite(last - first) else YEAR
    return first - doubt, last + doubt


def is_within(inner: Date, outer: Date) -> bool:
    """Whether all days that a date may mean are days that another may mean; doubts aside."""
    return ordinal(outer.first) <= ordinal(inner.first) and (
        ordinal(inner.last) <= ordinal(outer.last)
    )


def ordinal(day: str) -> int:
    """The number of a day, counted through all years."""
    return day_number(year_of(day), int(day[-5:-3]), int(day[-2:]))


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The number of a day; Python's own count, which begins with the year 1, carried on."""
    cycles, within = divmod(year - 1, CYCLE)
    return date(within + 1, month, day).toordinal() + cycles * DAYS_OF_CYCLE


def year_of(day: str) -> int:
    """The year of a day, [-]YYYY-MM-DD; 0 is the year before 1."""
    return int(day[: -len("-01-31")])


def calendar(day: float) -> tuple[int, int, int]:
    """The year, the month and the day of a day by its number."""
    cycles, within = divmod(int(day) - 1, DAYS_OF_CYCLE)
    found = date.fromordinal(within + 1)
    return found.year + cycles * CYCLE, found.month, found.day
