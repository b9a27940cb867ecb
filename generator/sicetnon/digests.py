"""What identifies content: digests of bytes, of values, and of this program itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

SIZE = 16
"""Bytes of a digest."""
PROGRAM = Path(__file__).resolve().parent
LIBRARIES = (
    *("markdown-it-py", "mdit-py-plugins", "mdurl", "pyyaml", "pydantic", "pydantic-core"),
    *("edtf", "pyparsing", "python-dateutil", "rapidfuzz", "pyahocorasick"),
    *("jinja2", "markupsafe", "tdewolff-minify"),
    *("lunr", "properdocs", "pagefind-bin", "cbor2"),
)
"""What a site's bytes depend on besides the program: its libraries, and what these compute with."""


def digest(*parts: bytes | str) -> bytes:
    """The digest of some parts in their order; where one ends and the next begins counts too."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.digest()


def of_content(content: bytes) -> bytes:
    """The digest of a file's content, and of nothing else."""
    return blake2b(content, digest_size=SIZE).digest()


class Running:
    """The digest of a file's content that comes piece by piece; see `of_content`."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made = blake2b(digest_size=SIZE)

    def add(self, data: bytes) -> None:
        """Take a piece in."""
        self._made.update(data)

    def digest(self) -> bytes:
        """The digest of all pieces so far."""
        return self._made.digest()


def of_value(value: object) -> bytes:
    """The digest of a frozen value, by what it looks like."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def of_files(paths: Iterable[Path]) -> bytes:
    """The digest of some files' names and contents, in the order of their paths."""
    parts: list[bytes | str] = []
    for path in sorted(paths):
        parts += (path.name, path.read_bytes())
    return digest(*parts)


@cache
def program() -> bytes:
    """The digest of this program: its own code, its libraries' versions and Python's."""
    own = of_files(path for path in PROGRAM.rglob("*.py") if "__pycache__" not in path.parts)
    return digest(own, sys.version, *(f"{name} {_version(name)}" for name in LIBRARIES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
