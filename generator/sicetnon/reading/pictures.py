"""Pictures beside the texts: which kind of file, and how large on a page; none is decoded.

Browsers show the kinds here everywhere, and none of them can run anything. SVG can, so it is not
among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import imagesize

from sicetnon.model import Picture
from sicetnon.reading.files import Reader

ENDINGS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
"""Endings of files that are read, and the kind that each stands for."""
LARGEST = 10_000_000
"""Bytes of a picture that is published: more is too much for a reader on a bad line."""
MOST_PIXELS = 100_000_000
"""A small file can hold so many pixels that no telephone can show them."""


def read_pictures(reader: Reader, paths: Iterable[str]) -> Mapping[str, Picture | str]:
    """The pictures among some files by their paths; for one that cannot be shown, why not."""
    pictures = [path for path in paths if path.lower().rpartition(".")[2] in ENDINGS]
    return {path: _read(reader.read_plain(path, LARGEST), path) for path in pictures}


def load_picture(root: Path, path: str) -> bytes:
    """The bytes of a picture that was read; empty where it has gone since."""
    content = Reader(root).read_plain(path, LARGEST)
    return content if isinstance(content, bytes) else b""


def _read(content: bytes | str, path: str) -> Picture | str:
    if isinstance(content, str):
        return content
    kind, ending = _kind(content), path.rpartition(".")[2]
    if not kind:
        return "its bytes are those of no picture of a kind that is shown"
    if kind != ENDINGS[ending.lower()]:
        return f"it is a {kind} file: let its name end in .{kind}"
    width, height = imagesize.get(BytesIO(content))
    if width <= 0 or height <= 0:
        return "the picture is damaged: it does not say how wide and high it is"
    if width * height > MOST_PIXELS:
        return f"it has {width:,} × {height:,} dots, more than {MOST_PIXELS:,} in all"
    return Picture(width, height, f"{blake2b(content, digest_size=10).hexdigest()}.{kind}")


def _kind(content: bytes) -> str:
    """The kind of a picture by its first bytes; empty for any other file."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    is_avif = content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis")
    return "avif" if is_avif else ""
