"""Links lead to http, https, mailto and relative addresses; others are shown as they were typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sicetnon.markdown.parser import read_address
from sicetnon.model import Source
from sicetnon.problems import Lines, Problem

ADDRESS = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|<)([^\s<>]+)", re.MULTILINE)
"""What may be an address: in brackets, in a definition, between angle brackets."""


def check(source: Source, refused: Collection[str]) -> Iterator[Problem]:
    """Every place of an address to which the parser refused to link."""
    if not refused:
        return
    lines = Lines(source.body, source.body_line)
    for match in ADDRESS.finditer(source.body):
        address = read_address(match.group(1))
        if any(address.startswith(other) for other in refused):
            place = lines.at(source.path, match.start(1))
            message = "a page may not link there, so the link is shown as text"
            hint = "link to an address that begins with https://, or put backticks around it"
            yield Problem(
                name="unsafe-link",
                location=place,
                message=message,
                evidence=(("found", match.group(1)[:80]),),
                hint=hint,
            )
