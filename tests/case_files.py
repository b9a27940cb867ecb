"""Small corpora that are written out in text files: cases of diagnostics, pages of explanations."""

from __future__ import annotations

import re
from pathlib import Path

from sicetnon.cli.explain import FOLDER

REPEATED = re.compile(r"\{([^{}]+) \* (\d+)\}")
ESCAPE = re.compile(rb"\\(?:x..|u.{4}|U.{8}|[\\rnt])")
FENCE = re.compile(r"^```\w+ (.+)\n((?:.*\n)*?)```\n", re.MULTILINE)


def write_files(root: Path, files: tuple[tuple[str, str], ...]) -> None:
    """Write a corpus: each file is given by its header and its lines."""
    for header, lines in files:
        path, _, target = header.removesuffix(" escaped").partition(" -> ")
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if target:
            file.symlink_to(target)
        else:
            file.write_bytes(content_of(header, lines))


def content_of(header: str, lines: str) -> bytes:
    """The bytes that the lines below a header stand for."""
    if not header.endswith(" escaped"):
        return lines.encode()
    repeated = REPEATED.sub(lambda match: match[1] * int(match[2]), lines)
    return ESCAPE.sub(unescape, repeated.encode())


def unescape(match: re.Match[bytes]) -> bytes:
    """The byte or the character that an escape stands for."""
    character = match[0].decode("unicode_escape")
    return character.encode("latin-1" if match[0].startswith(b"\\x") else "utf-8")


def parts(name: str) -> tuple[str, str, str]:
    """The words of a page below its first line, its wrong example and its right one."""
    _, _, page = (FOLDER / f"{name}.md").read_text("utf-8").partition("\n\n")
    words, rest = page.split("\n## Wrong\n\n")
    wrong, right = rest.split("\n## Right\n\n")
    return words, wrong, right
