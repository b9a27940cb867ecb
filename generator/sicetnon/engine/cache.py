"""A store in a folder: results one after the other in few files, which only grow.

A file for each result would cost more than many a result does. Each process appends to a file of
its own, under a number above all that are there; of what is kept twice under one key the later
counts. Whoever looks for a key that it does not know looks whether the files have grown.

Every result is sealed with a key that never lies in the folder: see `cache_folder`.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

SEAL = 16
"""Bytes of a seal."""
HEAD = struct.Struct(f">16s{SEAL}sQ")
"""Before each result: its key, its seal, its length in bytes."""
NAME = re.compile(r"(\d{8})-[0-9a-f]{8}\.pack")
"""A number, the newest the highest, and a few signs that make a name nobody else's."""
MOST = 64
"""Files, from which all are made one; and how many are open at a time."""
SPARE = 3
"""Times what the last build used, from which what it did not use is thrown away."""
RESTING = 600
"""Seconds after which nobody writes to a file any more."""
BINARY = getattr(os, "O_BINARY", 0)


class CacheEntry(NamedTuple):
    """Where a result is kept; the greater is the newer."""

    pack: str
    """The name of its file."""
    offset: int
    length: int
    seal: bytes


class Cache:
    """Keeps results for this build and later ones. A disk that is full costs time only."""

    __slots__ = ("_kept", "_mine", "_open", "_owner", "_seen", "folder", "key")

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self.key = folder, key
        self._kept: dict[bytes, CacheEntry] = {}
        self._seen: dict[str, int] = {}
        """By a file's name: up to where it was looked through."""
        self._open: dict[str, int] = {}
        """By a file's name: the descriptor to read it by."""
        self._mine: tuple[str, int] | None = None
        """Name and descriptor of the file that is written to."""
        self._owner = 0
        """The process that writes to it: what is forked begins another."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None where there is nothing or it cannot be believed."""
        kept = self._kept.get(key)
        if kept is None:
            self._look(key)
            kept = self._kept.get(key)
        content = self._read(kept) if kept else None
        if kept is None or content is None:
            return None
        if secrets.compare_digest(kept.seal, self._seal(key, content)):
            return content
        del self._kept[key]
        return None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it, if possible."""
        try:
            if self._mine is None or self._owner != os.getpid():
                self._mine, self._owner = self._begin(), os.getpid()
            name, descriptor = self._mine
            self._kept[key] = self._write(name, descriptor, key, data)
        except OSError:
            return

    def clear(self) -> None:
        """Throw everything away."""
        self.close()
        self._forget()
        for name in self._names():
            self._unlink(name)

    def close(self) -> None:
        """Let go of all files."""
        mine = self._mine[1:] if self._mine and self._owner == os.getpid() else ()
        for descriptor in (*self._open.values(), *mine):
            with suppress(OSError):
                os.close(descriptor)
        self._open.clear()
        self._mine = None

    def sweep(self, used: set[bytes]) -> None:
        """Make one of many files, and throw away what no build has used for long."""
        self._look()
        sizes = {key: HEAD.size + kept.length for key, kept in self._kept.items()}
        needed = sum(sizes[key] for key in used & sizes.keys())
        names = self._names()
        there = sum(self._size(name) for name in names)
        grown = there > SPARE * max(needed, 1 << 20)
        if not grown and len(names) < MOST:
            return
        before = time.time() - RESTING
        resting = {name for name in names if self._changed(name) < before}
        room = (SPARE - 1) * needed if grown else there
        newest = sorted(self._kept.items(), key=lambda pair: pair[1], reverse=True)
        keep: list[bytes] = []
        for key, kept in sorted(newest, key=lambda pair: pair[0] not in used):
            room -= sizes[key]
            if kept.pack in resting and (key in used or room >= 0):
                keep.append(key)
        self._rewrite(keep, resting)

    def _rewrite(self, keys: list[bytes], names: set[str]) -> None:
        """Write some results into a new file instead of all those that they are in."""
        self.close()
        made: str | None = None
        try:
            if keys:
                made, descriptor = self._begin()
                self._mine, self._owner = (made, descriptor), os.getpid()
            for key in sorted(keys, key=self._kept.__getitem__):
                content = self.get(key)
                if content is not None and self._mine:
                    self._write(*self._mine, key, content)
        except OSError:
            names = {made} if made else set()
        self.close()
        self._forget()
        for name in names:
            self._unlink(name)

    def _forget(self) -> None:
        self._kept.clear()
        self._seen.clear()

    # Files ----------------------------------------------------------------------------------

    def _names(self) -> list[str]:
        """The files of results, the oldest first; links are none."""
        try:
            with os.scandir(self.folder) as entries:
                return sorted(
                    entry.name
                    for entry in entries
                    if NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
                )
        except OSError:
            return []

    def _size(self, name: str) -> int:
        try:
            return (self.folder / name).lstat().st_size
        except OSError:
            return 0

    def _changed(self, name: str) -> float:
        try:
            return (self.folder / name).lstat().st_mtime
        except OSError:
            return 0

    def _look(self, key: bytes | None = None) -> None:
        """Learn where the results are that were written since this was last asked.

        The newest first, and no further than to that of a key.
        """
        for name in reversed(self._names()):
            if self._size(name) > self._seen.get(name, 0):
                with suppress(OSError):
                    for found, kept in self._heads(name, self._seen.get(name, 0)):
                        if found not in self._kept or self._kept[found] < kept:
                            self._kept[found] = kept
                        self._seen[name] = kept.offset + kept.length
            if key in self._kept:
                return

    def _heads(self, name: str, offset: int) -> Iterator[tuple[bytes, CacheEntry]]:
        """What a file holds from an offset on, whole results only."""
        descriptor = self._opened(name)
        if descriptor is None:
            return
        size = os.fstat(descriptor).st_size
        while offset + HEAD.size <= size:
            head = _read_at(descriptor, HEAD.size, offset)
            if len(head) < HEAD.size:
                return
            key, seal, length = HEAD.unpack(head)
            offset += HEAD.size
            if offset + length > size:
                return
            yield key, CacheEntry(name, offset, length, seal)
            offset += length

    def _opened(self, name: str) -> int | None:
        descriptor = self._open.get(name)
        if descriptor is None:
            try:
                descriptor = os.open(self.folder / name, os.O_RDONLY | BINARY)
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    os.close(descriptor)
                    return None
            except OSError:
                return None
            if len(self._open) >= MOST:
                os.close(self._open.pop(next(iter(self._open))))
            self._open[name] = descriptor
        return descriptor

    def _read(self, kept: CacheEntry) -> bytes | None:
        descriptor = self._opened(kept.pack)
        if descriptor is None:
            return None
        try:
            return _read_at(descriptor, kept.length, kept.offset)
        except OSError:
            return None

    def _begin(self) -> tuple[str, int]:
        """A new file, with a number above all others."""
        number = max((int(name[:8]) for name in self._names()), default=0) + 1
        if number >= 10**8:
            # Somebody has put such a file there; none of ours is counted that far.
            self.clear()
            number = 1
        name = f"{number:08}-{secrets.token_hex(4)}.pack"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
        return name, os.open(self.folder / name, flags, 0o666)

    def _write(self, name: str, descriptor: int, key: bytes, data: bytes) -> CacheEntry:
        """Append a result. Raises OSError, and leaves the file as it was."""
        seal = self._seal(key, data)
        offset = os.lseek(descriptor, 0, os.SEEK_END)
        whole = memoryview(HEAD.pack(key, seal, len(data)) + data)
        try:
            while whole:
                whole = whole[os.write(descriptor, whole) :]
        except OSError:
            os.ftruncate(descriptor, offset)
            raise
        self._seen[name] = offset + HEAD.size + len(data)
        return CacheEntry(name, offset + HEAD.size, len(data), seal)

    def _unlink(self, name: str) -> None:
        with suppress(OSError):
            (self.folder / name).unlink()

    def _seal(self, key: bytes, content: bytes) -> bytes:
        sealed = blake2b(key, digest_size=SEAL, key=self.key)
        sealed.update(content)
        return sealed.digest()


def _read_at(descriptor: int, length: int, offset: int) -> bytes:
    """Bytes of a file; processes that share its descriptor do not disturb each other."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, offset)
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, length)
