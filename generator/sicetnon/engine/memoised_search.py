"""What sources give to the search, remembered as long as the same is found of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sicetnon.digests import digest, program
from sicetnon.engine.dependencies import ALL, DependencyRecorder
from sicetnon.engine.session import Session
from sicetnon.model import Corpus
from sicetnon.writing.search.entries import (
    claim_entries,
    contradiction_entries,
    entity_entries,
    source_entries,
)
from sicetnon.writing.search.index import Portion, index_script, portion
from sicetnon.writing.search.pagefind import write_records
from sicetnon.writing.search.plan import Mode
from sicetnon.writing.search.records import records
from sicetnon.writing.theme import SEARCH

V = TypeVar("V")
Record = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MemoisedSearch:
    """Makes the index of a corpus, or what Pagefind makes one of."""

    corpus: Corpus
    recording: Corpus
    """The same, noting what is looked at."""
    reads: DependencyRecorder
    session: Session

    def index(self, mode: Mode) -> str:
        """The script of lunr's index."""
        with self.session.stage("search"):
            return self._index(mode)

    def _index(self, mode: Mode) -> str:
        self.reads.of("theme").add(SEARCH)
        names = list(self.recording.findable if mode == "full" else self.recording.titles)
        portions = [self._found(mode, name) for name in names]
        portions.append(portion(entity_entries(self.recording)))
        if mode != "names":
            self.reads.of("quoted_claims").add(ALL)
            portions += [self._claims(name) for name in names]
        portions.append(portion(contradiction_entries(self.recording)))
        return index_script(portions)

    def fill(self, folder: Path) -> None:
        """Write all records that Pagefind reads."""
        names = list(self.recording.findable)
        self.reads.of("quoted_claims").add(ALL)

        def work(number: int) -> None:
            write_records(folder, self._records(names[number]))

        for _ in self.session.each("search", work, len(names)):
            pass
        write_records(folder, records(entity_entries(self.recording)))
        write_records(folder, records(contradiction_entries(self.recording)))

    def _found(self, mode: Mode, source: str) -> Portion:
        summary, full = self.corpus.summaries[source], mode == "full"
        key = digest("found", program(), summary.digests["findable" if full else "titles"])
        return self._memoised(
            key, Portion, lambda: portion(source_entries(self.corpus, source, paragraphs=full))
        )

    def _claims(self, source: str) -> Portion:
        return self._memoised(
            digest("claims", program(), *self._said(source)),
            Portion,
            lambda: portion(claim_entries(self.corpus, source)),
        )

    def _records(self, source: str) -> list[Record]:
        found = self.corpus.summaries[source].digests["findable"]
        return self._memoised(
            digest("records", program(), found, *self._said(source)),
            list[Record],
            lambda: [
                *records(source_entries(self.corpus, source)),
                *records(claim_entries(self.corpus, source)),
            ],
        )

    def _memoised(self, key: bytes, kind: type[V], make: Callable[[], V]) -> V:
        """A value that was cached, or else is made and cached."""
        self.session.used.add(key)
        value = self.session.cache.load(key, kind)
        if value is None:
            value = make()
            self.session.cache.save(key, value)
        return value

    def _said(self, source: str) -> list[bytes | str]:
        """What changes when something is found otherwise of a source's claims."""
        summary = self.corpus.summaries[source]
        return [source, summary.source.work.title, summary.digests["quoted_claims"]]
