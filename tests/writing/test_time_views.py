"""Times on one axis."""

from __future__ import annotations

import random
import re

import pytest

from sicetnon.i18n import load_language
from sicetnon.model import Date
from sicetnon.reading.dates import read_date
from sicetnon.writing.time_axis import axis, marks
from sicetnon.writing.time_views import MOST_BARS, Dated, times_view
from sicetnon.writing.views import Link, TimesView

ENGLISH = load_language("en")


def known(text: str) -> Date:
    """A date."""
    date = read_date(text)
    assert date, text
    return date


def view(*texts: str | None, language: str = "en") -> TimesView | None:
    """The picture of some answers; None stands for a time that is not stated."""
    who = (Link("A letter", "sources/a.html"),)
    times = [Dated("answer", known(text) if text else None, "A", who) for text in texts]
    return times_view(times, load_language(language))


def numbers(ends: tuple[str, str] | None) -> list[float]:
    """Per cent as numbers."""
    return [float(end.removesuffix("%")) for end in ends or ()]


SPANS = {
    "2006 2010": ["2007", "2008", "2009", "2010"],
    "1992 2024": ["2000", "2010", "2020"],
    "2023-08-25 2023-09-06": ["28 August 2023", "2 September 2023", "7 September 2023"],
    "2021-05 2022-11": ["July 2021", "January 2022", "July 2022"],
    "-0044 0014": ["40 BC", "20 BC", "1"],
    "Y-17000 2023": ["15,000 BC", "10,000 BC", "5000 BC", "1"],
    "Y12000 2023": ["4000", "6000", "8000", "10,000"],
    "0000 0001": ["1"],
}


@pytest.mark.parametrize("span", SPANS)
def test_round_dates_are_named(span: str) -> None:
    """A few, from days to millennia, before the year 0 and beyond the year 9999."""
    on = axis([known(text) for text in span.split()], ENGLISH)
    assert on
    assert [words for _, words in marks(on, ENGLISH)] == SPANS[span]


def test_bars_stand_in_the_order_of_their_dates() -> None:
    """Whatever their precision; where a language goes to the left, so does time. Seeded."""
    draw = random.Random(7)  # noqa: S311  # no secret
    for _ in range(300):
        years = sorted(draw.sample(range(-3000, 11000), 4))
        texts = [f"{y:05}" if y < 0 else f"{y:04}" if y < 10000 else f"Y{y}" for y in years]
        for language in ("en", "fa"):
            shown = view(*texts, language=language)
            assert shown, texts
            bars = [sorted(numbers(bar.ends)) for bar in shown.bars]
            assert all(0 <= start <= end <= 100 for start, end in bars), texts
            firsts = [bar[0] for bar in bars]
            assert firsts == sorted(firsts, reverse=language == "fa"), texts


def test_what_is_not_sure_is_wider_and_what_is_open_reaches_the_end() -> None:
    """And a time that is not stated has words and no bar."""
    shown = view("2010~", "2012/..", "../2009", None, "2010")
    assert shown
    about, since, until, unstated, year = shown.bars
    assert numbers(about.ends) == numbers(year.ends)
    (start, end), (first, last) = numbers(about.doubt), numbers(about.ends)
    assert start < first < last < end
    assert since.open and numbers(since.ends)[1] == 100 and until.open
    assert numbers(until.ends)[0] == 0 and not year.open and year.doubt is None
    assert unstated.ends is None and unstated.date == "time not stated"


def test_a_picture_needs_two_times() -> None:
    """One time said twice is none, nor are open ends alone."""
    assert view("2010", "2010") is None
    assert view("../..", None) is None
    assert view("2010", None) is not None


def test_many_times_are_a_table_alone() -> None:
    """A picture of them would be longer than a screen."""
    shown = view(*(f"{1900 + year}" for year in range(MOST_BARS + 1)))
    assert shown and shown.height == 0 and len(shown.bars) == MOST_BARS + 1


def test_places_are_attributes_that_need_no_style() -> None:
    """Per cent with two digits, so that the same dates give the same bytes."""
    shown = view("2006", "2010-09-03")
    assert shown
    places = [end for bar in shown.bars for end in bar.ends or ()]
    assert all(re.fullmatch(r"\d{1,3}\.\d\d%", place) for place in places)
