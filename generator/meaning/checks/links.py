"""Links lead to http, https, mailto and relative addresses; others are shown as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.markdown.parser import is_safe_link
from generator.model import Source, Text
from generator.problems import Location, Problem

LINK = re.compile(r"\]\(\s*<?([a-zA-Z][a-zA-Z0-9+.-]*:[^\s)>]*)")


def check(source: Source, text: Text) -> Iterator[Problem]:
    """Every link that was left as text because of where it leads."""
    if "](" not in text.text:
        return
    for match in LINK.finditer(source.body):
        if is_safe_link(match.group(1)) or match.group() not in text.text:
            continue
        line = source.body.count("\n", 0, match.start(1))
        column = match.start(1) - source.body.rfind("\n", 0, match.start(1))
        place = Location(source.path, source.body_line + line, column)
        said = "a page may not link there, so the link is shown as text"
        mend = "link to an address that begins with https://, or put the words between backticks"
        yield Problem("unsafe-link", place, said, (("found", match.group(1)[:80]),), mend)
