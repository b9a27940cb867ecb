"""The pages that `sicetnon explain` shows: each has a wrong and a right example, and both are run.

A page begins with two to six lines of plain words. Under “Wrong” and “Right” stand the files of a
small corpus; what follows a fence's language is the header of a file as case files have it (see
`test_diagnostics`): a path, then perhaps ` escaped` or ` -> ` and the goal of a symbolic link.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from case_files import FENCE, parts, write_files
from sicetnon.build import build
from sicetnon.cli.explain import FOLDER, explanation
from sicetnon.problems import KINDS, Problem


def problems(root: Path, example: str) -> tuple[Problem, ...]:
    """What is told of an example, written as files."""
    write_files(root, tuple(FENCE.findall(example)))
    return build(root, root / "site").problems


def test_every_problem_has_its_page() -> None:
    """There is one page for each problem, and none for anything else."""
    assert {path.stem for path in FOLDER.iterdir()} == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_page_can_be_read_at_a_glance(name: str) -> None:
    """Two to six sentences, one a line, then files that fit a terminal and nothing beside them."""
    words, wrong, right = parts(name)
    assert 2 <= len(words.splitlines()) <= 6
    assert all(re.fullmatch(r"[A-Z“].*\.", line) for line in words.splitlines())
    assert not FENCE.sub("", wrong).strip() and not FENCE.sub("", right).strip()
    assert all(len(line) <= 90 for line in (wrong + right).splitlines())


@pytest.mark.parametrize("name", KINDS)
def test_a_page_is_shown_by_its_name(name: str) -> None:
    """Whoever asks for a problem reads what it is, why it matters and both examples."""
    shown = explanation(name) or ""
    assert KINDS[name][1] in shown and all(part.strip() in shown for part in parts(name))


@pytest.mark.parametrize("name", KINDS)
def test_the_wrong_example_is_wrong(name: str, tmp_path: Path) -> None:
    """It has exactly the problem that the page is about, and no other."""
    assert [problem.name for problem in problems(tmp_path, parts(name)[1])] == [name]


@pytest.mark.parametrize("name", KINDS)
def test_the_right_example_is_right(name: str, tmp_path: Path) -> None:
    """It has no problem at all, so it can be copied."""
    assert problems(tmp_path, parts(name)[2]) == ()
