"""Which parts of a corpus a page is made from: each look at one of its mappings is noted.

A page is stale when one of the parts that it looked at has another digest than when it was made.
Nothing has to be declared by whoever writes pages, so nothing can be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from generator.digests import digest, of_value
from generator.meaning.opened import Opened
from generator.model import Corpus

K = TypeVar("K")
V = TypeVar("V")

Part = tuple[str, object]
"""The name of a mapping and a key of it."""
ALL = None
"""Stands for all keys of a mapping and their values, in their order."""
CONFIG: Part = ("config", ALL)
ABSENT = b""
"""The digest of what is not there."""


class Reads:
    """The parts that were looked at since they were last taken."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen: set[Part] = set()

    def take(self) -> frozenset[Part]:
        """The parts, and forget them; who has seen all of a mapping need not name its keys.

        Every page shows something of the settings.
        """
        whole = {table for table, key in self.seen if key is ALL}
        taken = {part for part in self.seen if part[1] is ALL or part[0] not in whole}
        self.seen.clear()
        return frozenset({CONFIG, *taken})


class Traced(Mapping[K, V]):
    """A mapping that notes what is looked at in it."""

    __slots__ = ("inner", "name", "seen")

    def __init__(self, name: str, inner: Mapping[K, V], seen: set[Part]) -> None:
        self.name, self.inner, self.seen = name, inner, seen

    def __getitem__(self, key: K) -> V:
        self.seen.add((self.name, key))
        return self.inner[key]

    def __contains__(self, key: object) -> bool:
        self.seen.add((self.name, key))
        return key in self.inner

    def __iter__(self) -> Iterator[K]:
        self.seen.add((self.name, ALL))
        return iter(self.inner)

    def __len__(self) -> int:
        self.seen.add((self.name, ALL))
        return len(self.inner)


def tables(corpus: Corpus) -> dict[str, Mapping[Any, Any]]:
    """The mappings of a corpus by their names."""
    named = {part.name: getattr(corpus, part.name) for part in fields(corpus)}
    return {name: table for name, table in named.items() if isinstance(table, Mapping)}


def traced(corpus: Corpus, reads: Reads) -> Corpus:
    """The same corpus, noting what is looked at."""
    parts: dict[str, Any] = {
        name: Traced(name, table, reads.seen) for name, table in tables(corpus).items()
    }
    return replace(corpus, **parts)


@dataclass(slots=True)
class Digests:
    """The digests of the parts of a corpus and of a theme, found out when they are asked for."""

    corpus: Corpus
    theme: Callable[[str], bytes]
    """The digest of a part of the theme."""
    _known: dict[Part, bytes]
    _tables: dict[str, Mapping[Any, Any]]

    @classmethod
    def of(cls, corpus: Corpus, theme: Callable[[str], bytes]) -> Digests:
        """Those of a corpus and a theme."""
        return cls(corpus, theme, {}, tables(corpus))

    def __call__(self, part: Part) -> bytes:
        """The digest of a part as it is now."""
        known = self._known.get(part)
        if known is None:
            known = self._known[part] = self._find(*part)
        return known

    def each(self, parts: Iterable[Part]) -> Iterator[bytes]:
        """The digests of many parts: those that are known need not be found out one by one."""
        opened = {
            n: table.digests for n, table in self._tables.items() if isinstance(table, Opened)
        }
        for part in parts:
            name, key = part
            known = opened.get(name)
            yield self(part) if known is None or key is ALL else known.get(key, ABSENT)

    def _find(self, name: str, key: object) -> bytes:
        table = self._tables.get(name)
        if name == "theme":
            return self.theme(str(key))
        if table is None:
            return of_value(self.corpus.config) if name == "config" else ABSENT
        if key is ALL:
            return digest(*(part for k in table for part in (repr(k), self((name, k)))))
        if isinstance(table, Opened):
            return table.digests.get(key, ABSENT)
        return of_value(table[key]) if key in table else ABSENT
