"""Small corpora that are written out in text files: cases of diagnostics, pages of explanations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

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


class Page(NamedTuple):
    """An explanation of a problem."""

    level: str
    sentence: str
    words: str
    wrong: str
    """The files of an example that has the problem."""
    right: str


def read_page(name: str) -> Page:
    """The explanation of a problem."""
    page = (FOLDER / f"{name}.md").read_text("utf-8")
    head, examples = page.split("\n\n## Wrong\n\n")
    first, words = head.split("\n\n")
    level, sentence = first.split(": ", 1)
    wrong, right = examples.split("\n## Right\n\n")
    return Page(level, sentence, words, wrong, right)
