"""How values are worded for readers: dates and counts."""

from __future__ import annotations

import re

from sicetnon.model import Date

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)")
OPEN = ("..", "")
"""The end of an interval that has none, or that nobody knows."""
DOUBTS = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}


def format_date(date: Date | None, language: str = "en") -> str:
    """A date in words where the pages are English; else, and where it is no plain one, as typed."""
    if date is None:
        return ""
    ends = date.text.split("/")
    if not language.startswith("en") or len(ends) > 2:
        return date.text
    known = [PLAIN.fullmatch(end) for end in ends if end not in OPEN]
    if not known or not all(known):
        return date.text
    words = [_plain(*end.groups()) for end in known if end]
    if len(ends) == 2 and len(words) == 1:
        return f"until {words[0]}" if ends[0] in OPEN else f"since {words[0]}"
    return " to ".join(words)


def when(date: Date | None, language: str = "en") -> str:
    """The time for which a statement holds: as of a date, or between its ends."""
    words = format_date(date, language)
    if not words or words.startswith(("until ", "since ")):
        return words
    return f"from {words}" if " to " in words else f"as of {words}"


def _plain(year: str, month: str | None, day: str | None, doubt: str) -> str:
    parts = [str(int(day))] if day else []
    parts += [MONTHS[int(month) - 1]] if month else []
    return DOUBTS[doubt] + " ".join([*parts, str(int(year))])


def format_count(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 claim, 2 claims."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
