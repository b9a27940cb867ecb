"""Older versions of a corpus's files, as git has them: read only, by the program `git`.

Without git, or outside of a repository, there is no history and a sentence says why.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

MOST_VERSIONS = 200
"""Versions of a file that are read, the newest first."""
QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
SHORT = 10
"""Characters of a commit's id that are shown."""
NOTHING = "0" * 40


class Version(NamedTuple):
    """A file as a commit left it."""

    commit: str
    """Its abbreviated id."""
    path: str
    """From the corpus's root: the file may have had another name."""
    blob: str
    """The id of its content."""


class NoHistoryError(Exception):
    """Git cannot answer; the message says why. Never leaves this module."""


class History:
    """The history of the files of a corpus."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def missing(self) -> str:
        """Why there is no history, or less than there might be; empty where it is whole."""
        try:
            shallow = self._git("rev-parse", "--is-shallow-repository").strip() == b"true"
            self._git("rev-parse", "--verify", "--quiet", "HEAD")
        except NoHistoryError as error:
            return f"there is no history to look in: {error}"
        if shallow:
            return "the history is cut off (a shallow clone): git fetch --unshallow brings the rest"
        return ""

    def versions(self, path: str) -> Iterator[Version]:
        """The versions of a file, the newest first, also under names that it had before."""
        limit = f"--max-count={MOST_VERSIONS}"
        try:
            log = self._git(
                *("log", "--follow", "-M", "--raw", "-z", "--no-abbrev", "--relative", limit),
                *("--no-ext-diff", "--no-textconv", "--format=%x00%h", "--", path),
            )
        except NoHistoryError:
            return
        commit = ""
        fields = iter(log.decode("utf-8", "surrogateescape").split("\0"))
        for field in fields:
            if not field.lstrip("\n").startswith(":"):
                commit = field.strip()[:SHORT] or commit
                continue
            *_, blob, status = field.split(" ")
            names = [next(fields, "") for _ in range(2 if status[:1] in ("R", "C") else 1)]
            if blob != NOTHING:
                yield Version(commit, names[-1], blob)

    def content(self, version: Version) -> bytes:
        """The content of a version; empty where git does not have it (a partial clone)."""
        try:
            return self._git("cat-file", "blob", version.blob)
        except NoHistoryError:
            return b""

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of all files that the last commit has below a folder."""
        try:
            listed = self._git("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", folder)
        except NoHistoryError:
            return ()
        return tuple(path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path)

    def _git(self, *arguments: str) -> bytes:
        """What git prints; raises `NoHistoryError` where it fails or is not there."""
        command = ["git", "--literal-pathspecs", "-C", str(self.root), *arguments]
        try:
            process = subprocess.Popen(  # noqa: S603  # no shell, and no words of a text
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | QUIET,
            )
        except OSError as error:
            raise NoHistoryError(f"git cannot be run ({error.strerror})") from error
        output, errors = process.communicate()
        if process.returncode:
            words = errors.decode("utf-8", "replace").strip().partition("\n")[0]
            raise NoHistoryError(words.removeprefix("fatal: ") or "git has no commit yet")
        return output
