"""Markdown that would take the parser too long stands as typed, which its author should know."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Source
from sicetnon.problems import Lines, Problem


def check(source: Source, words: str | None) -> Iterator[Problem]:
    """Where a text is too involved; `words` are those at which the parser gave up."""
    if words is None:
        return
    first = words.split("\n", 1)[0]
    at = Lines(source.body, source.body_line).at(source.path, max(0, source.body.find(first)))
    message = (
        "the Markdown from here is too involved to be read, so the text stands as it was typed"
    )
    hint = "close the brackets, or put a backslash before each that is meant as a sign"
    yield Problem(
        name="too-involved",
        location=at,
        message=message,
        evidence=(("found", first[:80]),),
        hint=hint,
    )
