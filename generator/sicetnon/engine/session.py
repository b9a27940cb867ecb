"""One run of the builder: its cache, what the last build knew, and what this one finds out."""

from __future__ import annotations

import gc
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sicetnon.engine.cache import Cache
from sicetnon.engine.parallel import parallel_map
from sicetnon.engine.state import BuildState, read_state, write_state
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.scratch import scratch_folder

R = TypeVar("R")

Progress = Callable[[str, int, int], None]
"""Is called with a stage, how many items of it are done, and how many there are."""

SELDOM = 100_000
"""New objects after which Python looks for garbage: nearly all of a build's objects stay until its
end, and to look as often as Python does by itself costs a tenth of the time."""


def silent(_stage: str, _done: int, _count: int) -> None:
    """Report no progress."""


@contextmanager
def at(place: str) -> Iterator[None]:
    """Whatever is raised in here has a note of the file or the page that it was raised at."""
    try:
        yield
    except Exception as error:
        error.add_note(place)
        raise


def never(_address: str) -> bool:
    """No file may be late."""
    return False


@dataclass(slots=True)
class Session:
    """What the stages of one run share."""

    cache: Cache
    before: BuildState = field(default_factory=BuildState)
    """The state that the last build left."""
    jobs: int = 1
    progress: Progress = silent
    is_late: Callable[[str], bool] = never
    """Whether the file at an address may be out of date until the next build."""
    now: BuildState = field(default_factory=BuildState)
    """The state that this build will leave."""
    counts: Counter[str] = field(default_factory=Counter)
    """By stage: how many items were not up to date."""
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """By stage: how long it took."""
    used: set[bytes] = field(default_factory=set)
    """Keys of the cache entries that this build needs."""
    _stage: str = ""
    _since: float = field(default_factory=time.perf_counter)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; that of a stage within it counts for that one alone."""
        outer = self._stage
        self._enter(name)
        try:
            yield
        finally:
            self._enter(outer)

    def _enter(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[self._stage] += now - self._since
        self._stage, self._since = name, now

    def each(self, stage: str, work: Callable[[int], R], count: int) -> Iterator[R]:
        """`work` of each number below `count`, in order, over processes."""
        self.counts[stage] += count

        def cached(number: int) -> R:
            result = work(number)
            self.cache.flush()
            return result

        self.cache.close()
        for done, result in enumerate(parallel_map(cached, count, self.jobs), 1):
            yield result
            self.progress(stage, done, count)

    def save(self, site: Path) -> None:
        """Leave the state for the next build into the same site."""
        write_state(self.cache, site.resolve(), self.now)
        self.cache.sweep(self.used)


def in_session(
    run: Callable[[Session], R], site: Path, *, cache: Cache | None, jobs: int, progress: Progress
) -> R:
    """`run` with a cache; without one, or where a value is lost, with one that does not stay."""
    gc.set_threshold(SELDOM)
    with ExitStack() as stack:
        passing = None
        with suppress(OSError):
            folder = stack.enter_context(scratch_folder("sicetnon-cache-"))
            passing = Cache(folder / "cache.sqlite")
        for store, processes in ((cache, jobs), (passing, jobs)):
            if store is None:
                continue
            before = read_state(store, site.resolve())
            try:
                return run(Session(store, before, processes, progress))
            except CacheMissError:
                if not store.notices:
                    store.notices.append(
                        f"the cache {store.path} was damaged, or its disk is full: it is made anew"
                    )
                store.clear()
            finally:
                store.close()
    return run(Session(Cache(), progress=progress))
