"""Where results are kept between builds, each under the digest of all that made it.

Whoever can write a file can write into a cache, and a pull request may bring one along. So each
result is sealed with a key that never lies in the corpus: what another machine or a stranger made
is passed over as if it were not there, and so is what was damaged.
A cache may be copied, shared between branches and deleted at any time; to share it between
machines, share the key: the environment variable `SICETNON_CACHE_KEY`, or the file named below.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Protocol, TypeVar

from sicetnon.engine import serialization
from sicetnon.engine.cache import Cache
from sicetnon.scratch import scratch_folder

V = TypeVar("V")

CACHE = Path(".cache") / "sicetnon"
"""Where results are kept, below a corpus's root."""
KEY = "SICETNON_CACHE_KEY"
IGNORED = ".gitignore"
"""Keeps the cache out of everybody's commits."""


class Store(Protocol):
    """Keeps bytes under keys."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it, if possible."""


class MemoryCache:
    """A store for one build, that writes nothing."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None."""
        return self._kept.get(key)

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it."""
        self._kept[key] = data


def remembered(store: Store, key: bytes, make: Callable[[], V]) -> V:
    """A value that was kept, or else is made and kept."""
    kept = store.get(key)
    if kept is not None:
        known: V = serialization.loads(kept)
        return known
    made = make()
    store.put(key, serialization.dumps(made))
    return made


def open_folder(folder: Path) -> Cache | None:
    """The store in a folder, or None where none can be kept; a link there is never followed."""
    key = _key()
    if key is None or folder.is_symlink() or folder.parent.is_symlink():
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / IGNORED).exists():
            (folder / IGNORED).write_text("*\n", "utf-8")
    except OSError:
        return None
    return Cache(folder, key) if os.access(folder, os.W_OK) else None


@contextmanager
def passing_folder() -> Iterator[Store]:
    """A store that several processes share for one build, and that is gone afterwards.

    Where there is no room for it, what one process keeps is lost to the others.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch_folder("sicetnon-cache-"))
        except OSError:
            yield MemoryCache()
            return
        packs = Cache(folder, secrets.token_bytes(64))
        try:
            yield packs
        finally:
            packs.close()


def _key() -> bytes | None:
    """The key of this machine, made when it is first needed."""
    given = os.environ.get(KEY)
    if given:
        return blake2b(given.encode("utf-8", "surrogateescape")).digest()
    path = _home() / "sicetnon" / "cache-key"
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}")
            beside.touch(mode=0o600)
            beside.write_bytes(secrets.token_bytes(64))
            # Of two builds that begin at once one key wins.
            with suppress(FileExistsError):
                os.link(beside, path)
            beside.unlink(missing_ok=True)
        key = path.read_bytes()
    except (OSError, RuntimeError):
        return None
    return key if len(key) == 64 else None


def _home() -> Path:
    """Where a user's programs keep what can be made again (XDG Base Directory Specification)."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(given) if given else Path.home() / ".cache"
