"""Folders for work that is thrown away, and the lock on each of them.

A folder is locked while the process that works in it lives. So what a killed process left is told
from what another one still works in, and whoever comes next removes it. The lock is on the folder
itself and ends with the process: no lock file is left anywhere.
Where a system or a file system has no such locks, what is older than `LEFT_OVER` counts as left.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import fcntl

LEFT_OVER = 3600
"""Seconds after which no process is still at work, where locks cannot tell."""
RANDOM = re.compile("[a-z0-9_]{8}")
"""What `mkdtemp` puts behind a prefix."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Holds a folder for this process until it is released."""

    descriptor: int | None
    """None where the system cannot lock a folder."""

    def release(self) -> None:
        """Let others have the folder."""
        if self.descriptor is not None:
            os.close(self.descriptor)


def lock(folder: Path) -> Lock | None:
    """Lock a folder; None where another process has it, or it is not there any more."""
    if sys.platform == "win32":
        return Lock(None)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError:
        return Lock(None)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), folder.lstat()):
            return Lock(descriptor)
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:  # as on network file systems
        os.close(descriptor)
        return Lock(None)
    os.close(descriptor)
    return None


def new_folder(parent: Path, prefix: str) -> tuple[Path, Lock]:
    """A new folder that nobody else has, locked. Raises OSError."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        folder_lock = lock(folder)
        if folder_lock:
            return folder, folder_lock


def folders(parent: Path, prefix: str) -> list[Path]:
    """The folders that `new_folder` made with a prefix for this user, and that are still there."""
    try:
        paths = sorted(parent.iterdir())
    except OSError:
        return []
    return [path for path in paths if _is_ours(path, prefix)]


def left_over(folder: Path) -> Lock | None:
    """Lock a folder whose process is gone; None where the process may still be at work."""
    folder_lock = lock(folder)
    if folder_lock and folder_lock.descriptor is None:
        with suppress(OSError):
            return folder_lock if time.time() - folder.lstat().st_mtime > LEFT_OVER else None
        return None
    return folder_lock


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A folder in the system's temporary folder, removed at the end.

    What killed processes left there with the same prefix is removed first. Raises OSError.
    """
    parent = Path(tempfile.gettempdir())
    for old in folders(parent, prefix):
        left_lock = left_over(old)
        if left_lock:
            shutil.rmtree(old, ignore_errors=True)
            left_lock.release()
    folder, folder_lock = new_folder(parent, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        folder_lock.release()


def _is_ours(path: Path, prefix: str) -> bool:
    """Whether a path is a folder of this user's, with a name as `mkdtemp` makes it."""
    if not path.name.startswith(prefix) or not RANDOM.fullmatch(path.name[len(prefix) :]):
        return False
    with suppress(OSError):
        mine = not hasattr(os, "geteuid") or path.lstat().st_uid == os.geteuid()
        return mine and path.is_dir() and not path.is_symlink()
    return False
