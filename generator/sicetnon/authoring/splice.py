"""Puts a record into a YAML file: at the end of its list, and every other byte stays.

The place is told by the marks of the parser's events. Afterwards the file is read again, and must
say what it said before and the record, or nothing is answered but why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from yaml import CSafeLoader, parse
from yaml.error import Mark
from yaml.events import (
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from sicetnon.authoring.yaml_format import STEP, in_line, item
from sicetnon.reading.yaml import MASK, Written, read_yaml

Record = dict[str, Written]
BOM = "\ufeff"
SHORT = 120
"""Characters of a record in braces, where the one before it stands in braces too."""
BLANK = re.compile(r"(?:[ \t\r]*\n)+")


class UnspliceableError(Exception):
    """A record cannot be put into a file; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file, with where it stands."""

    first: NodeEvent
    start: int
    """Index of its first character."""
    end: int
    """Index after its last character: no comment or blank line behind it belongs to it."""
    column: int
    values: tuple[Node, ...] = ()
    """Of a list its items; of a mapping keys and values in turn."""

    @property
    def flow(self) -> bool:
        """Whether it stands in brackets or braces."""
        return isinstance(self.first, CollectionStartEvent) and bool(self.first.flow_style)


def insert(content: str, key: str, record: Record, path: str) -> str:
    """A file's text with a record at the end of the list of a key.

    Raises `UnspliceableError` where the file cannot be read, or would not say just that afterwards.
    """
    bare = content.removeprefix(BOM)
    before = _read(bare, path)
    expected = _expected(before, key, record, path)
    for made in _candidates(bare, key, record):
        document, problems = read_yaml(made, path)
        if document and not problems and document.value == expected:
            return content[: len(content) - len(bare)] + made
    raise UnspliceableError(
        f"{path} is written in a way that a record cannot be added to without changing the rest; "
        "add it by hand, or name another file by --file"
    )


def _read(content: str, path: str) -> Written:
    document, problems = read_yaml(content, path)
    if document is None or problems:
        place = f"{problems[0].location}: {problems[0].message}" if problems else path
        raise UnspliceableError(f"{place}; mend the file first, or name another one by --file")
    return document.value


def _expected(before: Written, key: str, record: Record, path: str) -> Written:
    whole: Record = {} if before is None else before if isinstance(before, dict) else {}
    listed = whole.get(key)
    if not isinstance(before, dict | None) or not isinstance(listed, list | None):
        wrong = f"{key} in {path} is no list" if isinstance(before, dict) else f"{path} has no keys"
        raise UnspliceableError(f"{wrong}; mend the file first, or name another one by --file")
    return whole | {key: [*(listed or ()), record]}


def _candidates(content: str, key: str, record: Record) -> Iterator[str]:
    """The file with the record in the places that may do, the most natural first."""
    end = "\r\n" if "\r\n" in content else "\n"
    root = _root(content)
    if root is None or not isinstance(root.first, MappingStartEvent):
        yield _joined(content, len(content), f"{key}:{end}{item(record, STEP, end)}", end)
        return
    pairs = list(zip(root.values[::2], root.values[1::2], strict=True))
    value = next((v for k, v in pairs if _is(k, key)), None)
    if value is None:
        yield from _with_key(content, root, key, record, end)
    elif value.values and not value.flow:
        yield from _with_item(content, value, record, end)
    elif isinstance(value.first, SequenceStartEvent):
        yield _in_brackets(content, value, in_line(record))
    else:
        yield from _instead_of_nothing(content, value, " " * root.column, record, end)


def _with_key(content: str, root: Node, key: str, record: Record, end: str) -> Iterator[str]:
    if root.flow:
        yield _in_brackets(content, root, f"{key}: [{in_line(record)}]")
        return
    indent = " " * root.column
    text = f"{indent}{key}:{end}{item(record, indent + STEP, end)}"
    gap = end if _has_gaps(content, root.values[2::2], end) else ""
    yield _joined(content, len(content), gap + text, end)
    for at in _ends(content, root):
        yield _joined(content, at, gap + text, end)


def _with_item(content: str, listed: Node, record: Record, end: str) -> Iterator[str]:
    indent, short = " " * listed.column, in_line(record)
    alike = listed.values[-1].flow and len(short) <= SHORT
    text = f"{indent}- {short}{end}" if alike else item(record, indent, end)
    gap = end if _has_gaps(content, listed.values[1:], end) else ""
    for at in _ends(content, listed):
        yield _joined(content, at, gap + text, end)


def _in_brackets(content: str, node: Node, text: str) -> str:
    if not node.values:
        return f"{content[: node.start + 1]}{text}{content[node.start + 1 :]}"
    at = node.values[-1].end
    return f"{content[:at]}, {text}{content[at:]}"


def _instead_of_nothing(
    content: str, nothing: Node, indent: str, record: Record, end: str
) -> Iterator[str]:
    text = item(record, indent + STEP, end)
    for at in _ends(content, nothing):
        yield _joined(content, at, text, end)
    before = content[: nothing.start]
    space = "" if before.endswith(" ") else " "
    yield f"{before}{space}[{in_line(record)}]{content[nothing.end :]}"


def _joined(content: str, at: int, text: str, end: str) -> str:
    """Lines put in at the beginning of a line, or after a last line that does not end."""
    before = content[:at]
    if before and not before.endswith(("\n", "\r")):
        before += end
    return before + text + content[at:]


def _ends(content: str, node: Node) -> Iterator[int]:
    """Where the next line begins after a value, and where after blank lines below it."""
    at = content.find("\n", node.end)
    at = len(content) if at < 0 else at + 1
    yield at
    blank = BLANK.match(content, at)
    if blank:
        yield blank.end()


def _has_gaps(content: str, later: tuple[Node, ...], end: str) -> bool:
    """Whether a blank line stands before the last of some values, comments not counted."""
    if not later:
        return False
    lines = content[: later[-1].start].split(end)[:-1]
    while lines and lines[-1].lstrip().startswith("#"):
        lines.pop()
    return bool(lines) and not lines[-1].strip()


def _is(key: Node, name: str) -> bool:
    return isinstance(key.first, ScalarEvent) and key.first.value == name


def _root(content: str) -> Node | None:
    # Marks count code points, and signs that only YAML takes for line ends are kept from it.
    events = parse(content.translate(MASK), Loader=CSafeLoader)
    for event in events:
        if isinstance(event, NodeEvent):
            return _node(event, events, content)
    return None


def _node(event: NodeEvent, events: Iterator[Event], content: str) -> Node:
    """The value that begins with an event. The file was read before, so its depth is bounded."""
    start, column = _mark(event.start_mark).index, _mark(event.start_mark).column
    if isinstance(event, ScalarEvent):
        return Node(first=event, start=start, end=_scalar_end(event, start, content), column=column)
    values: list[Node] = []
    ending = next(events)
    while isinstance(ending, NodeEvent):
        values.append(_node(ending, events, content))
        ending = next(events)
    in_brackets = isinstance(event, CollectionStartEvent) and event.flow_style
    # A block has no end of its own: its mark stands where the next value begins.
    end = _mark(ending.end_mark).index if in_brackets or not values else values[-1].end
    return Node(first=event, start=start, end=end, column=column, values=tuple(values))


def _scalar_end(event: ScalarEvent, start: int, content: str) -> int:
    """A block of text ends with its last words; its mark stands behind blank lines."""
    end = _mark(event.end_mark).index
    return start + len(content[start:end].rstrip()) if event.style in ("|", ">") else end


def _mark(mark: object) -> Mark:
    return cast("Mark", mark)  # the parser always sets it
