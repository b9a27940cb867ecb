"""What of a corpus changes while it is shown, as the operating system reports it.

Only what a build reads is watched: the site, the cache and an environment beside it may change.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from sicetnon.engine.up_to_date import CONFIG, INPUTS

CHANGES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]
"""Reading is no change: a build opens every file that is watched."""
QUIET = 0.1
"""Seconds without a change after which an editor has finished saving."""
LONGEST = 20
"""Periods of `QUIET` after which changes that do not cease are reported."""
TICK = 0.25
"""Seconds of one wait: on Windows a wait without end cannot be interrupted."""


class Watcher(FileSystemEventHandler):
    """Watches the folders of a corpus, whenever they appear, and `corpus.yaml`.

    It does so as a context manager, from `with` to the end of the block.
    """

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus.resolve()
        self._changed = threading.Event()

    def __enter__(self) -> Self:
        try:
            self._start(Observer())
        except OSError:
            # The system watches a limited number of places; to look again and again needs none.
            self._start(PollingObserver())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def wait(self) -> None:
        """Wait until something has changed, and nothing has for `QUIET` seconds."""
        while not self._changed.wait(TICK):
            pass
        for _ in range(LONGEST):
            self._changed.clear()
            if not self._changed.wait(QUIET):
                return

    @property
    def changed(self) -> bool:
        """Whether something has changed since the last wait ended."""
        return self._changed.is_set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change in what a build reads, and watch a folder that has appeared."""
        for path in (event.src_path, event.dest_path):
            parts = Path(os.fsdecode(path)).parts[len(self.corpus.parts) :]
            if parts and parts[0] in (*INPUTS, CONFIG):
                if len(parts) == 1 and parts[0] in INPUTS:
                    self._watch(parts[0])
                self._changed.set()

    def _start(self, observer: BaseObserver) -> None:
        self._observer = observer
        self._watches: dict[str, ObservedWatch] = {}
        observer.schedule(self, str(self.corpus), event_filter=CHANGES)
        for name in INPUTS:
            self._watch(name)
        observer.start()

    def _watch(self, name: str) -> None:
        """Watch a folder if it is there; one that has taken another's place is watched anew."""
        if name in self._watches:
            self._observer.unschedule(self._watches.pop(name))
        path = self.corpus / name
        with suppress(OSError):  # it may be gone again
            if path.is_dir():
                self._watches[name] = self._observer.schedule(
                    self, str(path), recursive=True, event_filter=CHANGES
                )
