"""Links of a text to other texts: from the Markdown file that they name to the page made of it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from sicetnon import urls
from sicetnon.markdown.parser import Token
from sicetnon.model import Source

CONTENT = "content/"


def relink(tokens: Sequence[Token], source: Source) -> None:
    """Point the links of freshly parsed tokens at pages: `../other.md#p2` to that text's page."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = page_link(str(child.attrs.get("href", "")), source)


def page_link(address: str, source: Source) -> str:
    """The address that a page of a source needs for what its Markdown links to."""
    path, hash_, fragment = address.partition("#")
    if not path.endswith(".md") or ":" in path or path.startswith("/"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(path)))
    if not target.startswith(CONTENT):
        return address
    name = target.removeprefix(CONTENT).removesuffix(".md")
    return urls.relative(urls.source(source.id), urls.source(name) + hash_ + fragment)
