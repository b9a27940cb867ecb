"""What can go wrong in what people write, and how it is told.

An author's mistake is a value that travels beside the data, so that one run tells all of them.
Whatever is a bug of ours is an exception instead, and no function here prints.
The long explanation of each kind, with its examples, is `explanations/<name>.md`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a problem weighs: an error keeps the site from being written."""

    ERROR = "error"
    WARNING = "warning"


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
    """A key of `KINDS`."""
    location: Location
    message: str
    """One sentence without a full stop."""
    evidence: tuple[tuple[str, str], ...] = ()
    """Pairs of a label and what was seen."""
    hint: str = ""
    """The way out, as an imperative; empty where the message says it."""

    def __post_init__(self) -> None:
        """What people wrote may hold anything; what is told stands on a line and can be seen."""
        object.__setattr__(self, "message", printable(self.message))
        told = tuple((label, printable(value)) for label, value in self.evidence)
        object.__setattr__(self, "evidence", told)
        object.__setattr__(self, "hint", printable(self.hint))

    @property
    def level(self) -> Level:
        """How much it weighs, from the table of kinds."""
        return KINDS[self.name][0]


LONGEST = 5_000
"""Characters of what is told: enough for a prefix and a suffix that settle a quote."""

E, W = Level.ERROR, Level.WARNING

KINDS: dict[str, tuple[Level, str]] = {
    # files
    "no-corpus": (E, "The folder has no corpus.yaml and no content to publish."),
    "no-sources": (W, "The corpus has no source texts yet."),
    "empty-source": (W, "A source has no words."),
    "unreadable-file": (E, "A file could not be read."),
    "not-utf8": (E, "A file is not encoded in UTF-8."),
    "too-large": (E, "A file, or a value in it, is beyond what the builder reads."),
    "outside-corpus": (E, "A path or a link leads out of the corpus, or is a symbolic link."),
    "bad-path": (E, "A file's name cannot be an address on every system."),
    "bidi-control": (W, "A file holds an invisible character that reorders what is seen."),
    "control-character": (W, "A text holds a control character that cannot be shown."),
    "lost-footnote": (W, "A footnote is defined but nothing refers to it, so it is not shown."),
    "too-involved": (W, "A text's Markdown is too involved to be read, so it stands as typed."),
    "broken-template": (E, "A template of the corpus's own does not work."),
    "unsafe-theme": (E, "A theme of the corpus's own would publish what only a trusted one may."),
    "unsafe-link": (W, "A link leads to an address that a page may not link to."),
    # yaml
    "yaml-syntax": (E, "A file is not valid YAML."),
    "yaml-feature": (E, "YAML tags, anchors, aliases and merge keys are not read."),
    "yaml-depth": (E, "YAML is nested deeper than any record needs."),
    "duplicate-key": (E, "A key stands twice in one mapping."),
    # records
    "unknown-key": (E, "A record has a key that means nothing here."),
    "missing-key": (E, "A record lacks a key that it must have."),
    "wrong-kind": (E, "A value is of another kind than its key takes."),
    "unknown-word": (E, "A value is not one of the words that its key takes."),
    "bad-id": (E, "An id is not made of lower-case letters, digits and hyphens."),
    "bad-date": (E, "A date is not in EDTF."),
    "bad-number": (E, "A number is not one, or its bounds are the wrong way round."),
    "bad-link": (E, "An address is not http, https or mailto."),
    "bad-value": (E, "A claim's value does not fit its predicate."),
    "duplicate-id": (E, "Two records share an id."),
    "no-source": (E, "An anchored record does not say which source it belongs to."),
    "dangling-reference": (E, "A record refers to something that does not exist."),
    "few-positions": (E, "A contradiction needs two positions or more."),
    "claim-in-two-positions": (E, "One claim stands in two positions of a contradiction."),
    "ambiguous-name": (W, "Two entities share a name, so its mentions are not linked."),
    # anchoring
    "orphan": (E, "An annotation quotes words that its source does not have."),
    "ambiguous": (E, "An annotation quotes words that stand in several places."),
    "divided-words": (W, "The quoted words are divided otherwise in the text."),
}


def printable(text: str) -> str:
    """Text on one line, of a length that can be read, with what acts on a terminal written out."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 100]} … {text[-80:]}"
    if text.isprintable():
        return text
    line = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in line)


class Lines:
    """The lines of a text, ready to tell the line and column of a place in it."""

    __slots__ = ("_starts", "first")

    def __init__(self, content: str, first: int = 1) -> None:
        self.first = first
        """Number of the text's first line in its file."""
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", content))]

    def at(self, path: str, offset: int) -> Location:
        """The place of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Location(path, self.first + line, offset - self._starts[line] + 1)


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word most like a mistyped one, or None where none is (likeness under 60)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # most runs have nothing to propose

    found = process.extractOne(word, sorted(allowed), scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else None


def choice(word: str, allowed: Iterable[str]) -> tuple[tuple[tuple[str, str], ...], str]:
    """Evidence and way out for a word that is not among the allowed; the first 20 are listed."""
    words = sorted(allowed)
    listed = ", ".join(words[:20]) + (f" and {len(words) - 20} more" if len(words) > 20 else "")
    near = nearest(word, words)
    hint = f"did you mean {near}?" if near else "use one of the allowed words"
    return (("found", word), ("allowed", listed or "none yet")), hint
