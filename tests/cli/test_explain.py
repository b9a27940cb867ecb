"""The pages that `sicetnon explain` shows: each has a wrong and a right example, and both are run.

A page begins with its level and a sentence; then come two to six lines of plain words. Under
“Wrong” and “Right” stand the files of a small corpus; what follows a fence's language is the header
of a file as case files have it (see `test_diagnostics`): a path, then perhaps ` escaped` or ` -> `
and the goal of a symbolic link.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from case_files import FENCE, read_page, write_files
from sicetnon.build import build, check_corpus
from sicetnon.cli.explain import explanation, names
from sicetnon.problems import Level, Problem


def problems(root: Path, example: str) -> tuple[Problem, ...]:
    """The problems of an example, written as files, and what only `check` tells of it."""
    write_files(root, tuple(FENCE.findall(example)))
    notices = (one for one in check_corpus(root).problems if one.level is Level.NOTICE)
    return (*build(root, root / "site").problems, *notices)


@pytest.mark.parametrize("name", names())
def test_a_page_can_be_read_at_a_glance(name: str) -> None:
    """A sentence, two to six more, one a line, then files that fit a terminal and nothing else."""
    page = read_page(name)
    assert re.fullmatch(r"[A-Z].*\.", page.sentence)
    assert 2 <= len(page.words.splitlines()) <= 6
    assert all(re.fullmatch(r"[A-Z“].*\.", line) for line in page.words.splitlines())
    assert not FENCE.sub("", page.wrong).strip() and not FENCE.sub("", page.right).strip()
    assert all(len(line) <= 90 for line in (page.wrong + page.right).splitlines())


@pytest.mark.parametrize("name", names())
def test_a_page_is_shown_by_its_name(name: str) -> None:
    """The page of a problem has its level, its meaning and both examples."""
    shown, page = explanation(name), read_page(name)
    assert shown.startswith(f"{name} ({page.level})\n\n{page.sentence}\n\n{page.words}")
    assert page.wrong.strip() in shown and page.right.strip() in shown


@pytest.mark.parametrize("name", names())
def test_the_wrong_example_is_wrong(name: str, tmp_path: Path) -> None:
    """It has just the problem of its page, of the level that the page names."""
    page = read_page(name)
    of_example = [(problem.name, problem.level) for problem in problems(tmp_path, page.wrong)]
    assert of_example == [(name, page.level)]


@pytest.mark.parametrize("name", names())
def test_the_right_example_is_right(name: str, tmp_path: Path) -> None:
    """It has no problem."""
    assert problems(tmp_path, read_page(name).right) == ()


@pytest.mark.parametrize("name", [name for name in names() if name != "yaml-depth"])
def test_examples_are_in_block_form(name: str) -> None:
    """A key on each line: the form in braces ends at the first comma of a sentence."""
    page = read_page(name)
    for path, lines in FENCE.findall(page.wrong + page.right):
        braces = re.search(r"(?m)(?:^ *- |: )\{(?!.* \* \d+\}$)", lines)
        assert not path.endswith(".yaml") or not braces, lines
