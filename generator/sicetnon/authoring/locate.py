"""Where a problem is shown: in which source, and at which row of its page.

Only files with problems are read, and only the words that a record quotes are looked up.
A problem without such a row belongs to its source as a whole, or to none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sicetnon.id_syntax import CONTENT, source_id, source_name
from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Selector, Source
from sicetnon.problems import Location, Problem
from sicetnon.reading.files import File, Reader, read_document
from sicetnon.reading.load import read_source_file
from sicetnon.reading.yaml import Document, Written
from sicetnon.vocabulary import RECORD_KINDS

IN_TEXT = re.compile(r"(content/.+?\.md):(\d+):(\d+)")
"""A place in a source's file, as it stands in the evidence of a problem."""


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem with where it is shown."""

    problem: Problem
    source: str | None
    """Id of the source that it concerns, if it concerns one."""
    row: str | None
    """Fragment of the row of its page; None where it has no place in the text."""


@dataclass(frozen=True, slots=True)
class SourceRows:
    """A source with the lines on which its rows begin."""

    source: Source
    anchor_index: AnchorIndex
    lines: tuple[int, ...]
    fragments: tuple[str, ...]
    """Of the same rows."""

    def at(self, line: int) -> str | None:
        """The fragment of the row that a line of the file belongs to, if there is one."""
        number = bisect_right(self.lines, line) - 1
        return self.fragments[number] or None if number >= 0 else None


def locate(root: Path, problems: Iterable[Problem]) -> tuple[LocatedProblem, ...]:
    """Problems with their places, in the same order."""
    reader = Reader(root)
    document = cache(lambda path: _document(reader, path))
    paths = {source_name(path): path for path in reader.paths("content", (".md",))}
    rows = cache(lambda source_id: _rows(reader, paths.get(source_id)))

    def located(problem: Problem) -> LocatedProblem:
        place = problem.location
        if place.path.startswith(CONTENT) and place.path.endswith(".md"):
            return in_text(problem, place)
        if not place.path.endswith((".yaml", ".yml")):
            return LocatedProblem(problem, None, None)
        file = document(place.path)
        source, record = _record(file, place) if file else (None, None)
        text_place = _text_place(problem, source) if source else None
        if text_place:
            return in_text(problem, text_place)
        return LocatedProblem(problem, source, _quoted(rows(source), record) if source else None)

    def in_text(problem: Problem, place: Location) -> LocatedProblem:
        source = source_name(place.path)
        of_source = rows(source)
        return LocatedProblem(problem, source, of_source.at(place.line) if of_source else None)

    return tuple(located(problem) for problem in problems)


def _document(reader: Reader, path: str) -> Document | None:
    content = reader.read(path)
    return read_document(File(path, content))[0] if content is not None else None


def _rows(reader: Reader, path: str | None) -> SourceRows | None:
    """The rows of the source in a file, or None where it cannot be read."""
    if path is None:
        return None
    content = reader.read(path)
    source, _ = read_source_file(File(path, content), "") if content is not None else (None, [])
    if source is None:
        return None
    tokens = parser.parse(source.body)
    read = text.extract(tokens)
    starts = [
        (source.body_line + lines[0], row.id)
        for (first, _), row in zip(text.rows(tokens), read.rows, strict=True)
        if (lines := tokens[first].map)
    ]
    line_numbers, fragments = zip(*starts, strict=True) if starts else ((), ())
    return SourceRows(source, AnchorIndex(source, read.text), line_numbers, fragments)


def _record(file: Document, place: Location) -> tuple[str | None, Written]:
    """The source that a place in an annotation file belongs to, and the record there, if any."""
    value = file.value if isinstance(file.value, dict) else {}
    source = value.get("source")
    nearest: Written = None
    nearest_at, of_source = Location(""), True
    for kind in RECORD_KINDS:
        records = value.get(kind.key)
        for number, record in enumerate(records if isinstance(records, list) else ()):
            at = file.at((kind.key, number))
            if nearest_at < at <= place:
                nearest, nearest_at, of_source = record, at, kind.of_source
    if isinstance(nearest, dict):
        source = nearest.get("source", source)
    return (source_id(source) if isinstance(source, str) and of_source else None), nearest


def _text_place(problem: Problem, source: str) -> Location | None:
    """The place in the source's file that the evidence names, if it names one."""
    for _, value in problem.evidence:
        for path, line, column in IN_TEXT.findall(value):
            if source_name(path) == source:
                return Location(path, int(line), int(column))
    return None


def _quoted(rows: SourceRows | None, record: Written) -> str | None:
    """The row of the words that a record quotes, or None where they are not found."""
    exact = record.get("exact") if isinstance(record, dict) else None
    words = exact if isinstance(exact, list) else [exact]
    plain = (part.get("exact") if isinstance(part, dict) else part for part in words)
    parts = tuple(part for part in plain if isinstance(part, str) and part.strip())
    if rows is None or not parts or not isinstance(record, dict):
        return None
    prefix, suffix = (str(record.get(key) or "") for key in ("prefix", "suffix"))
    spans, _ = anchor(
        rows.anchor_index, Selector(parts, prefix, suffix), Location(rows.source.path)
    )
    return rows.at(rows.anchor_index.location(spans[0][0]).line) if spans else None
