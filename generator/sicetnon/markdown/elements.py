"""HTML elements among the words of a text: what each becomes, by one table.

A start tag and its end tag in the same paragraph make an element; inside it is Markdown. What has
no other half, what would cross an element of Markdown, and what the table does not have is shown as
it was typed. No attribute goes over but those of `_attributes`; a tag with one that runs a program
is words. `markdown.html_blocks` reads the elements around paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import Any, NamedTuple

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

COMMENT, COMMENT_END = "<!--", "-->"
LINE_BREAK = re.compile(r"(?:<br\s*/?>[ \t]*\n?[ \t]*)+", re.IGNORECASE)

SAME = (
    *("abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "q"),
    *("rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "u", "var"),
)
BARE = ("a", "big", "data", "font", "label", "nobr", "picture", "span", "time")
INLINE = {
    **{name: name for name in SAME},
    **dict.fromkeys(BARE, ""),
    "acronym": "abbr",
    "mark": "mark",
    "strike": "s",
    "tt": "code",
}
"""By name, the element of the page; empty where its words alone are shown, or what its attributes
make of them."""
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div"),
        *("dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
"""Names of elements that are paragraphs or stand around them."""
READINGS = ("rt", "rp")
"""Words beside those of the text: how a name is pronounced."""
VOID = ("hr", "source", "wbr", "col", "colgroup")
"""Without words and without an end tag."""
ENDED_BY = {
    **dict.fromkeys(READINGS, frozenset(READINGS)),
    **dict.fromkeys(("td", "th"), frozenset(("td", "th", "tr", "tbody", "tfoot"))),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("tbody", "tfoot"))),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "caption": frozenset(("colgroup", "thead", "tbody", "tr")),
    "li": frozenset(("li",)),
    "p": BLOCKS - {"li", "dt", "dd", "td", "th", "tr", "tbody", "tfoot", "thead", "caption"},
}
"""The elements that may have no end tag, and what begins after their end."""
HTML = (
    BLOCKS
    | INLINE.keys()
    | frozenset(
        (
            *("body", "br", "button", "col", "colgroup", "embed", "fieldset", "form", "head"),
            *("html", "iframe", "img", "input", "legend", "link", "map", "meta", "object"),
            *("option", "param", "pre", "script", "select", "source", "style", "svg"),
            *("textarea", "title", "video", "audio", "wbr"),
        )
    )
)
"""Names of elements: other words in angle brackets are an author's own signs."""
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
ENDS = ((COMMENT, ""), ("<![", "]]>"), ("<?", "?>"), ("<", ">"))
"""How what stands in angle brackets begins and ends; a comment is read before."""
ATTRIBUTE = re.compile(
    r"""\s([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
)
DIRECTIONS = ("ltr", "rtl", "auto")
LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}", re.IGNORECASE)
ANCHOR_ID = re.compile(r"[^\s\x00-\x1f]{1,200}")
DEEPEST = 20
"""Elements in one another that are read; the tags of those below are words."""


class Tag(NamedTuple):
    """A tag as it was typed."""

    name: str
    """In small letters."""
    ends: bool
    """Whether it is an end tag."""
    attributes: dict[str, str]
    """The first of each name."""

    @property
    def harmless(self) -> bool:
        """Whether no attribute runs a program."""
        return not any(name.startswith("on") or name == "srcdoc" for name in self.attributes)


def read_tag(markup: str) -> Tag | None:
    """What a tag of HTML says; None for what is none, as `<?php ?>`."""
    name = TAG_NAME.match(markup)
    if not name:
        return None
    attributes: dict[str, str] = {}
    for key, *values in ATTRIBUTE.findall(markup, name.end()):
        attributes.setdefault(key.lower(), unescapeAll("".join(values)))
    return Tag(name.group(1).lower(), markup.startswith("</"), attributes)


def kept_attributes(tag: Tag) -> dict[str, str | int | float]:
    """The attributes that go over: language, direction, and the words of a tooltip."""
    given = tag.attributes
    kept: dict[str, str | int | float] = {}
    if LANGUAGE.fullmatch(given.get("lang", "")):
        kept["lang"] = given["lang"]
    if given.get("dir", "").lower() in DIRECTIONS:
        kept["dir"] = given["dir"].lower()
    if given.get("title", "").strip():
        kept["title"] = given["title"]
    return kept


def anchor_id(tag: Tag) -> str:
    """The name of a place that links lead to, or empty."""
    named = tag.attributes.get("id") or (tag.name == "a" and tag.attributes.get("name")) or ""
    return named if ANCHOR_ID.fullmatch(named) else ""


# In a paragraph -----------------------------------------------------------------------------


def tag(state: StateInline, silent: bool) -> bool:
    """A comment, a break, a picture, half an element, or a tag that is shown as it was typed."""
    if state.src[state.pos] != "<":
        return False
    return any(rule(state, silent) for rule in (_comment, _line_break, _tag))


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


def _tag(state: StateInline, silent: bool) -> bool:
    ends = next(end for begins, end in ENDS if state.src.startswith(begins, state.pos))
    last = state.html_terminator_last(ends) if ends else -1
    match = HTML_TAG_RE.match(state.src, state.pos, state.posMax) if last > state.pos else None
    if not match:
        return False
    state.pos = match.end()
    if silent:
        return True
    markup = match.group()
    read = read_tag(markup)
    if read and read.harmless and (read.name == "img" or read.name in READ):
        READ.get(read.name, _half)(state, read, markup)
    else:
        if not read or read.name in HTML:
            tell(state.env, markup)
        state.append_pending(markup)
    return True


def _picture(state: StateInline, read: Tag, markup: str) -> None:
    """A picture, as that of Markdown; one without an address that may be linked to is words."""
    address = state.md.normalizeLink(read.attributes.get("src", "").strip())
    if read.ends or not address or not state.md.validateLink(address):
        tell(state.env, markup)
        state.append_pending(markup)
        return
    image = _add(state, "image", markup)
    image.tag, image.content = "img", read.attributes.get("alt", "")
    image.attrs = {"src": address, "alt": ""}
    if read.attributes.get("title"):
        image.attrs["title"] = read.attributes["title"]
    image.children = [Token("text", "", 0, content=image.content)]


def _void(state: StateInline, read: Tag, markup: str) -> None:
    """What has nothing to show; a `<source>` without attributes is meant as a word."""
    if read.name == "wbr" or read.attributes:
        _add(state, "markup", markup)
    else:
        tell(state.env, markup)
        state.append_pending(markup)


def _half(state: StateInline, read: Tag, markup: str) -> None:
    """Half an element, for `pair_elements`; before it the place that it names."""
    if not read.ends and (name := anchor_id(read)):
        _add(state, "anchor", "").attrs["id"] = name
    _add(state, "tag", markup).meta["tag"] = read


READ: dict[str, Callable[[StateInline, Tag, str], None]] = {
    **dict.fromkeys((*INLINE, *(BLOCKS - {"hr"})), _half),
    **dict.fromkeys(("source", "wbr", "col"), _void),
    "img": _picture,
}
"""What is done with a tag, by its name."""


def _add(state: StateInline, kind: str, markup: str) -> Token:
    token = state.push(kind, "", 0)
    token.markup = markup
    return token


def tell(env: MutableMapping[str, Any], markup: str) -> None:
    """Remember a tag that is shown as it was typed."""
    env.setdefault("tags", {})[markup] = None


# Pairs --------------------------------------------------------------------------------------


def pair_elements(state: StateCore) -> None:
    """Let tags of a paragraph that belong together be elements, and all others words."""
    divided: dict[int, list[Token]] = {}
    for token in state.tokens:
        if token.children and any(child.type in ("tag", "divide") for child in token.children):
            whole = token.meta.get("part of")
            pairing = Pairing(state, whole is not None)
            for child in token.children:
                pairing.add(child)
            token.children = list(_divided(pairing.end()))
            if whole is not None:
                halves = [child for child in token.children if child.type == "tag"]
                divided.setdefault(whole, []).extend(halves)
    for halves in divided.values():
        _pair_across(halves, state.env)


class Pairing:
    """Goes through the tokens of a paragraph; elements of HTML and of Markdown never cross."""

    def __init__(self, state: StateCore, is_part: bool) -> None:
        self.state, self.is_part = state, is_part
        self.done: list[Token] = []
        self.open: list[list[int]] = [[]]
        """Places in `done` of start tags, by the elements of Markdown in which they stand."""
        self.names: list[Counter[str]] = [Counter()]
        """How many there are of each name."""
        self.depth = 0

    def add(self, child: Token) -> None:
        """Go past one token."""
        if child.type == "tag":
            read: Tag = child.meta["tag"]
            self._close(read, child) if read.ends else self._open(read, child)
            return
        if child.nesting < 0 and len(self.open) > 1:
            self._leave()
        self.done.append(child)
        if child.nesting > 0:
            self.open.append([])
            self.names.append(Counter())

    def end(self) -> list[Token]:
        """All tokens, when the last was added."""
        while self.open:
            self._leave()
        return self.done

    def _leave(self) -> None:
        self.names.pop()
        for at in self.open.pop():
            self.depth -= 1
            self._type(at)

    def _open(self, read: Tag, child: Token) -> None:
        inner = self.open[-1]
        while inner and read.name in ENDED_BY.get(self._name(inner[-1]), ()):
            self._pair(Token("tag", "", 0))
        self.done.append(child)
        if self.depth >= DEEPEST:
            self._type(len(self.done) - 1)
            return
        self.depth += 1
        inner.append(len(self.done) - 1)
        self.names[-1][read.name] += 1

    def _close(self, read: Tag, child: Token) -> None:
        if not self.names[-1][read.name]:
            self.done.append(child)
            self._type(len(self.done) - 1)
            return
        while (name := self._name(self.open[-1][-1])) != read.name:
            if name in ENDED_BY:
                self._pair(Token("tag", "", 0))
            else:
                self.names[-1][name] -= 1
                self.depth -= 1
                self._type(self.open[-1].pop())
        self._pair(child)

    def _name(self, at: int) -> str:
        return str(self.done[at].meta["tag"].name)

    def _pair(self, end: Token) -> None:
        """Make an element of the last start tag and an end tag."""
        at = self.open[-1].pop()
        self.depth -= 1
        start = self.done[at]
        read: Tag = start.meta.pop("tag")
        self.names[-1][read.name] -= 1
        end.meta.pop("tag", None)
        if read.name in READINGS:
            inside = self.done[at + 1 :]
            del self.done[at:]
            self.done.append(_reading(read, start, inside, end))
            return
        self.done.append(end)
        if read.name in BLOCKS:
            start.type = end.type = "divide"
            return
        shown, attributes = INLINE[read.name], kept_attributes(read)
        if read.name == "a" and read.attributes.get("href"):
            self._link(read, at, attributes)
            return
        if not shown and not attributes:
            start.type = end.type = "markup"
            return
        start.type, start.nesting, end.type, end.nesting = "element_open", 1, "element_close", -1
        start.tag = end.tag = shown if shown and shown != "mark" else "span"
        start.attrs = {**attributes, **({"class": "marked"} if shown == "mark" else {})}

    def _link(self, read: Tag, at: int, attributes: dict[str, str | int | float]) -> None:
        """A link as those of Markdown, or two tags that are words where it may not lead there."""
        md = self.state.md
        address = md.normalizeLink(read.attributes["href"].strip())
        if not md.validateLink(address):
            _type(self.done[at], self.state.env)
            _type(self.done[-1], self.state.env)
            return
        start, end = self.done[at], self.done[-1]
        start.type, start.nesting, end.type, end.nesting = "link_open", 1, "link_close", -1
        start.tag = end.tag = "a"
        start.attrs = {"href": address, **attributes}

    def _type(self, at: int) -> None:
        """Show a tag as it was typed; its other half may stand in another part of the paragraph."""
        if not self.is_part:
            _type(self.done[at], self.state.env)


def _type(child: Token, env: MutableMapping[str, Any]) -> None:
    """Show a tag as it was typed; a place that links lead to needs no end."""
    read = child.meta.pop("tag", None)
    if read and read.name == "a" and not read.ends and "href" not in read.attributes:
        child.type = "markup"
        return
    child.type, child.content = "text", child.markup
    tell(env, child.markup)


def _pair_across(halves: Iterable[Token], env: MutableMapping[str, Any]) -> None:
    """Take away the tags of elements that tags of paragraphs divide; their words stay."""
    open_: list[Token] = []
    names: Counter[str] = Counter()
    for child in halves:
        read: Tag = child.meta["tag"]
        if not read.ends:
            open_.append(child)
            names[read.name] += 1
        elif not names[read.name]:
            _type(child, env)
        else:
            while (start := open_.pop()).meta["tag"].name != read.name:
                names[start.meta["tag"].name] -= 1
                _type(start, env)
            names[read.name] -= 1
            start.type = child.type = "markup"
    for child in open_:
        _type(child, env)


def _reading(read: Tag, start: Token, inside: list[Token], end: Token) -> Token:
    """What stands beside the words: its own words, of which only letters are kept, are not text."""
    content = "".join(" " if "break" in child.type else child.content for child in inside)
    children = [start, *inside, end]
    return Token("reading", read.name, 0, content=content, children=children)


def _divided(children: list[Token]) -> Iterator[Token]:
    """One break of the line for tags of paragraphs that stand between words, and none elsewhere."""
    if not any(child.type == "divide" for child in children):
        yield from children
        return
    between: list[Token] = []
    begun = False
    for child in children:
        if child.type == "image" or child.content.strip():
            yield from _between(between, begun)
            between, begun = [], True
            yield child
        else:
            between.append(child)
    yield from _between(between, begun=False)


def _between(tokens: list[Token], begun: bool) -> Iterator[Token]:
    """What stands between two words; where nothing stood before, `begun` is false."""
    breaks = [token for token in tokens if token.type in ("softbreak", "hardbreak", "divide")]
    divides = [token for token in breaks if token.type == "divide"]
    for token in breaks if divides or not begun else ():
        token.type, token.tag = "markup", ""
    if begun and divides:
        divides[0].type, divides[0].tag = "hardbreak", "br"
    return iter(tokens)
