"""The pages that `sicetnon explain` shows: each has a wrong and a right example, and both are run.

A page begins with two to six lines of plain words. Under “Wrong” and “Right” stand the files of a
small corpus; what follows a fence's language is the header of a file as case files have it (see
`test_diagnostics`): a path, then perhaps ` escaped` or ` -> ` and the goal of a symbolic link.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from case_files import FENCE, parts, write_files
from sicetnon.build import build
from sicetnon.cli.explain import FOLDER, explanation, names
from sicetnon.problems import Level, Problem


def problems(root: Path, example: str) -> tuple[Problem, ...]:
    """The problems of an example, written as files."""
    write_files(root, tuple(FENCE.findall(example)))
    return build(root, root / "site").problems


def test_every_problem_has_its_page() -> None:
    """Each problem that the program names has a page, and each page is of a problem."""
    program = FOLDER.parent
    in_program = {
        keyword.value.value
        for path in program.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for keyword in (*call.keywords, ast.keyword("name", call.args[0]) if call.args else None)
        if keyword and keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    }
    assert set(names()) <= in_program


@pytest.mark.parametrize("name", names())
def test_a_page_begins_with_level_and_sentence(name: str) -> None:
    """The first line of a page is a level, a colon and a sentence."""
    first = (FOLDER / f"{name}.md").read_text("utf-8").splitlines()[0]
    assert re.fullmatch(f"({'|'.join(Level)}): [A-Z“].*\\.", first)


@pytest.mark.parametrize("name", names())
def test_a_page_can_be_read_at_a_glance(name: str) -> None:
    """Two to six sentences, one a line, then files that fit a terminal and nothing beside them."""
    words, wrong, right = parts(name)
    assert 2 <= len(words.splitlines()) <= 6
    assert all(re.fullmatch(r"[A-Z“].*\.", line) for line in words.splitlines())
    assert not FENCE.sub("", wrong).strip() and not FENCE.sub("", right).strip()
    assert all(len(line) <= 90 for line in (wrong + right).splitlines())


@pytest.mark.parametrize("name", names())
def test_a_page_is_shown_by_its_name(name: str) -> None:
    """The page of a problem has its meaning and both examples."""
    shown = explanation(name)
    assert shown.startswith(f"{name} (") and all(part.strip() in shown for part in parts(name))


@pytest.mark.parametrize("name", names())
def test_the_wrong_example_is_wrong(name: str, tmp_path: Path) -> None:
    """It has just the problem of its page, of the level that the page names."""
    level = (FOLDER / f"{name}.md").read_text("utf-8").partition(":")[0]
    of_example = problems(tmp_path, parts(name)[1])
    assert [(problem.name, problem.level.value) for problem in of_example] == [(name, level)]


@pytest.mark.parametrize("name", names())
def test_the_right_example_is_right(name: str, tmp_path: Path) -> None:
    """It has no problem."""
    assert problems(tmp_path, parts(name)[2]) == ()
