"""Rules for Markdown as people have it: comments, numbers of lists, limits.

What each yields is in the table of docs/markdown.md. A token of the type `markup` stands for what
is in the file and not on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from sicetnon.markdown.elements import COMMENT, COMMENT_END, pair_elements
from sicetnon.markdown.html_blocks import code_block, finish_leaves, table_block

BlockRule = Callable[[StateBlock, int, int, bool], bool]

DEEPEST = 60
"""Blocks in blocks that are read; an item of a list counts as two."""
SENTENCE_END = re.compile(r"[.!?…:;,。！？]['\"”’»)\]*_]*\s*$")
"""The end of a line that is neither a term nor a heading."""
LONGEST_TERM = 80
"""Characters of a line that is a term, its indentation included."""
ADDRESSES, ADDRESSES_EACH = 100_000, 4
"""Characters of addresses that links take from definitions: in any text, and more for each of its
characters. A definition may be used again and again, so the page could grow with the square."""
LONG_CELL = 60
"""Characters of a cell whose words are not to stand below each other one by one."""
MANY = 100
"""A list that begins with this number or a higher one may be a row of years."""


# Blocks -------------------------------------------------------------------------------------


def bounded(rule: BlockRule) -> BlockRule:
    """A rule for blocks in blocks, up to a depth: below it their signs are words.

    At the library's own limit the rest of the text would be dropped.
    """

    def within(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, first, last, silent)

    return within


def html_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A comment, or a table or preformatted words of HTML."""
    return any(
        rule(state, first, last, silent) for rule in (comment_block, table_block, code_block)
    )


def comment_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A comment that begins a line; words after its end are read as if they began the line.

    Within a paragraph it is a block only where it holds a blank line.
    """
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(COMMENT, start) or state.is_code_block(first):
        return False
    line, end = _comment_end(state, first, last, start)
    if not end or (silent and not any(state.isEmpty(n) for n in range(first, line))):
        return False
    if silent:
        return True
    token = state.push("markup", "", 0)
    token.map, token.content = [first, line + 1], state.src[start:end]
    rest = state.src[end : state.eMarks[line]]
    state.line = line + 1
    if rest.strip():
        state.bMarks[line], state.sCount[line] = end, state.blkIndent
        state.tShift[line] = len(rest) - len(rest.lstrip())
        any(rule(state, line, last, False) for rule in state.md.block.ruler.getRules(""))
    return True


def _comment_end(state: StateBlock, first: int, last: int, start: int) -> tuple[int, int]:
    """The line on which a comment ends and the offset after it; 0, 0 where it does not end.

    It has to end in the block that it stands in.
    """
    final = state.env.get("comment end")
    if final is None:
        final = state.env["comment end"] = state.src.rfind(COMMENT_END)
    if final < start:
        return 0, 0
    end = state.src.find(COMMENT_END, start + 2) + len(COMMENT_END)
    if end > state.eMarks[last - 1]:
        return 0, 0
    indent = min(state.blkIndent, state.sCount[first])
    for line in range(first, last):
        if line > first and not state.isEmpty(line) and state.sCount[line] < indent:
            break
        if end <= state.eMarks[line]:
            return line, end
    return 0, 0


def footnote_definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The plugin's rule, but for a footnote inside another: the plugin would move it out.

    A definition on the next line still ends the one before it.
    """
    if state.env.get("inside a footnote"):
        return silent and footnote_def(state, first, last, silent)
    state.env["inside a footnote"] = True
    try:
        return footnote_def(state, first, last, silent)
    finally:
        state.env["inside a footnote"] = False


def definition_list(rule: BlockRule) -> BlockRule:
    """The plugin's rule, but only where a list is meant.

    That is where a colon follows a term: `~ 300` is a number, and no sentence is a term.
    """

    def meant(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        line = first if silent else state.skipEmptyLines(first + 1)
        if line >= last or state.src[state.bMarks[line] + state.tShift[line]] != ":":
            return False
        term = state.src[state.bMarks[first] : state.eMarks[first]]
        if not silent and (len(term) > LONGEST_TERM or SENTENCE_END.search(term)):
            return False
        return rule(state, first, last, silent)

    return meant


# Inline -------------------------------------------------------------------------------------

UNSPACED = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Chinese, Japanese and Korean letters and signs."""


class InlineState(StateInline):
    """Emphasis beside letters and signs that stand without spaces, as their authors mean it.

    CommonMark takes `**` after a closing bracket for an end only where white space or punctuation
    follows. Beside Chinese, Japanese or Korean, letters count as punctuation for that, and
    punctuation does not hinder.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Whether a run of signs can open and close."""
        scanned = super().scanDelims(start, canSplitWord)
        after = start + scanned.length
        left = self.src[start - 1] if start else " "
        right = self.src[after] if after < self.posMax else " "
        if (self.src.isascii() or canSplitWord is False) or not (
            UNSPACED.match(left) or UNSPACED.match(right)
        ):
            return scanned
        return Scanned(not right.isspace(), not left.isspace(), scanned.length)


# Whole texts ---------------------------------------------------------------------------


def number_items(state: StateCore) -> None:
    """Let each item of a list have the number that was typed, in its attribute `value`.

    Where all are 0 or all are 1 they are counted up, as writers of Markdown mean it.
    Items that may be meant as paragraphs are added to `env["doubtful items"]`, as pairs of a line
    and a number: one a list.
    """
    doubtful: list[tuple[int, str]] = []
    lists: list[list[Token]] = []
    last: dict[int, int] = {}  # by the level of a list: the number of the last item before it
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([token])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            opening, *items = lists.pop()
            if token.type == "ordered_list_close":
                doubtful += _number(items, last.get(token.level, 0))
                if max(len(item.info) for item in items) > 2:
                    opening.attrs["class"] = "wide"
                last[token.level] = int(items[-1].attrs.get("value", items[-1].info))
    if doubtful:
        state.env["doubtful items"] = doubtful


def _number(items: list[Token], before: int) -> list[tuple[int, str]]:
    """Number the items of a list; the first that is doubtful, if any is.

    `before` is the last number of the list before it.
    """
    numbers = [int(item.info) for item in items]
    if len(items) > 1 and set(numbers) in ({0}, {1}):
        return []
    steps = [after == number + 1 for number, after in pairwise(numbers)]
    for item, number, follows in zip(items[1:], numbers[1:], steps, strict=True):
        if not follows:
            item.attrs["value"] = number
    begins = (
        numbers[0] <= 1 or numbers[0] == before + 1 or (numbers[0] < MANY and steps[:1] == [True])
    )
    wrong = [item for item, right in zip(items, [begins, *steps], strict=True) if not right]
    return [(item.map[0], item.info) for item in wrong[:1] if item.map]


def class_cells(state: StateCore) -> None:
    """Let cells have classes for the side of their words, and for many words.

    A page's policy takes no style in its elements.
    """
    for token, inline in pairwise(state.tokens):
        if token.type in ("th_open", "td_open"):
            side = str(token.attrs.pop("style", "")).removeprefix("text-align:")
            kinds = (
                f"at-{side}" if side else "",
                "long" if len(inline.content) > LONG_CELL else "",
            )
            if any(kinds):
                token.attrs["class"] = " ".join(filter(None, kinds))


def bound_addresses(state: StateCore) -> None:
    """Make words of the links that take too many characters of addresses from definitions.

    The line of the first is added to `env["unlinked"]`.
    """
    if not state.env.get("references"):
        return
    most = ADDRESSES + ADDRESSES_EACH * len(state.src)
    taken = line = 0
    for token in state.tokens:
        line = token.map[0] if token.map else line
        dropped = False
        children: list[Token] = []
        for child in token.children or ():
            if child.type == "link_open" and "label" in child.meta:
                taken += sum(len(str(value)) for value in child.attrs.values())
                dropped = taken > most
            if not dropped or not child.type.startswith("link_"):
                children.append(child)
            dropped = dropped and child.type != "link_close"
        if taken > most and token.children:
            token.children = children
            state.env.setdefault("unlinked", line)


def plain_headings(state: StateCore) -> None:
    """Make paragraphs of headings: what editors write is no part of the outline of a page."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
            if token.nesting > 0:
                token.attrs["class"] = "heading"


CORE = (pair_elements, finish_leaves, number_items, class_cells, bound_addresses)
"""What is done to the tokens of every text."""
