"""Whether there is anything to do at all, found out before any library is loaded.

Every file of a corpus is read and compared with what the last build read, and every file of the
site by its size and time. A corpus of a thousand texts is told to be unchanged in a blink.
"""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from sicetnon.digests import SIZE, digest, program
from sicetnon.disk.manifest import read_manifest
from sicetnon.engine.cache import Cache
from sicetnon.writing.theming import SHIPPED

INPUTS = ("content", "annotations", "lessons", "theme")
CONFIG = "corpus.yaml"


def remember(cache: Cache, root: Path, site: Path, inputs: bytes, message: str) -> None:
    """Leave what a build said; `inputs` were seen before it began."""
    seen = digest(inputs, standing(site))
    cache.put(_key(root, site), seen + message.encode("utf-8", "surrogatepass"))


def recall(cache: Cache, root: Path, site: Path, inputs: bytes) -> str | None:
    """What the last build said, if nothing has changed since; else None."""
    last = cache.get(_key(root, site))
    if last is None or last[:SIZE] != digest(inputs, standing(site)):
        return None
    return last[SIZE:].decode("utf-8", "surrogatepass")


def inputs_of(root: Path, *asked: str) -> bytes:
    """The digest of what was asked for, and of all files that a build of a corpus may read."""
    parts: list[bytes | str] = [*asked, os.fspath(root.resolve().name)]
    parts += _file(os.fspath(root / CONFIG), CONFIG)
    for folder in INPUTS:
        parts += _below(root / folder, folder)
    return digest(*parts, *_below(SHIPPED, "shipped theme"))


def standing(site: Path) -> bytes:
    """The digest of the names, modes, sizes and times of a site's own files."""
    manifest, folder = read_manifest(site), os.fspath(site)
    return digest(*(_stamp(folder, address) for address in (manifest.files if manifest else ())))


def _stamp(folder: str, address: str) -> str:
    try:
        status = os.lstat(f"{folder}/{address}")
    except OSError:
        return f"{address} none"
    return f"{address} {status.st_mode} {status.st_size} {status.st_mtime_ns}"


def _below(folder: Path, name: str) -> list[bytes | str]:
    """Names, kinds and contents of everything below a folder."""
    if folder.is_symlink() or not folder.is_dir():
        return [name, "link" if folder.is_symlink() else "none" if not folder.exists() else "file"]
    top = os.fspath(folder)
    found: list[str] = []
    for parent, folders, names in os.walk(top):
        links = [one for one in folders if os.path.islink(f"{parent}/{one}")]  # noqa: PTH114
        found += [f"{parent}/{one}" for one in (*names, *links)]
        if not os.access(parent, os.R_OK | os.X_OK):
            found.append(parent)
    parts: list[bytes | str] = [name, "folder"]
    for whole in sorted(found):
        parts += _file(whole, whole[len(top) :])
    return parts


def _file(path: str, name: str) -> list[bytes | str]:
    """Name, kind and content of a file."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return [name, "none"]
    if not S_ISREG(mode):
        return [name, "link" if S_ISLNK(mode) else "other"]
    try:
        return [name, "file", Path(path).read_bytes()]
    except OSError as error:
        return [name, f"unread {error.errno}"]


def _key(root: Path, site: Path) -> bytes:
    return digest("last", program(), str(root.resolve()), str(site.resolve()))
