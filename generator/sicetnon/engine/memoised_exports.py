"""What each source adds to the exported files, made again only where the source has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

from sicetnon import exports, urls
from sicetnon.digests import digest, of_value, program
from sicetnon.engine.dependencies import DependencyRecorder, chosen
from sicetnon.engine.session import Session
from sicetnon.exports.format import SourceFile
from sicetnon.exports.quotes import QuotedSource, Standings, quoted
from sicetnon.model import Corpus
from sicetnon.writing.pages import Bundle, Page


@dataclass(frozen=True, slots=True)
class MemoisedExports:
    """The exported files of a corpus."""

    corpus: Corpus
    """Recording what is read."""
    reads: DependencyRecorder
    session: Session
    keys: Mapping[str, bytes]
    """By a source's id: the key under which its parts are kept."""

    def beside(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Pages, and the exported files that are made one by one like pages.

        Those of a source come after its page, when the source has just been opened.
        """
        of_source = {urls.source(name): name for name in self.corpus.headers}
        formats = exports.formats(self.corpus.config)
        files = [one.of_source for one in formats if one.of_source]
        for page in pages:
            yield page
            if name := of_source.get(page.address):
                for file in files:
                    yield Page(file.address(name), partial(self._source_file, file, name))
        for one in exports.corpus_files(self.corpus.config):
            if not one.is_joined:
                yield Page(one.address, partial(one.opening, self.corpus))

    def joined(self) -> Bundle:
        """The files that are written together, piece by piece."""
        files = exports.corpus_files(self.corpus.config)
        addresses = frozenset(file.address for file in files if file.is_joined)
        pieces = exports.joined(self.corpus, self._added)
        return Bundle(
            "exports",
            addresses.__contains__,
            lambda fresh: nullcontext(partial(fresh.put_pieces, pieces)),
        )

    def _added(self, name: str) -> dict[str, str]:
        """What a source adds to the joined files."""
        key, standings = self._inputs(name)
        added = self.session.cache.load(key, dict[str, str])
        if added is None:
            added = exports.added(self._source(name, standings))
            self.session.cache.save(key, added)
        return added

    def _source_file(self, file: SourceFile, name: str) -> str:
        """A file of one source. What the source adds to the joined files is soon asked for too."""
        key, standings = self._inputs(name)
        source = self._source(name, standings)
        self.session.cache.save(key, exports.added(source))
        return file.text(source)

    def _source(self, name: str, standings: Standings) -> QuotedSource:
        return quoted(self.corpus.config, self.corpus.sources[name], standings)

    def _inputs(self, name: str) -> tuple[bytes, Standings]:
        """The key of what a source adds, and how its claims stand."""
        self.reads.of("sources").add(name)
        claims = [f"{name}/{claim}" for claim in self.corpus.summaries[name].claims]
        standings = chosen(self.corpus.standings, claims)
        settings = of_value((self.corpus.config, standings))
        return digest("exports", program(), self.keys[name], settings), standings
