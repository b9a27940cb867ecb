"""Dates as people write them, and what is proposed for them."""

from __future__ import annotations

import pytest

from sicetnon.reading.dates import read_date
from sicetnon.reading.proposed_dates import propose_date

MEANT = {
    "31.12.2020": "2020-12-31",
    "1. 5. 1432": "1432-05-01",
    "31/12/2020": "2020-12-31",
    "12/31/2020": "2020-12-31",
    "2020/12/31": "2020-12-31",
    "2020-1-5": "2020-01-05",
    "12.2020": "2020-12",
    "about 1432": "1432~",
    "c. 1432": "1432~",
    "ca 5 May 1432": "1432-05-05~",
    "spring 2010": "2010-21",
    "5 May 1432": "1432-05-05",
    "Dec. 24, 1432": "1432-12-24",
    "December 1432": "1432-12",
    "the 1430s": "143X",
    "15th century": "14XX",
    "1432-1440": "1432/1440",
    "1432–40": "1432/1440",
    "since 1432": "1432/..",
    "before 1432": "../1432",
    "480 BC": "-0479",
    "1 BCE": "0000",
    "AD 1432": "1432",
    "987": "0987",
    "12000": "Y12000",
    "-12000": "Y-12000",
}


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_is_meant_is_proposed(typed: str, meant: str) -> None:
    """Days in other orders, months and seasons by name, decades, centuries, years BC, ranges."""
    assert propose_date(typed) == meant
    assert not meant or read_date(meant)


@pytest.mark.parametrize("typed", ["3/4/2020", "32.1.2020", "30.2.2020", "soon", "May", ""])
def test_nothing_is_guessed(typed: str) -> None:
    """Where day and month could change places, or there is no such day, nothing is proposed."""
    assert propose_date(typed) == ""
