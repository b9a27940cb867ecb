"""Mappings whose values are opened when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

KEPT = 256
"""Values that stay open, where they are small."""


class CacheMissError(Exception):
    """A value that was there when the corpus was related cannot be had any more."""


class LazyMapping(Mapping[K, V]):
    """A mapping in the order of its keys, whose values are opened one by one."""

    __slots__ = ("_keys", "_open")

    def __init__(self, keys: Collection[K], opening: Callable[[K], V], kept: int = KEPT) -> None:
        self._keys = keys
        self._open = lru_cache(maxsize=kept)(opening)

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._open(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
