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
    """What is told of an example, written as files."""
    write_files(root, tuple(FENCE.findall(example)))
    return build(root, root / "site").problems


def test_every_problem_has_its_page() -> None:
    """Whatever name a problem is given in the program; and no page is of another."""
    program = FOLDER.parent
    given = {
        keyword.value.value
        for path in program.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for keyword in (*call.keywords, ast.keyword("name", call.args[0]) if call.args else None)
        if keyword and keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    }
    assert set(names()) <= given


@pytest.mark.parametrize("name", names())
def test_a_page_begins_with_level_and_sentence(name: str) -> None:
    """On one line."""
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
    """Whoever asks for a problem reads what it is, why it matters and both examples."""
    shown = explanation(name)
    assert shown.startswith(f"{name} (") and all(part.strip() in shown for part in parts(name))


@pytest.mark.parametrize("name", names())
def test_the_wrong_example_is_wrong(name: str, tmp_path: Path) -> None:
    """It has exactly the problem that the page is about, of the level it names, and no other."""
    level = (FOLDER / f"{name}.md").read_text("utf-8").partition(":")[0]
    found = problems(tmp_path, parts(name)[1])
    assert [(problem.name, problem.level.value) for problem in found] == [(name, level)]


@pytest.mark.parametrize("name", names())
def test_the_right_example_is_right(name: str, tmp_path: Path) -> None:
    """It has no problem at all, so it can be copied."""
    assert problems(tmp_path, parts(name)[2]) == ()
