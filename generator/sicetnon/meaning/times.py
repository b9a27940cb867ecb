"""Whether two dates can be one time: their ranges of days compared, doubts included."""

from __future__ import annotations

import math
import re
from datetime import date
from enum import StrEnum

from sicetnon.model import Date

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
"""The days that stand for an open start and an open end."""
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


def days(date: Date) -> tuple[float, float]:
    """The first and the last day that a date may mean, as numbers (see `ordinal`).

    An end that is open is infinite. What is approximate or uncertain may be as much earlier or
    later as it is long, or by a year where it is open.
    """
    first, last = float(ordinal(date.first)), float(ordinal(date.last))
    if date.first == EARLIEST and not date.text.replace("X", "0").startswith("0000"):
        first = -math.inf
    if date.last == LATEST:
        last = math.inf
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
    """The number of a day, counted through all years; Python's own count begins with the year 1."""
    cycles, year = divmod(year_of(day) - 1, CYCLE)
    return date(year + 1, int(day[-5:-3]), int(day[-2:])).toordinal() + cycles * DAYS_OF_CYCLE


def year_of(day: str) -> int:
    """The year of a day, [-]YYYY-MM-DD; 0 is the year before 1."""
    return int(day[: -len("-01-31")])
