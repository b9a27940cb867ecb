"""The first bytes of pictures, which is all that a build looks at."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 40, height: int = 30) -> bytes:
    """A whole PNG file, black all over."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    dots = zlib.compress(bytes(1 + -(-width // 8)) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    )


def gif(width: int = 40, height: int = 30) -> bytes:
    """The head of a GIF file."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width: int = 40, height: int = 30, orientation: int = 1) -> bytes:
    """The head of a JPEG file, as a camera writes it: `orientation` 6 is a quarter turned."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    segments = ((b"\xe1", exif), (b"\xc0", frame))
    body = b"".join(
        b"\xff" + mark + struct.pack(">H", len(data) + 2) + data for mark, data in segments
    )
    return b"\xff\xd8" + body + b"\xff\xd9"


def webp(width: int = 40, height: int = 30) -> bytes:
    """The head of a WebP file in its extended form."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def avif(width: int = 40, height: int = 30) -> bytes:
    """The head of an AVIF file."""

    def box(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", 8 + len(data)) + name + data

    size = box(b"ispe", bytes(4) + struct.pack(">II", width, height))
    properties = box(b"iprp", box(b"ipco", size) + box(b"ipma", bytes(7) + b"\1\0\1\1\x81"))
    item = box(b"infe", b"\2\0\0\0\0\1\0\0av01\0")
    items = box(b"iinf", bytes(4) + b"\0\1" + item)
    meta = box(b"meta", bytes(4) + box(b"pitm", bytes(4) + b"\0\1") + items + properties)
    return box(b"ftyp", b"avif" + bytes(4) + b"avifmif1") + meta
