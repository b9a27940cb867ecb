"""The file `.sicetnon` of a site: which files of its folder this program has written.

A build replaces and removes the files of this list and no others. Each stands with the digest of
its content, so that a file that somebody has changed since is known as well.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from sicetnon.digests import SIZE, hasher

MARKER = ".sicetnon"
FIRST = (
    "Written by sicetnon. Builds replace and remove the files listed here, and leave all others.\n"
)
UNFINISHED = "Being written by sicetnon, or left by a build that was killed.\n"
WITHOUT_LIST = "Written by sicetnon; replaced whole by every build.\n"
"""The whole file, as versions wrote it that kept no list."""
LINE = re.compile(rf"([0-9a-f]{{{2 * SIZE}}}) (.+)")
LARGEST = 200_000_000
"""Bytes of a list that is read: that of some million files."""

Digests = Mapping[str, frozenset[str]]
"""By address. More than one where a build was killed before it had replaced a file."""


class Manifest(NamedTuple):
    """What is known of the files of a site."""

    files: Digests
    listed: bool
    """Whether there is a list; without one, a page and somebody's file look alike."""
    finished: bool = True


def read_manifest(folder: Path) -> Manifest | None:
    """The list of a site, or None where the folder is no site of this program."""
    path = folder / MARKER
    try:
        status = path.lstat()
        if not S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return None
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    files: dict[str, frozenset[str]] = {}
    for line in text.split("\n"):
        match = LINE.fullmatch(line)
        if match:
            files[match[2]] = files.get(match[2], frozenset()) | {match[1]}
    return Manifest(files, listed=text != WITHOUT_LIST, finished=text != UNFINISHED)


def listing(files: Mapping[str, Iterable[str]]) -> str:
    """The text of a list: the same for the same files."""
    lines = (f"{one} {address}\n" for address in sorted(files) for one in sorted(files[address]))
    return FIRST + "".join(lines)


def digest_of(path: str | os.PathLike[str]) -> str:
    """The digest of a file's content, as lists have it. Raises OSError."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, hasher).hexdigest()
