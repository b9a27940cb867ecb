"""Whatever the source audit finds in a file and not on its page."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.parser import Env
from sicetnon.model import Source
from sicetnon.problems import Level, Location, Problem

CAUSES = {
    "cell": (
        "this row has more cells than the head of its table",
        "add a column to the head, or put a backslash before a | that is a sign",
    ),
    "definition": (
        "Markdown reads a definition of an address here, and nothing uses it",
        "put a backslash before the first bracket to show the line, or remove it",
    ),
    "note": (
        "another footnote has this label, and that one is shown",
        "give one of the two another label",
    ),
    "other": (
        "Markdown passes over these words",
        "write them otherwise, with a backslash before each sign that is meant as one",
    ),
}
"""By the cause of a loss: why, and the way out."""


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """A problem for each loss."""
    for lost in env.get("lost words", ()):
        why, hint = CAUSES[lost.cause]
        yield Problem(
            name="lost-words",
            location=Location(source.path, source.body_line + lost.line),
            message=f"{why}, so the words are not on the page",
            evidence=(("lost", lost.words[:200]),),
            hint=hint,
            level=Level.WARNING,
        )
