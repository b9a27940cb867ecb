"""Links and pictures in a text: their files in the corpus are replaced by those of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from sicetnon import urls
from sicetnon.id_syntax import CONTENT
from sicetnon.markdown.links import ENDING, is_of_corpus, page_of, target
from sicetnon.markdown.parser import Token
from sicetnon.model import Picture, Source


@dataclass(slots=True)
class Relinker:
    """Changes addresses of the corpus, in the Markdown of a source, to those of the site."""

    source: Source
    ids: Mapping[str, str]
    """Those of its headings and anchors, by the ids that GitHub gives them."""
    pictures: Mapping[str, Picture | str]
    looked_up: dict[str, None] = field(default_factory=dict)
    """Paths of files that are no texts, whether there are such files or not."""

    def relink(self, tokens: Iterable[Token]) -> list[tuple[str, str]]:
        """Change the links and pictures in some tokens; the path and the name of each picture."""
        shown = []
        for token in tokens:
            for child in token.children or ():
                if child.type == "link_open":
                    shown += self._link(child)
                elif child.type == "image":
                    shown += self._image(child)
        return shown

    def _link(self, child: Token) -> list[tuple[str, str]]:
        address = str(child.attrs.get("href", ""))
        path, picture = self._picture(address)
        if picture:
            child.attrs["href"] = self._relative(urls.picture(picture.name))
            return [(path, picture.name)]
        child.attrs["href"] = self.page_link(address)
        return []

    def _image(self, child: Token) -> list[tuple[str, str]]:
        """Let a picture have its size; one from elsewhere is a link to it."""
        address = str(child.attrs.get("src", ""))
        if address and not is_of_corpus(address):
            child.meta["remote"] = True
        path, picture = self._picture(address)
        if not picture:
            return []
        child.attrs["src"] = self._relative(urls.picture(picture.name))
        child.attrs["width"], child.attrs["height"] = picture.width, picture.height
        return [(path, picture.name)]

    def _picture(self, address: str) -> tuple[str, Picture | None]:
        path = target(address, posixpath.dirname(self.source.path))[0]
        if not is_of_corpus(address) or not path.startswith(CONTENT) or path.endswith(ENDING):
            return path, None
        self.looked_up[path] = None
        picture = self.pictures.get(path)
        return path, picture if isinstance(picture, Picture) else None

    def page_link(self, address: str) -> str:
        """The address on the page of the source for an address in its Markdown."""
        if not is_of_corpus(address):
            return address
        path, fragment = target(address, posixpath.dirname(self.source.path))
        if path in ("", self.source.path) and fragment:
            return f"#{quote(self.ids.get(fragment, fragment))}"
        page = page_of(path, fragment)
        return self._relative(page) if page else address

    def _relative(self, address: str) -> str:
        return urls.relative(urls.source(self.source.id), address)
