"""Rows as CSV: no cell is a formula, and words come back as they were written."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import ATTACKS, SITES, package

from sicetnon.exports.table import GUARD

FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def unguarded(cell: str) -> str:
    """The words of a cell, as the package says."""
    return cell.removeprefix(GUARD)


@SITES
def test_no_cell_of_words_is_a_formula(site: Path) -> None:
    """Whatever people wrote, a spreadsheet program takes it for words."""
    described, tables = package(site)
    for resource in described["resources"]:
        for field in resource["schema"]["fields"]:
            if field["type"] == "string":
                for row in tables[resource["name"]]:
                    assert not row[field["name"]].startswith(FORMULA)


def test_words_come_back_from_a_table(attacked: Path) -> None:
    """With one apostrophe taken off, names, claims, notes and answers are as they were written."""
    _, tables = package(attacked)
    for name, column in (
        *(("entities", "name"), ("entities", "description"), ("identifiers", "authority")),
        *(("claims", "claim"), ("claims", "value"), ("claims", "locator"), ("notes", "note")),
        *(("contradictions", "question"), ("contradictions", "explanation")),
    ):
        found = sorted(unguarded(row[column]) for row in tables[name])
        assert found == sorted(ATTACKS), (name, column)
