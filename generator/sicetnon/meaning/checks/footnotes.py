"""A footnote that nothing refers to is not shown, which its author should know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sicetnon.markdown.parser import Env, unreferenced
from sicetnon.model import Source
from sicetnon.problems import Level, LineIndex, Problem

DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]+)\]:", re.MULTILINE)


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """A problem for each footnote that is defined and never referred to."""
    labels = unreferenced(env)
    if not labels:
        return
    lines = LineIndex(source.body, source.body_line)
    offsets = {match.group(1): match.start() for match in DEFINITION.finditer(source.body)}
    for label in labels:
        yield Problem(
            name="lost-footnote",
            location=lines.location(source.path, offsets.get(label, 0)),
            message=f"nothing refers to the footnote “{label}”, so it is not shown",
            hint=f"write [^{label}] where it belongs, or remove the footnote",
            level=Level.WARNING,
        )
