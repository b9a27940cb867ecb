"""How values are worded for readers: dates above all."""

from __future__ import annotations

import re

from generator.model import Date

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
DOUBTS = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}


def worded(date: Date | None, language: str = "en") -> str:
    """A date in words where the pages are English; else, and where it is no plain one, as typed."""
    if date is None:
        return ""
    ends = [PLAIN.fullmatch(end) for end in date.text.split("/")]
    if not language.startswith("en") or len(ends) > 2 or not all(ends):
        return date.text
    return " to ".join(_plain(*end.groups()) for end in ends if end)


def _plain(year: str, month: str | None, day: str | None, doubt: str) -> str:
    parts = [str(int(day))] if day else []
    parts += [MONTHS[int(month) - 1]] if month else []
    return DOUBTS[doubt] + " ".join([*parts, str(int(year))])
