"""A date as people write it to the same in EDTF, as a proposal for whoever mends it."""

from __future__ import annotations

import re
from collections.abc import Callable

from sicetnon.reading.dates import read_date

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ABOUT = re.compile(r"(?:about|around|circa|approx\.?|ca?\.?|~) *(.+)", re.IGNORECASE)
BEFORE_CHRIST = re.compile(r"(\d{1,4}) *(?:bce?|b\.c\.(?:e\.)?)", re.IGNORECASE)


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _slashed(first: str, second: str, year: str) -> str:
    """The day of `31/12/2020` or `12/31/2020`; none where both orders are possible."""
    day, month = (first, second) if int(first) > 12 else (second, first)
    return _day(year, month, day) if int(day) > 12 or day == month else ""


def _month(name: str) -> str:
    """The number of a month by its name or three letters of it; empty for another word."""
    found = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip("."))]
    return f"{found[0]:02}" if len(name) > 2 and found else ""


def _shorter(first: str, last: str) -> str:
    """A range whose last year may lack its first digits: 1432-40."""
    return f"{first}/{first[: 4 - len(last)]}{last}"


FORMS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", lambda d, m, y: _day(y, m, d)),
    (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", _slashed),
    (r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", _day),
    (r"(\d{1,2})[./](\d{4})", lambda m, y: f"{y}-{int(m):02}"),
    (r"(\d{4})[./](\d{1,2})", lambda y, m: f"{y}-{int(m):02}"),
    (r"(\d{1,2})\.? ([a-z]+\.?),? (\d{4})", lambda d, m, y: _day(y, _month(m) or "0", d)),
    (r"([a-z]+\.?) (\d{1,2}),? (\d{4})", lambda m, d, y: _day(y, _month(m) or "0", d)),
    (r"([a-z]+\.?),? (\d{4})", lambda m, y: f"{y}-{SEASONS.get(m.lower()) or _month(m)}"),
    (r"(?:the )?(\d{3})0[’']?s", lambda decade: f"{decade}X"),
    (r"(?:the )?(\d{1,2})(?:st|nd|rd|th) (?:century|c\.)", lambda n: f"{int(n) - 1:02}XX"),
    (r"(\d{4}) ?(?:[–—-]|to) ?(\d{1,4})", _shorter),
    (r"(?:since|from|after) (\d{4})", lambda year: f"{year}/.."),
    (r"(?:until|till|before|up to) (\d{4})", lambda year: f"../{year}"),
    (r"(-?\d{5,})", lambda year: f"Y{year}"),
    (r"(\d{1,3})(?: ?a\.?d\.?| ?ce)?", lambda year: f"{int(year):04}"),
    (r"(?:ad |a\.d\. )?(\d{4})(?: ?ad| ?ce| ?a\.d\.)?", lambda year: year),
)
"""Forms and what each stands for in EDTF; of days in doubt, such as 3/4/1432, none."""


def propose_date(text: str) -> str:
    """The date in EDTF that a text most likely means; empty where that is not plain."""
    text = " ".join(text.split())
    if about := ABOUT.fullmatch(text):
        date = propose_date(about[1]) or (about[1] if read_date(about[1]) else "")
        return f"{date}~" if date and read_date(f"{date}~") else ""
    if match := BEFORE_CHRIST.fullmatch(text):
        return f"-{int(match[1]) - 1:04}" if int(match[1]) > 1 else "0000"
    for form, write in FORMS:
        match = re.fullmatch(form, text, re.IGNORECASE | re.ASCII)
        if match and read_date(date := write(*match.groups())):
            return date
    return ""
