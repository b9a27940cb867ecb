"""Most HTML is shown as it was typed, which its author should know: once a text."""

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
    yield Problem(
        name="html-as-text",
        location=lines.location(source.path, max(0, source.body.find(found[0]))),
        message="HTML is no part of a text, so these tags are shown as they were typed",
        evidence=(("found", " ".join(tag[:80] for tag in found[:MOST]) + more),),
        hint="use Markdown, or <br>, <sup>, <sub>, <a id=…>; put a backslash before < to keep one",
        level=Level.WARNING,
    )
