"""Puts a record into a YAML file: at the end of its list, and every other byte stays.

The place is found by the marks of the parser's events. The new text is read again: its values must
be the old ones and the record, or the file is refused.
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

from sicetnon.authoring.yaml_format import STEP, WrittenRecord, in_line, item
from sicetnon.reading.yaml import MASK, Document, Written, read_yaml

BOM = "\ufeff"
SHORT = 120
"""Characters of a record that is put in braces because the one before it is."""
BLANK = re.compile(r"(?:[ \t\r]*\n)+")


class UnspliceableError(Exception):
    """A record cannot be put into a file; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A value in a file, and its place there."""

    event: NodeEvent
    """The event that begins it."""
    start: int
    """Index of its first character."""
    end: int
    """Index after its last character; comments and blank lines after it are not part of it."""
    column: int
    """0-based."""
    values: tuple[YamlNode, ...] = ()
    """The items of a list, or the keys and values of a mapping in turn."""

    @property
    def flow(self) -> bool:
        """Whether it stands in brackets or braces."""
        return isinstance(self.event, CollectionStartEvent) and bool(self.event.flow_style)

    @property
    def sign(self) -> str:
        """The quotation mark of a scalar, or the sign of a block; empty for others."""
        return str(self.event.style or "") if isinstance(self.event, ScalarEvent) else ""

    def at(self, key: str) -> YamlNode | None:
        """The value at a key of a mapping, or None where there is none."""
        if not isinstance(self.event, MappingStartEvent):
            return None
        pairs = zip(self.values[::2], self.values[1::2], strict=True)
        return next((value for name, value in pairs if _is(name, key)), None)


def insert(content: str, key: str, record: WrittenRecord, path: str) -> str:
    """A file's text with a record added at the end of the list at `key`.

    Raises `UnspliceableError` where the file cannot be read, or is written in a way that no place
    for the record can be found.
    """
    bare = content.removeprefix(BOM)
    before = read_whole(bare, path).value
    expected = _expected(before, key, record, path)
    for candidate in _candidates(bare, key, record):
        document, problems = read_yaml(candidate, path)
        if document and not problems and document.value == expected:
            return content[: len(content) - len(bare)] + candidate
    raise UnspliceableError(
        f"{path} is written in a way that a record cannot be added to without changing the rest; "
        "add it by hand, or name another file by --file"
    )


def read_whole(content: str, path: str) -> Document:
    """The document in a YAML text; raises `UnspliceableError` where anything is wrong with it."""
    document, problems = read_yaml(content, path)
    if document is None or problems:
        place = f"{problems[0].location}: {problems[0].message}" if problems else path
        raise UnspliceableError(f"{place}; mend the file first, or name another one by --file")
    return document


def _expected(before: Written, key: str, record: WrittenRecord, path: str) -> Written:
    whole = {} if before is None else before
    records = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(whole, dict) or not isinstance(records, list | None):
        wrong = f"{key} in {path} is no list" if isinstance(whole, dict) else f"{path} has no keys"
        raise UnspliceableError(f"{wrong}; mend the file first, or name another one by --file")
    return whole | {key: [*(records or ()), record]}


def _candidates(content: str, key: str, record: WrittenRecord) -> Iterator[str]:
    """The file's text with the record at each place that may be right, the likeliest first."""
    end = "\r\n" if "\r\n" in content else "\n"
    root = root_node(content)
    if root is None or not isinstance(root.event, MappingStartEvent):
        yield _joined(content, len(content), f"{key}:{end}{item(record, STEP, end)}", end)
        return
    value = root.at(key)
    if value is None:
        yield from _with_key(content, root, key, record, end)
    elif value.values and not value.flow:
        yield from _with_item(content, value, record, end)
    elif isinstance(value.event, SequenceStartEvent):
        yield _in_brackets(content, value, in_line(record))
    else:
        yield from _instead_of_empty(content, value, " " * root.column, record, end)


def _with_key(
    content: str, root: YamlNode, key: str, record: WrittenRecord, end: str
) -> Iterator[str]:
    if root.flow:
        yield _in_brackets(content, root, f"{key}: [{in_line(record)}]")
        return
    indent = " " * root.column
    text = f"{indent}{key}:{end}{item(record, indent + STEP, end)}"
    gap = end if _has_gaps(content, root.values[2::2], end) else ""
    yield _joined(content, len(content), gap + text, end)
    yield from _after(content, root, gap + text, end)


def _with_item(content: str, listed: YamlNode, record: WrittenRecord, end: str) -> Iterator[str]:
    indent, short = " " * listed.column, in_line(record)
    alike = listed.values[-1].flow and len(short) <= SHORT
    text = f"{indent}- {short}{end}" if alike else item(record, indent, end)
    gap = end if _has_gaps(content, listed.values[1:], end) else ""
    yield from _after(content, listed, gap + text, end)


def _in_brackets(content: str, node: YamlNode, text: str) -> str:
    if not node.values:
        return f"{content[: node.start + 1]}{text}{content[node.start + 1 :]}"
    at = node.values[-1].end
    return f"{content[:at]}, {text}{content[at:]}"


def _instead_of_empty(
    content: str, empty: YamlNode, indent: str, record: WrittenRecord, end: str
) -> Iterator[str]:
    yield from _after(content, empty, item(record, indent + STEP, end), end)
    before = content[: empty.start]
    space = "" if before.endswith(" ") else " "
    yield f"{before}{space}[{in_line(record)}]{content[empty.end :]}"


def _joined(content: str, at: int, text: str, end: str) -> str:
    """A file's text with lines inserted before a line, or after a last line without line end."""
    before = content[:at]
    if before and not before.endswith(("\n", "\r")):
        before += end
    return before + text + content[at:]


def _after(content: str, node: YamlNode, text: str, end: str) -> Iterator[str]:
    """A file's text with lines inserted after a value, or after the blank lines below it."""
    at = content.find("\n", node.end)
    at = len(content) if at < 0 else at + 1
    yield _joined(content, at, text, end)
    blank = BLANK.match(content, at)
    if blank:
        yield _joined(content, blank.end(), text, end)


def _has_gaps(content: str, later: tuple[YamlNode, ...], end: str) -> bool:
    """Whether a blank line stands before the last of some values, or before its comments."""
    if not later:
        return False
    lines = content[: later[-1].start].split(end)[:-1]
    while lines and lines[-1].lstrip().startswith("#"):
        lines.pop()
    return bool(lines) and not lines[-1].strip()


def _is(key: YamlNode, name: str) -> bool:
    return isinstance(key.event, ScalarEvent) and key.event.value == name


def root_node(content: str) -> YamlNode | None:
    """The value of a YAML text that can be read, with its places; None for an empty one."""
    # Masked are characters that only YAML takes for line ends; they do not change the offsets.
    events = parse(content.translate(MASK), Loader=CSafeLoader)
    for event in events:
        if isinstance(event, NodeEvent):
            return _node(event, events, content)
    return None


def _node(event: NodeEvent, events: Iterator[Event], content: str) -> YamlNode:
    """The value that an event begins; its depth is bounded, since the file was read before."""
    start, column = _mark(event.start_mark).index, _mark(event.start_mark).column
    if isinstance(event, ScalarEvent):
        return YamlNode(
            event=event, start=start, end=_scalar_end(event, start, content), column=column
        )
    values: list[YamlNode] = []
    ending = next(events)
    while isinstance(ending, NodeEvent):
        values.append(_node(ending, events, content))
        ending = next(events)
    in_brackets = isinstance(event, CollectionStartEvent) and event.flow_style
    # The end mark of a block stands where the next value begins.
    end = _mark(ending.end_mark).index if in_brackets or not values else values[-1].end
    return YamlNode(event=event, start=start, end=end, column=column, values=tuple(values))


def _scalar_end(event: ScalarEvent, start: int, content: str) -> int:
    """The end of a scalar; the end mark of a block of text stands behind blank lines."""
    end = _mark(event.end_mark).index
    return start + len(content[start:end].rstrip()) if event.style in ("|", ">") else end


def _mark(mark: object) -> Mark:
    return cast("Mark", mark)  # the parser always sets it
