"""Links and pictures of texts lead to what there is: a text, a place in it, a picture beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sicetnon.id_syntax import CONTENT, normalized, source_name
from sicetnon.markdown.links import ENDING, target
from sicetnon.model import Source, TextLink, TextLinks, WrittenCorpus
from sicetnon.problems import Level, Location, Problem, nearest

SHOWN = "png, jpg, gif, webp, avif"


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each link that leads nowhere, and for each picture that cannot be shown."""
    rule = Rule(corpus)
    for source in corpus.sources:
        for link in corpus.links.get(source.id, TextLinks()).links:
            yield from rule.judge(source, link)


@dataclass(frozen=True)
class Rule:
    """Judges links by all that there is in a corpus."""

    corpus: WrittenCorpus
    near: dict[tuple[str, bool], str | None] = field(default_factory=dict)

    @cached_property
    def texts(self) -> dict[str, Source]:
        """By path, in NFC."""
        return {normalized(source.path): source for source in self.corpus.sources}

    def judge(self, source: Source, link: TextLink) -> Iterator[Problem]:
        """The problem of a link; none where it leads somewhere, or leads to a page by its name."""
        folder = posixpath.dirname(source.path)
        path, fragment = target(link.address, folder)
        path = path or source.path
        text = self.texts.get(normalized(path))
        if text and not link.is_picture:
            yield from self._fragment(source, link, text, fragment)
        elif path.endswith(".html") and not link.is_picture:
            return
        elif path in self.corpus.pictures:
            picture = self.corpus.pictures[path]
            if isinstance(picture, str):
                yield _bad_picture(source, link, picture)
        elif source_name(path) not in self.corpus.broken:
            near = self._nearest(path, link.is_picture)
            yield _missing(source, link, path, near and posixpath.relpath(CONTENT + near, folder))

    def _nearest(self, path: str, is_picture: bool) -> str | None:
        """The nearest file below `content/`; each that is missing is looked for once."""
        key = path, is_picture
        if key not in self.near:
            files = self.corpus.pictures if is_picture else (*self.texts, *self.corpus.pictures)
            below = [file.removeprefix(CONTENT) for file in files]
            self.near[key] = nearest(path.removeprefix(CONTENT), below)
        return self.near[key]

    def _fragment(
        self, source: Source, link: TextLink, leads_to: Source, fragment: str
    ) -> Iterator[Problem]:
        """The problem of a place that a text does not have."""
        there = self.corpus.links.get(leads_to.id)
        if there is None or there.has(fragment):
            return
        near = nearest(fragment, there.fragments)
        address = f"{link.address.partition('#')[0]}#{near}" if near else None
        message = f"{leads_to.path} has no heading or paragraph of this name"
        hint = "write the words of the heading in small letters, with hyphens between them"
        yield _dead(source, link, message, hint, address)


def _missing(source: Source, link: TextLink, path: str, near: str | None) -> Problem:
    """The problem of a file that is not there, or that the site does not have."""
    what, ending = "picture" if link.is_picture else "link", path.rpartition(".")[2].lower()
    if not path.startswith(CONTENT):
        message, hint = f"the {what} leads out of content/", "put the file below content/"
    elif link.is_picture and ending == "svg":
        message, hint = "an SVG file can run programs, so it is not shown", "save it as a PNG file"
    elif link.is_picture:
        message = f"there is no picture {path} of a kind that is shown ({SHOWN})"
        hint = "put the file there, or mend the address; small and capital letters count"
    elif path.endswith(ENDING):
        message, hint = f"there is no text {path}", "mend the address, or take the link away"
    else:
        message = f"the site has no file {path}: only texts and pictures are published"
        hint = "mend the address, or link to where the file stands on the web"
    return _dead(source, link, message, hint, near)


def _dead(source: Source, link: TextLink, message: str, hint: str, near: str | None) -> Problem:
    evidence = (("found", link.address[:200]), *((("nearest", near),) if near else ()))
    at = Location(source.path, link.line)
    return Problem(
        name="dead-link",
        location=at,
        message=message,
        evidence=evidence,
        hint=hint,
        level=Level.WARNING,
    )


def _bad_picture(source: Source, link: TextLink, reason: str) -> Problem:
    return Problem(
        name="bad-picture",
        location=Location(source.path, link.line),
        message=f"the picture cannot be shown: {reason}",
        evidence=(("found", link.address[:200]),),
        hint=f"rename it, or save it anew as one of {SHOWN}, smaller if need be",
        level=Level.WARNING,
    )
