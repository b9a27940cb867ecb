"""What is printed of problems: each is told, and what many files share is told once."""

from __future__ import annotations

import json

import click

from sicetnon.cli.report import FORMATS
from sicetnon.problems import Level, Location, Problem


def problem(path: str, message: str, level: Level = Level.WARNING) -> Problem:
    """A problem at the first line of a file."""
    return Problem(name="unknown-key", location=Location(path, 2), message=message, level=level)


def test_warnings_that_differ_in_their_places_alone_are_told_once() -> None:
    """They name three other places and how many there are besides; those that differ stay apart."""
    alike = [problem(f"content/{name}.md", "“layout” is no key") for name in "abcdef"]
    text = click.unstyle(FORMATS["text"]([*alike, problem("content/b.md", "“slug” is no key")]))
    first, second = text.split("\n\n")
    assert first.splitlines() == [
        "content/a.md:2:1: warning: “layout” is no key [unknown-key]",
        "    also at  content/b.md:2:1, content/c.md:2:1, content/d.md:2:1 and 2 more",
    ]
    assert second == "content/b.md:2:1: warning: “slug” is no key [unknown-key]"
    for name in ("github", "markdown"):
        assert FORMATS[name](alike).count("“layout”") == 1
        assert "and 2 more" in FORMATS[name](alike)
    assert "6 warnings" in FORMATS["markdown"](alike)


def test_errors_and_data_are_never_joined() -> None:
    """Each error is told at its own place, and JSON has all problems."""
    errors = [problem(f"content/{name}.md", "it is wrong", Level.ERROR) for name in "abc"]
    assert FORMATS["text"](errors).count("it is wrong") == 3
    warnings = [problem(f"content/{name}.md", "it is odd") for name in "abc"]
    assert len(json.loads(FORMATS["json"](warnings))) == 3
