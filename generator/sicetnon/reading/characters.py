"""Characters that readers cannot see must not change what they see ("Trojan Source", 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sicetnon.problems import Lines, Location, Problem

BIDI = re.compile(
    "[\u202a-\u202e\u2066-\u2069]|&#(?:[xX]0*20(?:2[a-eA-E]|6[6-9])|0*82(?:3[4-8]|9[4-7]));"
)
"""The characters themselves, and Markdown's ways to write them."""
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def check_order(path: str, content: str, first_line: int = 1) -> Iterator[Problem]:
    """Every character of a file that reorders what is seen, at its place."""
    message = "an invisible character makes the text look otherwise than it is"
    hint = "remove it; scripts that run from right to left need no such character"
    if content.isascii() and "&#" not in content:
        return
    for place, found in _places(BIDI, path, content, first_line):
        yield Problem(
            name="bidi-control",
            location=place,
            message=message,
            evidence=(("found", found),),
            hint=hint,
        )


def check_control(path: str, content: str, first_line: int = 1) -> Iterator[Problem]:
    """Every control character of a text, at its place; YAML takes none anyway."""
    message = "a control character cannot be shown"
    for place, found in _places(CONTROL, path, content, first_line):
        yield Problem(
            name="control-character",
            location=place,
            message=message,
            evidence=(("found", found),),
            hint="remove it",
        )


def _places(
    pattern: re.Pattern[str], path: str, content: str, first_line: int
) -> Iterator[tuple[Location, str]]:
    if not pattern.search(content):
        return
    lines = Lines(content, first_line)
    for match in pattern.finditer(content):
        found = match.group()
        shown = found if len(found) > 1 else f"U+{ord(found):04X}"
        yield lines.at(path, match.start()), shown
