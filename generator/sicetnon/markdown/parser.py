"""The configured parser: CommonMark, tables, footnotes, strikethrough and definition lists.

Comments are left out. Other HTML is text, and shown as such, but for the elements of
`markdown.elements` and `markdown.html_blocks`.
Links go to http, https, mailto and relative addresses only; no picture is fetched from elsewhere.
Whatever is rendered beside the words of the source has the attribute `data-apparatus`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, cast
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sicetnon.i18n import Language, attributes, msgid, tagged
from sicetnon.markdown import elements, rules
from sicetnon.markdown.bare_addresses import bare_address
from sicetnon.markdown.formulas import formula, formula_block
from sicetnon.markdown.heading_ids import name_headings
from sicetnon.markdown.html_blocks import read_wrappers
from sicetnon.markdown.rules import BlockRule

__all__ = [
    "MarkdownIt",
    "Token",
    "configured",
    "html",
    "inline_html",
    "language",
    "parse",
    "render_env",
]

COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
REFUSED: dict[str, None] = {}
"""Addresses that the current parse refused to link to, in their order."""
INSIDE_LINKS = ("link_open", "footnote_ref")
ALLOWED_SCHEMES = ("http:", "https:", "mailto:")

LOOKS, LOOKS_EACH = 20_000, 4
"""How often a parse may look ahead: in any text, and more for each character. Prose needs one look
for two thousand characters; opening brackets that nothing closes need up to forty each.
"""

DEEPEST_INLINE = 20
"""Emphasis and links in one another that are read; below it their signs are words."""

Tokens = Sequence[Token]
Env = MutableMapping[str, Any]


class TooInvolvedError(Exception):
    """A text needs too many looks ahead; the message is the words at which the parser gave up."""


class InlineParser(ParserInline):
    """The library's inline parser with limits, since its time can grow beyond all bounds.

    Looks are counted and not time, so that a text has the same result on every machine.
    """

    def parse(self, src: str, md: MarkdownIt, env: Env, tokens: list[Token]) -> list[Token]:
        """The library's method, that begins below all blocks and knows letters without spaces."""
        state = rules.InlineState(src, md, env, tokens)
        state.level = rules.DEEPEST
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def skipToken(self, state: StateInline) -> None:  # noqa: N802  # the library's name
        """Look past one token; raises `TooInvolvedError` where the limit is passed."""
        env = cast("dict[str, int]", state.env)
        env["looks"] = env.get("looks", 0) + 1
        if env["looks"] > env.get("most looks", LOOKS):
            raise TooInvolvedError(state.src)
        super().skipToken(state)


def configured() -> MarkdownIt:
    """A fresh parser with the rules of this project."""
    md = MarkdownIt("commonmark")
    md.inline = InlineParser()
    options = {"html": False, "maxNesting": rules.DEEPEST + DEEPEST_INLINE, "store_labels": True}
    md.configure("commonmark", options).enable(["table", "strikethrough", "linkify"])
    md.use(footnote_plugin).use(deflist_plugin)
    _replace(md, "footnote_def", lambda _: rules.footnote_definition)
    _replace(md, "deflist", rules.definition_list)
    for name in ("list", "blockquote", "deflist"):
        _replace(md, name, rules.bounded)
    _replace(md, "html_block", lambda _: rules.html_block)
    before = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("paragraph", "formula", formula_block, {"alt": before})
    md.inline.ruler.at("html_inline", elements.tag)
    md.inline.ruler.at("linkify", bare_address)
    md.inline.ruler.after("escape", "formula", formula)
    md.core.ruler.after("block", "wrappers", read_wrappers)
    for rule in rules.CORE:
        md.core.ruler.push(rule.__name__, rule)
    md.validateLink = _admit  # type: ignore[assignment]  # the library's own way to set it
    for name, render in RULES.items():
        md.add_render_rule(name, render)
    return md


def _replace(md: MarkdownIt, name: str, wrap: Callable[[BlockRule], BlockRule]) -> None:
    """Put a rule for blocks, made of the library's, in its place."""
    rule = md.block.ruler.__rules__[md.block.ruler.__find__(name)]
    md.block.ruler.at(name, wrap(rule.fn), {"alt": rule.alt})


def _admit(address: str) -> bool:
    """Whether to link to an address; refused ones are collected in `REFUSED`."""
    safe = is_safe_link(address)
    if not safe:
        REFUSED[address] = None
    return safe


def is_safe_link(address: str) -> bool:
    """Whether an address is relative or has an allowed scheme."""
    # Browsers drop control characters and white space before they look for a scheme.
    bare = re.sub(r"[\x00-\x20\x7f-\x9f]+", "", address).lower()
    return not SCHEME.match(bare) or bare.startswith(ALLOWED_SCHEMES)


def parse(markdown: str, env: Env | None = None) -> list[Token]:
    """The block tokens of a source, with ids of headings.

    `env` is filled for the functions of this module that take it.
    """
    REFUSED.clear()
    env = {} if env is None else env
    tokens = read_tokens(PARSER, markdown, env)
    env["refused"] = list(REFUSED)
    env["doubtful headings"] = _doubtful_headings(tokens, markdown)
    if "<" in markdown:
        env["markup"] = [token for token in tokens if token.type == "markup"]
        tokens = [token for token in tokens if token.type != "markup"]
    _shift_headings(tokens)
    env["ids"] = name_headings(tokens)
    return _settle_links(tokens) if "[" in markdown else tokens


def read_tokens(parser: MarkdownIt, markdown: str, env: Env) -> list[Token]:
    """The block tokens of a text; of one that is too involved, its paragraphs without markup."""
    env["most looks"] = LOOKS + LOOKS_EACH * len(markdown)
    try:
        return parser.parse(markdown, env)
    except TooInvolvedError as error:
        env.clear()
        env["too involved"] = str(error)
        return list(_plain(markdown))


def _plain(markdown: str) -> Iterator[Token]:
    """Paragraphs without markup: every character is shown, but for comments."""
    line = 0
    markdown = COMMENTS.sub(lambda match: "\n" * match.group().count("\n"), markdown)
    for number, part in enumerate(re.split(r"(\n[ \t]*(?:\n[ \t]*)+)", markdown)):
        if number % 2 == 0 and part.strip():
            lines = part.strip().split("\n")
            inline = Token("inline", "", 0, content=part, map=[line, line + len(lines)])
            inline.children = [Token("text", "", 0, content=lines[0])]
            for words in lines[1:]:
                inline.children += (
                    Token("softbreak", "br", 0),
                    Token("text", "", 0, content=words.strip()),
                )
            yield Token("paragraph_open", "p", 1, block=True)
            yield inline
            yield Token("paragraph_close", "p", -1, block=True)
        line += part.count("\n")


def too_involved(env: Env) -> str | None:
    """The words at which the parser gave up; None where it did not."""
    words = env.get("too involved")
    return None if words is None else str(words)


def open_comment(env: Env) -> str | None:
    """The beginning of a comment that does not end in the paragraph where it begins, or None."""
    words = env.get("open comment")
    return None if words is None else str(words)


def tags(env: Env) -> list[str]:
    """The HTML tags that are shown as they were typed, each once."""
    return list(env.get("tags", ()))


def doubtful_items(env: Env) -> list[tuple[int, str]]:
    """Items of lists that may be meant as paragraphs: the line of each, from 0, and its number."""
    return list(env.get("doubtful items", ()))


def doubtful_headings(env: Env) -> list[int]:
    """The lines, from 0, below words that these lines make a heading of, and should perhaps not."""
    return list(env.get("doubtful headings", ()))


def unlinked(env: Env) -> int | None:
    """The line, from 0, from which links by definitions are words, since they are too many."""
    line = env.get("unlinked")
    return None if line is None else int(line)


def unreferenced(env: Env) -> list[str]:
    """The labels of footnotes that a text defines and never refers to."""
    refs: dict[str, int] = env.get("footnotes", {}).get("refs", {})
    return [label.removeprefix(":") for label, number in refs.items() if number < 0]


def refused(env: Env) -> list[str]:
    """The addresses to which the parser did not link, as `read_address` gives them."""
    return list(env.get("refused", ()))


def ids(env: Env) -> dict[str, str]:
    """The ids of headings and anchors on the page, by those that GitHub gives them."""
    return dict(env.get("ids", {}))


def unescape(markdown: str) -> str:
    """Markdown with its escapes and entities resolved."""
    return unescapeAll(markdown)


def read_address(markdown: str) -> str:
    """An address as the parser reads it, with escapes and entities resolved."""
    return PARSER.normalizeLink(unescapeAll(markdown))


def render_env(interface: Language, written: str) -> Env:
    """What rendering needs to know: the language of the page, and the tag of that of the text."""
    return {"interface": interface, "written": written}


def html(tokens: Tokens, env: Env) -> str:
    """The HTML of some block tokens; for `env` see `render_env`."""
    return str(PARSER.renderer.render(tokens, PARSER.options, env))


def inline_html(children: Tokens, index: int, env: Env) -> str:
    """The HTML of one of some inline tokens; for `env` see `render_env`."""
    token, renderer = children[index], cast("RendererHTML", PARSER.renderer)
    if rule := renderer.rules.get(token.type):
        return str(rule(children, index, PARSER.options, env))
    if token.attrs:
        return renderer.renderToken(children, index, PARSER.options, env)
    return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"


def _doubtful_headings(tokens: Tokens, markdown: str) -> list[int]:
    """The lines below headings that have several lines, end like a sentence, or are hardly drawn.

    A heading is hardly drawn by fewer than three signs.
    """
    lines: list[str] = []
    found = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.markup in ("-", "=") and opening.map:
            lines = lines or re.split("\r\n?|\n", markdown)
            number = opening.map[1] - 1
            words, drawn = inline.content, lines[number].count(opening.markup)
            if "\n" in words or drawn < 3 or rules.SENTENCE_END.search(words):
                found.append(number)
    return found


def _shift_headings(tokens: Tokens) -> None:
    """Let headings begin at level 2, below the page's own, with the same steps between them."""
    headings = [t for t in tokens if t.type in ("heading_open", "heading_close")]
    shift = 2 - min((int(t.tag[1]) for t in headings), default=2)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + shift)}"


def _settle_links(tokens: list[Token]) -> list[Token]:
    """Without links inside links, and without links back to references that are not shown."""
    shown = set()
    for token in tokens:
        if token.children and any(child.type in INSIDE_LINKS for child in token.children):
            token.children = list(_without_inner_links(token.children))
            for child in token.children:
                if child.type == "footnote_ref":
                    shown.add((child.meta["id"], child.meta.get("subId", 0)))
    return [
        token
        for token in tokens
        if token.type != "footnote_anchor"
        or (token.meta["id"], token.meta.get("subId", 0)) in shown
    ]


def _without_inner_links(children: Tokens) -> Iterator[Token]:
    """Autolinks and footnotes, which the library allows inside links, become words there."""
    depth = 0
    for child in children:
        if child.type == "link_open":
            depth += 1
        if child.type in ("footnote_ref", "image"):
            child.meta["linked"] = depth > 0
        if depth <= 1 or not child.type.startswith("link_"):
            yield child
        if child.type == "link_close":
            depth -= 1


def language(fence: Token) -> str:
    """The language that a fence names, for its class; empty where it names none."""
    words = unescapeAll(fence.info).split(maxsplit=1)
    return words[0] if words else ""


# Render rules -------------------------------------------------------------------------------


def _footnote_ref(
    self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env
) -> str:
    number, sub = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
    again = f"-{sub + 1}" if sub else ""
    opening = f'<sup class="fnref" data-apparatus id="fnref-{number}{again}">'
    if tokens[idx].meta.get("linked"):
        return f"{opening}{number}</sup>"
    return f'{opening}<a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'


def _footnote_anchor(
    self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env
) -> str:
    number, sub = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
    again = f"-{sub + 1}" if sub else ""
    interface, written = cast("Language", env["interface"]), str(env["written"])
    name = interface.gettext(
        "Back to note %(number)s in the text", number=interface.digits(str(number))
    )
    return (
        f'<a class="fnback" data-apparatus href="#fnref-{number}{again}" role="doc-backlink"'
        f'{attributes(interface.tag, written)} aria-label="{escape(name)}"> ↩</a>'
    )


def _footnote_open(
    self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env
) -> str:
    return f'<li id="fn-{tokens[idx].meta["id"] + 1}">'


def _image(self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env) -> str:
    """A picture beside the text, with its title below; of any other the words, or its name."""
    image = tokens[idx]
    words = " ".join(self.renderInlineAsText(image.children or [], options, env).split())
    title = str(image.attrs.get("title", ""))
    if "width" in image.attrs:
        shown = {**image.attrs, "alt": words, "loading": "lazy"}
        shown.pop("title", None)
        attrs = "".join(f' {name}="{escape(str(value))}"' for name, value in shown.items())
        caption = f"<small>{escape(title)}</small>" if title else ""
        return f'<span class="image" data-apparatus><img{attrs}>{caption}</span>'
    interface, written = cast("Language", env["interface"]), str(env["written"])
    address = str(image.attrs["src"])
    name = words or title or unquote(address.rpartition("/")[2])
    description = tagged(escape(name), written, interface.tag)
    text = interface.gettext("[Image: %(description)s]", description=description)
    if image.meta.get("remote") and not image.meta.get("linked"):
        text = f'<a href="{escape(address)}">{text}</a>'
    return f'<span class="image" data-apparatus{attributes(interface.tag, written)}>{text}</span>'


def _table_open(
    self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env
) -> str:
    return f'<div class="table"{_scrolling(msgid("Table"), env)}><table>\n'


def code_opening(token: Token, env: Env) -> str:
    """The tags that begin a block of code."""
    kind = escape(str(token.attrs.get("class", "")))
    name = escape(language(token)) if token.type == "fence" else ""
    inner = f' class="language-{name}"' if name else ""
    outer = f' class="{kind}"' if kind else ""
    label = msgid("Formula") if kind else msgid("Code")
    return f"<pre{outer}{_scrolling(label, env)}><code{inner}>"


def _scrolling(name: str, env: Env) -> str:
    """The attributes of a box that scrolls where it is too wide, also by keys alone."""
    shown = cast("Language", env["interface"]).gettext(name)
    return f' tabindex="0" role="group" aria-label="{escape(shown)}"'


def _code(self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env) -> str:
    return f"{code_opening(tokens[idx], env)}{escape(tokens[idx].content)}</code></pre>\n"


def _reading(self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env) -> str:
    name = tokens[idx].tag
    return f"<{name} data-apparatus>{escape(tokens[idx].content)}</{name}>"


def _anchor(self: RendererHTML, tokens: Tokens, idx: int, options: OptionsDict, env: Env) -> str:
    return f"<span{self.renderAttrs(tokens[idx])}></span>"


RULES = {
    "footnote_ref": _footnote_ref,
    "footnote_anchor": _footnote_anchor,
    "footnote_open": _footnote_open,
    "footnote_close": lambda *_: "</li>\n",
    "footnote_block_open": lambda *_: '<section class="footnotes" role="doc-endnotes"><ol>\n',
    "footnote_block_close": lambda *_: "</ol></section>\n",
    "fence": _code,
    "code_block": _code,
    "table_open": _table_open,
    "table_close": lambda *_: "</table></div>\n",
    "image": _image,
    "markup": lambda *_: "",
    "anchor": _anchor,
    "reading": _reading,
}

PARSER = configured()
