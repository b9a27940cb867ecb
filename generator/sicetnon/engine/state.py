"""What a build leaves for the next one: what it was made from, and what it wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sicetnon.digests import digest, program
from sicetnon.engine import serialization
from sicetnon.engine.cache_folder import Store
from sicetnon.model import Id, SourceSummary
from sicetnon.problems import Problem


class FileState(NamedTuple):
    """What an annotation file holds, without its records."""

    path: str
    sources: tuple[tuple[str, bytes], ...]
    """Ids of sources and the digest of what the file says of each."""
    shared: bool
    """Whether it has records that quote no source."""
    given: tuple[Id, ...]
    """Ids of its records."""
    referred: tuple[Id, ...]
    """Ids that it refers to, each once."""
    broken: tuple[str, ...]
    """Ids of records that were left out."""
    problems: tuple[Problem, ...]
    complete: bool
    """Whether it could be read whole."""


class SourceResult(NamedTuple):
    """What is known of a source without reading its parts."""

    summary: SourceSummary | None
    """None where the text could not be read."""
    fingerprints: bytes
    """The digests of the parts that it yields (see `fingerprints`)."""
    names: tuple[str, ...]
    """Folded names of entities that stand in the text, whole or inside other words."""
    problems: tuple[Problem, ...]


class SourceState(NamedTuple):
    """A text as the last build had it."""

    content: bytes
    """The digest of its file."""
    key: bytes
    """Where its parts are cached."""
    given: bytes
    """The digest of all that it was rendered with, but for names."""


class Artifact(NamedTuple):
    """A file of the site as the last build wrote it."""

    content: bytes
    """The digest of its bytes."""
    size: int
    changed: int
    """Nanoseconds (st_mtime_ns)."""
    dependencies: bytes
    """The numbers of the parts that it was made from, packed (see `dependencies`)."""

    @property
    def stamp(self) -> tuple[int, int]:
        """Size and time, by which a file is known to be untouched."""
        return self.size, self.changed


@dataclass(slots=True)
class BuildState:
    """What a build knows of the one before."""

    files: dict[bytes, FileState] = field(default_factory=dict)
    """By the key of an annotation file."""
    texts: dict[str, SourceState] = field(default_factory=dict)
    """By the path of a text."""
    names: dict[str, Any] = field(default_factory=dict)
    """The spellings of all names, by their folded form."""
    pages: dict[str, Artifact] = field(default_factory=dict)
    """By address."""
    fingerprints: dict[str, bytes] = field(default_factory=dict)
    """What the corpus consisted of, by source (see `fingerprints`)."""


def key_for(site: Path) -> bytes:
    """Where the state of a site is cached."""
    return digest("ledger", program(), str(site))


def read_state(store: Store, site: Path) -> BuildState:
    """The state that the last build into a site left, or an empty one."""
    data = store.get(key_for(site))
    if data is None:
        return BuildState()
    files, texts, names, pages, fingerprints = serialization.loads(data)
    return BuildState(
        files={key: FileState(*file) for key, file in files.items()},
        texts={path: SourceState(*one) for path, one in texts.items()},
        names=names,
        pages={address: Artifact(*one) for address, one in pages.items()},
        fingerprints=fingerprints,
    )


def write_state(store: Store, site: Path, state: BuildState) -> None:
    """Leave the state of a build."""
    kept = (
        {key: tuple(file) for key, file in state.files.items()},
        {path: tuple(one) for path, one in state.texts.items()},
        state.names,
        {address: tuple(one) for address, one in state.pages.items()},
        state.fingerprints,
    )
    store.put(key_for(site), serialization.dumps(kept))
