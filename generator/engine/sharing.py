"""What sources give to the files of data, remembered as long as their texts and questions stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator import exchange, urls
from generator.digests import digest, of_value, program
from generator.engine.store import Store, remembered
from generator.engine.trace import Reads
from generator.exchange import Share, share
from generator.model import Corpus
from generator.writing.pages import Page
from generator.writing.write import Fresh


@dataclass(frozen=True, slots=True)
class Sharing:
    """Answers what a source gives, by its id; see `exchange.Sharing`."""

    corpus: Corpus
    """Traced."""
    reads: Reads
    store: Store
    keys: Mapping[str, bytes]
    """By a source's id: the key under which its parts are kept."""

    def __call__(self, name: str) -> Share:
        """What a source gives, made only if it is not remembered."""
        self.reads.seen.add(("sources", name))
        claims = (f"{name}/{claim.id}" for claim in self.corpus.outlines[name].claims)
        contested = {key: ids for key in claims if (ids := self.corpus.contested.get(key))}
        settings = of_value((self.corpus.config, contested))
        key = digest("share", program(), self.keys[name], settings)
        return remembered(
            self.store,
            key,
            lambda: share(self.corpus.config, self.corpus.sources[name], contested),
        )


def beside(corpus: Corpus, sharing: Sharing, pages: Iterable[Page]) -> Iterator[Page]:
    """Pages, and beside them the files of data that can be made one by one.

    Those of a source come after its page, when the source has just been opened.
    """
    of_source = {urls.source(name): name for name in corpus.headers}
    for page in pages:
        yield page
        name = of_source.get(page.address)
        if name is not None:
            yield Page(urls.annotations_of(name), partial(_annotations, sharing, name))
    for address, _ in exchange.found_by(corpus):
        yield Page(address, partial(_found_by, corpus, address))


def _annotations(sharing: Sharing, name: str) -> str:
    return sharing(name).annotations


def _found_by(corpus: Corpus, address: str) -> str:
    return dict(exchange.found_by(corpus))[address]


def is_joined(address: str) -> bool:
    """Whether a file of data holds all sources."""
    return address.startswith(urls.DATA) and not address.startswith(urls.DATA_OF_SOURCES)


def write_joined(corpus: Corpus, sharing: Sharing) -> Callable[[Fresh], Iterable[str]]:
    """How the files that hold all sources are written, and which they are."""

    def write(fresh: Fresh) -> Iterator[str]:
        for address, pieces in exchange.joined(corpus, sharing):
            fresh.pour(address, pieces)
            yield address

    return write
