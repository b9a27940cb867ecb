"""Which search a corpus gets: an index in one file, the same without paragraphs, or Pagefind.

An index that lunr.js loads whole is right while it is small: it works from disk, and finds each
paragraph. It grows with the texts, though, and from some size on a reader waits for bytes that he
does not need; Pagefind's index is cut into pieces of which a query fetches a few, but it asks for
a server and for a program to be installed. So the size decides, unless `corpus.yaml` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.model import Config, Outline
from generator.writing.write import UnwritableError

Mode = Literal["full", "titles", "pagefind"]
"""All in one index; titles, headings and records in one index, without paragraphs; in pieces."""

INSTALL = "pip install 'sicetnon[large]'"


class SearchError(UnwritableError):
    """The search cannot be made, so the site is not written; the message says what to do.

    No `Problem`, since nobody can mend it in a text: what is wrong is wrong with this machine.
    """


@dataclass(frozen=True, slots=True)
class Plan:
    """The search that a corpus gets."""

    mode: Mode
    notice: str = ""
    """What a publisher should know of it, as one sentence; empty where all is as it should be."""


def text_size(sources: Iterable[Outline]) -> int:
    """Bytes of all text that may be found, in UTF-8."""
    return sum(outline.size for outline in sources if outline.source.display == "full")


def plan(config: Config, size: int, *, installed: bool) -> Plan:
    """The search for so many bytes of text, where Pagefind is installed or not.

    Without any text Pagefind would have nothing to read.

    Raises `SearchError` where `corpus.yaml` asks for Pagefind and it is not installed.
    """
    if config.search == "pagefind" and not installed:
        said = "search: pagefind needs Pagefind, which is not installed"
        raise SearchError(f"{config.search_at}: {said}: {INSTALL}, or write search: auto")
    fits = size <= (config.search_limit if config.search == "auto" else 0)
    if fits or config.search == "lunr":
        return Plan("full")
    if installed:
        return Plan("pagefind")
    return Plan("titles", _shortened(size, config.search_limit))


def _shortened(size: int, limit: int) -> str:
    return (
        f"search finds titles, headings, entities, claims and contradictions only, not paragraphs: "
        f"{size:,} bytes of text are more than one index carries well ({limit:,}); "
        f"for search in every paragraph {INSTALL}, or write search: lunr in corpus.yaml"
    )
