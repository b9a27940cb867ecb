"""The parts of a source, taken out of the store when a page asks for them.

What one source yields is kept in several parts, each of which can be read alone, so that a page
which quotes one claim of a source does not have to open the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from sicetnon.digests import digest
from sicetnon.engine import serialization
from sicetnon.engine.cache_folder import Store
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.model import AnnotatedSource, Findable, QuotedClaim, Sentence
from sicetnon.writing.excerpts import Excerpts
from sicetnon.writing.findable import titles

STATED, TITLES, SENTENCES = QUOTES = ("quoted_claims", "titles", "sentences")
"""Kinds of quotes."""
Cut = tuple[str, str, str, str]
"""A sentence as it is kept."""
OPEN = 4
"""Sources of which all parts are at hand, not read yet."""
SHELVED = 1024
"""Sources whose claims and sentences are at hand, not read yet: pages of entities ask for a few of
nearly every source, page after page."""


def pack(parts: Mapping[str, object]) -> dict[str, bytes]:
    """Parts of one result, each to be read alone."""
    return {name: serialization.dumps(part) for name, part in parts.items()}


def part_of(data: bytes | None, name: str) -> Any:  # noqa: ANN401  # whoever asks knows the part
    """One part of a result, or None where there is none."""
    parts = serialization.loads(data) if data is not None else {}
    return serialization.loads(parts[name]) if name in parts else None


def parts_of(annotated: AnnotatedSource, found: Excerpts) -> dict[str, bytes]:
    """What only the source's own page needs, and search."""
    return pack(
        {
            "annotated": annotated._replace(html=()),
            "html": annotated.html,
            "findable": found.findable,
        }
    )


def quotes_of(found: Excerpts) -> dict[str, bytes]:
    """What pages of others quote, each kind kept apart: who needs one reads no other."""
    return {
        STATED: serialization.dumps(pack(found.quoted_claims)),
        TITLES: serialization.dumps(titles(found.findable)),
        SENTENCES: serialization.dumps(
            pack({n: list(map(tuple, one)) for n, one in found.sentences.items()})
        ),
    }


def quotes_key(kind: str, key: bytes) -> bytes:
    """Under which quotes of a source are kept, by the key of its other parts."""
    return digest(kind, key)


@dataclass(slots=True)
class SourceCache:
    """Opens the sources of a corpus; see `relate.Contents`."""

    store: Store
    keys: Mapping[str, bytes]
    """By a source's id: the key under which its parts are kept."""
    _parts: Callable[[str], dict[str, bytes]] = field(init=False)
    _stated: Callable[[str], dict[str, bytes]] = field(init=False)
    _sentences: Callable[[str], dict[str, bytes]] = field(init=False)

    def __post_init__(self) -> None:
        self._parts = lru_cache(maxsize=OPEN)(self._open)
        self._stated = lru_cache(maxsize=SHELVED)(partial(self._quotes, STATED))
        self._sentences = lru_cache(maxsize=SHELVED)(partial(self._quotes, SENTENCES))

    def annotated(self, source: str) -> AnnotatedSource:
        """A source with all that is in it."""
        parts = self._parts(source)
        annotated: AnnotatedSource = serialization.loads(parts["annotated"])
        return annotated._replace(html=serialization.loads(parts["html"]))

    def quoted_claim(self, key: str) -> QuotedClaim:
        """A claim in its paragraph."""
        source, _, claim = key.rpartition("/")
        quoted_claim: QuotedClaim = serialization.loads(self._stated(source)[claim])
        return quoted_claim

    def sentences(self, named: tuple[str, str]) -> tuple[Sentence, ...]:
        """The sentences of a source that name an entity."""
        source, entity = named
        cut: list[Cut] = serialization.loads(self._sentences(source)[entity])
        return tuple(map(Sentence._make, cut))

    def findable(self, source: str) -> tuple[Findable, ...]:
        """What search finds of a source."""
        found: tuple[Findable, ...] = serialization.loads(self._parts(source)["findable"])
        return found

    def titles(self, source: str) -> tuple[Findable, ...]:
        """The same without paragraphs."""
        found: tuple[Findable, ...] = self._quotes(TITLES, source)
        return found

    def _open(self, source: str) -> dict[str, bytes]:
        parts: dict[str, bytes] = self._taken(self.keys[source])
        return parts

    def _quotes(self, kind: str, source: str) -> Any:  # noqa: ANN401  # whoever asks knows the kind
        return self._taken(quotes_key(kind, self.keys[source]))

    def _taken(self, key: bytes) -> Any:  # noqa: ANN401
        data = self.store.get(key)
        if data is None:
            raise CacheMissError
        return serialization.loads(data)
