"""What sources give to the search, remembered as long as the same is found of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from sicetnon.writing.search.index import Portion, index_script, names_script, portion
from sicetnon.writing.search.pagefind import write_records
from sicetnon.writing.search.plan import Mode, kilobytes, size_of
from sicetnon.writing.search.records import records
from sicetnon.writing.theming.theme import SEARCH

V = TypeVar("V")
Record = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MemoisedSearch:
    """Makes the indexes of a corpus, or what Pagefind makes one of."""

    corpus: Corpus
    recording: Corpus
    """The same, noting what is looked at."""
    reads: DependencyRecorder
    session: Session

    def index(self, mode: Mode) -> str:
        """The script of lunr's index."""
        with self.session.stage("search"):
            return index_script(self._portions(mode))

    def names(self, mode: Mode) -> str:
        """The script of a small part, of entities and contradictions alone, which comes first.

        It says how much the reader waits for besides, in kilobytes; 0 for an index in pieces.
        """
        self.reads.of("theme").add(SEARCH)
        rest = 0
        if mode != "pagefind":
            self.reads.of("findable").add(ALL)
            self.reads.of("quoted_claims").add(ALL)
            every = (*entity_entries(self.recording), *contradiction_entries(self.recording))
            size = size_of(self.corpus.summaries.values())
            rest = kilobytes(size, sum(len(e.title) + len(e.text) for e in every), mode)
        entities = entity_entries(self.recording, described=False)
        questions = contradiction_entries(self.recording, explained=False)
        return names_script([*entities, *questions], rest)

    def languages(self) -> tuple[str, ...]:
        """The languages of the corpus and of its sources."""
        sources = self.recording.headers.values()
        return tuple(sorted({self.recording.config.language, *(one.language for one in sources)}))

    def _portions(self, mode: Mode) -> Iterator[Portion]:
        self.reads.of("theme").add(SEARCH)
        names = list(self.recording.findable if mode == "full" else self.recording.titles)
        yield from (self._found(mode, name) for name in names)
        if mode != "names":
            self.reads.of("quoted_claims").add(ALL)
            yield from (self._claims(name) for name in names)
        # Their words are in the language of the corpus.
        language = self.recording.config.language
        yield portion(entity_entries(self.recording), language, language)
        yield portion(contradiction_entries(self.recording), language, language)

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
        language = self.recording.headers[source].language
        return self._memoised(
            digest("found", program(), language, summary.digests["findable" if full else "titles"]),
            Portion,
            lambda: portion(
                source_entries(self.corpus, source, paragraphs=full), language, language
            ),
        )

    def _claims(self, source: str) -> Portion:
        """The claims of a source: glosses in the language of the corpus, quotes in the source's."""
        languages = self.corpus.config.language, self.recording.headers[source].language
        return self._memoised(
            digest("claims", program(), *languages, *self._said(source)),
            Portion,
            lambda: portion(claim_entries(self.corpus, source), *languages),
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
