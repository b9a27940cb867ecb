"""The way back from a page to what people wrote: addresses on the forge that keeps the repository.

A forge is known by a word of its host (`github.com`, `gitlab.example.edu`). For a corpus without a
repository, or with one on a forge that is not known, there is no `Forge`, and pages show no link
rather than a dead one. Paths are those from the corpus's root: a corpus is taken to be the root of
its repository. These are addresses outside the site, so they are not the business of `urls`.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit

from sicetnon.model import Config
from sicetnon.problems import Location

LONGEST = 6000
"""Characters of an encoded address that every forge and browser takes."""


class UrlTemplates(NamedTuple):
    """How the addresses of one kind of forge are made; `{}` stands for a path or a text."""

    name: str
    edit: str
    view: str
    report: str
    """The form for a new issue about a place."""
    title: str
    """What gives the issue a title, set after that."""


TEMPLATES = {
    "github": UrlTemplates(
        name="GitHub",
        edit="/edit/{branch}/{path}",
        view="/blob/{branch}/{path}#L{line}",
        report="/issues/new?template=correction.yml&where={where}",
        title="&title={title}",
    ),
    "gitlab": UrlTemplates(
        name="GitLab",
        edit="/-/edit/{branch}/{path}",
        view="/-/blob/{branch}/{path}#L{line}",
        report="/-/issues/new?issue%5Bdescription%5D={where}",
        title="&issue%5Btitle%5D={title}",
    ),
    "codeberg": UrlTemplates(
        name="Codeberg",
        edit="/_edit/{branch}/{path}",
        view="/src/branch/{branch}/{path}#L{line}",
        report="/issues/new?body={where}",
        title="&title={title}",
    ),
}
"""By the word of a host that tells which it is."""


class Forge(NamedTuple):
    """A repository on a forge that is known."""

    repository: str
    """Its address, without a slash at its end."""
    branch: str
    ways: UrlTemplates

    @property
    def name(self) -> str:
        """What readers call the forge."""
        return self.ways.name

    def edit(self, path: str) -> str:
        """Where a file can be changed in the browser."""
        return self._address(self.ways.edit, path=path)

    def view(self, at: Location) -> str:
        """Where a record stands: its file, at its line."""
        return self._address(self.ways.view, path=at.path, line=str(at.line))

    def report(self, where: str, title: str = "") -> str:
        """The form for a new issue about a place, at most `LONGEST` characters long.

        `where` is an address of the site; what does not fit is cut off, the title first.
        """
        pattern = self.ways.report + (self.ways.title if title else "")
        room = LONGEST - len(self._address(pattern, where="", title=""))
        where = _cut(where, room)
        title = _cut(title, room - len(_encoded(where)))
        return self._address(pattern, where=where, title=title)

    def _address(self, pattern: str, path: str = "", **texts: str) -> str:
        parts = {name: _encoded(text) for name, text in texts.items()}
        branch, path = (quote(text, safe="/", errors="replace") for text in (self.branch, path))
        return self.repository + pattern.format(branch=branch, path=path, **parts)


def forge(config: Config) -> Forge | None:
    """The forge of a corpus, or None where pages can lead to none."""
    host = urlsplit(config.repository).hostname or ""
    ways = next((TEMPLATES[word] for word in host.split(".") if word in TEMPLATES), None)
    return Forge(config.repository, config.branch, ways) if ways else None


def _encoded(text: str) -> str:
    return quote(text, safe="/", errors="replace")


def _cut(text: str, room: int) -> str:
    """As much of a text as has room once it is encoded."""
    while text and len(_encoded(text)) > room:
        text = text[: len(text) * 9 // 10]
    return text
