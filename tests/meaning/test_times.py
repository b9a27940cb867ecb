"""Whether two dates can be one time."""

from __future__ import annotations

import pytest

from sicetnon.meaning.times import (
    calendar,
    compare_times,
    is_within,
    ordinal,
    year_of,
)
from sicetnon.reading.dates import read_date


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("2010", "2010", "same"),
        ("2010-01/2010-12", "2010", "same"),
        ("2010-22", "2010", "overlap"),
        ("2010", "2011", "apart"),
        ("2010-12-31", "2011-01-01", "apart"),
        ("2010-12-31", "2010", "overlap"),
        ("2010~", "2011", "overlap"),
        ("2010~", "2012", "apart"),
        ("2010?", "2009-12", "overlap"),
        ("2010/..", "2023", "overlap"),
        ("../2009", "2010", "apart"),
        ("../2010", "2010", "overlap"),
        ("201X", "2015", "overlap"),
        ("201X", "2021", "apart"),
        ("-0044", "-0043", "apart"),
        ("-0044/0014", "0010", "overlap"),
        ("-0002", "0002", "apart"),
        ("Y-17000", "-0044", "apart"),
        ("2021/2024", "2009/2010", "apart"),
        ("../2010", "-0044", "overlap"),
        ("2010/", "2005", "apart"),
        ("2010~/..", "2009", "overlap"),
        ("-0044/-0027", "-0030", "overlap"),
        ("0000", "0001", "apart"),
        ("0000/0001", "0001", "overlap"),
        ("-0001", "0000", "apart"),
        ("Y12000", "2023", "apart"),
        ("Y12000", "Y12000", "same"),
        ("2010/..", "Y12000", "overlap"),
        ("2010-09-03", "2010-09-03", "same"),
        ("2010-09", "2010-09-01/2010-09-30", "same"),
        ("2010-09-03", "2010-09", "overlap"),
        ("2010-09-30", "2010-10", "apart"),
        ("2010-09~", "2010-10", "overlap"),
        ("2010-09~", "2010-12", "apart"),
        ("2010-09-03?", "2010-09-04", "overlap"),
        ("2010-09-03?", "2010-09-06", "apart"),
        ("2010%", "2011-12-31", "overlap"),
        ("2006", "2010", "apart"),
        ("2006/2010", "2010", "overlap"),
        ("2006/2010", "2010/2014", "overlap"),
        ("2006/2009", "2010/2014", "apart"),
        ("1992/1997", "1995", "overlap"),
        ("1992/1997", "1992/1997", "same"),
        ("19XX", "1999", "overlap"),
        ("19XX", "2000", "apart"),
        ("15XX", "156X", "overlap"),
        ("156X", "157X", "apart"),
        ("-01XX", "-0150", "overlap"),
        ("-01XX", "-0200", "apart"),
        ("2010-21", "2010-22", "apart"),
        ("2010-21", "2010-05", "overlap"),
        ("2010-33", "2010-04", "apart"),
        ("2010-33", "2010-01/2010-03", "same"),
        ("2010-40", "2010-41", "apart"),
        ("[1667,1669]", "1668", "overlap"),
        ("[1667,1669]", "1670", "apart"),
        ("{1667,1668}", "1667/1668", "same"),
        ("2021-XX-05", "2021", "overlap"),
        ("../2010", "2010/..", "overlap"),
        ("../2009-12-31", "2010/..", "apart"),
        ("../..", "1066", "overlap"),
        ("2010?/2012", "2013", "overlap"),
        ("2004-06-~11", "2004-06-12", "overlap"),
        ("../-0300", "-0500", "overlap"),
        ("../-0300", "-0299", "apart"),
        ("/-0300", "Y-17000", "overlap"),
        ("../-0300", "0001", "apart"),
        ("2010~", None, "unknown"),
        (None, "2010", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_two_dates_compare_as_a_historian_says(
    one: str | None, other: str | None, verdict: str
) -> None:
    """Whichever is named first; doubts widen a date, and no date is never an overlap."""
    first, second = (read_date(text) if text else None for text in (one, other))
    assert (first is None, second is None) == (one is None, other is None)
    assert compare_times(first, second) == compare_times(second, first) == verdict


@pytest.mark.parametrize(
    "text", ["2012/2010", "-0043/-0044", "0001/-0001", "2010-09/2010-08", "2010-13", "12000"]
)
def test_turned_round_intervals_are_no_dates(text: str) -> None:
    """Nor are years of five digits without a Y: they would be compared as if they were others."""
    assert read_date(text) is None


def test_a_number_leads_back_to_its_day() -> None:
    """Before the year 0 and in years of five digits too."""
    for day in ("2010-09-03", "0001-01-01", "0000-12-31", "-0044-03-15", "12000-06-01"):
        assert calendar(ordinal(day)) == (year_of(day), int(day[-5:-3]), int(day[-2:]))


def test_days_are_counted_through_the_year_0() -> None:
    """The year 0 is the year before 1, and a leap year."""
    assert ordinal("0001-01-01") - ordinal("0000-12-31") == 1
    assert ordinal("0001-01-01") - ordinal("0000-01-01") == 366
    assert ordinal("-0001-12-31") < ordinal("0000-01-01")


def test_one_date_lies_within_another_before_the_year_0_too() -> None:
    """So two answers agree of which one is only told more exactly."""
    year, span, summer = map(read_date, ("-0030", "-0044/-0027", "2015-22"))
    assert year and span and summer
    assert is_within(year, span) and not is_within(span, year) and not is_within(summer, year)
