"""Markdown that would take the parser too long is shown as typed, which its author should know."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.parser import Env, too_involved
from sicetnon.model import Source
from sicetnon.problems import Level, LineIndex, Problem


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """One problem, at the words at which the parser gave up; none where it did not."""
    words = too_involved(env)
    if words is None:
        return
    line = words.split("\n", 1)[0]
    lines = LineIndex(source.body, source.body_line)
    yield Problem(
        name="too-involved",
        location=lines.location(source.path, max(0, source.body.find(line))),
        message="the Markdown from here is too involved to be read, so the text stands as it was "
        "typed",
        evidence=(("found", line[:80]),),
        hint="close the brackets, or put a backslash before each that is meant as a sign",
        level=Level.WARNING,
    )
