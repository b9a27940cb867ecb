"""The site on disk: written beside the old one, and put in its place (see `swap`).

A build that fails or is killed leaves the old site whole, and nothing beside it that the next one
does not remove. Whatever in the site's folder this program did not write stays (see `standing`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IMODE, S_ISREG
from typing import BinaryIO

from sicetnon import scratch, urls
from sicetnon.disk.manifest import MARKER, UNFINISHED, digest_of, read_manifest
from sicetnon.disk.site_folder import Plan, UnwritableError, named, plan, require_site, survey
from sicetnon.disk.swap import (
    FILE_MODE,
    FOLDER_MODE,
    discard,
    link,
    put_in_place,
    remove_empty,
    retire,
)

PATIENCE = 120
"""Seconds that a build waits for another to be done with the same site."""
PAUSE = 0.1
"""Seconds after which it looks again."""
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
BINARY = getattr(os, "O_BINARY", 0)

Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds, by which a file is known to be untouched."""


@dataclass(slots=True)
class NewSite:
    """A site that is being written beside the one that stands."""

    folder: Path
    old: Path
    _made: set[str] = field(default_factory=set)
    _folder: str = field(init=False)
    _old: str = field(init=False)

    def __post_init__(self) -> None:
        self._folder, self._old = os.fspath(self.folder), os.fspath(self.old)

    def put(self, address: str, content: bytes) -> Stamp:
        """Write a file."""
        with self._new(address) as file:
            file.write(content)
            file.flush()
            return _stamp(os.fstat(file.fileno()))

    def put_pieces(self, pieces: Iterable[tuple[str, str]]) -> list[str]:
        """Write files piece by piece, each piece with its address, and answer which they are."""
        with ExitStack() as stack:
            files: dict[str, BinaryIO] = {}
            for address, piece in pieces:
                file = files.get(address)
                if file is None:
                    file = files[address] = stack.enter_context(self._new(address))
                file.write(piece.encode("utf-8", "surrogatepass"))
        return sorted(files)

    def addresses_below(self, folder: str) -> list[str]:
        """The addresses of the files below a folder, in order; web servers may read them."""
        paths = [self.folder / folder, *(self.folder / folder).rglob("*")]
        for path in paths:
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
        files = (path for path in paths if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in files)

    def digest(self, address: str) -> bytes:
        """The digest of a file that was written."""
        return bytes.fromhex(digest_of(self.folder / address))

    def is_unchanged(self, address: str, stamp: Stamp) -> bool:
        """Whether a file of the standing site is what it was."""
        try:
            return _stamp(os.lstat(f"{self._old}/{urls.file(address)}")) == stamp
        except OSError:
            return False

    def reuse(self, address: str, stamp: Stamp) -> bool:
        """Take a file over from the standing site as it is, if it is what it was."""
        if not self.is_unchanged(address, stamp):
            return False
        try:
            link(f"{self._old}/{urls.file(address)}", self._place(address))
        except OSError:
            return False
        return True

    def _new(self, address: str) -> BinaryIO:
        """A new file to write to: one that is there may be the standing site's own, by a link."""
        path = self._place(address)
        try:
            descriptor = os.open(path, NEW | BINARY, FILE_MODE)
        except FileExistsError:
            Path(path).unlink()
            descriptor = os.open(path, NEW | BINARY, FILE_MODE)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, FILE_MODE)
        return os.fdopen(descriptor, "wb")

    def _place(self, address: str) -> str:
        """Where a file is to be written; a string, since of thousands of files each makes one."""
        path = urls.file(address)
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            self._make_folder(folder)
        return f"{self._folder}/{path}"

    def _make_folder(self, folder: str) -> None:
        if folder and folder not in self._made:
            self._make_folder(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                (self.folder / folder).mkdir()
                (self.folder / folder).chmod(FOLDER_MODE)
        self._made.add(folder)


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file; of what is none, one that no file has."""
    return _stamp(path.lstat())


def _stamp(status: os.stat_result) -> Stamp:
    """What is no file that a web server may read has a stamp that no file has."""
    mode = status.st_mode
    plain = S_ISREG(mode) and (os.name == "nt" or S_IMODE(mode) == FILE_MODE)
    return (status.st_size, status.st_mtime_ns) if plain else (-1, -1)


def replace_site(site: Path, fill: Callable[[NewSite], Mapping[str, bytes]]) -> tuple[str, ...]:
    """Let a fresh site be filled, and put it in the old one's place.

    `fill` answers the digests of all files of the fresh site, by address. What in the site's folder
    is not this program's stays there. One build at a time: another waits for this one.
    Answers sentences that the publisher should know of the site's folder, mostly none.
    Raises `UnwritableError` and leaves the old site as it was.
    """
    site = site.resolve()
    require_site(site)
    with _fresh_folder(site) as (fresh, notices):
        standing = scratch.lock(site)
        try:
            return (*notices, *_put(fresh, site, fill))
        finally:
            if standing:
                standing.release()


def _put(fresh: Path, site: Path, fill: Callable[[NewSite], Mapping[str, bytes]]) -> Iterable[str]:
    """Fill a fresh site and put it in its place; answers sentences for the publisher."""
    old: Path | None = None
    try:
        digests = fill(NewSite(fresh, site))
        todo = plan(site, fresh, {urls.file(name): one.hex() for name, one in digests.items()})
        if todo.changes:
            old = put_in_place(fresh, site, todo)
    except OSError as error:
        message = f"{site}: {error.strerror}; the old site was left as it was"
        raise UnwritableError(message) from error
    finally:
        if old is None:
            _discard(fresh)
    if old is None:
        return _notices(todo)
    try:
        left = retire(old, site, todo.standing.files)
    except OSError:
        left = [old]
    return (*_notices(todo), *_left(left))


@contextmanager
def _fresh_folder(site: Path) -> Iterator[tuple[Path, list[str]]]:
    """A folder beside a site, as soon as no other build has one, and what was found there.

    Its lock tells others that a build is at work; what killed builds left is removed.
    """
    until = time.monotonic() + PATIENCE
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        while (started := _begin(site)) is None:
            if time.monotonic() > until:
                raise UnwritableError(
                    f"{site} is being written by another build; try again when it is done"
                )
            time.sleep(PAUSE)
    except OSError as error:
        raise UnwritableError(
            f"{site.parent}: {error.strerror}; choose another folder by --site"
        ) from error
    fresh, lock, notices = started
    try:
        yield fresh, notices
    finally:
        lock.release()


def _begin(site: Path) -> tuple[Path, scratch.Lock, list[str]] | None:
    """A new folder beside a site, locked, and notices; None while another build has one."""
    parent_lock = scratch.lock(site.parent)
    if parent_lock is None:
        return None
    try:
        notices, prefix = list[str](), f".{site.name}-"
        for folder in scratch.folders(site.parent, prefix):
            left_lock = scratch.left_over(folder)
            if left_lock is None:
                if folder.exists():
                    return None
                continue
            notices += _remove(folder, site)
            left_lock.release()
        fresh, lock = scratch.new_folder(site.parent, prefix)
        try:
            fresh.chmod(FOLDER_MODE)
            (fresh / MARKER).write_text(UNFINISHED, "utf-8")
        except BaseException:
            _discard(fresh)
            lock.release()
            raise
        return fresh, lock, notices
    finally:
        parent_lock.release()


def _remove(folder: Path, site: Path) -> list[str]:
    """Remove what a killed build left beside a site; a whole site where there is none becomes it.

    Answers sentences on what is not this program's and stays.
    """
    manifest = read_manifest(folder)
    if manifest is None:  # killed at its very beginning or end
        remove_empty(folder, [*survey(folder).folders, ""])
        return []
    if not manifest.finished:
        _discard(folder)
        return []
    if not site.exists():
        folder.rename(site)
        return []
    return _left(retire(folder, site))


def _discard(folder: Path) -> None:
    with suppress(OSError):
        discard(folder)


def _left(paths: Iterable[Path]) -> list[str]:
    return [
        f"{path} is not this program's, and was left beside the site by a build that was "
        "interrupted; put it where it belongs"
        for path in paths
    ]


def _notices(todo: Plan) -> Iterator[str]:
    """What a publisher should know of the files of a site's folder."""
    if todo.replaced:
        yield (
            "somebody had changed files of the site since they were written, and they were made "
            f"anew: {named(todo.replaced)}"
        )
    if todo.left and todo.before.listed:
        yield (
            "files of an earlier build that somebody has changed were left, though the site has "
            f"them no more: {named(todo.left)}"
        )
    elif todo.left:
        yield (
            "the site was written by an earlier version, which kept no list of its files; remove "
            f"what is not yours of those that this build does not write: {named(todo.left)}"
        )
