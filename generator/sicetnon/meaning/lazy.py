"""Mappings whose values are loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

SMALL = 256
"""How many small values stay in memory."""


class CacheMissError(Exception):
    """A value that was cached when the corpus was related is missing or damaged now."""


class LazyMapping(Mapping[K, V]):
    """A mapping in the order of its keys; the `size` values used last stay in memory."""

    __slots__ = ("_keys", "_load")

    def __init__(self, keys: Collection[K], load: Callable[[K], V], size: int = SMALL) -> None:
        self._keys = keys
        self._load = lru_cache(maxsize=size)(load)

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._load(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
