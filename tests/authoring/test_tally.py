"""`sicetnon lesson tally`: the answers of a class in one table."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sicetnon.cli.main import main

CHOICES = ("1142", "1143", "-")
WORDS = ("in the year 1142", "the battle was in 1143", "=SUM(1)")


def answers(number: int, chance: random.Random) -> dict[str, Any]:
    """What a page saves for a student."""
    picked = chance.sample(WORDS, k=chance.randint(0, 3))
    return {
        "format": "sicetnon lesson answers",
        "version": 1,
        "lesson": "the-year",
        "title": "In which year was it?",
        "name": f"Student {number}",
        "answers": [
            {
                "step": 1,
                "question": "In which year?",
                "choice": chance.choice(CHOICES),
                "answer": f"I say | {number}",
                "sure": chance.choice([None, 1, 5]),
                "words": [{"source": "anselm", "paragraph": "1", "exact": one} for one in picked],
                "why": "",
                "shown": True,
            }
        ],
    }


def run(folder: Path, *words: str) -> Result:
    """Count all files of a folder."""
    paths = [str(path) for path in sorted(folder.iterdir())]
    return CliRunner().invoke(main, ["lesson", "tally", *paths, *words])


@pytest.fixture
def of_twenty(tmp_path: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A folder with the files of twenty students, and what is in them."""
    chance = random.Random(20)  # noqa: S311  # no secret
    given = [answers(number, chance) for number in range(20)]
    for number, one in enumerate(given):
        (tmp_path / f"{number:02}.json").write_text(json.dumps(one), "utf-8")
    return tmp_path, given


def test_twenty_files_are_one_table(of_twenty: tuple[Path, list[dict[str, Any]]]) -> None:
    """Each choice and each stretch of words with how often it was given, and by whom."""
    folder, given = of_twenty
    result = run(folder, "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    found = {(row["kind"], row["text"].lstrip("'")): row for row in rows}
    steps = [one["answers"][0] for one in given]
    for choice, count in Counter(step["choice"] for step in steps).items():
        assert found["choice", choice]["times"] == str(count)
        assert len(found["choice", choice]["who"].split("; ")) == count
    for words, count in Counter(w["exact"] for step in steps for w in step["words"]).items():
        assert found["words", words]["times"] == str(count)
    assert sum(row["kind"] == "answer" for row in rows) == 20
    assert "'=SUM(1)" in {row["text"] for row in rows}


def test_what_cannot_be_counted_is_told_and_the_others_are(
    of_twenty: tuple[Path, list[dict[str, Any]]],
) -> None:
    """A broken file, one of another lesson, one of another program: each by its name."""
    folder, given = of_twenty
    (folder / "20.json").write_text("{", "utf-8")
    (folder / "21.json").write_text(json.dumps({**given[0], "lesson": "other"}), "utf-8")
    (folder / "22.json").write_bytes(b"\xff\x00")
    (folder / "23.json").write_text("[]", "utf-8")
    (folder / "24.json").write_text(json.dumps({**given[0], "answers": [{"step": 1}]}), "utf-8")
    (folder / "25.json").write_text("[" * 100_000, "utf-8")
    (folder / "26.json").mkdir()
    result = run(folder)
    assert result.exit_code == 1
    for number in range(20, 27):
        assert f"{number}.json: not counted" in result.stderr
    assert "20 of 27 files counted: the-year" in result.stderr
    assert "1. In which year?" in result.stdout


def test_a_table_in_markdown_stays_a_table(of_twenty: tuple[Path, list[dict[str, Any]]]) -> None:
    """Whatever students write, a row is a line with as many cells as the head."""
    result = run(of_twenty[0], "--format", "markdown")
    lines = result.stdout.splitlines()
    assert {line.replace("\\|", "").count("|") for line in lines} == {8}


def test_another_lesson_can_be_asked_for(of_twenty: tuple[Path, list[dict[str, Any]]]) -> None:
    """Then the others are those that are not counted."""
    folder, given = of_twenty
    (folder / "21.json").write_text(json.dumps({**given[0], "lesson": "other"}), "utf-8")
    result = run(folder, "--lesson", "other")
    assert "1 of 21 files counted: other" in result.stderr
