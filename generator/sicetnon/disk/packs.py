"""Reads files of a built site, to pack them."""

from __future__ import annotations

from pathlib import Path

from sicetnon.disk.manifest import MARKER


def read_file(site: Path, address: str) -> bytes | None:
    """A file of a site; None where there is none."""
    path = site / address
    return path.read_bytes() if path.is_file() else None


def read_all(site: Path) -> dict[str, bytes]:
    """All files of a site by their addresses, without the list of them."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
    found.pop(MARKER, None)
    return found
