"""What a format of the exports consists of. The table of all formats is `exports.FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sicetnon.exports.quotes import QuotedSource
from sicetnon.model import Corpus


class CorpusFile(NamedTuple):
    """One file for the whole corpus: an opening, what each source adds, and a closing."""

    address: str
    opening: Callable[[Corpus], str] = lambda _: ""
    of_source: Callable[[QuotedSource], str] | None = None
    """What a source adds: a pure function of it, so that it can be cached."""
    between: str = ""
    """Stands between what two sources add."""
    closing: Callable[[Corpus], Iterable[str]] | None = None
    """In pieces, so that no large text is ever held whole."""
    alternate: str = ""
    """Title of the link to the file in the head of every page; empty: no link."""
    name: str = ""
    """Under which the about page lists the file among those of its format; empty: it does not."""
    about: str = ""
    """What the file holds, for that list."""

    @property
    def is_joined(self) -> bool:
        """Whether it is written piece by piece, with all others that are."""
        return self.of_source is not None or self.closing is not None


class SourceFile(NamedTuple):
    """One file for each source, linked from the source's page."""

    address: Callable[[str], str]
    """By the source's id."""
    text: Callable[[QuotedSource], str]
    """The whole file."""
    alternate: str
    """Title of the link in the page's head."""
    link: str
    """Text of the link below the source's text."""


class Format(NamedTuple):
    """A form in which the corpus can be had as data."""

    name: str
    """On the about page, where it links to the first of `files`."""
    media_type: str
    about: str
    """What it is, for the about page: Markdown on one line.

    Formats with the same sentence that stand side by side in the table share an entry there.
    """
    files: tuple[CorpusFile, ...] = ()
    of_source: SourceFile | None = None
    download: str = ""
    """Its name in the schema.org data of the corpus and of each source; empty: not listed there."""
    remark: str = ""
    """What the about page says below the list of `files`."""
    needs_address: bool = False
    """Whether only a site that knows its own address has it."""
