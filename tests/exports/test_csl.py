"""Sources as CSL-JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.exports.conftest import ATTACKS, SITES, package


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
