"""Which search a corpus gets: an index in one file, the same without paragraphs, or Pagefind.

An index that lunr.js loads whole is right while it is small: it works from disk, and finds each
paragraph. It grows with the texts, though, and from some size on a reader waits for bytes that he
does not need; Pagefind's index is cut into pieces of which a query fetches a few, but it asks for
a server and for a program to be installed. So the size decides, unless `corpus.yaml` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sicetnon.model import Config, SourceSummary
from sicetnon.writing.standing import UnwritableError

Mode = Literal["full", "titles", "names", "pagefind"]
"""All in one index; the same without paragraphs; the same without claims too; all in pieces."""

INSTALL = "pip install 'sicetnon[large]'"


class SearchError(UnwritableError):
    """The search cannot be made, so the site is not written; the message says what to do.

    No `Problem`, since nobody can mend it in a text: what is wrong is wrong with this machine.
    """


class Plan(NamedTuple):
    """The search that a corpus gets."""

    mode: Mode
    notice: str = ""
    """What a publisher should know of it, as one sentence; empty where all is as it should be."""


class Size(NamedTuple):
    """How much there is to be found, in bytes of UTF-8."""

    text: int
    """Of all texts that may be found."""
    claims: int
    """Of the glosses and quotes of all claims."""


def size_of(sources: Iterable[SourceSummary]) -> Size:
    """How much can be found of some sources."""
    found = list(sources)
    shown = (summary.size for summary in found if summary.source.display == "full")
    return Size(sum(shown), sum(summary.said for summary in found))


def plan(config: Config, size: Size, *, installed: bool) -> Plan:
    """The search for so much text, where Pagefind is installed or not.

    Without any text Pagefind would have nothing to read.

    Raises `SearchError` where `corpus.yaml` asks for Pagefind and it is not installed.
    """
    if config.search == "pagefind" and not installed:
        said = "search: pagefind needs Pagefind, which is not installed"
        raise SearchError(f"{config.search_at}: {said}: {INSTALL}, or write search: auto")
    fits = size.text <= (config.search_limit if config.search == "auto" else 0)
    if fits or config.search == "lunr":
        return Plan("full")
    if installed:
        return Plan("pagefind")
    mode: Mode = "titles" if size.claims <= config.search_limit else "names"
    return Plan(mode, _shortened(mode, size, config.search_limit))


def _shortened(mode: Mode, size: Size, limit: int) -> str:
    found, lost, much = "titles, headings, entities", "paragraphs", f"{size.text:,} bytes of text"
    if mode == "titles":
        found += ", claims"
    else:
        lost, much = f"{lost} and claims", f"{much} and {size.claims:,} of claims"
    return (
        f"search finds {found} and contradictions only, not {lost}: "
        f"{much} are more than one index carries well ({limit:,}); "
        f"for search in everything {INSTALL}, or write search: lunr in corpus.yaml"
    )
