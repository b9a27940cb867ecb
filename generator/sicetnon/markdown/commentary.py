"""The Markdown of editors, in notes and explanations, to HTML with typographic quotes.

The words of a source keep the quotes that were typed. Headings are paragraphs here, since a page
has its own outline.
Plain words, which most notes are, are not parsed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from markupsafe import Markup

from sicetnon.i18n import load_language
from sicetnon.markdown import rules
from sicetnon.markdown.audit import LostWords, lost_words
from sicetnon.markdown.parser import (
    Env,
    MarkdownIt,
    TooInvolvedError,
    configured,
    read_tokens,
    render_env,
)

QUOTES = {"en": "“”‘’", "de": "„“‚‘", "fr": ["«\u202f", "\u202f»", "“", "”"], "ru": "«»„“"}
"""By language (first subtag), as markdown-it takes them; the default is English."""

SPECIAL = re.compile(r"[\\`*_\[\]<>&!|~^$\"'#+=\n:-]|^\s|^\d+[.)]|  ")
"""What text must have to be more than plain words."""

MAY_LOSE = re.compile(r"\]:|\|\s*\n")
"""What Markdown has that shows less than was written: a definition, a table."""


@lru_cache(maxsize=8192)
def commentary(markdown: str, language: str = "en") -> Markup:
    """The HTML of an editor's Markdown, as blocks."""
    if not markdown.strip():
        return Markup()
    if not SPECIAL.search(markdown):
        return Markup("<p>{}</p>").format(markdown)
    parser, env = _parser(language.partition("-")[0]), render_env(load_language(language), language)
    # The parser escapes HTML.
    return Markup(parser.renderer.render(read_tokens(parser, markdown, {}), parser.options, env))  # noqa: S704


@lru_cache(maxsize=8192)
def inline_commentary(markdown: str, language: str = "en") -> Markup:
    """The HTML of an editor's Markdown, as one line without a block around it."""
    if not SPECIAL.search(markdown):
        return Markup(escape(markdown))  # noqa: S704  # escaped in this line
    try:
        env = render_env(load_language(language), language)
        return Markup(_parser(language.partition("-")[0]).renderInline(markdown, env))  # noqa: S704
    except TooInvolvedError:
        return Markup(escape(markdown))  # noqa: S704


def lost_in_commentary(markdown: str) -> list[LostWords]:
    """The words of an editor's Markdown that no page shows."""
    if not MAY_LOSE.search(markdown):
        return []
    env: Env = {}
    return lost_words(markdown, read_tokens(_parser("en"), markdown, env), env)


@lru_cache(maxsize=16)
def _parser(language: str) -> MarkdownIt:
    md = configured().enable("smartquotes")
    md.options["typographer"] = True
    md.options["quotes"] = QUOTES.get(language, QUOTES["en"])
    # Only the sources have footnotes and anchors; several notes on a page would share their ids.
    md.add_render_rule("anchor", lambda *_: "")
    md.core.ruler.push("plain_headings", rules.plain_headings)
    return md.disable(["footnote_def", "footnote_inline", "footnote_ref", "footnote_tail"])
