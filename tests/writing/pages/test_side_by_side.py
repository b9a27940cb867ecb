"""The matrix, and two texts side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

Soup = Callable[[Path], BeautifulSoup]


@pytest.fixture
def matrix(tiny_site: Path, soup: Soup) -> BeautifulSoup:
    """The matrix of the tiny corpus."""
    return soup(tiny_site / "matrix.html")


def test_a_row_shows_each_source_in_its_column(matrix: BeautifulSoup) -> None:
    """Answers lead to the words that give them, below the letter of their position."""
    table = matrix.find("table")
    assert table
    columns = len(table.select("thead th"))
    rows = table.select("tbody tr")
    assert rows and all(len(row.find_all(["th", "td"])) == columns for row in rows)
    answers = {
        (str(link["href"]), link.b.get_text() if link.b else "") for link in table.select("td a")
    }
    assert ("sources/anselm.html#claim-fought-1142", "A") in answers, answers


def test_silence_is_shown_as_such(matrix: BeautifulSoup) -> None:
    """Whoever looked and found nothing is told from whoever did not look."""
    silent = matrix.select("td.silent")
    assert silent and all("silent" in cell.get_text() for cell in silent)
    assert len(silent) < len(matrix.select("td.unread"))


def test_two_texts_that_differ_have_a_page(tiny_site: Path, soup: Soup) -> None:
    """With the words of both on each question, in the order of the first text."""
    pages = sorted(path.name for path in (tiny_site / "compare").iterdir())
    assert "anselm--letters.hild.html" in pages
    page = soup(tiny_site / "compare" / "anselm--letters.hild.html")
    shared = page.select(".shared")
    assert shared
    for question in shared:
        left, right = question.find_all("ul")
        assert all("sources/anselm.html" in str(a["href"]) for a in left.select("li > a"))
        assert all("sources/letters/hild.html" in str(a["href"]) for a in right.select("li > a"))
        assert left.find("li") and right.find("li")
