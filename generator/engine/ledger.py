"""What the last build was made of, and what it made: read before a build, written after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from generator.digests import digest, program
from generator.engine import pickles
from generator.engine.store import Store
from generator.model import Outline
from generator.problems import Problem


class FileReceipt(NamedTuple):
    """What an annotation file holds, without its records."""

    sources: tuple[tuple[str, bytes], ...]
    """Ids of sources and the digest of what the file says of each."""
    shared: bool
    """Whether it has records that belong to no source."""
    given: tuple[str, ...]
    """Kinds and ids of its records."""
    referred: tuple[str, ...]
    """Kinds and ids that it refers to, each once."""
    broken: tuple[str, ...]
    problems: tuple[Problem, ...]
    complete: bool


class TextReceipt(NamedTuple):
    """What a source came to, without what is in it."""

    outline: Outline | None
    """None where the text could not be read."""
    names: tuple[str, ...]
    """Folded names of entities that stand in the text, whole or inside other words."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class KnownText:
    """A text as the last build had it."""

    content: bytes
    """The digest of its file."""
    key: bytes
    """Under which its parts are kept."""
    given: bytes
    """The digest of all that it was studied with, but for names."""
    packed: bytes
    """Its receipt as it is kept, since packing all of them anew would cost more than a text."""
    _receipt: TextReceipt | None = None

    @property
    def receipt(self) -> TextReceipt:
        """What it came to."""
        if self._receipt is None:
            self._receipt = TextReceipt(*pickles.loads(self.packed))
        return self._receipt


class KnownPage(NamedTuple):
    """A file of the site as the last build wrote it."""

    content: bytes
    """The digest of its bytes."""
    size: int
    changed: int
    """Nanoseconds (st_mtime_ns)."""
    reads: bytes
    """Numbers of the parts that it was made from (an array of unsigned ints)."""

    @property
    def stamp(self) -> tuple[int, int]:
        """Size and time, by which a file is known to be untouched."""
        return self.size, self.changed


@dataclass(slots=True)
class Ledger:
    """What a build knows of the one before."""

    files: dict[bytes, FileReceipt] = field(default_factory=dict)
    """By the key of an annotation file."""
    texts: dict[str, KnownText] = field(default_factory=dict)
    """By the path of a text."""
    names: dict[str, Any] = field(default_factory=dict)
    """The spellings of all names, by their folded form."""
    pages: dict[str, KnownPage] = field(default_factory=dict)
    """By address."""
    parts: dict[str, dict[object, int]] = field(default_factory=dict)
    """By the name of a mapping of the corpus and a key of it: the number of this part."""
    digests: list[bytes] = field(default_factory=list)
    """By a part's number: its digest when the pages were made."""


def key_for(site: Path) -> bytes:
    """The key of the ledger for a site."""
    return digest("ledger", program(), str(site))


def read_ledger(store: Store, site: Path) -> Ledger:
    """The ledger of the last build into a site, or an empty one."""
    data = store.get(key_for(site))
    if data is None:
        return Ledger()
    files, texts, *rest = pickles.loads(data)
    return Ledger(files, {path: KnownText(*known) for path, known in texts.items()}, *rest)


def keep_ledger(store: Store, site: Path, ledger: Ledger) -> None:
    """Keep the ledger of a build."""
    texts = {
        path: (known.content, known.key, known.given, known.packed)
        for path, known in ledger.texts.items()
    }
    kept = (
        *(ledger.files, texts, ledger.names),
        *(ledger.pages, ledger.parts, ledger.digests),
    )
    store.put(key_for(site), pickles.dumps(kept))
