"""Which search a corpus gets: an index in one file, the same without paragraphs, or Pagefind.

lunr.js loads its index whole, which works from disk and finds each paragraph. When the texts are
many, readers would wait for bytes that they do not need; Pagefind's index is in pieces of which a
query fetches a few, but it needs a server, and a program to be installed. So the size of the texts
decides, unless `corpus.yaml` does.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from sicetnon.disk.site_folder import UnwritableError
from sicetnon.model import Config, SourceSummary

Mode = Literal["full", "titles", "names", "pagefind"]
"""One index of all; the same without paragraphs; without claims as well; an index in pieces."""

COMPRESSED = 1.2
"""Bytes of a compressed index for each byte of what is found, as measured on real texts."""

INSTALL = "pip install 'sicetnon[large]'"


class SearchError(UnwritableError):
    """The search cannot be made, so the site is not written; the message says what to do.

    Not a `Problem`, since the texts are right: something on this machine is wrong.
    """


class Plan(NamedTuple):
    """The search that a corpus gets."""

    mode: Mode
    notice: str = ""
    """What search does not find, as a sentence for the publisher; empty where it finds all."""


class Size(NamedTuple):
    """How much can be found, in bytes of UTF-8."""

    text: int
    """Texts that may be shown in full."""
    claims: int
    """Glosses and quotes of all claims."""


def size_of(summaries: Collection[SourceSummary]) -> Size:
    """How much can be found of some sources."""
    texts = sum(summary.size for summary in summaries if summary.source.display == "full")
    return Size(texts, sum(summary.claims_size for summary in summaries))


def kilobytes(size: Size, named: int, mode: Mode) -> int:
    """About how many a reader waits for, of an index that a server has compressed.

    `named`: characters of entities and contradictions.
    """
    found = {"full": size.text + size.claims, "titles": size.claims}.get(mode, 0) + named
    return max(10 * round(found * COMPRESSED / 10_000), 10)


def plan(config: Config, size: Size, *, installed: bool) -> Plan:
    """The search for so much text; `installed`: whether Pagefind is.

    Raises `SearchError` where `corpus.yaml` asks for Pagefind and it is not installed.
    """
    if config.search == "pagefind" and not installed:
        wrong = "search: pagefind needs Pagefind, which is not installed"
        raise SearchError(f"{config.search_at}: {wrong}: {INSTALL}, or write search: auto")
    # Of a corpus without texts Pagefind would make no index.
    fits = size.text <= (config.search_limit if config.search == "auto" else 0)
    if fits or config.search == "lunr":
        return Plan("full")
    if installed:
        return Plan("pagefind")
    mode: Mode = "titles" if size.claims <= config.search_limit else "names"
    return Plan(mode, _notice(mode, size, config.search_limit))


def _notice(mode: Mode, size: Size, limit: int) -> str:
    indexed, omitted, amount = "", "paragraphs and claims", f" and {size.claims:,} of claims"
    if mode == "titles":
        indexed, omitted, amount = ", claims", "paragraphs", ""
    return (
        f"search finds titles, headings, entities{indexed} and contradictions only, not {omitted}: "
        f"{size.text:,} bytes of text{amount} are more than one index carries well ({limit:,}); "
        f"for search in everything {INSTALL}, or write search: lunr in corpus.yaml"
    )
