"""Runs a command and tells what it took: time on the clock, time of processors, memory.

Time of processors is user and system time of the command and of all that it started and waited
for, as the kernel counts it. Memory is that of all its processes together at their fullest moment:
the shares of each (`Pss`: a page that several processes have in common counts once in all), looked
at several times a second, and never less than the fullest moment of the largest process alone,
which the kernel keeps. Looking takes at most a twentieth of one core. Where the system has no
/proc, the largest process alone is all there is to tell.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

CORES = 2
"""What every command gets, so that machines with more can be compared."""
PAUSE = 0.02
"""Seconds between two looks at a running command, at least."""
SHARE = 20
"""A look's own time is followed by so many times as long a pause."""
UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the kernel's unit for the fullest moment of a process."""
TOLD = 20
"""Last lines of a failed command that are shown."""


class FailedError(Exception):
    """A command ended otherwise than well; says which, and its last lines."""


class IncompleteError(Exception):
    """A contender left out what it was asked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processors, user and system."""
    memory: int
    """Bytes at the fullest moment."""
    pagefind: float = 0.0
    """Of the seconds on the clock, those in which Pagefind ran."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A generator with texts before it, ready to be run."""

    name: str
    command: tuple[str, ...]
    folder: Path
    """The working folder of the command."""
    site: Path
    """The folder that it writes."""
    leftovers: tuple[Path, ...] = ()
    """What it keeps from one run to the next, besides the site."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What the command has in its environment besides that of this process."""


def keep_to_cores() -> int:
    """Hold this process and all that it starts to two cores; their number, if there are fewer."""
    if not hasattr(os, "sched_setaffinity"):
        return min(CORES, os.cpu_count() or 1)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    return len(os.sched_getaffinity(0))


def cold(contender: Contender) -> Run:
    """Run with nothing left of any run before; what is removed is not timed."""
    for path in (contender.site, *contender.leftovers):
        shutil.rmtree(path, ignore_errors=True)
    return again(contender)


def again(contender: Contender) -> Run:
    """Run over what the last run left."""
    if hasattr(os, "sync"):
        os.sync()  # Nobody pays for what another has written.
    return run(contender.command, contender.folder, contender.environment)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command in a folder, with some variables besides those of this process.

    Raises FailedError where it ends otherwise than well or cannot be started.
    """
    with tempfile.TemporaryFile() as said:
        since = time.perf_counter()
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=os.environ | (environment or {}),
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise FailedError(f"{command[0]}: {error.strerror}") from error
        watcher = Watcher(process.pid)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - since
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.stop()
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").splitlines()[-TOLD:]
            raise FailedError("\n  ".join([f"{' '.join(command)}: {process.returncode}", *lines]))
    memory = max(watcher.fullest, used.ru_maxrss * UNIT)
    return Run(wall, used.ru_utime + used.ru_stime, memory, watcher.pagefind)


class Watcher(threading.Thread):
    """Looks at a process and all below it until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.fullest = 0
        """Bytes."""
        self.pagefind = 0.0
        """Seconds in which a process of that name was seen."""
        self.ended = threading.Event()

    def run(self) -> None:
        """Look, and pause for much longer than the look took of a processor."""
        before = time.perf_counter()
        while not self.ended.is_set():
            since, used = time.perf_counter(), time.thread_time()
            pids = tuple(tree(self.pid))
            self.fullest = max(self.fullest, sum(map(held, pids)))
            if any(called(pid).startswith("pagefind") for pid in pids):
                self.pagefind += since - before
            before = since
            self.ended.wait(max(PAUSE, SHARE * (time.thread_time() - used)))

    def stop(self) -> None:
        """End the looking, and wait for it."""
        self.ended.set()
        self.join()


def tree(pid: int) -> Iterator[int]:
    """A process and all below it; nothing where it is gone or the system does not tell."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in read(children).split():
            yield from tree(int(child))


def held(pid: int) -> int:
    """Bytes of memory that are a process's share; 0 where it is gone."""
    for line in read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def called(pid: int) -> str:
    """The name of a process; empty where it is gone."""
    return read(Path(f"/proc/{pid}/comm")).strip()


def read(path: Path) -> str:
    """A small file of the system's; empty where it is gone or not for us."""
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def medians(runs: Sequence[Run]) -> Run:
    """The middle of each figure by itself."""
    return Run(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        round(median(run.memory for run in runs)),
        median(run.pagefind for run in runs),
    )


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another of the same round, over all rounds."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.least:.2f}–{self.most:.2f})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """The median of the ratios of pairs, which bears noise better than that of medians."""
    each = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Ratio(median(each), min(each), max(each))


def figures(runs: Mapping[str, Sequence[Run]], figure: str) -> dict[str, list[float]]:
    """One figure of every run by contender: `wall`, `cpu` or `memory`."""
    return {name: [getattr(run, figure) for run in made] for name, made in runs.items()}


def here(count: int, rounds: int, cores: int) -> str:
    """What was measured where, in one line."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{count:,} texts, {rounds} rounds, {cores} cores, load at the end {load}, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def tell(sentence: str) -> None:
    """Say how far it has come, beside the results."""
    print(sentence, file=sys.stderr, flush=True)
