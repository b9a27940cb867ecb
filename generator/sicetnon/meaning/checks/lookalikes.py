"""Words that Markdown takes for an item of a list or for a heading, which may not be meant."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.parser import Env, doubtful_headings, doubtful_items
from sicetnon.model import Source
from sicetnon.problems import Level, Location, Problem


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """A problem for each list with a doubtful number, and for each doubtful heading."""
    for line, number in doubtful_items(env):
        yield Problem(
            name="list-number",
            location=Location(source.path, source.body_line + line),
            message=f"“{number}” makes an item of a list here, and is no word of the text",
            hint=f"if it is a word, write {number}\\. with a backslash, so that it can be quoted",
            level=Level.WARNING,
        )
    for line in doubtful_headings(env):
        yield Problem(
            name="line-heading",
            location=Location(source.path, source.body_line + line),
            message="this line makes a heading of the words above it",
            hint="leave a line empty above it, put a backslash before it, or write the heading "
            "with # before its words",
            level=Level.WARNING,
        )
