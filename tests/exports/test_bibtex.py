"""Sources as BibTeX, read again by another program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import bibtexparser
import pytest
from tests.exports.conftest import SITES, package, source

from sicetnon.exports.bibtex import bibtex
from sicetnon.model import Author
from sicetnon.reading.dates import read_date


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


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        *(
            (text, f"date = {{{text}}}")
            for text in ("1432", "1432-05-17", "1432~", "-0479", "143X")
        ),
        *((text, f"date = {{{text}}}") for text in ("1432-21", "1432/1440-05?", "1432/..", "14XX")),
        ("[1432,1440]", "year = {1432 or 1440}"),
        ("1432-33", "year = {first quarter of 1432}"),
        ("Y12345", "year = {12,345}"),
    ],
)
def test_a_date_is_told_as_biblatex_can_say_it(typed: str, field: str) -> None:
    """In EDTF as far as biblatex reads it, with doubt and both ends; else in words."""
    assert f"  {field},\n" in bibtex(source(issued=read_date(typed)))


def test_names_are_taken_apart() -> None:
    """The family name first, and what BibTeX would divide in braces."""
    authors = (
        Author("Berg", "Anna Maria", "van der", "Jr."),
        Author("Sand and Sons", "A."),
        Author(literal="Ministry of Roads & Bridges"),
    )
    names = (
        "van der Berg, Jr., Anna Maria and {Sand and Sons}, A. and {Ministry of Roads \\& Bridges}"
    )
    assert f"  author = {{{names}}},\n" in bibtex(source(author=authors))
