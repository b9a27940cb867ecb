"""Sources as CSL-JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.exports.conftest import ATTACKS, SITES, package, source

from sicetnon.exports.csl import csl_item
from sicetnon.model import Author
from sicetnon.reading.dates import read_date


def items(site: Path) -> list[dict[str, Any]]:
    """The items of a site's file."""
    return json.loads((site / "data/sources.csl.json").read_text("utf-8"))


@SITES
def test_every_source_has_an_item(site: Path) -> None:
    """In the order of the sources."""
    _, tables = package(site)
    assert [item["id"] for item in items(site)] == [row["id"] for row in tables["sources"]]


def test_titles_are_as_they_were_written(attacked: Path) -> None:
    """Whatever signs are in them."""
    assert {item["title"] for item in items(attacked)} >= set(ATTACKS)


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("1432", {"date-parts": [[1432]]}),
        ("1432-05-17", {"date-parts": [[1432, 5, 17]]}),
        ("1432~", {"date-parts": [[1432]], "circa": True}),
        ("~1432-05", {"date-parts": [[1432, 5]], "circa": True}),
        ("1432-21", {"date-parts": [[1432]], "season": 1}),
        ("1432-24", {"date-parts": [[1432]], "season": 4}),
        ("1432-30", {"date-parts": [[1432]], "season": 2}),
        ("1432/1440-05", {"date-parts": [[1432], [1440, 5]]}),
        ("-0479", {"date-parts": [[-480]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("1432-05-XX", {"date-parts": [[1432, 5]]}),
        ("Y12345", {"date-parts": [[12345]]}),
        ("143X", {"literal": "1430s"}),
        ("1432-33", {"literal": "first quarter of 1432"}),
        ("1432/..", {"literal": "since 1432"}),
        ("[1432,1440]", {"literal": "1432 or 1440"}),
    ],
)
def test_a_date_is_told_as_csl_can_say_it(typed: str, item: dict[str, object]) -> None:
    """In numbers, years BC below zero; what CSL has no numbers for is in words."""
    assert csl_item(source(issued=read_date(typed)))["issued"] == item


def test_names_can_be_sorted() -> None:
    """Parts of a name are apart, and an institution stays whole."""
    authors = (Author("Berg", "Anna Maria", "van der", "Jr."), Author(literal="Ministry of Roads"))
    assert csl_item(source(author=authors))["author"] == [
        {
            "family": "Berg",
            "given": "Anna Maria",
            "non-dropping-particle": "van der",
            "suffix": "Jr.",
        },
        {"literal": "Ministry of Roads"},
    ]
