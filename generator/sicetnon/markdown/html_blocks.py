"""HTML around the paragraphs of a text: headings, lists, tables, and boxes.

Where a paragraph holds a whole element it becomes what Markdown has for it, by the table `WRITERS`;
of any other its content alone is shown, divided as the tags divide it. So nothing here can
unbalance a page, and the Markdown inside is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sicetnon.markdown.elements import DEEPEST, ENDED_BY, VOID, Tag, anchor_id, kept_attributes
from sicetnon.markdown.wrappers import COLUMNS, WRAPPER, Wrapper, find_wrappers, pair

TABLE = re.compile(r"<(/?)table(?=[\s>])", re.IGNORECASE)
PREFORMATTED = re.compile(r"<pre(?:\s[^<>]*)?>(?:\s*<code(?:\s[^<>]*)?>)?", re.IGNORECASE)
PREFORMATTED_END = re.compile(r"(?:</code>\s*)?</pre>", re.IGNORECASE)
ANY_TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
TAKES_DIRECTION = frozenset(
    f"{name}_open"
    for name in ("paragraph", "heading", "bullet_list", "ordered_list", "blockquote", "td", "th")
)
NUMBER = re.compile(r"\d{1,9}")
SPAN = re.compile(r"[2-9]|[1-9]\d")
SIDES = ("left", "center", "right")


def table_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A table of HTML as one paragraph, blank lines and all; not where they divide its cells."""
    start = state.bMarks[first] + state.tShift[first]
    begins = TABLE.match(state.src, start)
    if not begins or begins.group(1) or state.is_code_block(first):
        return False
    ends = TABLE.search(state.src, begins.end(), state.eMarks[last - 1])
    if not ends or not ends.group(1):
        return False
    line = bisect_left(state.eMarks, ends.end(), first)
    if not _is_within(state, first, line) or _is_divided(state.src[start : ends.end()]):
        return False
    if silent:
        return True
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [first, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(first, state.line, state.blkIndent, False).strip()
    inline.map, inline.children = [first, state.line], []
    state.push("paragraph_close", "p", -1)
    return True


def code_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Preformatted words of HTML, as code; not where tags stand among them."""
    start = state.bMarks[first] + state.tShift[first]
    begins = PREFORMATTED.match(state.src, start)
    if not begins or state.is_code_block(first):
        return False
    sign = ANY_TAG.search(state.src, begins.end(), state.eMarks[last - 1])
    ends = sign and PREFORMATTED_END.match(state.src, sign.start())
    if not ends:
        return False
    line = bisect_left(state.eMarks, ends.end(), first)
    if not _is_within(state, first, line) or state.src[ends.end() : state.eMarks[line]].strip():
        return False
    if silent:
        return True
    state.line = line + 1
    markup = state.push("markup", "", 0)
    markup.content = state.getLines(first, state.line, state.blkIndent, False)
    markup.map = [first, state.line]
    words = PREFORMATTED.sub("", markup.content, 1)
    words = words[: PREFORMATTED_END.search(words).start()]  # type: ignore[union-attr]  # found above
    code = state.push("code_block", "code", 0)
    code.content = unescape(words.removeprefix("\n").rstrip("\n")) + "\n"
    code.map = [first + words.startswith("\n"), state.line]
    return True


def _is_within(state: StateBlock, first: int, line: int) -> bool:
    """Whether no line up to another leaves the block in which the first stands."""
    return not any(
        state.sCount[n] < state.blkIndent and not state.isEmpty(n) for n in range(first, line + 1)
    )


def _is_divided(table: str) -> bool:
    """Whether a blank line of a table stands beside words, which are Markdown then."""
    before, blank = "", False
    for line in map(str.strip, table.split("\n")):
        if line and blank and not (before.endswith(">") and line.startswith("<")):
            return True
        blank = not line
        before = line or before
    return False


def read_wrappers(state: StateCore) -> None:
    """Divide paragraphs at the tags of the elements around them."""
    if not WRAPPER.search(state.src):
        return
    tags: dict[int, list[Wrapper]] = {}
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and state.tokens[index - 1].type == "paragraph_open":
            found = list(find_wrappers(index, token.content)) if "<" in token.content else []
            if found:
                tags[index] = found
    pair([tag for found in tags.values() for tag in found])
    used = {index: [tag for tag in found if tag.read] for index, found in tags.items()}
    tokens: list[Token] = []
    for index, token in enumerate(state.tokens):
        if used.get(index):
            tokens += Writer(state.tokens[index - 1], token, used[index]).tokens()
        elif not used.get(index + 1) and not used.get(index - 1):
            tokens.append(token)
    _hand_on(tokens)
    state.tokens = tokens


# What they become ---------------------------------------------------------------------------


@dataclass(slots=True)
class Writer:
    """Writes the tokens of a paragraph that has tags."""

    opening: Token
    leaf: Token
    tags: Sequence[Wrapper]
    lines: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    depth: int = 0

    def __post_init__(self) -> None:
        self.lines = [match.start() for match in re.finditer("\n", self.leaf.content)]
        self.starts = [tag.start for tag in self.tags]

    def tokens(self) -> list[Token]:
        """All of them."""
        tokens = list(self.flow(0, len(self.leaf.content)))
        own = [token for token in tokens if token.level == self.opening.level]
        paragraphs = [token for token in own if token.type.startswith("paragraph_")]
        if len(paragraphs) > 2:
            _hide(paragraphs, False)
        return tokens

    def flow(self, start: int, end: int) -> Iterator[Token]:
        """Paragraphs and elements between two offsets."""
        while start < end:
            number = bisect_left(self.starts, start)
            tag = self.tags[number] if number < len(self.tags) else None
            upto = tag.start if tag and tag.start < end else end
            yield from self.paragraph(start, upto)
            if not tag or upto == end:
                return
            write = WRITERS.get(tag.tag.name) if tag.whole and self.depth < DEEPEST else None
            self.depth += 1
            written = write(self, tag) if write else None
            self.depth -= 1
            if written is None:
                yield self.markup(tag.start, tag.end, tag.tag)
                if tag.tag.name == "hr":
                    yield self.token("hr", "hr", 0, tag.start, tag.end)
                start = tag.end
            else:
                yield from written
                start = tag.after

    def paragraph(
        self, start: int, end: int, kind: str = "paragraph", name: str = "p"
    ) -> list[Token]:
        """Words as a paragraph, or as another element that holds nothing but words."""
        if kind == "paragraph" and not self.leaf.content[start:end].strip():
            return []
        hidden = self.opening.hidden and kind == "paragraph"
        opening = self.token(f"{kind}_open", name, 1, start, end)
        closing = self.token(f"{kind}_close", name, -1, start, end)
        opening.hidden = closing.hidden = hidden
        return [opening, self.words(start, end), closing]

    def words(self, start: int, end: int) -> Token:
        """The leaf of some words, without the white space around them."""
        content = self.leaf.content[start:end]
        start += len(content) - len(content.lstrip())
        inline = self.token("inline", "", 0, start, max(start, end))
        inline.content, inline.children = content.strip(), []
        inline.meta["part of"] = self.leaf.map[0] if self.leaf.map else 0
        return inline

    def token(self, kind: str, name: str, nesting: int, start: int, end: int) -> Token:
        """A token of some of the paragraph's lines."""
        token = Token(kind, name, nesting, block=True)  # type: ignore[arg-type]  # -1, 0, 1
        token.level = self.opening.level + self.depth
        first = self.leaf.map[0] if self.leaf.map else 0
        token.map = [
            first + bisect_left(self.lines, start),
            first + bisect_left(self.lines, max(start, end - 1)) + 1,
        ]
        return token

    def markup(self, start: int, end: int, tag: Tag) -> Token:
        """What stands for a tag."""
        token = self.token("markup", "", 0, start, end)
        token.content = self.leaf.content[start:end]
        token.meta["tag"] = tag
        return token

    def within(self, tag: Wrapper, names: Sequence[str]) -> list[Wrapper] | None:
        """The elements in an element; None where it holds anything but these."""
        found: list[Wrapper] = []
        at = tag.end
        for number in range(bisect_left(self.starts, tag.end), len(self.tags)):
            inner = self.tags[number]
            if inner.start >= tag.inside:
                break
            if inner.start < at:
                continue
            if self.leaf.content[at : inner.start].strip():
                return None
            if inner.whole and inner.tag.name in names:
                found.append(inner)
                at = inner.after
            elif inner.tag.name in COLUMNS:
                at = inner.end
            else:
                return None
        return None if self.leaf.content[at : tag.inside].strip() else found

    def end(self, tag: Wrapper) -> list[Token]:
        """What stands for the end tag of an element, if it has one."""
        ends = Tag(tag.tag.name, True, {})
        return [self.markup(tag.inside, tag.after, ends)] if tag.after > tag.inside else []


Written = list[Token] | None
"""None where the paragraph does not hold what the element needs."""


def _heading(writer: Writer, tag: Wrapper) -> Written:
    if not writer.leaf.content[tag.end : tag.inside].strip():
        return None
    writer.depth -= 1
    words = writer.paragraph(tag.end, tag.inside, "heading", tag.tag.name)
    writer.depth += 1
    return [writer.markup(tag.start, tag.end, tag.tag), *words, *writer.end(tag)]


def _summary(writer: Writer, tag: Wrapper) -> Written:
    """The words above what can be folded; it never is, since quotes lead to its words."""
    words = writer.paragraph(tag.end, tag.inside)
    for token in words[1:2]:
        token.meta["strong"] = True
    return [writer.markup(tag.start, tag.end, tag.tag), *words, *writer.end(tag)]


def _quotation(writer: Writer, tag: Wrapper) -> Written:
    content = list(writer.flow(tag.end, tag.inside))
    if not _has_words(content):
        return [writer.markup(tag.start, tag.end, tag.tag), *content, *writer.end(tag)]
    return _wrapped(writer, tag, "blockquote", "blockquote", content)


def _list(writer: Writer, tag: Wrapper) -> Written:
    items = writer.within(tag, ("li",))
    if not items:
        return None
    ordered = tag.tag.name == "ol"
    start = tag.tag.attributes.get("start", "")
    number = int(start) if NUMBER.fullmatch(start) else 1
    content: list[Token] = []
    for count, item in enumerate(items):
        inside = list(writer.flow(item.end, item.inside))
        own = [token for token in inside if token.level == writer.opening.level + writer.depth]
        paragraphs = [token for token in own if token.type.startswith("paragraph_")]
        if len(paragraphs) == 2:
            _hide(paragraphs, True)
        wrapped = _wrapped(writer, item, "list_item", "li", inside)
        if ordered:
            _opening(wrapped, "list_item").info = str(number + count)
        content += wrapped
    kind = "ordered_list" if ordered else "bullet_list"
    written = _wrapped(writer, tag, kind, tag.tag.name, content)
    if ordered and number != 1:
        _opening(written, kind).attrs["start"] = number
    return written


def _table(writer: Writer, tag: Wrapper) -> Written:
    parts = writer.within(tag, ("caption", "thead", "tbody", "tfoot", "tr"))
    if not parts:
        return None
    content: list[Token] = []
    captions: list[Token] = []
    begun = ""
    for part in parts:
        if part.tag.name == "caption":
            captions += [writer.markup(part.start, part.end, part.tag)]
            captions += [*writer.paragraph(part.end, part.inside), *writer.end(part)]
            continue
        rows = [part] if part.tag.name == "tr" else writer.within(part, ("tr",))
        written = [_row(writer, row) for row in rows or ()]
        if rows is None or None in written:
            return None
        group = "thead" if part.tag.name == "thead" else "tbody"
        if part.tag.name == "tr" and group == begun:
            content[-1:-1] = [token for row in written for token in row or ()]
            continue
        inside = [token for row in written for token in row or ()]
        begun = group if part.tag.name == "tr" else ""
        if part.tag.name == "tr":
            ends = (
                writer.token(f"{group}_open", group, 1, part.start, part.after),
                writer.token(f"{group}_close", group, -1, part.start, part.after),
            )
            content += [ends[0], *inside, ends[1]]
        else:
            content += _wrapped(writer, part, group, group, inside)
    if not _has_words(content):
        return None
    return [*captions, *_wrapped(writer, tag, "table", "table", content)]


def _row(writer: Writer, row: Wrapper) -> Written:
    cells = writer.within(row, ("td", "th"))
    if cells is None:
        return None
    content: list[Token] = []
    for cell in cells:
        name = cell.tag.name
        words = writer.paragraph(cell.end, cell.inside, name, name)
        opening, given = words[0], cell.tag.attributes
        for span in ("colspan", "rowspan"):
            if SPAN.fullmatch(given.get(span, "")):
                opening.attrs[span] = given[span]
        if given.get("align", "").lower() in SIDES:
            opening.attrs["style"] = f"text-align:{given['align'].lower()}"
        content += [writer.markup(cell.start, cell.end, cell.tag), *words, *writer.end(cell)]
    return _wrapped(writer, row, "tr", "tr", content)


def _wrapped(
    writer: Writer, tag: Wrapper, kind: str, name: str, content: Sequence[Token]
) -> list[Token]:
    """An element around its content."""
    opening = writer.token(f"{kind}_open", name, 1, tag.start, tag.after)
    closing = writer.token(f"{kind}_close", name, -1, tag.start, tag.after)
    start = writer.markup(tag.start, tag.end, tag.tag)
    return [start, opening, *content, closing, *writer.end(tag)]


def _hide(paragraphs: Sequence[Token], hidden: bool) -> None:
    """Let paragraphs have no element of their own, or have one."""
    for token in paragraphs:
        token.hidden = hidden


def _opening(tokens: Sequence[Token], kind: str) -> Token:
    return next(token for token in tokens if token.type == f"{kind}_open")


def _has_words(tokens: Sequence[Token]) -> bool:
    return any(token.type == "inline" for token in tokens)


WRITERS: dict[str, Callable[[Writer, Wrapper], Written]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "summary": _summary,
    "blockquote": _quotation,
    "table": _table,
}
"""What makes of a whole element what Markdown has for it."""


# Attributes ---------------------------------------------------------------------------------


def _hand_on(tokens: Sequence[Token]) -> None:
    """Let blocks have language and direction of what stands around them, and its anchors."""
    around: list[tuple[str, dict[str, str | int | float]]] = []
    pending: dict[str, str | int | float] = {}
    names: list[str] = []
    for token in tokens:
        tag: Tag | None = token.meta.pop("tag", None) if token.type == "markup" else None
        if tag and tag.ends:
            if around and tag.name not in ENDED_BY:
                while around and around.pop()[0] != tag.name:
                    pass
        elif tag:
            names += [name for name in [anchor_id(tag)] if name]
            attributes = kept_attributes(tag)
            attributes.pop("title", None)
            if tag.name in ENDED_BY:
                pending = attributes
            elif tag.name not in VOID and (attributes or around):
                outer = around[-1][1] if around else {}
                around.append((tag.name, {**outer, **attributes}))
        elif token.type in TAKES_DIRECTION:
            token.attrs.update({**(around[-1][1] if around else {}), **pending})
            pending = {}
        elif token.type == "inline" and names:
            token.meta["anchors"], names = names, []


def finish_leaves(state: StateCore) -> None:
    """Give leaves what stood in the tags around them; take out paragraphs of tags alone."""
    tokens: list[Token] = []
    for token in state.tokens:
        is_part = token.type == "paragraph_close" and "part of" in tokens[-1].meta
        if is_part and _is_empty(tokens[-1]):
            markup = Token("markup", "", 0, content=tokens[-1].content, map=tokens[-1].map)
            tokens[-2:] = [markup]
            continue
        tokens.append(token)
        if token.type == "inline" and token.meta:
            _finish(token)
    state.tokens = tokens


def _is_empty(leaf: Token) -> bool:
    return all(
        child.type in ("markup", "softbreak") or child.content.isspace()
        for child in leaf.children or ()
    )


def _finish(leaf: Token) -> None:
    children = leaf.children or []
    if leaf.meta.get("strong"):
        strong = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
        children = [strong[0], *children, strong[1]]
    names = leaf.meta.get("anchors", ())
    anchors = [Token("anchor", "", 0, attrs={"id": name}) for name in names]
    leaf.children = [*anchors, *children]
