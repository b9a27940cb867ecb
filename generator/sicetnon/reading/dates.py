"""EDTF text to the range of days that it may mean; the one door to the edtf library.

Years, months, days and ranges of them, open or not, are read here: nearly all dates are such.
Seasons, unspecified digits, sets and long years go to the library (16 ms a date, hence the cache).
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO

from sicetnon.model import Date

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)
DAYLIKE = re.compile(r"\d{4}(-[01]\d(-\d\d)?)?[?~%]?", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
OPEN = ("0000-01-01", "9999-12-31")
"""The days that stand for an open start and an open end."""
LONG_AGO = "-9999-01-01"
"""The same for an open start of what ends before the year 0."""
UNBOUNDED = {"..", ""}
"""How an open and an unknown end of a range are written."""
ENDLESS = re.compile(r"[eE]\d{2}|\d{12}")
"""Years that the library would write out digit by digit."""


@lru_cache(maxsize=16384)
def read_date(text: str) -> Date | None:
    """The date of an EDTF text (levels 0 to 2), or None where it is not valid."""
    first, slash, last = text.partition("/")
    date = _range(text, _plain(first), _plain(last), {first, last}) if slash else None
    if date:
        return date
    # The library takes 29 February of any year: what looks like a plain day is not left to it.
    return _plain(text) if DAYLIKE.fullmatch(text) else _by_library(text)


def _range(text: str, start: Date | None, end: Date | None, ends: set[str]) -> Date | None:
    """A range of plain dates, perhaps open at one end; None for all others.

    An unknown end is read as an open one.
    """
    if start and end:
        uncertain = start.uncertain or end.uncertain
        return Date(text, start.first, end.last, uncertain) if start.first <= end.last else None
    bound = start or end
    if bound is None or not ends & UNBOUNDED:
        return None
    first, last = (bound.first, OPEN[1]) if start else (OPEN[0], bound.last)
    return Date(text, first, last, bound.uncertain or "" in ends)


def _plain(text: str) -> Date | None:
    match = PLAIN.fullmatch(text)
    if not match:
        return None
    year, month, day, sign = match.groups()
    if not 1 <= int(month or 1) <= 12:
        return None
    longest = monthrange(int(year), int(month or 12))[1]
    if not 1 <= int(day or 1) <= longest:
        return None
    first = f"{year}-{month or '01'}-{day or '01'}"
    last = f"{year}-{month or '12'}-{day or longest}"
    return Date(text, first, last, bool(sign))


def _by_library(text: str) -> Date | None:
    if not text or len(text) > 60 or not text.isascii() or ENDLESS.search(text):
        return None
    if not all(_plain(day) for day in DAY.findall(re.sub("[?~%]", "", text))):
        return None
    from edtf import parse_edtf  # noqa: PLC0415  # few corpora need it and it loads slowly
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        with redirect_stdout(StringIO()):  # the library prints what it could not read
            parsed = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError, IndexError):
        # The library lets errors of its own through for text that is no date.
        return None
    uncertain = any(sign in text for sign in "?~%")
    low, high = _day(first, OPEN[0]), _day(last, OPEN[1])
    if isinstance(first, float) and _in_order(low) > _in_order(high):
        low = LONG_AGO
    if _in_order(low) > _in_order(high):
        return None
    return Date(text, low, high, uncertain)


def _in_order(day: str) -> tuple[int, str]:
    """What sorts days, also those before the year 0."""
    return int(day[:-6]), day[-5:]


def _day(struct: tuple[int, ...] | float, if_open: str) -> str:
    """A `struct_time` of the library as YYYY-MM-DD; it gives infinity for an open end."""
    if isinstance(struct, float):
        return if_open
    year, month, day = int(struct[0]), int(struct[1]) or 1, int(struct[2]) or 1
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"
