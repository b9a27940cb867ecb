"""The site on disk: written beside the old one, and put in its place in one step.

A build that fails or is killed leaves the old site whole. A folder that this program did not make
is never replaced: it is known by the file `.sicetnon` in it.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from filelock import FileLock, Timeout

from sicetnon.digests import digest, hasher

MARKER = ".sicetnon"
KEPT = ".gitignore"
"""The one file of an old site that is carried over: it keeps the site itself out of git."""
LEFT_OVER = 3600
"""Seconds after which no build is still at work."""
PATIENCE = 120
"""Seconds that a build waits for another to be done with the same site."""
EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
HERE = -100
"""AT_FDCWD: paths are relative to the working directory."""


class UnwritableError(Exception):
    """The site cannot be put where it was asked for; the message says why and what to do."""


Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds, by which a file is known to be untouched."""


@dataclass(slots=True)
class Fresh:
    """A site that is being written beside the one that stands."""

    folder: Path
    standing: Path
    _made: set[str] = field(default_factory=set)
    _digests: dict[str, hashlib.blake2b] = field(default_factory=dict)
    """By address: of files that were written piece by piece."""
    _folder: str = field(init=False)
    _standing: str = field(init=False)

    def __post_init__(self) -> None:
        self._folder, self._standing = os.fspath(self.folder), os.fspath(self.standing)

    def put(self, address: str, content: bytes) -> Stamp:
        """Write a file."""
        with self._new(address) as file:
            file.write(content)
            file.flush()
            return _stamp(os.fstat(file.fileno()))

    def pour(self, pieces: Iterable[tuple[str, str]]) -> list[str]:
        """Write files piece by piece, each piece with its address, and answer which they are."""
        with ExitStack() as stack:
            files: dict[str, BinaryIO] = {}
            for address, piece in pieces:
                file = files.get(address)
                if file is None:
                    file = stack.enter_context(self._new(address))
                    files[address], self._digests[address] = file, hasher()
                data = piece.encode("utf-8", "surrogatepass")
                file.write(data)
                self._digests[address].update(data)
        return sorted(files)

    def listed(self, folder: str) -> list[str]:
        """The addresses of the files below a folder, in order."""
        found = (path for path in (self.folder / folder).rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def digest(self, address: str) -> bytes:
        """The digest of a file that was written."""
        running = self._digests.get(address)
        return running.digest() if running else digest((self.folder / address).read_bytes())

    def unchanged(self, address: str, stamp: Stamp) -> bool:
        """Whether a file of the standing site is what it was."""
        try:
            return _stamp(os.lstat(f"{self._standing}/{address}")) == stamp
        except OSError:
            return False

    def keeps(self, address: str, stamp: Stamp) -> bool:
        """Take a file over from the standing site as it is, if it is what it was."""
        if not self.unchanged(address, stamp):
            return False
        try:
            _link(f"{self._standing}/{address}", self._place(address))
        except OSError:
            return False
        return True

    def _new(self, address: str) -> BinaryIO:
        """A new file to write to: one that is there may be the standing site's own, by a link."""
        path = Path(self._place(address))
        try:
            return path.open("xb")
        except FileExistsError:
            path.unlink()
            return path.open("xb")

    def _place(self, address: str) -> str:
        """Where a file is to be written; a string, since of thousands of files each makes one."""
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return f"{self._folder}/{address}"


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file; of what is none, one that no file has."""
    return _stamp(path.lstat())


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_size, status.st_mtime_ns) if S_ISREG(status.st_mode) else (-1, -1)


def replace_site(site: Path, fill: Callable[[Fresh], bool]) -> None:
    """Let a fresh site be filled, and put it in the old one's place.

    `fill` answers whether a file is not as it stands; else the old site is left in its place.
    One build at a time: another waits for this one.
    Raises `UnwritableError` and leaves the old site as it was.
    """
    site = site.resolve()
    _refuse_foreign(site)
    with _alone(site):
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            _sweep(site)
            fresh = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
        except OSError as error:
            raise UnwritableError(
                f"{site.parent}: {error.strerror}; choose another folder by --site"
            ) from error
        try:
            fresh.chmod(0o755)
            _begin(fresh, site)
            if fill(Fresh(fresh, site)) or _names(fresh) != _names(site):
                _replace(fresh, site)
        except OSError as error:
            message = f"{site}: {error.strerror}; the old site was left as it was"
            raise UnwritableError(message) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    """Wait until no other build writes the same site."""
    name = hashlib.blake2b(os.fsencode(site), digest_size=12).hexdigest()
    lock = FileLock(Path(tempfile.gettempdir()) / f"sicetnon-{name}.lock", timeout=PATIENCE)
    try:
        with lock:
            yield
    except Timeout as error:
        raise UnwritableError(
            f"{site} is being written by another build; try again when it is done"
        ) from error


def _link(old: str, new: str) -> None:
    """The same file at another place: by a hard link, or copied where there are none."""
    try:
        os.link(old, new)
    except FileExistsError:
        Path(new).unlink()
        _link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _refuse_foreign(site: Path) -> None:
    if not site.exists():
        return
    if not site.is_dir():
        raise UnwritableError(f"{site} is not a folder; choose another place by --site")
    names = {path.name for path in site.iterdir()}
    if names - {KEPT} and MARKER not in names:
        message = (
            "holds files that are not a site of this program; empty it, or choose another folder"
        )
        raise UnwritableError(f"{site} {message} by --site")


def _sweep(site: Path) -> None:
    """Remove what builds that were killed left beside the site an hour ago or earlier."""
    for left in site.parent.glob(f".{site.name}-*"):
        if (left / MARKER).is_file() and time.time() - left.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(left, ignore_errors=True)


def _begin(fresh: Path, old: Path) -> None:
    """What every site has, and what of an old one is not the program's."""
    (fresh / MARKER).write_text("Written by sicetnon; replaced whole by every build.\n", "utf-8")
    if (old / KEPT).is_file() and not (old / KEPT).is_symlink():
        shutil.copyfile(old / KEPT, fresh / KEPT)


def _names(site: Path) -> set[str]:
    """The files below a folder, by their paths in it."""
    start = len(os.fspath(site)) + 1
    return {f"{at}/{name}"[start:] for at, _, names in os.walk(site) for name in names}


def _replace(fresh: Path, site: Path) -> None:
    """Put the fresh site in the old one's place; afterwards `fresh` names the old one, if any."""
    if not site.exists():
        fresh.rename(site)
        return
    if _exchange(fresh, site):
        return
    aside = fresh.with_name(f"{fresh.name}-old")
    site.rename(aside)
    try:
        fresh.rename(site)
    except OSError:
        aside.rename(site)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code))
