"""When files and records last changed: one pass over the log of a repository.

What is found holds for a commit, whatever the working tree has meanwhile, so it is computed once a
commit. A record is as old as its lines: blank ones and comments do not count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from hashlib import blake2b, new
from typing import NamedTuple

from sicetnon.model import Revision
from sicetnon.reading.history import NOTHING, History, NoHistoryError

PATHS = ("corpus.yaml", "content", "annotations", "lessons")
"""What a corpus is read from."""
SHARED = (b"entities", b"contradictions", b"topics")
"""Keys of records that are cited by themselves; the rest goes by whole files."""
SHA1 = 40
"""Characters of an id in a repository that does not use SHA-256."""


class CommittedFile(NamedTuple):
    """A file of a commit."""

    commit: int
    """The number of the commit that last changed it: 0 is the newest."""
    blob: str
    """The id of its content."""


class Committed(NamedTuple):
    """When all that a commit has of a corpus last changed."""

    commits: tuple[Revision, ...]
    """Those that changed it, the newest first."""
    files: dict[str, CommittedFile]
    """By path."""
    records: dict[str, dict[str, int]]
    """By the path of an annotation file and the digest of a record: the number of a commit."""


def read_committed(history: History) -> Committed:
    """When the corpus of the last commit last changed; nothing where that cannot be known."""
    log = [] if history.missing else history.log(*PATHS)
    versions: dict[str, list[CommittedFile]] = defaultdict(list)
    for number, (_, touched) in enumerate(log):
        for path, blob in touched:
            versions[path].append(CommittedFile(number, blob))
    files = {path: found[0] for path, found in versions.items() if found[0].blob != NOTHING}
    records = {
        path: ages
        for path in sorted(files)
        if path.endswith((".yaml", ".yml")) and (ages := _ages(history, versions[path]))
    }
    commits = tuple(Revision(commit.day, commit.short) for commit, _ in log)
    return Committed(commits, files, records)


def _ages(history: History, versions: list[CommittedFile]) -> dict[str, int]:
    """By the digest of a record of the newest version: the commit since which it stands there."""
    blobs = [one.blob for one in versions if one.blob != NOTHING]
    ages: dict[str, int] = {}
    try:
        (first,) = history.contents(blobs[:1])
        if not any(key in first for key in SHARED):
            return {}
        contents = history.contents(blobs)
        alive = {digest for _, digest in records_of(first)}
        for one in versions:
            content = b"" if one.blob == NOTHING else next(contents)
            alive &= {digest for _, digest in records_of(content)}
            ages |= dict.fromkeys(alive, one.commit)
            if not alive:
                break
    except NoHistoryError:
        return {}
    return ages


def records_of(content: bytes) -> list[tuple[int, str]]:
    """The records of an annotation file in block form: the line where each begins, its digest."""
    records: list[tuple[int, list[bytes]]] = [(1, [])]
    indent: int | None = None
    for number, line in enumerate(content.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith(b"#"):
            continue
        depth = len(line) - len(line.lstrip())
        is_item = bare.startswith(b"- ") or bare == b"-"
        if depth == 0 and not is_item:
            indent = None
        elif is_item and indent is None:
            indent = depth
        if depth == 0 or (is_item and depth == indent):
            records.append((number, []))
        records[-1][1].append(line.rstrip())
    return [
        (number, blake2b(b"\n".join(lines), digest_size=8).hexdigest()) for number, lines in records
    ]


def digest_at(records: list[tuple[int, str]], line: int) -> str:
    """The digest of the record that a line belongs to."""
    return records[bisect_right(records, line, key=lambda record: record[0]) - 1][1]


def is_blob(content: bytes, blob: str) -> bool:
    """Whether git has a content under an id; line ends do not count."""
    kind = "sha1" if len(blob) == SHA1 else "sha256"

    def identity(data: bytes) -> str:
        return new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    return blob in (identity(content), identity(content.replace(b"\r\n", b"\n")))
