"""One run of the builder: its cache, what the last build knew, and what this one finds out."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sicetnon.engine import serialization
from sicetnon.engine.cache import Cache
from sicetnon.engine.cache_folder import CACHE, MemoryCache, Store, open_folder, passing_folder
from sicetnon.engine.parallel import parallel_map
from sicetnon.engine.state import BuildState, read_state, write_state
from sicetnon.meaning.lazy import CacheMissError

R = TypeVar("R")

Progress = Callable[[str, int, int], None]
"""Is called with a stage, how many items of it are done, and how many there are."""

SELDOM = 100_000
"""New objects after which Python looks for garbage: nearly all of a build's objects stay until its
end, and to look as often as Python does by itself costs a tenth of the time."""


def silent(_stage: str, _done: int, _count: int) -> None:
    """Report no progress."""


@dataclass(slots=True)
class Session:
    """What the stages of one run share."""

    store: Store
    before: BuildState = field(default_factory=BuildState)
    """The state that the last build left."""
    jobs: int = 1
    progress: Progress = silent
    now: BuildState = field(default_factory=BuildState)
    """The state that this build will leave."""
    counts: Counter[str] = field(default_factory=Counter)
    """By stage: how many items were not up to date."""
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage: how long they took."""
    used: set[bytes] = field(default_factory=set)
    """Keys of the cache entries that this build needs."""

    def put(self, key: bytes, parts: Mapping[str, bytes]) -> None:
        """Cache the parts of a result."""
        self.store.put(key, serialization.dumps(parts))

    def each(self, stage: str, work: Callable[[int], R], count: int) -> Iterator[R]:
        """`work` of each number below `count`, in order, over processes."""
        self.counts[stage] += count
        began = time.perf_counter()
        for done, result in enumerate(parallel_map(work, count, self.jobs), 1):
            yield result
            self.progress(stage, done, count)
        self.seconds[stage] = time.perf_counter() - began

    def save(self, site: Path) -> None:
        """Leave the state for the next build into the same site."""
        if isinstance(self.store, Cache):
            write_state(self.store, site.resolve(), self.now)
            self.store.sweep(self.used)


def in_session(
    run: Callable[[Session], R],
    root: Path,
    site: Path,
    *,
    cached: bool,
    jobs: int,
    progress: Progress,
) -> R:
    """`run` with the cache of a corpus, or with none.

    Where the cache turns out to be damaged it is emptied, and everything runs again without it.
    Where the disk is full, so that processes cannot share what they make, one does all in memory.
    """
    gc.set_threshold(SELDOM)
    store = open_folder(root.resolve() / CACHE) if cached else None
    if store is not None:
        before = read_state(store, site.resolve())
        try:
            return run(Session(store=store, before=before, jobs=jobs, progress=progress))
        except CacheMissError:
            store.clear()
        finally:
            store.close()
    if jobs > 1:
        with suppress(CacheMissError), passing_folder() as passing:
            return run(Session(passing, jobs=jobs, progress=progress))
    return run(Session(MemoryCache(), progress=progress))
