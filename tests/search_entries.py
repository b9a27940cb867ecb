"""All that can be found in a corpus, and the script of its index, put together as a build does."""

from __future__ import annotations

from collections.abc import Iterable

from sicetnon.model import Corpus
from sicetnon.writing.search.entries import (
    Entry,
    claim_entries,
    contradiction_entries,
    entity_entries,
    source_entries,
)
from sicetnon.writing.search.index import index_script, portion


def entries(corpus: Corpus, *, paragraphs: bool = True) -> tuple[Entry, ...]:
    """The entries of a corpus, in the order of its sources and records."""
    sources = list(corpus.findable if paragraphs else corpus.titles)
    return (
        *(e for name in sources for e in source_entries(corpus, name, paragraphs=paragraphs)),
        *entity_entries(corpus),
        *(e for name in sources for e in claim_entries(corpus, name)),
        *contradiction_entries(corpus),
    )


def script_of(entries: Iterable[Entry]) -> str:
    """The script of an index of some entries."""
    return index_script([portion(entries)])
