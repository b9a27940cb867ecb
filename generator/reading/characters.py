"""Characters that readers cannot see must not change what they see ("Trojan Source", 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Location, Problem

RULES = (
    (
        "bidi-control",
        re.compile("[\u202a-\u202e\u2066-\u2069]"),
        "an invisible character makes the text look otherwise than it is",
        "remove it; scripts that run from right to left need no such character",
    ),
    (
        "control-character",
        re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        "a control character cannot be shown",
        "remove it",
    ),
)


def check(path: str, content: str) -> Iterator[Problem]:
    """Every such character of a file, at its place."""
    for name, pattern, said, mend in RULES:
        for match in pattern.finditer(content):
            line = content.count("\n", 0, match.start()) + 1
            column = match.start() - content.rfind("\n", 0, match.start())
            place = Location(path, line, column)
            found = (("found", f"U+{ord(match.group()):04X}"),)
            yield Problem(name, place, said, found, mend)
