"""The data package describes its tables, which hold what it says."""

from __future__ import annotations

import re
from pathlib import Path

from tests.exports.conftest import SITES, package

READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@SITES
def test_tables_are_as_their_package_says(site: Path) -> None:
    """Each cell is of its column's type, is there where it must be, and one of the words."""
    described, tables = package(site)
    for resource in described["resources"]:
        for field in resource["schema"]["fields"]:
            constraints = field.get("constraints", {})
            cells = [row[field["name"]] for row in tables[resource["name"]]]
            assert not constraints.get("required") or all(cells), (resource["name"], field)
            for cell in filter(None, cells):
                READ[field["type"]](cell)
                assert cell in constraints.get("enum", [cell])


@SITES
def test_keys_are_unique_and_lead_to_rows(site: Path) -> None:
    """No two rows share a primary key, and every foreign key has its row."""
    described, tables = package(site)
    for resource in described["resources"]:
        schema, rows = resource["schema"], tables[resource["name"]]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)), resource["name"]
        for foreign in schema.get("foreignKeys", []):
            there = foreign["reference"]
            known = {tuple(r[f] for f in there["fields"]) for r in tables[there["resource"]]}
            for row in rows:
                key = tuple(row[name] for name in foreign["fields"])
                assert key in known or not all(key), (resource["name"], foreign, key)


@SITES
def test_the_package_lists_every_table(site: Path) -> None:
    """No CSV file stands there that it does not describe, and all are described in words."""
    described, tables = package(site)
    listed = {resource["path"] for resource in described["resources"]}
    assert listed == {path.name for path in (site / "data").glob("*.csv")}
    assert set(tables) == {resource["name"] for resource in described["resources"]}
    for resource in described["resources"]:
        assert re.fullmatch(r"[a-z0-9-]+", resource["name"]) and resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_package_names_its_licences(tiny_site: Path) -> None:
    """By the addresses that machines know them by."""
    described, _ = package(tiny_site)
    zero = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert [licence["path"] for licence in described["licenses"]] == [zero]
