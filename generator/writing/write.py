"""The site on disk: written beside the old one, and put in its place in one step.

A build that fails or is killed leaves the old site whole. A folder that this program did not make
is never replaced: it is known by the file `.sicetnon` in it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

MARKER = ".sicetnon"
KEPT = ".gitignore"
"""The one file of an old site that is carried over: it keeps the site itself out of git."""
LEFT_OVER = 3600
"""Seconds after which no build is still at work."""
EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
HERE = -100
"""AT_FDCWD: paths are relative to the working directory."""


class UnwritableError(Exception):
    """The site cannot be put where it was asked for; the message says why and what to do."""


def write(
    site: Path, files: Iterable[tuple[str, str]], finish: Callable[[Path], None] | None = None
) -> int:
    """Write a whole site, given as addresses and texts, and answer how many files it has.

    `finish` may add to the fresh folder before it takes the old one's place; whatever it raises
    leaves the old site as it was.

    Raises `UnwritableError` and leaves the old site as it was.
    """
    site = site.resolve()
    _refuse_foreign(site)
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
        count = _fill(fresh, site, files)
        if finish:
            finish(fresh)
        _replace(fresh, site)
    except OSError as error:
        message = f"{site}: {error.strerror}; the old site was left as it was"
        raise UnwritableError(message) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


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


def _fill(fresh: Path, old: Path, files: Iterable[tuple[str, str]]) -> int:
    (fresh / MARKER).write_text("Written by sicetnon; replaced whole by every build.\n", "utf-8")
    if (old / KEPT).is_file() and not (old / KEPT).is_symlink():
        shutil.copyfile(old / KEPT, fresh / KEPT)
    made: set[Path] = set()
    count = 0
    for address, content in files:
        path = fresh / address
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content.encode())
        count += 1
    return count


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
