"""A footnote that nothing refers to is not shown, which its author should know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import Source
from generator.problems import Location, Problem


def check(source: Source, unreferenced: Iterable[str]) -> Iterator[Problem]:
    """Every footnote that is defined in vain, given by its label."""
    for label in unreferenced:
        match = re.search(rf"^ {{0,3}}\[\^{re.escape(label)}\]:", source.body, re.MULTILINE)
        at = match.start() if match else 0
        line = source.body.count("\n", 0, at)
        column = at - source.body.rfind("\n", 0, at)
        said = f"nothing refers to the footnote “{label}”, so it is not shown"
        mend = f"write [^{label}] where it belongs, or remove the footnote"
        place = Location(source.path, source.body_line + line, column)
        yield Problem("lost-footnote", place, said, (), mend)
