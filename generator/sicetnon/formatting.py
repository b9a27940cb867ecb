"""How values are worded for readers: dates of any precision (EDTF, levels 0 to 2) and quantities.

A date that no rule here words is shown as its author typed it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sicetnon.i18n import ENGLISH, Language, msgid
from sicetnon.model import Date, Number

DOUBT = re.compile("[?~%]")
MOMENT = re.compile(r"(-?[\dX]{4}|Y-?\d+(?:E\d)?)(S\d+)?(?:-(\d\d|XX))?(?:-(\d\d|XX))?", re.ASCII)
"""A year, how many of its digits are sure, a month or a season, a day; without signs of doubt."""
CENTURY = re.compile(r"(-?)(\d\d)XX")
DECADE = re.compile(r"(?!000)\d{3}X")
ROMAN = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
ORDINALS = {1: "st", 2: "nd", 3: "rd"}
OPEN = ("..", "")
"""The end of an interval that has none, or that nobody knows."""

SEASONS = {
    **dict.fromkeys(("21", "25"), msgid("spring %(year)s")),
    **dict.fromkeys(("22", "26"), msgid("summer %(year)s")),
    **dict.fromkeys(("23", "27"), msgid("autumn %(year)s")),
    **dict.fromkeys(("24", "28"), msgid("winter %(year)s")),
    "29": msgid("spring %(year)s, southern hemisphere"),
    "30": msgid("summer %(year)s, southern hemisphere"),
    "31": msgid("autumn %(year)s, southern hemisphere"),
    "32": msgid("winter %(year)s, southern hemisphere"),
    "33": msgid("first quarter of %(year)s"),
    "34": msgid("second quarter of %(year)s"),
    "35": msgid("third quarter of %(year)s"),
    "36": msgid("fourth quarter of %(year)s"),
    "37": msgid("first third of %(year)s"),
    "38": msgid("second third of %(year)s"),
    "39": msgid("last third of %(year)s"),
    "40": msgid("first half of %(year)s"),
    "41": msgid("second half of %(year)s"),
}
"""EDTF's codes for parts of a year, those of the northern hemisphere as seasons of any place."""


class Moment(NamedTuple):
    """A date in words that is no interval."""

    text: str
    is_day: bool = False
    """Whether it is a day, before which some languages put other words than before a year."""


Ends = tuple[Moment | None, Moment | None]
"""Of an interval; None where it is open."""


def format_date(date: Date | None, language: Language = ENGLISH) -> str:
    """A date in words; empty where there is none."""
    return _moment_or_interval(date.text, language).text if date else ""


def format_validity(date: Date | None, language: Language = ENGLISH) -> str:
    """The time for which a statement holds: as of a date, or between its ends."""
    if date is None:
        return ""
    first, last = _ends(date.text, "/", language) or (None, None)
    if first and last:
        values = {"first": first.text, "last": last.text}
        if first.is_day and last.is_day:
            return language.pgettext("day", "from %(first)s to %(last)s", **values)
        return language.gettext("from %(first)s to %(last)s", **values)
    words = _moment_or_interval(date.text, language)
    if first or last:
        return words.text
    if words.is_day:
        return language.pgettext("day", "as of %(date)s", date=words.text)
    return language.gettext("as of %(date)s", date=words.text)


def format_quantity(number: Number, language: Language = ENGLISH) -> str:
    """A quantity as typed, or in words made from its bounds."""
    if number.text:
        return number.text
    low, high = (
        None if bound is None else language.number(bound) for bound in (number.low, number.high)
    )
    if low is None:
        words = language.gettext("at most %(number)s", number=high)
    elif high is None:
        words = language.gettext("at least %(number)s", number=low)
    else:
        words = low if low == high else language.gettext("%(low)s to %(high)s", low=low, high=high)
    if number.unit:
        words = f"{words} {number.unit}"
    return language.gettext("about %(number)s", number=words) if number.approximate else words


def format_moment(year: int, month: str | None, day: str | None, language: Language) -> str | None:
    """A year, a month, a season or a day; None for a day of no month. 0 is the year before 1."""
    number = year if year > 0 else 1 - year
    if month is None:
        if day:
            return None
        words = language.pgettext("a year alone", "%(year)s", year=language.year(number))
    elif month in SEASONS:
        words = language.gettext(SEASONS[month], year=language.year(number))
    elif day:
        words = language.day(number, int(month), int(day))
    else:
        words = language.month(number, int(month))
    return words if year > 0 else language.gettext("%(date)s BC", date=words)


@lru_cache(maxsize=4096)
def _moment_or_interval(text: str, language: Language) -> Moment:
    """A date in words, or as typed where no rule words it."""
    if text[:1] in {"[", "{"}:
        return _set(text, language) or Moment(text)
    return _element(text, "/", language) or Moment(text)


def _element(text: str, separator: str, language: Language) -> Moment | None:
    """A date that is no set of dates."""
    ends = _ends(text, separator, language)
    return _interval(ends, language) if ends else _moment(text, language)


def _set(text: str, language: Language) -> Moment | None:
    """One of several dates, or all of them; an interval among them is written `1670..1672`."""
    elements = [_element(part.strip(), "..", language) for part in text[1:-1].split(",")]
    words = [element.text for element in elements if element]
    if len(words) < len(elements):
        return None
    if len(words) == 1:
        return Moment(words[0])
    # Translators: between the parts of a list, or of a reference to a work.
    several = {"several": language.gettext(", ").join(words[:-1]), "last": words[-1]}
    if text.startswith("["):
        return Moment(language.gettext("%(several)s or %(last)s", **several))
    return Moment(language.gettext("%(several)s and %(last)s", **several))


def _ends(text: str, separator: str, language: Language) -> Ends | None:
    """Both ends of an interval; None for what is none, or has an end that no rule words."""
    first, found, last = text.partition(separator)
    ends = tuple(None if end in OPEN else _moment(end, language) for end in (first, last))
    worded = all(moment or end in OPEN for moment, end in zip(ends, (first, last), strict=True))
    return (ends[0], ends[1]) if found and worded and any(ends) else None


def _interval(ends: Ends, language: Language) -> Moment:
    first, last = ends
    if first and last:
        return Moment(language.gettext("%(first)s to %(last)s", first=first.text, last=last.text))
    return _since(first, language) if first else _until(last or Moment(""), language)


def _since(first: Moment, language: Language) -> Moment:
    if first.is_day:
        return Moment(language.pgettext("day", "since %(date)s", date=first.text))
    return Moment(language.gettext("since %(date)s", date=first.text))


def _until(last: Moment, language: Language) -> Moment:
    if last.is_day:
        return Moment(language.pgettext("day", "until %(date)s", date=last.text))
    return Moment(language.gettext("until %(date)s", date=last.text))


def _moment(text: str, language: Language) -> Moment | None:
    """A year, a month, a season or a day with its doubts; None for what no rule words."""
    match = MOMENT.fullmatch(DOUBT.sub("", text))
    if not match:
        return None
    year, digits, *rest = match.groups()
    month, day = (None if part == "XX" else part for part in rest)
    if "X" in year:
        words = None if month or day else _unspecified(year, language)
    else:
        words = format_moment(_year(year), month, day, language)
    if words is None:
        return None
    signs = {*DOUBT.findall(text), *("~" if digits else "")}
    return _doubtful(Moment(words, bool(day)), signs, language)


def _doubtful(moment: Moment, signs: set[str], language: Language) -> Moment:
    text, is_day = moment
    if signs & {"~", "%"} and is_day:
        text = language.pgettext("day", "about %(date)s", date=text)
    elif signs & {"~", "%"}:
        text = language.gettext("about %(date)s", date=text)
    if signs & {"?", "%"}:
        text = language.gettext("perhaps %(date)s", date=text)
    return Moment(text, is_day and not signs)


def _year(text: str) -> int:
    """The number of a year: 0 is the year before 1."""
    digits, _, exponent = text.removeprefix("Y").partition("E")
    return int(digits + "0" * int(exponent or 0))


def _unspecified(year: str, language: Language) -> str | None:
    """A year of which only the first digits are known."""
    if match := CENTURY.fullmatch(year):
        number = int(match[2]) + 1
        # Translators: %(ordinal)s is 15th; there are %(number)s, 15, and %(roman)s, XV, as well.
        words = language.plural(
            number,
            "%(ordinal)s century",
            "%(ordinal)s century",
            ordinal=_ordinal(number),
            number=language.digits(str(number)),
            roman=_roman(number),
        )
        return language.gettext("%(date)s BC", date=words) if match[1] else words
    if DECADE.fullmatch(year):
        decade = language.digits(str(int(year.replace("X", "0"))))
        # Translators: a decade: 1430s.
        return language.gettext("%(decade)ss", decade=decade)
    if year.lstrip("-").startswith("X"):
        return None
    ends = sorted(int(year.replace("X", digit)) for digit in "09")
    first, last = (format_moment(end, None, None, language) for end in ends)
    return language.gettext("between %(first)s and %(last)s", first=first, last=last)


def _ordinal(number: int) -> str:
    """A number as English counts: 1st, 2nd, 11th."""
    return f"{number}{'th' if 10 < number < 20 else ORDINALS.get(number % 10, 'th')}"


def _roman(number: int) -> str:
    """A number up to a hundred in Roman numerals."""
    numeral = ""
    for value, sign in ROMAN:
        numeral += sign * (number // value)
        number %= value
    return numeral
