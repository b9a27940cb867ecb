"""What other contributors judge stands beside a contradiction, and is merged with nothing."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sicetnon import urls
from sicetnon.build import build, check_corpus

READINGS = """
    readings:
      - creator: ben
        relation: tension
        status: explained
        because: time
        explanation: Anselm counts from *Easter*, <b onclick="x()">Hild</b> does not.
        created: 2026-11-28
      - {creator: cyd, explanation: Two battles.}
    reviewed_by: [ben, cyd]
"""


def path_of_year(root: Path) -> Path:
    """The file with the question of the year."""
    files = (root / "annotations/contradictions").iterdir()
    return next(path for path in files if "id: year" in path.read_text("utf-8"))


@pytest.fixture(scope="module")
def root(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus, in which two others judge the question of the year; with its site."""
    root = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("readings") / "tiny"))
    path = path_of_year(root)
    settled = "    settled_by: A charter with a date.\n"
    text = path.read_text("utf-8").replace(settled, settled.rstrip() + READINGS)
    people = "contributors: [{id: ben, name: Ben Reader}, {id: cyd, name: Cyd}]\n"
    path.write_text(people + text, "utf-8")
    outcome = build(root, root / "site")
    assert not outcome.problems
    return root


def page(root: Path, address: str) -> BeautifulSoup:
    """A page of the site."""
    return BeautifulSoup((root / "site" / address).read_text("utf-8"), "html.parser")


def test_a_face_off_shows_each_reading_beside_its_own_explanation(root: Path) -> None:
    """With its author, its judgement in words and its reasons; the page's own judgement stays."""
    whole = page(root, urls.contradiction("year"))
    first, second = whole.select(".verdict .reading")
    assert "Ben Reader" in first.h2.text and "Cyd" in second.h2.text
    assert "stand badly together" in first.text and "different times" in first.text
    assert first.em.text == "Easter" and first.b is None and first.bdi.text == "2026-11-28"
    assert "cannot both be true" in whole.select_one(".standing").text
    assert "Anselm counts years from" in whole.select_one(".verdict section").text


def test_a_card_tells_who_judges_otherwise(root: Path) -> None:
    """And leads to where the reasons are."""
    card = page(root, urls.source("anselm")).select_one("#claim-fought-1142")
    told = [line.text for line in card.select(".also-asked") if "Ben Reader" in line.text]
    assert len(told) == 1 and "stand badly together" in told[0]


def test_a_reading_changes_no_standing(root: Path, tiny: Path) -> None:
    """What one contributor judges does not count: claims stand as without it."""
    assert check_corpus(root).corpus.standings == check_corpus(tiny).corpus.standings


def test_exports_have_readings_and_reviewers(root: Path) -> None:
    """In `corpus.json` and in the tables, each by its author, and none in the editors' fields."""
    data = root / "site/data"
    whole = json.loads((data / "corpus.json").read_text("utf-8"))
    year = next(one for one in whole["contradictions"] if one["id"] == "year")
    assert [one["creator"] for one in year["readings"]] == ["ben", "cyd"]
    assert (year["relation"], year["reviewed_by"]) == ("contrary", ["ben", "cyd"])
    with (data / "readings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["contradiction"], row["creator"], row["because"]) for row in rows] == [
        ("year", "ben", "time"),
        ("year", "cyd", ""),
    ]
    with (data / "contradictions.csv").open(encoding="utf-8", newline="") as file:
        reviewed = {row["id"]: row["reviewed_by"] for row in csv.DictReader(file)}
    assert reviewed["year"] == "ben cyd"


def test_who_reads_and_reviews_is_a_contributor(root: Path, tmp_path: Path) -> None:
    """A name that nobody has is an error at its own place, in a reading and in `reviewed_by`."""
    copy = Path(shutil.copytree(root, tmp_path / "copy", ignore=shutil.ignore_patterns("site")))
    (copy / "annotations/topics.yaml").write_text(
        "topics:\n  - {id: the-battle, title: The battle, reviewed_by: [nobody]}\n"
        "read:\n  - {source: anselm, by: ann, reviewed_by: nemo}\n",
        "utf-8",
    )
    path = path_of_year(copy)
    path.write_text(path.read_text("utf-8").replace("creator: cyd", "creator: dee"), "utf-8")
    found = {
        problem.message
        for problem in check_corpus(copy).problems
        if problem.name == "dangling-reference"
    }
    assert found == {f"there is no contributor “{name}”" for name in ("nobody", "nemo", "dee")}
