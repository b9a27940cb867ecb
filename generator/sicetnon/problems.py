"""What authors can get wrong, as values that travel beside the data: one run reports all of them.

A bug of ours is an exception instead, and nothing here prints.
Each name of a problem is explained, with examples, in `explanations/<name>.md`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LONGEST = 5_000
"""Characters of a message or of evidence: room for a prefix and a suffix that settle a quote."""

Evidence = tuple[tuple[str, str], ...]
"""Pairs of a label and a value."""


class Level(StrEnum):
    """How much a problem weighs: an error keeps the site from being written.

    A notice is what an editor may want to look at; only `check` has any.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Location(NamedTuple):
    """A place in a file that a person wrote."""

    path: str
    """Path from the corpus's root, with forward slashes."""
    line: int = 1
    """1-based; 1 for a file as a whole."""
    column: int = 1
    """1-based, in Unicode code points."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an author can mend."""

    name: str
    """That of its page in `explanations/`."""
    location: Location
    message: str
    """One sentence without a full stop."""
    evidence: Evidence = ()
    hint: str = ""
    """The way out, as an imperative; empty where the message says it."""
    level: Level = Level.ERROR

    def __post_init__(self) -> None:
        """Make every text printable, since it may quote anything that people wrote."""
        evidence = tuple((label, printable(value)) for label, value in self.evidence)
        object.__setattr__(self, "message", printable(self.message))
        object.__setattr__(self, "evidence", evidence)
        object.__setattr__(self, "hint", printable(self.hint))


def printable(text: str) -> str:
    """The text on one line, cut in the middle if too long; control characters as `<U+001B>`."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 100]} … {text[-80:]}"
    if text.isprintable():
        return text
    line = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in line)


class LineIndex:
    """The line starts of a text, to turn offsets into lines and columns."""

    __slots__ = ("_first", "_starts")

    def __init__(self, content: str, first: int = 1) -> None:
        """`first` is the number of the text's first line in its file."""
        self._first = first
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", content))]

    def location(self, path: str, offset: int) -> Location:
        """The location of an offset, in the file at `path`."""
        line = bisect_right(self._starts, offset) - 1
        return Location(path, self._first + line, offset - self._starts[line] + 1)


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word most like a mistyped one, or None where none is (likeness under 60)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # most runs have nothing to propose

    match = process.extractOne(word, sorted(allowed), scorer=fuzz.ratio, score_cutoff=60)
    return str(match[0]) if match else None


def unknown_word(word: str, allowed: Iterable[str]) -> tuple[Evidence, str]:
    """Evidence and hint for a word that is not allowed; of the allowed the first 20 are listed."""
    words = sorted(allowed)
    listed = ", ".join(words[:20]) + (f" and {len(words) - 20} more" if len(words) > 20 else "")
    near = nearest(word, words)
    hint = f"did you mean {near}?" if near else "use one of the allowed words"
    return (("found", word), ("allowed", listed or "none yet")), hint
