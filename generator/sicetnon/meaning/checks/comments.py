"""A comment is not published; where it does not end, what is a comment cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.parser import Env, open_comment
from sicetnon.model import Source
from sicetnon.problems import Level, LineIndex, Problem


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """A problem at the first comment that does not end where it should.

    One that ends nowhere is no comment.
    """
    words = open_comment(env)
    if words is None:
        return
    line = words.split("\n", 1)[0]
    offset = max(0, source.body.find(line))
    location = LineIndex(source.body, source.body_line).location(source.path, offset)
    evidence = (("found", line),)
    if source.body.find("-->", offset) < 0:
        yield Problem(
            name="html-as-text",
            location=location,
            message="no comment ends after these signs, so they are shown as they were typed",
            evidence=evidence,
            hint="end the comment by -->, or put a backslash before <",
            level=Level.WARNING,
        )
        return
    yield Problem(
        name="open-comment",
        location=location,
        message="a comment begins here that does not end in its paragraph",
        evidence=evidence,
        hint="end it by --> in the paragraph, begin it on a line of its own, or write \\<!-- to "
        "show these signs",
    )
