"""Characters that readers cannot see must not change what they see ("Trojan Source", 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from sicetnon.problems import Level, LineIndex, Problem

BIDI = re.compile(
    "[\u202a-\u202e\u2066-\u2069]|&#(?:[xX]0*20(?:2[a-eA-E]|6[6-9])|0*82(?:3[4-8]|9[4-7]));"
)
"""The characters themselves, and Markdown's ways to write them."""
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def check_order(path: str, content: str) -> Iterator[Problem]:
    """A warning for each character of a file that changes the direction of text."""
    if content.isascii() and "&#" not in content:
        return
    problem = partial(
        Problem,
        name="bidi-control",
        message="an invisible character makes the text look otherwise than it is",
        hint="remove it; scripts that run from right to left need no such character",
    )
    yield from _warnings(problem, BIDI, path, content)


def check_control(path: str, content: str, first_line: int) -> Iterator[Problem]:
    """A warning for each control character of a text; YAML takes none anyway."""
    message = "a control character cannot be shown"
    problem = partial(Problem, name="control-character", message=message, hint="remove it")
    yield from _warnings(problem, CONTROL, path, content, first_line)


def _warnings(
    problem: partial[Problem],
    pattern: re.Pattern[str],
    path: str,
    content: str,
    first_line: int = 1,
) -> Iterator[Problem]:
    if not pattern.search(content):
        return
    lines = LineIndex(content, first_line)
    for match in pattern.finditer(content):
        character = match.group()
        shown = character if len(character) > 1 else f"U+{ord(character):04X}"
        yield problem(
            location=lines.location(path, match.start()),
            evidence=(("found", shown),),
            level=Level.WARNING,
        )
