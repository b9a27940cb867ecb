"""Rules for Markdown as people have it: comments, a few HTML tags, numbers of lists.

What each yields is in the table of docs/markdown.md. A token of the type `markup` stands for what
is in the file and not on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

BlockRule = Callable[[StateBlock, int, int, bool], bool]

DEEPEST = 60
"""Blocks in blocks that are read; an item of a list counts as two."""
COMMENT, COMMENT_END = "<!--", "-->"
LINE_BREAK = re.compile(r"(?:<br\s*/?>[ \t]*\n?[ \t]*)+", re.IGNORECASE)
RAISED = re.compile(r"<(su[pb])>", re.IGNORECASE)
ANCHOR = re.compile(
    r"""<a\s+(?:id|name)\s*=\s*(?:"([^"\s]+)"|'([^'\s]+)'|([^\s"'=<>`/]+))\s*/?>""", re.IGNORECASE
)
LONGEST_ELEMENT = 1_000
"""Characters between the tags of an element that is shown as one."""
HTML = frozenset(
    (
        *("a", "abbr", "address", "article", "aside", "b", "big", "blockquote", "body", "br"),
        *("button", "center", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt"),
        *("em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img"),
        *("input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "meta"),
        *("nav", "object", "ol", "option", "p", "param", "picture", "pre", "q", "rp", "rt"),
        *("ruby", "s", "samp", "script", "section", "select", "small", "source", "span"),
        *("strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td"),
        *("textarea", "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul", "var", "video"),
        "wbr",
    )
)
"""Names of elements: other words in angle brackets are an author's own signs."""
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")

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


def tag(state: StateInline, silent: bool) -> bool:
    """A comment, a tag that is shown as what it is, or one that is shown as it was typed."""
    if state.src[state.pos] != "<":
        return False
    return any(rule(state, silent) for rule in (_comment, _line_break, _raised, _anchor, _typed))


def _comment(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith(COMMENT, start):
        return False
    closes = state.html_terminator_last(COMMENT_END) > start
    end = state.src.find(COMMENT_END, start + 2) + len(COMMENT_END) if closes else 0
    if not closes or end > state.posMax:
        if not silent:
            state.env.setdefault("open comment", state.src[start : start + 80])
        return False
    if not silent:
        _add(state, "markup", state.src[start:end])
    state.pos = end
    return True


def _line_break(state: StateInline, silent: bool) -> bool:
    match = LINE_BREAK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        _add(state, "hardbreak", match.group()).tag = "br"
    state.pos = match.end()
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    match = RAISED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    name = match.group(1).lower()
    closing = _find_closing(state, match.end(), name)
    if closing < 0:
        return False
    if not silent:
        state.push(f"{name}_open", name, 1).markup = match.group()
        _read_inside(state, match.end(), closing)
        state.push(f"{name}_close", name, -1).markup = state.src[closing : closing + 6]
    state.pos = closing + len("</sup>")
    return True


def _anchor(state: StateInline, silent: bool) -> bool:
    """A place that links lead to: the words inside it, if any, are words of the text."""
    match = ANCHOR.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    closing = _find_closing(state, match.end(), "a")
    if not silent:
        anchor = _add(state, "anchor", match.group())
        anchor.attrs["id"] = next(filter(None, match.groups()))
        if closing >= 0:
            _read_inside(state, match.end(), closing)
            _add(state, "markup", state.src[closing : closing + len("</a>")])
    state.pos = match.end() if closing < 0 else closing + len("</a>")
    return True


def _typed(state: StateInline, silent: bool) -> bool:
    last = state.html_terminator_last(">")
    match = HTML_TAG_RE.match(state.src, state.pos, state.posMax) if last > state.pos else None
    if not match:
        return False
    if not silent:
        name = TAG_NAME.match(match.group())
        if not name or name.group(1).lower() in HTML:
            state.env.setdefault("tags", {})[match.group()] = None
        state.append_pending(match.group())
    state.pos = match.end()
    return True


def _add(state: StateInline, kind: str, markup: str) -> Token:
    token = state.push(kind, "", 0)
    token.markup = markup
    return token


def _find_closing(state: StateInline, start: int, name: str) -> int:
    """Where the closing tag of an element begins, or -1."""
    end = min(state.posMax, start + LONGEST_ELEMENT)
    found = state.src[start:end].lower().find(f"</{name}>")
    return start + found if found >= 0 else -1


def _read_inside(state: StateInline, start: int, end: int) -> None:
    """Read the Markdown inside an element."""
    before, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = before


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


CORE = (number_items, class_cells, bound_addresses)
"""What is done to the tokens of every text."""
