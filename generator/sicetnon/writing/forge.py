"""Links from a page to the files that it is made from, on the forge that has the repository.

A forge is known by a word of its host (`github.com`, `gitlab.example.edu`). For a corpus without a
repository, or with one on another forge, there is no `Forge`, and pages have no such links.
The root of a corpus is taken to be the root of its repository.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit

from sicetnon.model import Config
from sicetnon.problems import Location

LONGEST = 6000
"""Characters of an encoded address that every forge and browser accepts."""


class UrlTemplates(NamedTuple):
    """The addresses of one kind of forge, with fields in braces, after that of a repository."""

    name: str
    new: str
    """A new file, with its content filled in where the forge can."""
    edit: str
    view: str
    report: str
    """The form for a new issue about a place."""
    title: str
    """What follows the form's address to give the issue a title."""
    issue: str
    """The form for an annotation as an issue, filled in."""


TEMPLATES = {
    "github": UrlTemplates(
        name="GitHub",
        # The folder belongs to `filename`: the last part of a path in the address is dropped.
        new="/new/{branch}?filename={path}&value={content}",
        edit="/edit/{branch}/{path}",
        view="/blob/{branch}/{path}#L{line}",
        report="/issues/new?template=correction.yml&where={where}",
        title="&title={title}",
        # Not its kind: a form that has it as a choice would come up empty.
        issue="/issues/new?template=annotation.yml&title={title}&where={where}&exact={exact}"
        "&note={note}&record={content}",
    ),
    "gitlab": UrlTemplates(
        name="GitLab",
        new="/-/new/{branch}?file_name={path}",
        edit="/-/edit/{branch}/{path}",
        view="/-/blob/{branch}/{path}#L{line}",
        report="/-/issues/new?issue%5Bdescription%5D={where}",
        title="&issue%5Btitle%5D={title}",
        issue="/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
    ),
    "codeberg": UrlTemplates(
        name="Codeberg",
        new="/_new/{branch}/{folder}?filename={name}&value={content}",
        edit="/_edit/{branch}/{path}",
        view="/src/branch/{branch}/{path}#L{line}",
        report="/issues/new?body={where}",
        title="&title={title}",
        issue="/issues/new?title={title}&body={body}",
    ),
}
TEMPLATES |= {
    word: TEMPLATES["codeberg"]._replace(name=word.title()) for word in ("forgejo", "gitea")
}
"""By the word of a host."""


class Forge(NamedTuple):
    """A repository on a known forge."""

    repository: str
    """Its address, without a slash at its end."""
    branch: str
    templates: UrlTemplates

    @property
    def name(self) -> str:
        """The forge's name for readers."""
        return self.templates.name

    def edit(self, path: str) -> str:
        """Where a file can be changed in the browser."""
        return self._address(self.templates.edit, path=path)

    def view(self, at: Location) -> str:
        """Where a record can be seen: its file, at its line."""
        return self._address(self.templates.view, path=at.path, line=str(at.line))

    def report(self, where: str, title: str = "") -> str:
        """The form for a new issue about a place, at most `LONGEST` characters long.

        `where` is an address of the site; if both are too long, the title is cut off first.
        """
        pattern = self.templates.report + (self.templates.title if title else "")
        room = LONGEST - len(self._address(pattern, where="", title=""))
        where = _cut(where, room)
        title = _cut(title, room - len(_encoded(where)))
        return self._address(pattern, where=where, title=title)

    def _address(self, pattern: str, **texts: str) -> str:
        texts["branch"] = self.branch
        encoded = {name: _encoded(text) for name, text in texts.items()}
        return self.repository + pattern.format(**encoded)


def forge(config: Config) -> Forge | None:
    """The forge of a corpus, or None where it is not known."""
    host = urlsplit(config.repository).hostname or ""
    templates = next((TEMPLATES[word] for word in host.split(".") if word in TEMPLATES), None)
    return Forge(config.repository, config.branch, templates) if templates else None


def _encoded(text: str) -> str:
    return quote(text, safe="/", errors="replace")


def _cut(text: str, room: int) -> str:
    """The beginning of a text that fits `room` characters once it is encoded."""
    while text and len(_encoded(text)) > room:
        text = text[: len(text) * 9 // 10]
    return text
