"""Annotation files: those that are unchanged since the last build are not read again.

What a file yields is cached under the digest of all that it was made from, its records apart by
the source that they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar, overload

from sicetnon.digests import digest, of_value, program
from sicetnon.engine.cache_folder import Store
from sicetnon.engine.serialization import pack, part_of
from sicetnon.engine.session import Session
from sicetnon.engine.state import FileState
from sicetnon.meaning.lazy import CacheMissError
from sicetnon.meaning.relate import by_source, first_of_each
from sicetnon.model import FileIds, Identifiers, Records
from sicetnon.problems import Problem
from sicetnon.reading.files import File
from sicetnon.reading.load import CorpusFiles, read_annotations, read_value_types
from sicetnon.reading.records import ValueTypes
from sicetnon.vocabulary import ANCHORED_KINDS, RECORD_KINDS

R = TypeVar("R")

SHARED = tuple(kind.key for kind in RECORD_KINDS if not kind.anchored)
"""Records that are not cached by source: every build needs them."""


class LazySequence(Sequence[R]):
    """A sequence that is loaded when somebody first looks into it."""

    def __init__(self, load: Callable[[], Iterable[R]]) -> None:
        self._load = load

    @cached_property
    def _items(self) -> tuple[R, ...]:
        return tuple(self._load())

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R]: ...
    def __getitem__(self, index: int | slice) -> R | Sequence[R]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[R]:
        return iter(self._items)


class SourceAnnotations(NamedTuple):
    """Where the annotations of a source are cached."""

    keys: tuple[bytes, ...] = ()
    """Of the files that speak of it."""
    digests: tuple[bytes, ...] = ()
    """Of what each of them says of it."""


@dataclass(frozen=True)
class AnnotationFiles:
    """The annotation files of a corpus: their states, and where the rest is cached."""

    store: Store
    states: Mapping[bytes, FileState]
    """By the key of a file, in the order of the files."""

    @cached_property
    def records(self) -> Records:
        """All records; those that quote a source are read when a check asks for them."""
        shared = [self._part(key, "shared") for key, state in self.states.items() if state.shared]
        found: dict[str, Sequence[Any]] = {
            key: tuple(chain.from_iterable(getattr(part, key) for part in shared)) for key in SHARED
        }
        anchored = {
            kind.key: LazySequence(partial(self._anchored, kind.key)) for kind in ANCHORED_KINDS
        }
        return Records(**found, **anchored)

    def ids(self) -> Iterator[FileIds]:
        """The ids of each file."""
        for key, state in self.states.items():
            places = partial(self._identifiers, key)
            yield FileIds(state.path, state.given, frozenset(state.referred), places)

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong in single files."""
        return chain.from_iterable(state.problems for state in self.states.values())

    @property
    def broken(self) -> frozenset[str]:
        """Ids of records that were left out."""
        return frozenset(name for state in self.states.values() for name in state.broken)

    @property
    def complete(self) -> bool:
        """Whether every file could be read whole."""
        return all(state.complete for state in self.states.values())

    def of_source(self, source: str, keys: Iterable[bytes]) -> Records:
        """What some files say of a source."""
        parts: list[Records] = [self._part(key, f"of {source}") for key in keys]
        if len(parts) == 1:
            return parts[0]
        return Records(
            **{
                kind.key: tuple(
                    first_of_each(kind, chain(*(getattr(part, kind.key) for part in parts)))
                )
                for kind in ANCHORED_KINDS
            }
        )

    def by_source(self) -> dict[str, SourceAnnotations]:
        """Where the annotations of each source are."""
        found: dict[str, SourceAnnotations] = {}
        for key, state in self.states.items():
            for source, content in state.sources:
                keys, digests = found.get(source, SourceAnnotations())
                found[source] = SourceAnnotations((*keys, key), (*digests, content))
        return found

    def _anchored(self, kind: str) -> Iterator[Any]:
        """The records of a kind that quote sources, file by file."""
        for key, state in self.states.items():
            for source, _ in state.sources:
                yield from getattr(self._part(key, f"of {source}"), kind)

    def _identifiers(self, key: bytes) -> Identifiers:
        identifiers: Identifiers = self._part(key, "identifiers")
        return identifiers

    def _part(self, key: bytes, name: str) -> Any:  # noqa: ANN401  # whoever asks knows the part
        part = part_of(self.store.get(key), name)
        if part is None:
            raise CacheMissError
        return part


def read_annotation_files(session: Session, files: CorpusFiles) -> AnnotationFiles:
    """The annotation files of a corpus; only those that are new or changed are read."""
    kinds = read_value_types(files.annotations)
    fixed = digest("file", program(), of_value(sorted(kinds.items())))
    by_key = {digest(fixed, file.path, file.content): file for file in files.annotations}
    states = {key: session.before.files.get(key) or _cached(session.store, key) for key in by_key}
    stale = [(key, by_key[key]) for key, state in states.items() if state is None]

    def read(number: int) -> FileState:
        return _read(session, *stale[number], kinds)

    read_now = session.each("annotation files", read, len(stale))
    states.update({key: state for (key, _), state in zip(stale, read_now, strict=True)})
    session.now.files = {key: state for key, state in states.items() if state}
    session.used.update(states)
    return AnnotationFiles(session.store, session.now.files)


def _read(session: Session, key: bytes, file: File, kinds: ValueTypes) -> FileState:
    """Read a file, and cache its records by the source that they belong to."""
    read = read_annotations(file, kinds)
    by_sources = pack(by_source(read.records))
    parts = {f"of {source}": part for source, part in by_sources.items()}
    shared = {name: getattr(read.records, name) for name in SHARED}
    ids = read.ids
    state = FileState(
        path=file.path,
        sources=tuple((source, digest(part)) for source, part in by_sources.items()),
        shared=any(shared.values()),
        given=ids.defined,
        referred=tuple(sorted(ids.referenced)),
        broken=read.broken,
        problems=read.problems,
        complete=read.complete,
    )
    rest = {"shared": Records(**shared), "identifiers": read.identifiers, "state": state}
    session.put(key, parts | pack(rest))
    return state


def _cached(store: Store, key: bytes) -> FileState | None:
    state = part_of(store.get(key), "state")
    return state if isinstance(state, FileState) else None
