"""Addresses in Markdown that lead to files of the corpus, as people write them beside these."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from urllib.parse import quote, unquote

from sicetnon import urls
from sicetnon.id_syntax import CONTENT, source_name
from sicetnon.markdown.heading_ids import OF_EVERY_PAGE
from sicetnon.markdown.parser import Token
from sicetnon.markdown.text import BREAKS
from sicetnon.model import TextLink

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""How an address begins that is none of the corpus."""
ENDING = ".md"
IN_COMMENTARY = re.compile(r'(?<=<a href=")/?content/[^"]*')
IN_RECORDS = re.compile(
    r"\](?:\(|:)\s*<?/?content/(?P<text>[^\s()#<>?]+)\.md(?:#(?P<place>[^\s()<>]*))?"
)
"""A link in the Markdown of a record."""


def is_of_corpus(address: str) -> bool:
    """Whether an address leads to a file of the corpus, or to a place in the text."""
    return bool(address) and not ELSEWHERE.match(address)


def target(address: str, folder: str) -> tuple[str, str]:
    """The path from the corpus's root that an address in a file of a folder leads to; a fragment.

    The path is empty for a place in the same text. One that leaves the corpus begins with `../`.
    """
    path, _, fragment = address.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return "", unquote(fragment)
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(whole), unquote(fragment)


def text_links(tokens: Sequence[Token], first_line: int) -> Iterator[TextLink]:
    """The links and pictures of a text with addresses of the corpus; `first_line` is its own."""
    block = 0
    for token in tokens:
        line = block = token.map[0] if token.map else block
        for child in token.children or ():
            if child.type in BREAKS:
                line += child.markup.count("\n") if child.markup else 1
            address = str(child.attrs.get("href") or child.attrs.get("src") or "")
            if is_of_corpus(address):
                yield TextLink(first_line + line, unquote(address), child.type == "image")


def page_of(path: str, fragment: str) -> str | None:
    """The address on the site of a text at a path, and of a place in it; None for other files."""
    if not path.startswith(CONTENT) or not path.endswith(ENDING):
        return None
    page = urls.source(source_name(path))
    if OF_EVERY_PAGE.fullmatch(fragment):
        fragment = f"h-{fragment}"
    return f"{page}#{quote(fragment)}" if fragment else page


def lead_to_texts(html: str, to: Callable[[str], str]) -> str:
    """A page on which what editors link to, `content/letter.md#the-end`, is the page of that text.

    Their words stand on many pages, so this is done when the page is known; `to` is its way to
    another address of the site.
    """

    def led(match: re.Match[str]) -> str:
        page = page_of(*target(unescape(match.group()), ""))
        return escape(to(page)) if page else match.group()

    return IN_COMMENTARY.sub(led, html)


def linked_passages(markdown: str) -> Iterator[tuple[str, str]]:
    """The ids of the texts that an editor's Markdown links to, each with the fragment or empty."""
    for match in IN_RECORDS.finditer(markdown):
        path = f"{CONTENT}{unquote(match['text'])}{ENDING}"
        yield source_name(path), unquote(match["place"] or "")
