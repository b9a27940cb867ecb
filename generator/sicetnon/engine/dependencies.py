"""Which parts of a corpus a page is made from: each look at one of its mappings is noted.

A page is out of date when one of the parts that it read has another digest than when the page was
made (see `fingerprints`). Pages declare nothing, so no dependency can be forgotten.

A part is known by a number of 32 bits that its name comes to. Two parts may come to the same: then
a page is made again for nothing, but none is ever taken for fresh that is not.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar
from zlib import crc32

from sicetnon.model import Corpus

K = TypeVar("K")
V = TypeVar("V")

ALL = None
"""Stands for all keys of a mapping and their values, in their order."""
NUMBERS = "I"
"""How the numbers of parts are packed: four bytes each (see `array`)."""


def number(table: str, key: object) -> int:
    """The number of a part: of a key of a mapping, or of all of it."""
    return crc32(spelled(key), crc32(table.encode()))


def spelled(key: object) -> bytes:
    """A key as bytes: a string, a pair of them, or `ALL`."""
    text = key if isinstance(key, str) else "\n".join(key) if isinstance(key, tuple) else "*"
    return text.encode("utf-8", "surrogatepass")


class DependencyRecorder:
    """The parts that were looked at since they were last taken."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[str, set[object]] = {}

    def of(self, table: str) -> set[object]:
        """The keys of a mapping that were looked at; who looks at more adds to it."""
        return self._seen.setdefault(table, set())

    def clear(self) -> None:
        """Forget them."""
        for keys in self._seen.values():
            keys.clear()

    def take(self) -> bytes:
        """The numbers of the parts, packed, and forget them.

        Who has seen all of a mapping need not name its keys. Every page shows something of the
        settings.
        """
        found = array(NUMBERS, [number("config", ALL)])
        for table, keys in self._seen.items():
            start = crc32(table.encode())
            seen = (ALL,) if ALL in keys else keys
            found.extend([crc32(key, start) for key in map(spelled, seen)])
        self.clear()
        return found.tobytes()


def unpacked(packed: bytes) -> array[int]:
    """The numbers of parts that were packed."""
    numbers = array(NUMBERS)
    numbers.frombytes(packed)
    return numbers


class RecordingMapping(Mapping[K, V]):
    """A mapping that notes what is looked at in it."""

    __slots__ = ("inner", "seen")

    def __init__(self, inner: Mapping[K, V], seen: set[object]) -> None:
        self.inner, self.seen = inner, seen

    def __getitem__(self, key: K) -> V:
        self.seen.add(key)
        return self.inner[key]

    def __contains__(self, key: object) -> bool:
        self.seen.add(key)
        return key in self.inner

    def __iter__(self) -> Iterator[K]:
        self.seen.add(ALL)
        return iter(self.inner)

    def __len__(self) -> int:
        self.seen.add(ALL)
        return len(self.inner)


def chosen(table: Mapping[K, V], keys: Collection[K]) -> dict[K, V]:
    """What there is of some keys: the same as to look at each, in fewer steps."""
    if isinstance(table, RecordingMapping):
        table.seen.update(keys)
        table = table.inner
    return {key: table[key] for key in keys if key in table}


def tables(corpus: Corpus) -> dict[str, Mapping[Any, Any]]:
    """The mappings of a corpus by their names."""
    named = {part.name: getattr(corpus, part.name) for part in fields(corpus)}
    return {name: table for name, table in named.items() if isinstance(table, Mapping)}


def recording(corpus: Corpus, reads: DependencyRecorder) -> Corpus:
    """The same corpus, noting what is looked at."""
    parts: dict[str, Any] = {
        name: RecordingMapping(table, reads.of(name)) for name, table in tables(corpus).items()
    }
    return replace(corpus, **parts)
