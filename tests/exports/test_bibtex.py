"""Sources as BibTeX, read again by another program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import bibtexparser
from tests.exports.conftest import SITES, package


def entries(site: Path) -> Mapping[str, Mapping[str, str]]:
    """The entries of a site's BibTeX file by their keys."""
    library = bibtexparser.parse_string((site / "data/sources.bib").read_text("utf-8"))
    assert not library.failed_blocks
    return {e.key: {f.key: str(f.value) for f in e.fields} for e in library.entries}


@SITES
def test_every_source_has_an_entry(site: Path) -> None:
    """Under a key of its own, whatever is in its title."""
    _, tables = package(site)
    ids = [row["id"] for row in tables["sources"]]
    assert [key.replace(":", "/") for key in entries(site)] == ids


def test_an_entry_has_the_fields(tiny_site: Path, attacked: Path) -> None:
    """Names, title and date; and what strangers write ends no field."""
    letter = entries(tiny_site)["letters:hild"]
    assert (letter["title"], letter["date"]) == ("{Letter from Merrow}", "1144-05")
    for entry in entries(attacked).values():
        if "url" in entry:
            assert set(entry) >= {"author", "title", "journaltitle", "volume", "note"}
            assert entry["url"].startswith("https://example.org/%7Ba%7D/")
