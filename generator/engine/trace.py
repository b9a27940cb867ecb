"""Which parts of a corpus a page is made from: each look at one of its mappings is noted.

A page is stale when one of the parts that it looked at has another digest than when it was made.
Nothing has to be declared by whoever writes pages, so nothing can be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from generator.digests import of_value
from generator.meaning.opened import Opened
from generator.model import Corpus

K = TypeVar("K")
V = TypeVar("V")

ALL = None
"""Stands for all keys of a mapping and their values, in their order."""
ABSENT = b""
"""The digest of what is not there."""
Looked = Mapping[str, tuple[object, ...]]
"""By the name of a mapping: the keys that were looked at, or `ALL` alone."""


class Reads:
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

    def take(self) -> Looked:
        """The parts, and forget them; who has seen all of a mapping need not name its keys.

        Every page shows something of the settings.
        """
        seen = {name: keys for name, keys in self._seen.items() if keys}
        taken = {n: (ALL,) if ALL in keys else tuple(keys) for n, keys in seen.items()}
        self.clear()
        return {"config": (ALL,), **taken}


class Traced(Mapping[K, V]):
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


def tables(corpus: Corpus) -> dict[str, Mapping[Any, Any]]:
    """The mappings of a corpus by their names."""
    named = {part.name: getattr(corpus, part.name) for part in fields(corpus)}
    return {name: table for name, table in named.items() if isinstance(table, Mapping)}


def traced(corpus: Corpus, reads: Reads) -> Corpus:
    """The same corpus, noting what is looked at."""
    parts: dict[str, Any] = {
        name: Traced(table, reads.of(name)) for name, table in tables(corpus).items()
    }
    return replace(corpus, **parts)


@dataclass(slots=True)
class Digests:
    """The digests of the parts of a corpus and of a theme, found out when they are asked for."""

    corpus: Corpus
    theme: Callable[[str], bytes]
    """The digest of a part of the theme."""
    _tables: dict[str, Mapping[Any, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self._tables = tables(self.corpus)

    def of(self, name: str, keys: Collection[object]) -> list[bytes]:
        """The digests of parts of a mapping as they are now."""
        table = self._tables.get(name)
        if isinstance(table, Opened):
            known = table.digests
            found = [known.get(key, ABSENT) for key in keys]
            if ALL in keys:
                found[[*keys].index(ALL)] = of_value([*known.items()])
            return found
        if table is not None:
            return [_of_part(table, key) for key in keys]
        if name == "theme":
            return [self.theme(str(key)) for key in keys]
        # The settings; or a mapping that this version does not know.
        return [of_value(self.corpus.config) if name == "config" else ABSENT] * len(keys)


def _of_part(table: Mapping[Any, Any], key: object) -> bytes:
    if key is ALL:
        return of_value([*table.items()])
    return of_value(table[key]) if key in table else ABSENT
