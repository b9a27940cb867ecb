"""Dates as people know them, to the days that they may mean."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sicetnon.reading.dates import _by_library as by_library
from sicetnon.reading.dates import read_date

DAY = re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}")


def days(text: str) -> str | None:
    """First and last day that a date may mean."""
    date = read_date(text)
    return f"{date.first} {date.last}" if date else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2010", "2010-01-01 2010-12-31"),
        ("2010-09", "2010-09-01 2010-09-30"),
        ("2010-09-03", "2010-09-03 2010-09-03"),
        ("2012-02", "2012-02-01 2012-02-29"),
        ("1900-02", "1900-02-01 1900-02-28"),
        ("2012-02-29", "2012-02-29 2012-02-29"),
        ("0987", "0987-01-01 0987-12-31"),
        ("2010/2012", "2010-01-01 2012-12-31"),
        ("2010-06/2010", "2010-06-01 2010-12-31"),
        ("2010/2010-05", "2010-01-01 2010-05-31"),
        ("2010-09-03/2010-10", "2010-09-03 2010-10-31"),
        ("201X", "2010-01-01 2019-12-31"),
        ("20XX", "2000-01-01 2099-12-31"),
        ("2010-09-XX", "2010-09-01 2010-09-30"),
        ("2010-21", "2010-03-01 2010-05-31"),
        ("2010-21/2010-22", "2010-03-01 2010-08-31"),
        ("2010/..", "2010-01-01 9999-12-31"),
        ("../2010", "0000-01-01 2010-12-31"),
        ("[1667,1670..1672]", "1667-01-01 1672-12-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, meant: str) -> None:
    """Years, months, days, ranges, seasons, unknown digits, open ends and sets of them."""
    assert days(text) == meant


@pytest.mark.parametrize("text", ["2010~", "2010?", "2010%", "2010-09~", "2010?/2012", "?2010"])
def test_doubt_is_kept_beside_the_days(text: str) -> None:
    """A mark of doubt changes no day, and nothing is in doubt without it."""
    date, sure = read_date(text), read_date(re.sub("[?~%]", "", text))
    assert date and sure and (date.first, date.last) == (sure.first, sure.last)
    assert (date.uncertain, sure.uncertain) == (True, False)
    assert date.text == text


@pytest.mark.parametrize(
    "text",
    [
        *("2010-13", "2010-00", "2010-02-29", "1900-02-29", "2010-09-31", "2026-13-45"),
        *("2012/2010", "2010/2011/2012", "2010-9", "10", "3.9.2010", "September 2010", "09/2010"),
        *("", " ", "/", "..", "open", "no", "+2010", "²010", "X", "-", "2010-W05"),
        *("2010" * 200, "[" * 60, "2010," * 12, "{2010,"),
    ],
    ids=lambda text: repr(text)[:24],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Days that never were, ranges the wrong way round, other notations, and anything else."""
    assert days(text) is None


PLAIN_ENDS = ("2010", "2010-09", "2010-09-03", "2012?", "2012-02~", "0987", "..")


@pytest.mark.parametrize("text", [f"{a}/{b}" for a in PLAIN_ENDS for b in PLAIN_ENDS])
def test_ranges_are_read_as_the_library_reads_them(text: str) -> None:
    """Those that need no library, which loads slowly; but for two that are open at both ends."""
    assert read_date(text) == by_library(text)


@pytest.mark.parametrize("text", ["2012-21/2010-22", "201X/200X"])
def test_no_range_runs_backwards(text: str) -> None:
    """Nor does one of seasons or of unknown digits."""
    assert days(text) is None


@pytest.mark.parametrize("text", ["2010-02-29/2011", "2010/2010-02-29"])
def test_no_range_ends_on_a_day_that_never_was(text: str) -> None:
    """The calendar holds for both ends of a range."""
    assert days(text) is None


@pytest.mark.parametrize("text", ["２０１０", "٢٠١٠", "2010-0９"])
def test_digits_are_those_of_edtf(text: str) -> None:
    """Digits of other scripts would sort among nothing and be shown as nobody typed them."""
    assert days(text) is None


def test_years_before_christ_have_four_digits() -> None:
    """As ISO 8601 has them."""
    assert days("-0044") == "-0044-01-01 -0044-12-31"


@pytest.mark.parametrize("text", ["2010-1X", "2009-XX/2010-XX"])
def test_reading_a_date_prints_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a command prints as JSON stays JSON, whatever date stands in a record."""
    read_date.cache_clear()
    read_date(text)
    assert capsys.readouterr() == ("", "")


@settings(deadline=None, max_examples=60)
@given(st.from_regex(r"\A[0-9]{4}(-[0-1][0-9](-[0-3][0-9])?)?[?~%]?\Z"))
@example("2010-02-29")
def test_every_plain_date_has_its_days_in_order(text: str) -> None:
    """They are days of the calendar, the first not after the last."""
    date = read_date(text)
    if date:
        assert DAY.fullmatch(date.first) and DAY.fullmatch(date.last)
        assert date.first <= date.last


@settings(deadline=None, max_examples=40)
@given(st.text("0123456789-/.~?%X[]{},YSTZ:+e ", max_size=24))
def test_no_text_throws(text: str) -> None:
    """Whatever stands where a date should, the answer is a date or None."""
    date = read_date(text)
    assert date is None or date.text == text
