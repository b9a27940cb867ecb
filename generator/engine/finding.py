"""What sources give to Pagefind, remembered as long as the same is found of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.digests import digest, program
from generator.engine.remember import Memory
from generator.engine.spread import spread
from generator.engine.store import remembered
from generator.model import Corpus
from generator.writing.search import entries_beside, entries_of, put, records


@dataclass(frozen=True, slots=True)
class Finding:
    """Fills a folder with the records of a corpus."""

    corpus: Corpus
    traced: Corpus
    """The same, noting what is looked at."""
    memory: Memory

    def fill(self, folder: Path) -> None:
        """Write all records; those of a source depend on what is found of it alone."""
        names = list(self.traced.findable)
        iter(self.traced.stated)  # the records of claims depend on all of them

        def work(number: int) -> None:
            put(folder, self._records(names[number]))

        for _ in spread(work, len(names), self.memory.jobs):
            pass
        put(folder, records(entries_beside(self.traced)))

    def _records(self, source: str) -> list[tuple[str, str]]:
        outline = self.corpus.outlines[source]
        claims = (claim.digest for claim in outline.claims)
        key = digest("records", program(), source, outline.findable, *claims)
        return remembered(
            self.memory.store, key, lambda: list(records(entries_of(self.corpus, source)))
        )
