"""Where results are kept between builds: one file a result, under the digest of all that made it.

Whoever can write a file can write into a cache, and a pull request may bring one along. So each
file is sealed with a key that never lies in the corpus: what another machine or a stranger made is
passed over as if it were not there, and so is what was damaged.
A cache may be copied, shared between branches and deleted at any time; to share it between
machines, share the key: the environment variable `SICETNON_CACHE_KEY`, or the file named below.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

CACHE = Path(".cache") / "sicetnon"
"""Where results are kept, below a corpus's root."""
SEAL = 16
"""Bytes of a seal, at the beginning of a file."""
KEY = "SICETNON_CACHE_KEY"
IGNORED = ".gitignore"
"""Keeps the cache out of everybody's commits."""
OLD = 14 * 24 * 3600
"""Seconds after which a result that the last build did not use is thrown away."""


class Store(Protocol):
    """Keeps bytes under keys."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it, if possible."""


class Memory:
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


class Folder:
    """A store in a folder, for this build and later ones."""

    __slots__ = ("folder", "key")

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self.key = folder, key

    def get(self, key: bytes) -> bytes | None:
        """What was kept, or None where there is nothing or it cannot be believed."""
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        content = data[SEAL:]
        return content if secrets.compare_digest(data[:SEAL], self._seal(key, content)) else None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it. A disk that is full costs time only: the result is made again."""
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        for again in (True, False):
            try:
                beside.write_bytes(self._seal(key, data) + data)
                beside.replace(path)
            except FileNotFoundError:
                if again:
                    with suppress(OSError):
                        path.parent.mkdir(parents=True, exist_ok=True)
                continue
            except OSError:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
            return

    def clear(self) -> None:
        """Throw everything away."""
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                path.unlink()

    def sweep(self, used: set[bytes]) -> None:
        """Throw away what no build has used for long."""
        names = {key.hex() for key in used}
        before = time.time() - OLD
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                if path.name not in names and path.stat().st_mtime < before:
                    path.unlink()

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name

    def _seal(self, key: bytes, content: bytes) -> bytes:
        sealed = blake2b(key, digest_size=SEAL, key=self.key)
        sealed.update(content)
        return sealed.digest()


def open_folder(folder: Path) -> Folder | None:
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
    return Folder(folder, key) if os.access(folder, os.W_OK) else None


@contextmanager
def passing_folder() -> Iterator[Folder]:
    """A store that several processes share for one build, and that is gone afterwards."""
    with TemporaryDirectory(prefix="sicetnon-") as folder:
        yield Folder(Path(folder), secrets.token_bytes(64))


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
