"""Where a problem is to be seen: in which text, and in which row of its page.

Only files with problems are read, and only what a record quotes is looked up; a problem whose place
cannot be had is that of its text as a whole, or of no text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sicetnon.markdown import parser, text
from sicetnon.meaning.anchor import AnchorIndex, anchor
from sicetnon.model import Selector, Source
from sicetnon.problems import Location, Problem
from sicetnon.reading.files import File, Reader, read_document
from sicetnon.reading.load import read_source_file
from sicetnon.reading.yaml import Document, Written
from sicetnon.vocabulary import RECORD_KINDS

CONTENT = "content/"
IN_TEXT = re.compile(r"(content/\S+\.md):(\d+):(\d+)")
"""A place in a text, as messages tell it."""


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem with where it is to be seen."""

    problem: Problem
    source: str | None
    """Id of the source that it concerns, if it concerns one."""
    row: str | None
    """Fragment of the row of its page, where it has a place in the text."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A text with the lines on which its rows begin."""

    source: Source
    anchor_index: AnchorIndex
    lines: tuple[int, ...]
    names: tuple[str, ...]

    def at(self, line: int) -> str | None:
        """The row that a line of the file belongs to."""
        number = bisect_right(self.lines, line) - 1
        return self.names[number] or None if number >= 0 else None


def locate(root: Path, problems: Iterable[Problem]) -> tuple[LocatedProblem, ...]:
    """Problems with their places, in the same order."""
    reader = Reader(root)
    document = cache(lambda path: _document(reader, path))
    rows = cache(lambda source_id: _rows(reader, source_id))

    def located(problem: Problem) -> LocatedProblem:
        place = problem.location
        if place.path.startswith(CONTENT) and place.path.endswith(".md"):
            return seen(problem, place)
        if not place.path.endswith((".yaml", ".yml")):
            return LocatedProblem(problem, None, None)
        file = document(place.path)
        source, record = _record(file, place) if file else (None, None)
        told = _told(problem, source) if source else None
        if told:
            return seen(problem, told)
        return LocatedProblem(problem, source, _quoted(rows(source), record) if source else None)

    def seen(problem: Problem, place: Location) -> LocatedProblem:
        source_id = place.path.removeprefix(CONTENT).removesuffix(".md")
        text_rows = rows(source_id)
        return LocatedProblem(problem, source_id, text_rows.at(place.line) if text_rows else None)

    return tuple(located(problem) for problem in problems)


def _document(reader: Reader, path: str) -> Document | None:
    content = reader.read(path)
    return read_document(File(path, content))[0] if content is not None else None


def _rows(reader: Reader, source_id: str) -> Rows | None:
    """The rows of a text, or None where it cannot be read."""
    path = f"{CONTENT}{source_id}.md"
    if ".." in source_id.split("/") or not (reader.root / path).is_file():
        return None
    content = reader.read(path)
    source, _ = read_source_file(File(path, content), "") if content is not None else (None, [])
    if source is None:
        return None
    tokens = parser.parse(source.body)
    read = text.read(tokens)
    found = [
        (source.body_line + begins[0], row.id)
        for (first, _), row in zip(text.rows(tokens), read.rows, strict=True)
        if (begins := tokens[first].map)
    ]
    lines, names = zip(*found, strict=True) if found else ((), ())
    return Rows(source, AnchorIndex(source, read.text), lines, names)


def _record(file: Document, place: Location) -> tuple[str | None, Written]:
    """The source that a place in an annotation file belongs to, and the record there."""
    value = file.value if isinstance(file.value, dict) else {}
    own = value.get("source")
    found: Written = None
    best, in_source = Location(""), True
    for kind in RECORD_KINDS:
        listed = value.get(kind.key)
        for number, record in enumerate(listed if isinstance(listed, list) else ()):
            begins = file.at((kind.key, number))
            if best < begins <= place:
                found, best, in_source = record, begins, kind.of_source
    if found is None:
        return (own if isinstance(own, str) else None), None
    named = found.get("source", own) if isinstance(found, dict) else own
    return (named if isinstance(named, str) and in_source else None), found


def _told(problem: Problem, source_id: str) -> Location | None:
    """The place in the text that the message itself tells."""
    for _, value in problem.evidence:
        for path, line, column in IN_TEXT.findall(value):
            if path == f"{CONTENT}{source_id}.md":
                return Location(path, int(line), int(column))
    return None


def _quoted(rows: Rows | None, record: Written) -> str | None:
    """The row of the words that a record quotes, if they are found."""
    exact = record.get("exact") if isinstance(record, dict) else None
    words = exact if isinstance(exact, list) else [exact]
    parts = tuple(part for part in words if isinstance(part, str) and part.strip())
    if rows is None or not parts or not isinstance(record, dict):
        return None
    prefix, suffix = (str(record.get(key) or "") for key in ("prefix", "suffix"))
    spans, _ = anchor(
        rows.anchor_index, Selector(parts, prefix, suffix), Location(rows.source.path)
    )
    return rows.at(rows.anchor_index.location(spans[0][0]).line) if spans else None
