"""The site on disk: written beside the old one, and put in its place in one step.

A build that fails or is killed leaves the old site whole. A folder without the file `.sicetnon` was
not made by this program, and is never replaced.
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

from sicetnon.digests import hasher

MARKER = ".sicetnon"
GITIGNORE = ".gitignore"
"""The one file of an old site that a new one keeps: it keeps the site itself out of git."""
LEFT_OVER = 3600
"""Seconds after which the folder of an unfinished build is one of a build that was killed."""
PATIENCE = 120
"""Seconds that a build waits for another one of the same site."""
EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
AT_FDCWD = -100
"""Of the same call: paths are relative to the working directory."""


class UnwritableError(Exception):
    """The site cannot be written where it should be; the message says why and what to do."""


Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds: while they are the same, so is the file."""


@dataclass(slots=True)
class NewSite:
    """A site that is being written beside the old one."""

    folder: Path
    old: Path
    _folders: set[str] = field(default_factory=set)
    """Folders in it that exist."""

    def put(self, address: str, content: bytes) -> Stamp:
        """Write a file."""
        with self._open(address) as file:
            file.write(content)
            file.flush()
            return _stamp(os.fstat(file.fileno()))

    def put_pieces(self, pieces: Iterable[tuple[str, str]]) -> list[str]:
        """Write files piece by piece, each piece with its address; returns all addresses."""
        with ExitStack() as stack:
            files: dict[str, BinaryIO] = {}
            for address, piece in pieces:
                if address not in files:
                    files[address] = stack.enter_context(self._open(address))
                files[address].write(piece.encode("utf-8", "surrogatepass"))
        return sorted(files)

    def addresses_below(self, folder: str) -> list[str]:
        """The addresses of the files below a folder, in order."""
        paths = (path for path in (self.folder / folder).rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in paths)

    def digest(self, address: str) -> bytes:
        """The digest of a file that was written."""
        with (self.folder / address).open("rb") as file:
            return hashlib.file_digest(file, hasher).digest()

    def is_unchanged(self, address: str, stamp: Stamp) -> bool:
        """Whether a file of the old site has the same stamp still."""
        try:
            return _stamp(os.lstat(f"{self.old}/{address}")) == stamp
        except OSError:
            return False

    def reuse(self, address: str, stamp: Stamp) -> bool:
        """Take a file over from the old site if it is unchanged; returns whether that was done."""
        if not self.is_unchanged(address, stamp):
            return False
        try:
            _link(f"{self.old}/{address}", self._path(address))
        except OSError:
            return False
        return True

    def _open(self, address: str) -> BinaryIO:
        """A new file to write to; one that exists may be a link to the old site's own."""
        path = Path(self._path(address))
        try:
            return path.open("xb")
        except FileExistsError:
            path.unlink()
            return path.open("xb")

    def _path(self, address: str) -> str:
        """The path of a file, in a folder that exists; text, which is faster than a `Path`."""
        folder = address.rpartition("/")[0]
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.folder}/{address}"


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file; of anything else, a stamp that no file has."""
    return _stamp(path.lstat())


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_size, status.st_mtime_ns) if S_ISREG(status.st_mode) else (-1, -1)


def replace_site(site: Path, fill: Callable[[NewSite], bool]) -> None:
    """Let `fill` write a new site, and put it in the old one's place.

    `fill` returns whether any file is new or changed; if none is, the old site stays.
    Another build of the same site waits until this one is done.
    Raises `UnwritableError`, with the old site as it was.
    """
    site = site.resolve()
    _refuse_foreign(site)
    with _alone(site):
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            _sweep(site)
            new = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
        except OSError as error:
            message = f"{site.parent}: {error.strerror}; choose another folder by --site"
            raise UnwritableError(message) from error
        try:
            new.chmod(0o755)
            _begin(new, site)
            if fill(NewSite(new, site)) or _names(new) != _names(site):
                _replace(new, site)
        except OSError as error:
            message = f"{site}: {error.strerror}; the old site was left as it was"
            raise UnwritableError(message) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    """Wait until no other build writes the same site."""
    name = hashlib.blake2b(os.fsencode(site), digest_size=12).hexdigest()
    lock = FileLock(Path(tempfile.gettempdir()) / f"sicetnon-{name}.lock", timeout=PATIENCE)
    try:
        with lock:
            yield
    except Timeout as error:
        message = f"{site} is being written by another build; try again when it is done"
        raise UnwritableError(message) from error


def _link(old: str, new: str) -> None:
    """Put a file at another path too: by a hard link, or by a copy where that fails."""
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
    if names - {GITIGNORE} and MARKER not in names:
        raise UnwritableError(
            f"{site} holds files that are not a site of this program; "
            "empty it, or choose another folder by --site"
        )


def _sweep(site: Path) -> None:
    """Remove the folders of builds that were killed."""
    for folder in site.parent.glob(f".{site.name}-*"):
        if (folder / MARKER).is_file() and time.time() - folder.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(folder, ignore_errors=True)


def _begin(new: Path, old: Path) -> None:
    """Write the marker of a new site, and copy the .gitignore of the old one."""
    (new / MARKER).write_text("Written by sicetnon; replaced whole by every build.\n", "utf-8")
    if (old / GITIGNORE).is_file() and not (old / GITIGNORE).is_symlink():
        shutil.copyfile(old / GITIGNORE, new / GITIGNORE)


def _names(site: Path) -> set[str]:
    """The paths in a folder of all files below it."""
    start = len(os.fspath(site)) + 1
    return {f"{at}/{name}"[start:] for at, _, names in os.walk(site) for name in names}


def _replace(new: Path, site: Path) -> None:
    """Put the new site in the old one's place; then the old one, if any, may be at `new`."""
    if not site.exists():
        new.rename(site)
        return
    if _exchange(new, site):
        return
    aside = new.with_name(f"{new.name}-old")
    site.rename(aside)
    try:
        new.rename(site)
    except OSError:
        aside.rename(site)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; returns False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code))
