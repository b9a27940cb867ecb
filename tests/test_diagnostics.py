r"""Problems as authors are told them: case files in `cases/diagnostics`, and this loop over them.

A case file can be extended without knowing Python. It holds cases of this form:

    # title of the case: the promise in a sentence
    ! why the code does not keep the promise yet (only where that is so)
    --- content/letter.md
    The words of this file, up to the next line that begins with three hyphens and a space.
    --- annotations/letter.yaml
    source: letter
    ===
    annotations/letter.yaml:3:13 error [orphan]

Below the line of equals signs stand the problems that must be told, in the order of their places:
path, line, column (both from 1, in characters), level and name. No line there: no problem at all.
Every file ends with a line break; one without any line is empty. A file's path may be followed by

    escaped       in its lines \xff is a byte, \u202e a character, and \r \n \t are as in Python;
                  {ha * 300} is 300 times what stands before the star
    -> goal.md    the file is a symbolic link, and no line follows

Lines above the first case of a file are for people only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from case_files import write_files
from sicetnon.build import check_corpus
from sicetnon.cli.explain import names
from sicetnon.problems import Problem

FOLDER = Path(__file__).parent / "cases" / "diagnostics"
TITLE = re.compile(r"^(?=# .+\n(?:! .+\n)?--- )", re.MULTILINE)
HEADER = re.compile(r"^--- (.+)\n", re.MULTILINE)
EXPECTED = re.compile(r"^===\n", re.MULTILINE)
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Case:
    """A small corpus and what must be told of it."""

    name: str
    """Its file and its title."""
    bug: str | None
    """Why the code does not keep the promise; None where it does."""
    files: tuple[tuple[str, str], ...]
    """Pairs of what follows the three hyphens and the lines below it."""
    expected: tuple[str, ...]


def cases() -> Iterator[Case]:
    """The cases of all files."""
    for path in sorted(FOLDER.glob("*.txt")):
        for written in TITLE.split(path.read_text("utf-8"))[1:]:
            yield read_case(path.stem, written)


def read_case(theme: str, written: str) -> Case:
    """A case from its lines."""
    corpus, expected = EXPECTED.split(written)
    head, *files = HEADER.split(corpus)
    title, _, bug = head.strip().partition("\n! ")
    lines = tuple(line for line in expected.splitlines() if line)
    pairs = tuple(zip(files[::2], files[1::2], strict=True))
    return Case(f"{theme}: {title.removeprefix('# ')}", bug or None, pairs, lines)


def told(problem: Problem) -> str:
    """A problem as case files write it."""
    return f"{problem.location} {problem.level} [{problem.name}]"


def parameters() -> Iterator[object]:
    """Every case by its name; one that the code does not keep yet must fail."""
    for case in cases():
        marks = [pytest.mark.xfail(reason=case.bug, strict=True)] if case.bug else []
        yield pytest.param(case, id=case.name, marks=marks)


def way_out(problem: Problem) -> bool:
    """Whether a problem says what to do, or lists what may stand there."""
    return bool(problem.hint) or "allowed" in dict(problem.evidence)


def is_plain(problem: Problem) -> bool:
    """Whether all that is shown of a problem fits on lines and does nothing to a terminal."""
    shown = (problem.message, problem.hint, *(value for _, value in problem.evidence))
    return not any(INVISIBLE.search(line) for line in shown)


@pytest.mark.parametrize("case", list(parameters()))
def test_what_is_wrong_is_told_at_its_place_with_a_way_out(case: Case, tmp_path: Path) -> None:
    """Each problem is told once, where an author must look, as one sentence and what to do."""
    write_files(tmp_path, case.files)
    problems = check_corpus(tmp_path).problems
    assert [told(problem) for problem in problems] == list(case.expected)
    assert all(map(way_out, problems)) and all(map(is_plain, problems))
    assert {problem.name for problem in problems} <= set(names()), "no page in explanations/"
    assert not [p.message for p in problems if not p.message or p.message.endswith(".")]


KNOWN = """
entities: [{id: group, type: organisation, name: Jamaat Ansarullah}]
predicates: [{id: founded, label: Founding date, question: When was it founded?, value: date}]
claims: [{source: letter, id: founded-2010, exact: in 2010, claim: It was founded in 2010.}]
"""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("clams: []", "claims"),
        ("notes: [{exact: The group, note: Which one?, sufix: was}]", "suffix"),
        ("entities: [{id: ann, type: persn, name: Ann}]", "person"),
        ("notes: [{exact: The group, note: Which one?, source: leter}]", "letter"),
        ("mentions: [{exact: The group, entity: grup}]", "group"),
        ("claims: [{id: a, exact: The group, claim: It was., subject: grupo}]", "group"),
        ("claims: [{id: a, exact: The group, claim: It was., predicate: fonded}]", "founded"),
        (
            "contradictions: [{id: a, question: When?, positions: ["
            "{answer: one, claims: [letter/founded-2001]}, "
            "{answer: two, claims: [letter/founded-2010]}]}]",
            "letter/founded-2010",
        ),
    ],
)
def test_the_word_that_was_meant_is_proposed(written: str, meant: str, tmp_path: Path) -> None:
    """A slip of the pen in a key, a word or an id is answered with the nearest that exists."""
    files = {
        "content/letter.md": "The group was set up in 2010.",
        "annotations/known.yaml": KNOWN,
        "annotations/letter.yaml": f"source: letter\n{written}\n",
    }
    write_files(tmp_path, tuple(files.items()))
    assert [p.hint for p in check_corpus(tmp_path).problems] == [f"did you mean {meant}?"]


def test_each_case_has_a_title_of_its_own() -> None:
    """A failing case is found by its name."""
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))
