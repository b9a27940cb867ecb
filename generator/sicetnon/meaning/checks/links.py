"""Links lead to http, https, mailto and relative addresses; others are shown as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sicetnon.markdown.parser import Env, read_address, refused
from sicetnon.model import Source
from sicetnon.problems import Level, LineIndex, Problem

ADDRESS = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|<)([^\s<>]+)", re.MULTILINE)
"""What may be an address: in brackets, in a definition, between angle brackets."""


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """A problem at each place of an address to which the parser refused to link."""
    addresses = tuple(refused(env))
    if not addresses:
        return
    lines = LineIndex(source.body, source.body_line)
    for match in ADDRESS.finditer(source.body):
        if read_address(match.group(1)).startswith(addresses):
            yield Problem(
                name="unsafe-link",
                location=lines.location(source.path, match.start(1)),
                message="a page may not link there, so the link is shown as text",
                evidence=(("found", match.group(1)[:80]),),
                hint="link to an address that begins with https://, or put backticks around it",
                level=Level.WARNING,
            )
