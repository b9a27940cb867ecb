"""Dates as people know them: EDTF text to the days it may mean; the one door to the edtf library.

Most dates are a year, a month, a day or a range of these, open at an end or not, and read here.
Seasons, unspecified digits, sets and long years go to the library (16 ms a date, so remembered).
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
"""The days that stand for an end that is open."""
UNBOUNDED = {"..", ""}
"""An end of a range that is open, and one that is unknown."""
ENDLESS = re.compile(r"[eE]\d{2}|\d{12}")
"""Years that the library would write out digit by digit."""


@lru_cache(maxsize=16384)
def read_date(text: str) -> Date | None:
    """The date of an EDTF text (levels 0 to 2), or None where it is none."""
    first, between, last = text.partition("/")
    found = _range(text, _plain(first), _plain(last), {first, last}) if between else None
    if found:
        return found
    # The library takes 29 February of any year: what looks like a plain day is not left to it.
    return _plain(text) if DAYLIKE.fullmatch(text) else _by_library(text)


def _range(text: str, first: Date | None, last: Date | None, ends: set[str]) -> Date | None:
    """A range of plain dates, or one that is open at an end. An unknown end is read as an open one.

    None for all others: the library knows more.
    """
    if first and last:
        uncertain = first.uncertain or last.uncertain
        return Date(text, first.first, last.last, uncertain) if first.first <= last.last else None
    known = first or last
    if known is None or not ends & UNBOUNDED:
        return None
    uncertain = known.uncertain or "" in ends
    if first:
        return Date(text, known.first, OPEN[1], uncertain)
    return Date(text, OPEN[0], known.last, uncertain)


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
    if not low.startswith("-") and low > high:
        return None
    return Date(text, low, high, uncertain)


def _day(struct: tuple[int, ...] | float, otherwise: str) -> str:
    """A day of the library's; an open end has none, and gets the end of the calendar."""
    if isinstance(struct, float):
        return otherwise
    year, month, day = int(struct[0]), int(struct[1]) or 1, int(struct[2]) or 1
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"
