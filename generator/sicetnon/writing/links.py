"""Links from a text to other texts: the Markdown file in them is replaced by its page."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from sicetnon import urls
from sicetnon.id_syntax import CONTENT, source_name
from sicetnon.markdown.parser import Token
from sicetnon.model import Source


def relink(tokens: Sequence[Token], source: Source) -> None:
    """Change the links in tokens of a source: `../other.md#p2` leads to the page of that text."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = page_link(str(child.attrs.get("href", "")), source)


def page_link(address: str, source: Source) -> str:
    """The address on the page of a source for an address in its Markdown."""
    path, hash_, fragment = address.partition("#")
    if not path.endswith(".md") or ":" in path or path.startswith("/"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(path)))
    if not target.startswith(CONTENT):
        return address
    page = urls.source(source_name(target))
    return urls.relative(urls.source(source.id), page + hash_ + fragment)
