"""A footnote that nothing refers to is not shown, which its author should know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sicetnon.model import Source
from sicetnon.problems import Lines, Problem

DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]+)\]:", re.MULTILINE)


def check(source: Source, unreferenced: Collection[str]) -> Iterator[Problem]:
    """Every footnote that is defined in vain, given by its label."""
    if not unreferenced:
        return
    lines = Lines(source.body, source.body_line)
    places = {match.group(1): match.start() for match in DEFINITION.finditer(source.body)}
    for label in unreferenced:
        at = lines.at(source.path, places.get(label, 0))
        message = f"nothing refers to the footnote “{label}”, so it is not shown"
        hint = f"write [^{label}] where it belongs, or remove the footnote"
        yield Problem(name="lost-footnote", location=at, message=message, hint=hint)
