"""Whether two dates can be one time."""

from __future__ import annotations

import pytest

from sicetnon.meaning.times import compare_times, is_within, ordinal
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
