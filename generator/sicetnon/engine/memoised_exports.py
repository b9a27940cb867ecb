"""What sources give to the files of data, remembered as long as their texts and questions stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from sicetnon import exports, urls
from sicetnon.digests import digest, of_value, program
from sicetnon.engine import serialization
from sicetnon.engine.cache_folder import Store
from sicetnon.engine.dependencies import DependencyRecorder, chosen
from sicetnon.exports import SourceExport, share
from sicetnon.exports.web_annotations import Contested
from sicetnon.model import Corpus
from sicetnon.writing.pages import Page
from sicetnon.writing.write import Fresh


@dataclass(frozen=True, slots=True)
class MemoisedExports:
    """Answers what a source gives, by its id; see `exchange.Sharing`."""

    corpus: Corpus
    """Traced."""
    reads: DependencyRecorder
    store: Store
    keys: Mapping[str, bytes]
    """By a source's id: the key under which its parts are kept."""

    def __call__(self, name: str) -> SourceExport:
        """What a source gives to the files that hold all, made only if it is not remembered."""
        contested, key = self._given(name)
        kept = self.store.get(key)
        if kept is None:
            return self._make(name, contested, key)[1]
        share: SourceExport = serialization.loads(kept)
        return share

    def annotations(self, name: str) -> str:
        """A source's own file; whoever asks for it will soon ask for the rest, which is kept."""
        return self._make(name, *self._given(name))[0]

    def _given(self, name: str) -> tuple[Contested, bytes]:
        """The contradictions that a source's claims stand in, and under which key it is kept."""
        self.reads.of("sources").add(name)
        claims = [f"{name}/{claim}" for claim in self.corpus.summaries[name].claims]
        contested = chosen(self.corpus.contested, claims)
        settings = of_value((self.corpus.config, contested))
        return contested, digest("share", program(), self.keys[name], settings)

    def _make(self, name: str, contested: Contested, key: bytes) -> tuple[str, SourceExport]:
        annotations, made = share(self.corpus.config, self.corpus.sources[name], contested)
        self.store.put(key, serialization.dumps(made))
        return annotations, made


def beside(corpus: Corpus, sharing: MemoisedExports, pages: Iterable[Page]) -> Iterator[Page]:
    """Pages, and beside them the files of data that can be made one by one.

    Those of a source come after its page, when the source has just been opened.
    """
    of_source = {urls.source(name): name for name in corpus.headers}
    for page in pages:
        yield page
        name = of_source.get(page.address)
        if name is not None:
            yield Page(urls.annotations_of(name), partial(sharing.annotations, name))
    for address, _ in exports.found_by(corpus):
        yield Page(address, partial(_found_by, corpus, address))


def _found_by(corpus: Corpus, address: str) -> str:
    return dict(exports.found_by(corpus))[address]


def is_joined(address: str) -> bool:
    """Whether a file of data holds all sources."""
    return address.startswith(urls.DATA) and not address.startswith(urls.DATA_OF_SOURCES)


def write_joined(corpus: Corpus, sharing: MemoisedExports) -> Callable[[Fresh], Iterable[str]]:
    """How the files that hold all sources are written, and which they are."""

    def write(fresh: Fresh) -> Iterable[str]:
        return fresh.pour(exports.joined(corpus, sharing))

    return write
