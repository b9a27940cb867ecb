"""Work over processes: the same results in the same order, on as many cores as there are.

Workers are forked, so that they have all that was read without it being sent to them. Where the
system does not fork safely (Windows, macOS) the work is done in one process.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar, cast

R = TypeVar("R")

FEW = 24
"""Pieces of work for which starting processes costs more than it saves."""
BATCHES = 8
"""Batches that each process gets: enough that none waits long for the other at the end."""
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_work: Callable[[int], object] | None = None


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parallel_map(work: Callable[[int], R], count: int, jobs: int) -> Iterator[R]:
    """What `work` answers for the numbers from 0 to `count`, in their order."""
    global _work  # noqa: PLW0603  # what is forked finds its work here
    if jobs <= 1 or count < FEW or not _forks():
        yield from map(work, range(count))
        return
    # They load slowly, and most builds change little.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    batch = max(1, min(32, count // (jobs * BATCHES)))
    before, _work = _work, work
    try:
        _settle()
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, context, _begin) as pool:
            try:
                yield from pool.map(
                    cast("Callable[[int], R]", _call), range(count), chunksize=batch
                )
            except BaseException:
                # Nobody may still write where the caller now tidies up.
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        _work = before
        gc.unfreeze()


def _forks() -> bool:
    """Whether processes can be forked here: other threads might hold a lock for ever."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


def _settle() -> None:
    """Let workers share the memory of what there is, and hold nothing that is not needed.

    Looking for garbage writes to whatever is looked at, and what is written to is not shared any
    more.
    """
    gc.freeze()
    give_back()


def give_back() -> None:
    """Give memory back to the system that is not needed any more.

    By itself glibc does so at the end of its heap only; other libraries have no such call.
    """
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)


def _begin() -> None:
    """A worker leaves interrupts to its parent, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def _call(number: int) -> object:
    assert _work is not None  # noqa: S101  # it was set before this process was forked
    return _work(number)
