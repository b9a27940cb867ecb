"""What the last build was made of, and what it made: read before a build, written after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sicetnon.digests import digest, program
from sicetnon.engine import serialization
from sicetnon.engine.cache_folder import Store
from sicetnon.model import SourceSummary
from sicetnon.problems import Problem

NAMES = "Q"
"""How digests of kinds and ids are packed: eight bytes each (see `array`)."""


class FileState(NamedTuple):
    """What an annotation file holds, without its records."""

    sources: tuple[tuple[str, bytes], ...]
    """Ids of sources and the digest of what the file says of each."""
    shared: bool
    """Whether it has records that belong to no source."""
    given: bytes
    """Digests of the kinds and ids of its records, packed (see `NAMES`)."""
    referred: bytes
    """The same of what it refers to, but for contributors."""
    signed: bytes
    """The same of contributors."""
    broken: tuple[str, ...]
    problems: tuple[Problem, ...]
    complete: bool


class SourceResult(NamedTuple):
    """What a source came to, without what is in it."""

    summary: SourceSummary | None
    """None where the text could not be read."""
    census: bytes
    """The digests of the parts that it yields (see `fingerprints`)."""
    names: tuple[str, ...]
    """Folded names of entities that stand in the text, whole or inside other words."""
    problems: tuple[Problem, ...]


class SourceState(NamedTuple):
    """A text as the last build had it."""

    content: bytes
    """The digest of its file."""
    key: bytes
    """Under which its parts are kept."""
    given: bytes
    """The digest of all that it was studied with, but for names."""


class Artifact(NamedTuple):
    """A file of the site as the last build wrote it."""

    content: bytes
    """The digest of its bytes."""
    size: int
    changed: int
    """Nanoseconds (st_mtime_ns)."""
    reads: bytes
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
    census: dict[str, bytes] = field(default_factory=dict)
    """What the corpus consisted of, by source (see `fingerprints`)."""


def key_for(site: Path) -> bytes:
    """The key of the ledger for a site."""
    return digest("ledger", program(), str(site))


def read_state(store: Store, site: Path) -> BuildState:
    """The ledger of the last build into a site, or an empty one."""
    data = store.get(key_for(site))
    if data is None:
        return BuildState()
    files, texts, names, pages, census = serialization.loads(data)
    return BuildState(
        files={key: FileState(*receipt) for key, receipt in files.items()},
        texts={path: SourceState(*known) for path, known in texts.items()},
        names=names,
        pages={address: Artifact(*known) for address, known in pages.items()},
        census=census,
    )


def write_state(store: Store, site: Path, ledger: BuildState) -> None:
    """Keep the ledger of a build."""
    kept = (
        {key: tuple(receipt) for key, receipt in ledger.files.items()},
        {path: tuple(known) for path, known in ledger.texts.items()},
        ledger.names,
        {address: tuple(known) for address, known in ledger.pages.items()},
        ledger.census,
    )
    store.put(key_for(site), serialization.dumps(kept))
