"""The one place where content and annotations are opened.

No symbolic link is followed and nothing outside the corpus's root is read, whatever a pull request
holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import NamedTuple

from sicetnon.problems import Level, Location, Problem
from sicetnon.reading.characters import check_order
from sicetnon.reading.yaml import Document, read_yaml

LARGEST = {".md": 10_000_000, ".yaml": 5_000_000, ".yml": 5_000_000}
"""Bytes of a file that is read, by its ending."""


class File(NamedTuple):
    """A file and its bytes."""

    path: str
    """From the corpus's root, with forward slashes."""
    content: bytes


@dataclass(slots=True)
class Reader:
    """Opens files below a root and collects the problems with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def paths(self, folder: str, endings: tuple[str, ...], *, hidden: bool = False) -> list[str]:
        """Paths of the files below a folder, from the root, sorted; hidden ones only if asked."""
        start = self.root / folder
        if start.is_symlink():
            self.add_link(folder)
            return []
        if not start.is_dir():
            if start.exists():
                message = "this is a file where a folder belongs"
                self.add_problem("unreadable-file", folder, message, "make it a folder")
            return []
        paths = []
        for parent, folders, names in os.walk(start, onerror=self._add_unlisted):
            below = Path(parent).relative_to(self.root).as_posix()
            for name in sorted(folders):
                if is_link(f"{parent}/{name}"):
                    self.add_link(f"{below}/{name}")
            folders[:] = sorted(name for name in folders if hidden or not name.startswith("."))
            for name in (name for name in names if hidden or not name.startswith(".")):
                if name.lower().endswith(endings):
                    paths.append(f"{below}/{name}")
                elif is_device(f"{parent}/{name}"):
                    self.add_device(f"{below}/{name}")
        return sorted(paths)

    def read(self, path: str) -> bytes | None:
        """The content of a file; None, and a problem, where it cannot be read."""
        if path.encode(errors="replace").decode() != path:
            message = "the name of the file is not in UTF-8"
            hint = "name it with letters and digits, and hyphens between them"
            self.add_problem("bad-path", path, message, hint)
            return None
        whole, largest = f"{self.root}/{path}", LARGEST[f".{path.rpartition('.')[2].lower()}"]
        try:
            status = os.lstat(whole)
            if S_ISREG(status.st_mode) and status.st_size <= largest:
                return Path(whole).read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            self.add_problem(
                "unreadable-file", path, message, "see whether it exists and may be read"
            )
            return None
        if S_ISLNK(status.st_mode):
            self.add_link(path)
        elif S_ISREG(status.st_mode):
            message = f"the file has {status.st_size:,} bytes, more than {largest:,}"
            self.add_problem("too-large", path, message, "split it into several files")
        else:
            self.add_device(path)
        return None

    def read_plain(self, path: str, largest: int) -> bytes | str:
        """The content of a plain file, or in words why it is not read; no problem is added."""
        whole = f"{self.root}/{path}"
        try:
            status = os.lstat(whole)
            if S_ISREG(status.st_mode) and status.st_size <= largest:
                return Path(whole).read_bytes()
        except (OSError, ValueError) as error:
            return f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        if S_ISLNK(status.st_mode):
            return "a symbolic link is not followed"
        if not S_ISREG(status.st_mode):
            return "it is no file that can be read"
        return f"the file has {status.st_size:,} bytes, more than {largest:,}"

    def files(self, paths: Iterable[str]) -> tuple[File, ...]:
        """Those of some files that can be read, in the same order."""
        contents = ((path, self.read(path)) for path in paths)
        return tuple(File(path, content) for path, content in contents if content is not None)

    def add_problem(
        self, name: str, path: str, message: str, hint: str, level: Level = Level.ERROR
    ) -> None:
        """Add a problem with a file as a whole."""
        at = Location(path)
        self.problems.append(
            Problem(name=name, location=at, message=message, hint=hint, level=level)
        )

    def add_link(self, path: str) -> None:
        """Add the problem of a symbolic link."""
        message = "a symbolic link is not followed"
        self.add_problem("outside-corpus", path, message, "put the file itself here")

    def add_device(self, path: str) -> None:
        """Add the problem of what is neither file nor folder, which is never opened."""
        message = "this is no file that can be read"
        self.add_problem("unreadable-file", path, message, "put a plain file here, or remove it")

    def _add_unlisted(self, error: OSError) -> None:
        path = Path(error.filename).relative_to(self.root).as_posix()
        message = f"the folder cannot be read: {error.strerror}"
        self.add_problem("unreadable-file", path, message, "see whether it may be read")


def is_link(path: str) -> bool:
    """Whether a path is a symbolic link; False where that may not be looked up."""
    return os.path.islink(path)  # noqa: PTH114  # the method raises where it may not look


def is_device(path: str) -> bool:
    """Whether a path is neither file nor folder nor link: a FIFO, a socket, a device."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))


def decode(file: File) -> tuple[str | None, list[Problem]]:
    """The text of a file and warnings; None where it is not in UTF-8."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(file.path, error)]
    return text, list(check_order(file.path, text))


def _not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start]
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    return Problem(
        name="not-utf8",
        location=Location(path, before.count(b"\n") + 1, column),
        message="the file is not in UTF-8",
        evidence=(("byte", f"{error.object[error.start]:#04x}"),),
        hint="save it with the encoding UTF-8",
    )


def read_document(file: File) -> tuple[Document | None, list[Problem]]:
    """The document in a YAML file and problems; None where it cannot be read."""
    content, problems = decode(file)
    if not file.path.endswith((".yaml", ".yml")):
        ending = Problem(
            name="bad-path",
            location=Location(file.path),
            message="the ending of the file is not in small letters",
            hint="name it .yaml",
        )
        problems = [ending, *problems]
    if content is None:
        return None, problems
    document, errors = read_yaml(content, file.path)
    return document, problems + errors
