"""The data at the top of a text, in whatever form it was written, apart from the words.

Read are YAML between lines of three hyphens, TOML between lines of three plus signs, JSON in
braces, and Pandoc's title block, whose lines begin with a percent sign.
What else looks like data is a problem: it is never taken for words of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import NamedTuple

from sicetnon.problems import Location, Problem
from sicetnon.reading.dates import read_date
from sicetnon.reading.proposed_dates import propose_date
from sicetnon.reading.yaml import Document, Place, Written, read_yaml

BLANK = re.compile("(?:[ \t\ufeff\u200b\xa0]*\n)*")
"""Lines before the data on which nothing stands."""
OPENING = re.compile(r" {0,3}---[ \t]*\n")
CLOSING = re.compile(r"^ {0,3}(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
TOML = re.compile(r" {0,3}\+\+\+[ \t]*\n")
TOML_END = re.compile(r"^ {0,3}\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
TOML_KEY = re.compile(r"^[ \t]*([\w-]+)[ \t]*=", re.MULTILINE)
JSON = re.compile(r"\{[ \t]*(?:\n|\")")
JSON_END = re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)
TITLE_BLOCK = re.compile(r"(?:%(?:[ \t].*)?(?:\n|\Z)(?:[ \t]+\S.*(?:\n|\Z))*){1,3}")
OTHER_FENCE = re.compile(r"[ \t]*([-–—=+;~]{2,})[ \t]*\w*[ \t]*\n")
"""A line of hyphens or of signs like them, as word processors and other tools write it."""

KEY = re.compile(r"[A-Za-z][\w -]{0,30}[:=](?:[ \t]|$)")
DATA_LINE = re.compile(rf"{KEY.pattern}|[ \t]|- |#|$|[\]}}]")
FIRST_KEYS = re.compile(
    r"(?:title|subtitle|authors?|layout|slug|tags|categories|keywords|permalink)[ \t]*:[ \t]",
    re.IGNORECASE,
)
"""Keys with which data begins that stands between no lines at all, as in MultiMarkdown."""
LARGEST_TOML = 100_000
"""Characters of data in TOML."""

YAML_HINT = "put the data between two lines of three hyphens, as in --- / title: The letter / ---"


class FrontMatter(NamedTuple):
    """The data of a text, and where its words begin."""

    document: Document | None
    """None where it cannot be read."""
    problems: list[Problem]
    body: str
    body_line: int
    """The line on which the body begins, 1-based."""


class _Reader(NamedTuple):
    """A content file whose data is sought, from its first line with something on it."""

    path: str
    content: str
    start: int

    def line(self, offset: int) -> int:
        """The number of the line of an offset."""
        return self.content.count("\n", 0, offset) + 1

    def result(self, document: Document | None, problems: list[Problem], end: int) -> FrontMatter:
        """The data, and the body from an offset."""
        return FrontMatter(document, problems, self.content[end:], self.line(end))

    def refused(self, message: str, hint: str, at: int) -> FrontMatter:
        """Data that cannot be read."""
        problem = Problem(
            name="front-matter",
            location=Location(self.path, self.line(at)),
            message=message,
            hint=hint,
        )
        return FrontMatter(None, [problem], "", 1)


def read_front_matter(path: str, content: str) -> FrontMatter:
    """The data at the top of a file; its document has no value where there is none."""
    blank = BLANK.match(content)
    reader = _Reader(path, content, blank.end() if blank else 0)
    found = (
        _yaml(reader) or _toml(reader) or _json(reader) or _title_block(reader) or _other(reader)
    )
    if found is None:
        return FrontMatter(Document(path, None, Place(1, 1)), [], content, 1)
    again = found.document and _second(reader, found)
    return again or found


def _is_data(text: str) -> bool:
    """Whether all lines of a text look like data, the first with a key."""
    lines = text.split("\n")
    return bool(KEY.match(lines[0])) and all(map(DATA_LINE.match, lines))


def _yaml(reader: _Reader) -> FrontMatter | None:
    content, start = reader.content, reader.start
    opening = OPENING.match(content, start)
    if not opening:
        return None
    closing = CLOSING.search(content, opening.end())
    if not closing:
        if not KEY.match(content, opening.end()):
            return None
        hint = "write a line of three hyphens below the last key"
        return reader.refused("the data at the top is never closed", hint, start)
    data = content[opening.end() : closing.start()]
    if not content.startswith("---") and not _is_data(data):
        return None  # two lines drawn in the text
    document, problems = read_yaml(data, reader.path, reader.line(opening.end()))
    return reader.result(document, problems, closing.end())


def _toml(reader: _Reader) -> FrontMatter | None:
    content, start = reader.content, reader.start
    opening = TOML.match(content, start)
    closing = TOML_END.search(content, opening.end()) if opening else None
    if not opening or not (closing or TOML_KEY.match(content, opening.end())):
        return None
    if not closing:
        hint = "write a line of three plus signs below the last key"
        return reader.refused("the data at the top is never closed", hint, start)
    data = content[opening.end() : closing.start()]
    try:
        if len(data) > LARGEST_TOML:
            return reader.refused("the data at the top is too long", "shorten it", start)
        value = _written(tomllib.loads(data))
    except (ValueError, RecursionError) as error:
        return reader.refused(f"the data is not valid TOML: {error}", YAML_HINT, start)
    first = reader.line(opening.end())
    keys = {
        match[1]: (data.count("\n", 0, match.start(1)) + first, 1)
        for match in reversed([*TOML_KEY.finditer(data)])
    }
    places = {key: Place(*place) for key, place in keys.items()}
    document = Document(reader.path, value, Place(first, 1, places, keys))
    return reader.result(document, [], closing.end())


def _written(value: object) -> Written:
    """A value of TOML as YAML would have it: text, lists and mappings."""
    if isinstance(value, dict):
        return {str(key): _written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(reader: _Reader) -> FrontMatter | None:
    content, start = reader.content, reader.start
    closing = JSON_END.search(content, start) if JSON.match(content, start) else None
    if not closing:
        return None
    data = content[start : closing.end()]
    document, problems = read_yaml(data, reader.path, reader.line(start))
    return reader.result(document, problems, closing.end())


def _title_block(reader: _Reader) -> FrontMatter | None:
    """Pandoc's lines of title, authors and date."""
    block = TITLE_BLOCK.match(reader.content, reader.start)
    if not block:
        return None
    line = reader.line(reader.start)
    fields: list[str] = []
    lines: list[int] = []
    for number, written in enumerate(block[0].rstrip("\n").split("\n")):
        if written.startswith("%"):
            fields.append(written[1:].strip())
            lines.append(line + number)
        else:
            fields[-1] += f"{'; ' if len(fields) == 2 else ' '}{written.strip()}"
    named = zip(("title", "author", "issued"), fields, strict=False)
    value: dict[str, Written] = {key: field for key, field in named if field}
    if "author" in value:
        value["author"] = [name.strip() for name in str(value["author"]).split(";") if name.strip()]
    if "issued" in value and not read_date(str(value["issued"])):
        value["issued"] = propose_date(str(value["issued"])) or value["issued"]
    places = {key: Place(*at) for key, at in _places(lines).items()}
    document = Document(reader.path, value, Place(line, 1, places, _places(lines)))
    return reader.result(document, [], block.end())


def _places(lines: Sequence[int]) -> dict[str, tuple[int, int]]:
    keys = zip(("title", "author", "issued"), lines, strict=False)
    return {key: (line, 3) for key, line in keys}


def _other(reader: _Reader) -> FrontMatter | None:
    """Data in a form that is not read."""
    content, start = reader.content, reader.start
    if fence := OTHER_FENCE.match(content, start):
        end = re.compile(rf"^[ \t]*{re.escape(fence[1])}[ \t]*$", re.MULTILINE)
        closing = end.search(content, fence.end())
        if closing and _is_data(content[fence.end() : closing.start()].rstrip("\n")):
            message = f"the data at the top stands between lines of {fence[1]}"
            return reader.refused(message, YAML_HINT, start)
    lines = content[start:].partition("\n\n")[0]
    if FIRST_KEYS.match(lines) and _is_data(lines):
        hint = f"{YAML_HINT}; if they are words of the text, begin the file with two such lines"
        return reader.refused("the first lines of the text look like data", hint, start)
    return None


def _second(reader: _Reader, first: FrontMatter) -> FrontMatter | None:
    """The problem of data that stands below other data."""
    start = len(reader.content) - len(first.body)
    blank = BLANK.match(reader.content, start)
    start = blank.end() if blank else start
    opening = OPENING.match(reader.content, start) or TOML.match(reader.content, start)
    end = TOML_END if opening and "+" in opening[0] else CLOSING
    closing = end.search(reader.content, opening.end()) if opening else None
    if not opening or not closing:
        return None
    if not _is_data(reader.content[opening.end() : closing.start()].rstrip("\n")):
        return None
    hint = "put all data between the first two lines of hyphens"
    return reader.refused("more data follows the data at the top", hint, start)
