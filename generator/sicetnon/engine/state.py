"""What a build leaves for the next one: what it was made from, and what it wrote."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sicetnon.digests import digest, program
from sicetnon.engine.cache import Cache
from sicetnon.model import Id, SourceSummary, TextLinks
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
    links: TextLinks = TextLinks()


class SourceState(NamedTuple):
    """A text as the last build had it."""

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

    texts: dict[str, SourceState] = field(default_factory=dict)
    """By the path of a text."""
    names: bytes = b""
    """The digest of the spellings of all names."""
    pages: dict[str, Artifact] = field(default_factory=dict)
    """By address."""
    fingerprints: dict[str, bytes] = field(default_factory=dict)
    """What the corpus consisted of, by source (see `fingerprints`)."""


def read_state(cache: Cache, site: Path) -> BuildState:
    """The state that the last build into a site left, or an empty one."""
    return cache.load(_key(site), BuildState) or BuildState()


def write_state(cache: Cache, site: Path, state: BuildState) -> None:
    """Leave the state of a build."""
    cache.save(_key(site), state)


def _key(site: Path) -> bytes:
    return digest("state", program(), os.fsencode(site))
