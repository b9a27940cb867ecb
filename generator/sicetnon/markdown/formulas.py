"""Formulas between dollars, `$a_1$` and `$$…$$`: shown as they were typed, like code.

A dollar before a price is a dollar. Pandoc's rules, and two more: no letter or digit stands beside
the dollars, and what begins with a number has no plain word in it.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

FORMULA = re.compile(
    r"\$\$(?:\\.|[^\\$])+\$\$(?![\w$])|\$(?![\s$])(?P<inner>(?:\\.|[^\\$])+)(?<!\s)\$(?![\w$])",
    re.DOTALL,
)
PRICE = re.compile(r"\d.*(?<![\\\w{])[^\W\d_]{2}", re.DOTALL)
LINES = 200
"""Lines of a formula that stands by itself."""


def formula(state: StateInline, silent: bool) -> bool:
    """A formula among words."""
    start = state.pos
    if state.src[start] != "$" or (start and re.match(r"[\w$]", state.src[start - 1])):
        return False
    match = FORMULA.match(state.src, start, state.posMax)
    if not match or PRICE.match(match["inner"] or ""):
        return False
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.content = match.group().replace("\n", " ")
        token.attrs["class"] = "math"
    state.pos = match.end()
    return True


def formula_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A formula of several lines: the first begins and the last ends with two dollars."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("$$", start) or state.is_code_block(first):
        return False
    end = _end(state, first, min(last, first + LINES))
    if not end or silent:
        return bool(end)
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(first, end, state.blkIndent, True)
    token.map = [first, end]
    token.attrs["class"] = "math"
    state.line = end
    return True


def _end(state: StateBlock, first: int, last: int) -> int:
    """The line after a formula; 0 where no such formula begins in a line."""
    start = state.bMarks[first] + state.tShift[first] + 2
    if "$$" in state.src[start : state.eMarks[first]]:
        return 0
    for line in range(first + 1, last):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return 0
        if state.src[state.bMarks[line] : state.eMarks[line]].rstrip().endswith("$$"):
            return line + 1
    return 0
