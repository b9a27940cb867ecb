"""A page may not grow without bounds by a long address that many links take from a definition."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.parser import Env, unlinked
from sicetnon.model import Source
from sicetnon.problems import Level, Location, Problem


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """One problem, at the first paragraph with such a link that is none; else none."""
    line = unlinked(env)
    if line is not None:
        yield Problem(
            name="too-many",
            location=Location(source.path, source.body_line + line),
            message="so many links repeat a long address that those from here on are words",
            hint="shorten the address, or link fewer words to it",
            level=Level.WARNING,
        )
