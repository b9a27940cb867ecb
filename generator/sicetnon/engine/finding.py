"""What sources give to the search, remembered as long as the same is found of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sicetnon.digests import digest, program
from sicetnon.engine.remember import Memory
from sicetnon.engine.spread import spread
from sicetnon.engine.store import remembered
from sicetnon.engine.trace import ALL, Reads
from sicetnon.model import Corpus
from sicetnon.writing.search import (
    Mode,
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
from sicetnon.writing.theme import SEARCH

Record = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """Makes the index of a corpus, or what Pagefind makes one of."""

    corpus: Corpus
    traced: Corpus
    """The same, noting what is looked at."""
    reads: Reads
    memory: Memory

    def index(self, mode: Mode) -> str:
        """The script of lunr's index."""
        self.reads.of("theme").add(SEARCH)
        names = list(self.traced.findable if mode == "full" else self.traced.titles)
        portions = [self._found(mode, name) for name in names]
        portions.append(portion(entities_of(self.traced)))
        if mode != "names":
            self.reads.of("stated").add(ALL)
            portions += [self._claims(name) for name in names]
        portions.append(portion(contradictions_of(self.traced)))
        return joined_script(portions)

    def fill(self, folder: Path) -> None:
        """Write all records that Pagefind reads."""
        names = list(self.traced.findable)
        self.reads.of("stated").add(ALL)

        def work(number: int) -> None:
            put(folder, self._records(names[number]))

        for _ in spread(work, len(names), self.memory.jobs):
            pass
        put(folder, records(entities_of(self.traced)))
        put(folder, records(contradictions_of(self.traced)))

    def _found(self, mode: Mode, source: str) -> Portion:
        outline, full = self.corpus.outlines[source], mode == "full"
        key = digest("found", program(), outline.digests["findable" if full else "titles"])
        return remembered(
            self.memory.store,
            key,
            lambda: portion(found_of(self.corpus, source, paragraphs=full)),
        )

    def _claims(self, source: str) -> Portion:
        return remembered(
            self.memory.store,
            digest("claims", program(), *self._said(source)),
            lambda: portion(claims_of(self.corpus, source)),
        )

    def _records(self, source: str) -> list[Record]:
        found = self.corpus.outlines[source].digests["findable"]
        return remembered(
            self.memory.store,
            digest("records", program(), found, *self._said(source)),
            lambda: [
                *records(found_of(self.corpus, source)),
                *records(claims_of(self.corpus, source)),
            ],
        )

    def _said(self, source: str) -> list[bytes | str]:
        """What changes when something is found otherwise of a source's claims."""
        outline = self.corpus.outlines[source]
        return [source, outline.source.work.title, outline.digests["stated"]]
