"""Queries as readers type them, each with the result that should come first.

In `tests/cases/search` a folder is a small corpus with its `queries.txt`, and `own.txt` is
for the corpus of this repository. A line is a query, two spaces or more, and an address; `-` stands
for a hint instead of results. The rate is printed with `pytest -s`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from sicetnon import urls
from sicetnon.build import build

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "search"
ROOT = Path(__file__).parents[2]
GOAL, FEWEST = 0.95, 60
"""The rate of queries whose first result is the wanted one, and how many there are at least."""


def queries(path: Path) -> list[tuple[str, str]]:
    """The queries of a file, each with its wanted address, empty for a hint."""
    lines = [re.split(r"\s{2,}", line) for line in path.read_text("utf-8").splitlines() if line]
    return [(query, "" if wanted == "-" else wanted) for query, wanted in lines]


def firsts(browser: Any, site: Path, asked: list[str]) -> list[str]:
    """The address that each query finds first in a site, opened from disk."""
    page = browser.new_page()
    page.goto((site / urls.SEARCH).as_uri())
    page.locator("#search-box").focus()
    find = """async queries => {
        while (!window.sicetnon?.search) await new Promise(done => setTimeout(done, 20));
        const data = await sicetnon.search.load();
        return queries.map(query => {
            const { hits, common } = sicetnon.search.find(query, data);
            return hits.length || common ? hits[0]?.[4] ?? "" : "nothing";
        });
    }"""
    found = page.evaluate(find, asked)
    page.close()
    return list(found)


def test_readers_find_first_what_they_look_for(browser: Any, tmp_path: Path) -> None:
    """Of at least 60 queries in many scripts, 95 % have the wanted result in the first place."""
    corpora = {path.parent: path for path in CASES.glob("*/queries.txt")}
    wrong, right = [], 0
    for root, path in sorted({**corpora, ROOT: CASES / "own.txt"}.items()):
        site = tmp_path / root.name
        outcome = build(root, site)
        assert not outcome.failed, outcome.problems
        listed = queries(path)
        for (query, wanted), first in zip(
            listed, firsts(browser, site, [query for query, _ in listed]), strict=True
        ):
            right += first == wanted
            if first != wanted:
                wrong.append(f"{path.name}: {query!r} finds {first!r}, not {wanted!r}")
    rate, number = right / (right + len(wrong)), right + len(wrong)
    told = f"{right} of {number} queries ({rate:.0%}) find first what they look for"
    sys.stdout.write("\n".join(["", told, *wrong, ""]))
    assert number >= FEWEST
    assert rate >= GOAL, "\n".join(wrong)
