"""Writes files of a corpus: first beside the old ones, then in their place.

No symbolic link is followed, and a file that has changed since it was read is left alone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import NamedTuple


class UnsavedError(Exception):
    """A file was left as it was; the message says which, why, and what to do."""


class Change(NamedTuple):
    """A file that is to be changed."""

    path: str
    """From the corpus's root."""
    before: str
    content: str


def current(root: Path, path: str) -> str | None:
    """The text of a file below the root with its own line ends, or None where there is none.

    Raises `UnsavedError` for what is not a plain UTF-8 file inside the corpus.
    """
    whole = _inside(root, path)
    if not os.path.lexists(whole):
        return None
    if not whole.is_file():
        raise UnsavedError(f"{path} is no plain file; move it away")
    try:
        return whole.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path} is not in UTF-8; save it with that encoding first"
        raise UnsavedError(message) from error
    except OSError as error:
        raise UnsavedError(f"{path} cannot be read: {error.strerror}") from error


def save(root: Path, path: str, content: str, before: str | None) -> None:
    """Write a text to a file; `before` is the file's text when it was read.

    Raises `UnsavedError`, with the file as it was, where it has changed or cannot be written.
    """
    whole = _unchanged(root, path, before)
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as leftovers:
            _fresh(whole, _encoded(path, content), leftovers).replace(whole)
    except OSError as error:
        raise UnsavedError(f"{path} cannot be written: {error.strerror}") from error


def save_all(root: Path, changes: Iterable[Change]) -> Path:
    """Write several files or none; returns a new folder that has the files as they were.

    Raises `UnsavedError`, with all files as they were, where one has changed or cannot be written.
    """
    changes = tuple(changes)
    path = ""
    with ExitStack() as leftovers:
        try:
            ready = []
            for path, before, content in changes:
                whole = _unchanged(root, path, before)
                ready.append((_fresh(whole, _encoded(path, content), leftovers), whole))
            copies = Path(tempfile.mkdtemp(prefix="sicetnon-before-"))
            leftovers.callback(shutil.rmtree, copies, ignore_errors=True)
            for path, before, _ in changes:
                (copies / path).parent.mkdir(parents=True, exist_ok=True)
                (copies / path).write_bytes(before.encode())
            for fresh, whole in ready:
                fresh.replace(whole)
            leftovers.pop_all()
        except OSError as error:
            _restore(root, changes)
            raise UnsavedError(
                f"{path} cannot be written: {error.strerror}; nothing was changed"
            ) from error
    return copies


def _restore(root: Path, changes: Iterable[Change]) -> None:
    """Put back what was already replaced."""
    for path, before, content in changes:
        if current(root, path) == content != before:
            save(root, path, before, content)


def _unchanged(root: Path, path: str, before: str | None) -> Path:
    whole = _inside(root, path)
    if current(root, path) != before:
        raise UnsavedError(f"{path} has changed in the meantime; try again")
    return whole


def _encoded(path: str, content: str) -> bytes:
    try:
        return content.encode()
    except UnicodeEncodeError as error:
        raise UnsavedError(f"{path}: the words hold half a character; type them anew") from error


def _fresh(whole: Path, data: bytes, leftovers: ExitStack) -> Path:
    """A new file beside another one, which has its rights; it is removed if it is left over."""
    mode = whole.stat().st_mode & 0o777 if whole.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{whole.name}-", dir=whole.parent)
    fresh = Path(name)
    leftovers.callback(fresh.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    fresh.chmod(mode)
    return fresh


def _umask() -> int:
    """The permissions that new files do not get; the mask can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _inside(root: Path, path: str) -> Path:
    """The file at a path below the root; raises `UnsavedError` where that leads out of it."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute():
        raise UnsavedError(f"{path} lies outside of the corpus")
    whole = root
    for part in parts:
        whole /= part
        if whole.is_symlink():
            raise UnsavedError(f"{path} leads through a symbolic link, which is not followed")
    return whole
