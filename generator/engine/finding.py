"""What sources give to the search, remembered as long as the same is found of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.digests import digest, program
from generator.engine.remember import Memory
from generator.engine.spread import spread
from generator.engine.store import remembered
from generator.model import Corpus, Findable
from generator.writing.search import (
    Portion,
    claims_of,
    contradictions_of,
    entities_of,
    found_of,
    joined_script,
    portion,
    put,
    records,
)

Record = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """Makes the index of a corpus, or what Pagefind makes one of."""

    corpus: Corpus
    traced: Corpus
    """The same, noting what is looked at."""
    memory: Memory

    def index(self, *, paragraphs: bool) -> str:
        """The script of lunr's index."""
        names = self._sources(self.traced.findable if paragraphs else self.traced.titles)
        given = [self._portions(name, paragraphs=paragraphs) for name in names]
        return joined_script(
            [
                *(found for found, _ in given),
                portion(entities_of(self.traced)),
                *(claims for _, claims in given),
                portion(contradictions_of(self.traced)),
            ]
        )

    def fill(self, folder: Path) -> None:
        """Write all records that Pagefind reads."""
        names = self._sources(self.traced.findable)

        def work(number: int) -> None:
            put(folder, self._records(names[number]))

        for _ in spread(work, len(names), self.memory.jobs):
            pass
        put(folder, records(entities_of(self.traced)))
        put(folder, records(contradictions_of(self.traced)))

    def _sources(self, found: Mapping[str, tuple[Findable, ...]]) -> list[str]:
        """All sources. What is found of each, and its claims, are all that a search shows."""
        iter(self.traced.stated)
        return list(found)

    def _portions(self, source: str, *, paragraphs: bool) -> tuple[Portion, Portion]:
        found = partial(found_of, self.corpus, source, paragraphs=paragraphs)
        kept = remembered(
            self.memory.store,
            self._key("full" if paragraphs else "titles", source),
            lambda: (portion(found()), portion(claims_of(self.corpus, source))),
        )
        return kept[0], kept[1]

    def _records(self, source: str) -> list[Record]:
        return remembered(
            self.memory.store,
            self._key("records", source),
            lambda: [
                *records(found_of(self.corpus, source)),
                *records(claims_of(self.corpus, source)),
            ],
        )

    def _key(self, kind: str, source: str) -> bytes:
        outline = self.corpus.outlines[source]
        found = outline.titles if kind == "titles" else outline.findable
        claims = (claim.digest for claim in outline.claims)
        return digest(kind, program(), source, found, *claims)
