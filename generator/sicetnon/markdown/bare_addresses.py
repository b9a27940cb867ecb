"""Addresses that stand among the words, https://example.org/page: they become links.

Only http and https do: `www.example.org` may be a name, and whose mail address stands in an old
letter did not ask for mail. The words stay as they are, but for escapes and entities.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

SCHEME = re.compile(r"(?<![A-Za-z0-9\\])https?$")
LONGEST = 2_000
"""Characters behind the scheme; what is longer stays text."""
END = r"\s<>\"`|\[\]“”„«»‹›\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
"""Where an address ends in any case: white space, brackets, quotation marks, signs of East Asia."""
REST = re.compile(rf"://[^\W_][^{END}]{{0,{LONGEST}}}(?=[{END}]|$)")
TRAILING = frozenset("?!.,:;*_~'’…\\،؛؟۔।")
"""Signs that end the sentence and not the address, as in GitHub's Markdown."""


def bare_address(state: StateInline, silent: bool) -> bool:
    """A link of the address that begins before a colon."""
    if not state.src.startswith("://", state.pos) or state.linkLevel > 0:
        return False
    scheme = SCHEME.search(state.src[max(0, state.pos - 6) : state.pos])
    rest = REST.match(state.src, state.pos, state.posMax) if scheme else None
    if not scheme or not rest or not (silent or state.pending.endswith(scheme.group())):
        return False
    typed = scheme.group() + without_trailing(rest.group())
    words = unescapeAll(typed)
    address = state.md.normalizeLink(words)
    if not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme.group())]
        opening = state.push("link_open", "a", 1)
        opening.attrs["href"], opening.attrs["class"] = address, "bare"
        shown = state.push("text_special", "", 0)
        shown.content, shown.markup = words, typed
        closing = state.push("link_close", "a", -1)
        opening.markup = closing.markup = "linkify"
    state.pos += len(typed) - len(scheme.group())
    return True


def without_trailing(address: str) -> str:
    """An address without the signs behind it, and without a bracket that it does not open."""
    unopened = address.count(")") - address.count("(")
    end = len(address)
    while address[end - 1] in TRAILING or (address[end - 1] == ")" and unopened > 0):
        unopened -= address[end - 1] == ")"
        end -= 1
    return address[:end]
