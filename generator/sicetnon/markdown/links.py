"""Addresses in Markdown that lead to files of the corpus, as people write them beside these."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from sicetnon.markdown.parser import Token
from sicetnon.markdown.text import BREAKS
from sicetnon.model import TextLink

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""How an address begins that is none of the corpus."""


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
