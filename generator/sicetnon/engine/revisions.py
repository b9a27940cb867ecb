"""The revisions of all that can be cited; what the log has is cached by its last commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sicetnon.digests import digest, program
from sicetnon.engine.annotations import AnnotationFiles
from sicetnon.engine.session import Session
from sicetnon.id_syntax import source_name
from sicetnon.model import Revision
from sicetnon.reading.config import CONFIG
from sicetnon.reading.files import File, Reader
from sicetnon.reading.history import History
from sicetnon.reading.load import CorpusFiles
from sicetnon.reading.revisions import Committed, digest_at, is_blob, read_committed, records_of
from sicetnon.vocabulary import RECORD_KINDS

CITED = tuple(kind for kind in RECORD_KINDS if kind.name in ("entity", "contradiction", "topic"))
"""Kinds of record that have a page to be cited."""


def revisions(
    session: Session, root: Path, files: CorpusFiles, annotations: AnnotationFiles
) -> dict[tuple[str, str], Revision]:
    """By kind and id: when what is cited last changed (see `Corpus.revisions`)."""
    history = History(root)
    head = history.head if files.config.version != "none" else ""
    if not head:
        return {}
    key = digest("committed", program(), head)
    committed = session.cache.load(key, Committed)
    if committed is None:
        committed = read_committed(history)
        session.cache.save(key, committed)
    session.used.add(key)
    if not committed.commits:
        return {}
    by_path = {file.path: file for file in (*files.texts, *files.annotations)}
    clean = {path for path, file in by_path.items() if _is_committed(committed, file)}
    numbers: dict[tuple[str, str], int] = {
        **dict(_of_sources(committed, files, annotations, clean)),
        **dict(_of_records(committed, by_path, annotations)),
    }
    if clean.issuperset(by_path) and _is_whole(committed, root):
        numbers["corpus", ""] = 0
    return {name: committed.commits[number] for name, number in sorted(numbers.items())}


def _is_committed(committed: Committed, file: File) -> bool:
    found = committed.files.get(file.path)
    return found is not None and is_blob(file.content, found.blob)


def _is_whole(committed: Committed, root: Path) -> bool:
    """Whether nothing that was committed is missing, and the settings are as they were."""
    if not all((root / path).is_file() for path in committed.files):
        return False
    content = Reader(root).read(CONFIG) if (root / CONFIG).is_file() else None
    return content is None or _is_committed(committed, File(CONFIG, content))


def _of_sources(
    committed: Committed, files: CorpusFiles, annotations: AnnotationFiles, clean: set[str]
) -> Iterator[tuple[tuple[str, str], int]]:
    """A source is as old as its text and the files with records of it, if all are committed."""
    parts = {source_name(file.path): [file.path] for file in files.texts}
    for state in annotations.states:
        for source, _ in state.sources:
            parts.get(source, []).append(state.path)
    for source, paths in parts.items():
        if clean.issuperset(paths):
            yield ("source", source), min(committed.files[path].commit for path in paths)


def _of_records(
    committed: Committed, by_path: dict[str, File], annotations: AnnotationFiles
) -> Iterator[tuple[tuple[str, str], int]]:
    """A record is as old as its lines."""
    found: dict[str, list[tuple[int, str]]] = {}
    for kind in CITED:
        cited: Iterable[Any] = getattr(annotations.records, kind.key)
        for record in cited:
            path, line, _ = record.at
            if path in committed.records:
                if path not in found:
                    found[path] = records_of(by_path[path].content)
                number = committed.records[path].get(digest_at(found[path], line))
                if number is not None:
                    yield (kind.name, record.id), number
