"""Annotation files: those that are unchanged since an earlier build are not read again.

What a file yields is cached under the digest of all that it was made from; its records are cached
by the source that they belong to, each part under its own digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any, NamedTuple

from sicetnon.digests import digest, of_value, program
from sicetnon.engine.cache import Cache
from sicetnon.engine.session import Session, at
from sicetnon.engine.state import FileState
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.meaning.relate import by_source, first_of_each
from sicetnon.model import FileIds, Identifiers, Records
from sicetnon.problems import Problem
from sicetnon.reading.files import File
from sicetnon.reading.load import CorpusFiles, read_annotations, read_value_types
from sicetnon.reading.records import ValueTypes
from sicetnon.vocabulary import ANCHORED_KINDS, RECORD_KINDS

SHARED = tuple(kind.key for kind in RECORD_KINDS if not kind.anchored)
"""Records that are not cached by source: every build needs them."""


class LazyRecords(Sequence[Any]):
    """Records that are loaded when somebody first looks at them."""

    def __init__(self, load: Callable[[], Iterable[Any]]) -> None:
        self._load = load

    @cached_property
    def _records(self) -> tuple[Any, ...]:
        return tuple(self._load())

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401  # a number or a slice
        return self._records[index]

    def __len__(self) -> int:
        return len(self._records)


class AnnotationFile(NamedTuple):
    """An annotation file, and what is known of it without its records."""

    file: File
    state: FileState


@dataclass(frozen=True)
class AnnotationFiles:
    """The annotation files of a corpus."""

    cache: Cache
    kinds: ValueTypes
    files: Mapping[bytes, AnnotationFile]
    """By key, in the order of their paths."""

    @cached_property
    def states(self) -> tuple[FileState, ...]:
        """What is known of each file."""
        return tuple(state for _, state in self.files.values())

    @cached_property
    def records(self) -> Records:
        """All records; those that quote a source are loaded when a check looks at them."""
        parts = [
            _part(self.cache, digest("shared", key))
            for key, (_, state) in self.files.items()
            if state.shared
        ]
        shared = {name: tuple(_each(parts, name)) for name in SHARED}
        anchored = {
            kind.key: LazyRecords(partial(self._anchored, kind.key)) for kind in ANCHORED_KINDS
        }
        return Records(**shared, **anchored)

    def ids(self) -> Iterator[FileIds]:
        """The ids of each file."""
        for file, state in self.files.values():
            places = partial(self._identifiers, file)
            yield FileIds(state.path, state.given, frozenset(state.referred), places)

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong in single files."""
        return chain.from_iterable(state.problems for state in self.states)

    @property
    def broken(self) -> frozenset[str]:
        """Ids of records that were left out."""
        return frozenset(name for state in self.states for name in state.broken)

    @property
    def complete(self) -> bool:
        """Whether every file could be read whole."""
        return all(state.complete for state in self.states)

    def of_source(self, parts: Iterable[bytes]) -> Records:
        """The records of a source that are cached under the digests of some parts."""
        found = [_part(self.cache, part) for part in parts]
        if len(found) == 1:
            return found[0]
        return Records(
            **{
                kind.key: tuple(first_of_each(kind, _each(found, kind.key)))
                for kind in ANCHORED_KINDS
            }
        )

    def by_source(self) -> dict[str, tuple[bytes, ...]]:
        """The digests of the parts that the files have of each source."""
        found: dict[str, tuple[bytes, ...]] = {}
        for state in self.states:
            for source, part in state.sources:
                found[source] = (*found.get(source, ()), part)
        return found

    def _anchored(self, kind: str) -> Iterator[Any]:
        """The records of a kind that quote sources, file by file."""
        parts = (part for state in self.states for _, part in state.sources)
        return _each((_part(self.cache, part) for part in parts), kind)

    def _identifiers(self, file: File) -> Identifiers:
        """The places of ids, which only messages need; the file is read again for them."""
        return read_annotations(file, self.kinds).identifiers


def read_annotation_files(session: Session, files: CorpusFiles) -> AnnotationFiles:
    """The annotation files of a corpus; only those that are new or changed are read."""
    kinds = read_value_types(files.annotations)
    fixed = digest("file", program(), of_value(sorted(kinds.items())))
    by_key = {digest(fixed, file.path, file.content): file for file in files.annotations}
    states = {key: session.cache.load(key, FileState) for key in by_key}
    stale = [key for key, state in states.items() if state is None]

    def read(number: int) -> FileState:
        with at(by_key[stale[number]].path):
            return _read(session.cache, stale[number], by_key[stale[number]], kinds)

    states.update(zip(stale, session.each("annotations", read, len(stale)), strict=True))
    found = {key: AnnotationFile(by_key[key], state) for key, state in states.items() if state}
    session.used.update(found, map(partial(digest, "shared"), found))
    session.used.update(part for _, state in found.values() for _, part in state.sources)
    return AnnotationFiles(session.cache, kinds, found)


def _read(cache: Cache, key: bytes, file: File, kinds: ValueTypes) -> FileState:
    """Read a file, and cache its records by the source that they belong to."""
    read = read_annotations(file, kinds)
    sources = []
    for source, records in by_source(read.records).items():
        part = of_value(records)
        sources.append((source, part))
        cache.save(part, records)
    shared = {name: getattr(read.records, name) for name in SHARED}
    cache.save(digest("shared", key), Records(**shared))
    ids = read.ids
    state = FileState(
        path=file.path,
        sources=tuple(sources),
        shared=any(shared.values()),
        given=ids.defined,
        referred=tuple(sorted(ids.referenced)),
        broken=read.broken,
        problems=read.problems,
        complete=read.complete,
    )
    cache.save(key, state)
    return state


def _part(cache: Cache, key: bytes) -> Records:
    records = cache.load(key, Records)
    if records is None:
        raise CacheMissError
    return records


def _each(parts: Iterable[Records], kind: str) -> Iterator[Any]:
    return chain.from_iterable(getattr(part, kind) for part in parts)
