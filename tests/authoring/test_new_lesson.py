"""`sicetnon new lesson` writes a lesson from a topic that builds at once."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from sicetnon.build import check_corpus
from sicetnon.cli.main import main


def run(root: Path, *words: str) -> str:
    """What the command says; it must end well."""
    result = CliRunner().invoke(main, ["new", "lesson", "--root", str(root), *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_topic_becomes_a_lesson_in_a_file_of_its_own(tiny_copy: Path) -> None:
    """Its open questions are the steps, its texts the sources; nothing is wrong with it."""
    run(tiny_copy, "--topic", "the-battle", "--audience", "Novices", "--minutes", "30")
    outcome = check_corpus(tiny_copy)
    assert outcome.problems == ()
    lesson = outcome.corpus.lessons["the-battle"]
    assert lesson.at.path == "lessons/the-battle.yaml"
    assert [step.contradiction for step in lesson.steps] == ["year", "victor"]
    assert [reading.source for reading in lesson.sources] == ["anselm", "letters/hild"]
    assert lesson.introduction == "Told by *four* voices."


def test_there_are_as_many_questions_as_there_is_time_for(tiny_copy: Path) -> None:
    """In ten minutes there is one: the most prominent."""
    shown = run(tiny_copy, "--topic=the-battle", "--audience=All", "--minutes=10", "--dry-run")
    assert "contradiction: year" in shown and "victor" not in shown
    assert not (tiny_copy / "lessons/the-battle.yaml").exists()


def test_an_unknown_topic_is_wrong_use(tiny_copy: Path) -> None:
    """The topics that there are stand in the message."""
    words = ["new", "lesson", "--root", str(tiny_copy), "--topic", "x", "--audience", "All"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2 and "the-battle" in result.output
