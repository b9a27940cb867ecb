"""The first heading of a text, as a reader reads it: the title of a text that states none."""

from __future__ import annotations

import re
from itertools import pairwise

from sicetnon.markdown.parser import TooInvolvedError, configured
from sicetnon.markdown.text import visible

HEADING = re.compile(
    r"^ {0,3}(?:#{1,6}(?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$)|<h[1-6][\s>]", re.MULTILINE | re.IGNORECASE
)
"""What a text with a heading has; not all that looks so is one."""


def first_heading(markdown: str) -> str:
    """The words of the first heading that stands in no list, quotation or code; else empty."""
    if not HEADING.search(markdown):
        return ""
    contents = [
        inline.content
        for opening, inline in pairwise(BLOCKS.parse(markdown, {}))
        if opening.type == "heading_open" and opening.level == 0
    ]
    return next(filter(None, map(_words, contents)), "")


def _words(inline: str) -> str:
    try:
        (token,) = INLINE.parseInline(inline, {})
    except TooInvolvedError:
        return inline
    return " ".join("".join(visible(child) for child in token.children or ()).split())


BLOCKS = configured()
BLOCKS.core.ruler.enableOnly(["normalize", "block", "wrappers"])
INLINE = configured()
