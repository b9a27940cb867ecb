"""Digests of bytes, of values, and of this program."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

SIZE = 16
"""Bytes of a digest."""
PROGRAM = Path(__file__).resolve().parent
LIBRARIES = (
    *("markdown-it-py", "mdit-py-plugins", "mdurl", "pyyaml", "pydantic", "pydantic-core"),
    *("beautifulsoup4", "edtf", "pyparsing", "python-dateutil", "rapidfuzz", "pyahocorasick"),
    *("babel", "jinja2", "markupsafe", "tdewolff-minify"),
    *("lunr", "properdocs", "msgspec", "pagefind-bin", "cbor2", "snowballstemmer"),
    "imagesize",
)
"""Those that the bytes of a site, or of the cache, depend on."""


def hasher() -> blake2b:
    """A hash object for content that comes in pieces, whose boundaries do not count."""
    return blake2b(digest_size=SIZE)


def digest(*parts: bytes | str) -> bytes:
    """The digest of some parts in their order; their boundaries count."""
    hashed = hasher()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "little"))
        hashed.update(data)
    return hashed.digest()


def of_content(content: bytes) -> bytes:
    """The digest of a file's content, and of nothing else."""
    hashed = hasher()
    hashed.update(content)
    return hashed.digest()


def of_value(value: object) -> bytes:
    """The digest of a frozen value: of what the fields of its type hold."""
    from msgspec.msgpack import encode  # noqa: PLC0415  # a build with nothing to do needs it not

    try:
        data = encode(value)
    except UnicodeEncodeError:  # the name of a corpus's folder may be no text
        data = repr(value).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=SIZE).digest()


@cache
def program() -> bytes:
    """The digest of the program's code and catalogues, its libraries' versions and Python's."""
    parts: list[bytes | str] = [sys.version]
    for path in sorted(path for path in PROGRAM.rglob("*") if path.suffix in (".py", ".po")):
        parts += (path.name, path.read_bytes())
    return digest(*parts, *(f"{name} {_version(name)}" for name in LIBRARIES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
