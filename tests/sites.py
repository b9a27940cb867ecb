"""Sites as tests write them: addresses and texts, without a corpus behind them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from sicetnon.digests import of_content
from sicetnon.disk.manifest import MARKER
from sicetnon.disk.write import NewSite, replace_site

Files = dict[str, str]


def write(site: Path, files: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Write a whole site, given as addresses and texts, and answer what a publisher is told."""

    def fill(fresh: NewSite) -> dict[str, bytes]:
        made = {}
        for address, content in files:
            fresh.put(address, content.encode())
            made[address] = of_content(content.encode())
        return made

    return replace_site(site, fill)


def state(folder: Path) -> dict[str, bytes | None]:
    """Every path below a folder with its bytes; None for a folder, `->` and the goal for a link."""
    return {str(path.relative_to(folder)): _content(path) for path in sorted(folder.rglob("*"))}


def _content(path: Path) -> bytes | None:
    mode = path.lstat().st_mode
    if S_ISLNK(mode):
        return b"-> " + os.fsencode(path.readlink())
    if S_ISREG(mode):
        return path.read_bytes()
    return None if S_ISDIR(mode) else b"neither file nor folder"


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def texts(site: Path) -> Files:
    """The files of a site without its list."""
    whole = {path: content.decode() for path, content in state(site).items() if content is not None}
    assert whole.pop(MARKER)
    return whole
