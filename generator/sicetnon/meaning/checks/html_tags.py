"""Tags that are shown as they were typed, which their author should know: once a text."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.parser import Env, tags
from sicetnon.model import Source
from sicetnon.problems import Level, LineIndex, Problem

MOST = 10
"""Tags that the message lists."""


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """One problem, at the first tag, with all of them."""
    found = tags(env)
    if not found:
        return
    lines = LineIndex(source.body, source.body_line)
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    first = min(max(0, source.body.find(tag)) for tag in found)
    yield Problem(
        name="html-as-text",
        location=lines.location(source.path, first),
        message="these tags make no element of a text, so they are shown as they were typed",
        evidence=(("found", " ".join(tag[:80] for tag in found[:MOST]) + more),),
        hint="give each its other half, use Markdown, or put a backslash before < to keep it",
        level=Level.WARNING,
    )
