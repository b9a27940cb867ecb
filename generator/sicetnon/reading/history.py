"""Older versions of a corpus's files, as git has them: read only, by the program `git`.

Without git, or outside of a repository, there is no history and a sentence says why.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

MOST_VERSIONS = 200
"""Versions of a file that are read, the newest first."""
QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "TZ": "UTC0",
}
"""Settings with which git asks nobody, neither a person nor the network, and days are those of UTC.
"""
SHORT = 10
"""Characters of a commit's id that are shown."""
NOTHING = "0" * 40
ALWAYS = ("--literal-pathspecs", "-c", "log.showRoot=true")
"""Options of git itself: paths are no patterns, and the first commit changed files too."""
DAYS = ("--no-show-signature", "--date=format-local:%Y-%m-%d")
"""Options of `git log` with which dates are days."""
PLAIN = b"100"
"""How the mode of a file begins that is no link and no other repository."""
LONGEST_HEADER = 200
"""Bytes of the line that git puts before a content, at most."""


class Version(NamedTuple):
    """A file as a commit left it."""

    commit: str
    """Its abbreviated id."""
    path: str
    """From the corpus's root: the file may have had another name."""
    blob: str
    """The id of its content."""


class Commit(NamedTuple):
    """A state of a repository."""

    id: str
    """All of it."""
    day: str
    """On which it was committed, YYYY-MM-DD (UTC)."""

    @property
    def short(self) -> str:
        """Its abbreviated id."""
        return self.id[:SHORT]


class Touched(NamedTuple):
    """A file as a commit changed it."""

    path: str
    """From the corpus's root."""
    blob: str
    """The id of its new content; `NOTHING` where the commit removed it."""


class NoHistoryError(Exception):
    """Git cannot answer; the message says why."""


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

    def commit(self, name: str) -> Commit:
        """The commit of a name: a branch, a tag, an id, `HEAD~3`. Raises `NoHistoryError`."""
        verify = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        try:
            found = self._git(*verify, f"{name}^{{commit}}").decode().strip()
            day = self._git("log", "-1", *DAYS, "--format=%cd", found, "--").decode().strip()
        except NoHistoryError:
            self._require_repository()
            cut = self.missing
            hint = cut or "git fetch brings those of others, git log --oneline lists those here"
            raise NoHistoryError(f"“{name}” is no commit of this repository; {hint}") from None
        return Commit(found, day)

    def merge_base(self, one: str, other: str) -> Commit:
        """The last commit that two commits have in common. Raises `NoHistoryError`."""
        ids = (self.commit(one).id, self.commit(other).id)
        try:
            return self.commit(self._git("merge-base", *ids).decode().strip())
        except NoHistoryError:
            hint = self.missing or "compare them without --merge-base"
            message = f"“{one}” and “{other}” have no commit in common; {hint}"
            raise NoHistoryError(message) from None

    def log(self, *paths: str) -> list[tuple[Commit, list[Touched]]]:
        """The commits that changed files at and below some paths, the newest first.

        Of a merge is told what it brought, at the day on which it was merged.
        """
        try:
            log = self._git(
                *("log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames"),
                *("--relative", "--no-ext-diff", "--no-textconv", *DAYS, "--format=%x00%H %cd"),
                *("--", *paths),
            )
        except NoHistoryError:
            return []
        commits: list[tuple[Commit, list[Touched]]] = []
        fields = iter(log.decode("utf-8", "surrogateescape").split("\0"))
        for field in fields:
            if field.lstrip("\n").startswith(":"):
                commits[-1][1].append(Touched(next(fields), field.split(" ")[3]))
            elif field.strip():
                commits.append((Commit(*field.split()), []))
        return commits

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """The contents of some ids. Raises `NoHistoryError` where git does not have one."""
        printed = self._git("cat-file", "--batch", lines="\n".join(blobs).encode())
        at = 0
        for blob in blobs:
            header, _, _ = printed[at : at + LONGEST_HEADER].partition(b"\n")
            if not header.split()[-1].isdigit():
                raise NoHistoryError(f"{blob} is not in this clone")
            start = at + len(header) + 1
            at = start + int(header.split()[-1])
            yield printed[start:at]
            at += 1

    @property
    def head(self) -> str:
        """The id of the last commit; empty where there is none."""
        try:
            return self._git("rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
        except NoHistoryError:
            return ""

    def files(self, commit: Commit, *paths: str) -> Iterator[tuple[str, bytes]]:
        """The plain files of a commit at and below some paths, from the corpus's root.

        Raises `NoHistoryError`, also where git does not have one of them (a partial clone).
        """
        listed = self._git("ls-tree", "-r", "-z", commit.id, "--", *paths)
        entries = [entry.partition(b"\t") for entry in listed.split(b"\0") if entry]
        blobs = [
            (os.fsdecode(path), state.split()[2])
            for state, _, path in entries
            if state.startswith(PLAIN)
        ]
        names = [path for path, _ in blobs]
        try:
            yield from zip(names, self.contents([blob.decode() for _, blob in blobs]), strict=True)
        except NoHistoryError as error:
            hint = f"git checkout {commit.short} fetches what is missing"
            raise NoHistoryError(f"{error}; {hint}") from None

    def _require_repository(self) -> None:
        """Raise `NoHistoryError` where there is no git, no repository or no commit."""
        try:
            self._git("rev-parse", "--verify", "--quiet", "HEAD")
        except NoHistoryError as error:
            raise NoHistoryError(f"there is no history to compare with: {error}") from error

    def _git(self, *arguments: str, lines: bytes = b"") -> bytes:
        """What git prints of some input; raises `NoHistoryError` where it fails or is not there."""
        command = ["git", *ALWAYS, "-C", str(self.root), *arguments]
        try:
            process = subprocess.Popen(  # noqa: S603  # no shell, and no words of a text
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | QUIET,
            )
        except OSError as error:
            raise NoHistoryError(f"git cannot be run ({error.strerror})") from error
        output, errors = process.communicate(lines)
        if process.returncode:
            words = errors.decode("utf-8", "replace").strip().partition("\n")[0]
            raise NoHistoryError(words.removeprefix("fatal: ") or "git has no commit yet")
        return output
