"""Writes one file of a corpus: first beside the old one, then in its place.

No symbolic link is followed, and a file that has changed since it was read is left alone.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath


class UnsavedError(Exception):
    """A file was left as it was; the message says which, why, and what to do."""


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
    whole = _inside(root, path)
    if current(root, path) != before:
        raise UnsavedError(f"{path} has changed in the meantime; try again")
    try:
        data = content.encode()
    except UnicodeEncodeError as error:
        raise UnsavedError(f"{path}: the words hold half a character; type them anew") from error
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        _replace(whole, data)
    except OSError as error:
        raise UnsavedError(f"{path} cannot be written: {error.strerror}") from error


def _replace(whole: Path, data: bytes) -> None:
    mode = whole.stat().st_mode & 0o777 if whole.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{whole.name}-", dir=whole.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        fresh.chmod(mode)
        fresh.replace(whole)
    finally:
        fresh.unlink(missing_ok=True)


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
