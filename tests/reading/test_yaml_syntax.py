"""How text that is not valid YAML is explained: what to write instead, ready to be copied."""

from __future__ import annotations

import pytest

from sicetnon.problems import Problem
from sicetnon.reading.yaml import read_yaml


def problem_of(content: str) -> Problem:
    """The only problem of a text."""
    (problem,) = read_yaml(content, "a.yaml")[1]
    return problem


def lines_to_write(problem: Problem) -> list[str]:
    """What a problem says to write instead, line by line."""
    return [value for label, value in problem.evidence if label == "write"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            "notes:\n  - {exact: the duke, his son, note: Two men.}",
            ['- exact: "the duke, his son"', "  note: Two men."],
        ),
        (
            "notes:\n  - {exact: the end: a song, note: Two men.}",
            ['- exact: "the end: a song"', "  note: Two men."],
        ),
        (
            "notes:\n  - {exact: ship #2, note: Which?}\n  - {exact: a, note: b}",
            ['- exact: "ship #2"', "  note: Which?"],
        ),
        ("- {a: x, y, b: 'it''s', c: [d, e]}", ['- a: "x, y"', "  b: 'it''s'", "  c: [d, e]"]),
        (
            "notes:\n  - exact: the duke\n      note: Who?",
            ["  - exact: the duke", "    note: Who?"],
        ),
        ("  - exact:the duke\n    note: Who?", ["- exact: the duke"]),
        ("note: He says: no.", ['note: "He says: no."']),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_the_way_out_can_be_copied(content: str, lines: list[str]) -> None:
    """Braces become the block form, a key a line, with quotation marks where they are needed."""
    problem = problem_of(content)
    assert lines_to_write(problem) == lines
    assert read_yaml("\n".join(lines), "a.yaml")[1] == []


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("a: b\n\u00a0\u00a0c: d: e", "2:1", "no-break spaces"),
        ("- a: b\n\u3000c: d", "2:1", "no-break spaces"),
        ("a: b\n\tc: d", "2:1", "tab"),
        ("a: 'b' c", "1:8", "quotation mark"),
        ('a: "b" c\nd: e', "1:8", "quotation mark"),
        ("- a: b\n c: d", "2:2", "further left than “a”"),
        ("a:\n  - b: c\n  d: e", "3:3", "further left than “b”"),
        ("a: b\n---\nc: d", "2:1", "second document"),
    ],
)
def test_the_line_of_the_mistake_is_blamed(content: str, place: str, words: str) -> None:
    """Whatever line the parser stopped at, the message names the sign that people can see."""
    problem = problem_of(content)
    assert str(problem.location) == f"a.yaml:{place}"
    assert words in problem.message and problem.hint


@pytest.mark.parametrize(
    "content",
    [
        "a: '\u00a0b'",
        "a: |\n  \u00a0 b\n  c",
        "a: see https://example.org",
        "a: 10:30",
        "{a: , b: c}",
        "{a: ~, b: [c, d]}",
    ],
)
def test_what_is_meant_so_is_no_mistake(content: str) -> None:
    """Spaces inside text, colons in times and addresses, and empty values in braces are fine."""
    assert read_yaml(content, "a.yaml")[1] == []
