"""All that can be found in a corpus, and the script of its index, put together as a build does."""

from __future__ import annotations

from collections.abc import Iterable

from sicetnon.model import Corpus
from sicetnon.writing.search import (
    Entry,
    contradictions_of,
    entities_of,
    found_of,
    joined_script,
    portion,
)
from sicetnon.writing.search.entries import _claim as claim_entry


def entries(corpus: Corpus, *, paragraphs: bool = True) -> tuple[Entry, ...]:
    """The entries of a corpus, in the order of its sources and records."""
    sources = list(corpus.findable if paragraphs else corpus.titles)
    return (
        *(one for name in sources for one in found_of(corpus, name, paragraphs=paragraphs)),
        *entities_of(corpus),
        *(claim_entry(quoted.claim, corpus) for quoted in corpus.quoted_claims.values()),
        *contradictions_of(corpus),
    )


def index_script(found: Iterable[Entry]) -> str:
    """The script of an index of some entries."""
    return joined_script([portion(found)])
