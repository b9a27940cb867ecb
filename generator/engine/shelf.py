"""The parts of a source, taken out of the store when a page asks for them.

What one source yields is kept as one file of several parts, each of which can be read alone, so
that a page which quotes one claim of a source does not have to open the whole of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from generator.engine import pickles
from generator.engine.store import Store
from generator.model import Findable, Sentence, Stated, Studied
from generator.writing.excerpts import Excerpts

Cut = tuple[str, str, str, str]
"""A sentence as it is kept."""
SHELVED = 512
"""Sources whose smaller parts stay at hand."""


class LostError(Exception):
    """What the last build kept cannot be believed, or is gone: it has to be made again."""


def pack(parts: Mapping[str, object]) -> bytes:
    """Parts as one file's content, each to be read alone."""
    return pickles.dumps({name: pickles.dumps(part) for name, part in parts.items()})


def unpack(data: bytes | None, name: str) -> Any:  # noqa: ANN401  # whoever asks knows the part
    """One part of a file's content, or None where there is none."""
    parts = pickles.loads(data) if data is not None else {}
    return pickles.loads(parts[name]) if name in parts else None


def parts_of(studied: Studied, found: Excerpts) -> dict[str, object]:
    """What is kept of a source."""
    return {
        "studied": replace(studied, html=()),
        "html": studied.html,
        "stated": {name: pickles.dumps(one) for name, one in found.stated.items()},
        "findable": found.findable,
        "sentences": {name: list(map(tuple, one)) for name, one in found.sentences.items()},
    }


@dataclass(slots=True)
class Shelf:
    """Opens the sources of a corpus; see `relate.Contents`."""

    store: Store
    keys: Mapping[str, bytes]
    """By a source's id: the key under which its parts are kept."""
    _small: Any = field(init=False)

    def __post_init__(self) -> None:
        self._small = lru_cache(maxsize=SHELVED)(self._open_small)

    def part(self, source: str, name: str) -> Any:  # noqa: ANN401
        """A part of a source by its name."""
        found = unpack(self.store.get(self.keys[source]), name)
        if found is None:
            raise LostError
        return found

    def studied(self, source: str) -> Studied:
        """A source with all that is in it."""
        studied: Studied = self.part(source, "studied")
        return replace(studied, html=self.part(source, "html"))

    def stated(self, key: str) -> Stated:
        """A claim in its paragraph."""
        source, _, claim = key.rpartition("/")
        stated: Stated = pickles.loads(self._small(source)[0][claim])
        return stated

    def sentences(self, named: tuple[str, str]) -> tuple[Sentence, ...]:
        """The sentences of a source that name an entity."""
        source, entity = named
        return tuple(map(Sentence._make, self._small(source)[1][entity]))

    def findable(self, source: str) -> tuple[Findable, ...]:
        """What search finds of a source."""
        found: tuple[Findable, ...] = self.part(source, "findable")
        return found

    def _open_small(self, source: str) -> tuple[dict[str, bytes], dict[str, list[Cut]]]:
        return self.part(source, "stated"), self.part(source, "sentences")
