"""Puts other selectors into the records of a YAML file; comments and layout stay.

Only the scalars of `exact`, `prefix` and `suffix` change, each in the quotation marks that it had.
The new text is read again: its values must be the old ones with the new selectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from sicetnon.authoring.splice import BOM, UnspliceableError, YamlNode, read_whole, root_node
from sicetnon.authoring.yaml_format import quoted, scalar
from sicetnon.model import Selector
from sicetnon.problems import Location
from sicetnon.reading.yaml import Document, Path, Written, read_yaml
from sicetnon.vocabulary import RECORD_KINDS

Record = dict[str, Written]


class Edit(NamedTuple):
    """Characters of a file, and what is put in their place."""

    start: int
    end: int
    text: str


def respell(content: str, selectors: Mapping[Location, Selector], path: str) -> str:
    """A file's text with other selectors, each given by the place of the first quoted words.

    Raises `UnspliceableError` where the file cannot be read, or a selector cannot be replaced
    without changing more.
    """
    bare = content.removeprefix(BOM)
    document, root = read_whole(bare, path), root_node(bare)
    edits: list[Edit] = []
    for (kind, number), selector in _paths(document, selectors).items():
        listed = root.at(kind) if root else None
        node = listed.values[number] if listed else None
        record = document.value[kind][number]  # type: ignore[index,call-overload]
        if node is None or not isinstance(record, dict):
            raise _refusal(path)
        edits += _edits(bare, node, record, selector)
        record.update(_fields(record, selector))
    after = bare
    for start, end, text in sorted(edits, reverse=True):
        after = after[:start] + text + after[end:]
    reread, problems = read_yaml(after, path)
    if problems or reread is None or reread.value != document.value:
        raise _refusal(path)
    return content[: len(content) - len(bare)] + after


def _refusal(path: str) -> UnspliceableError:
    return UnspliceableError(
        f"{path} is written in a way that its quotes cannot be replaced without changing the rest; "
        "change them by hand"
    )


def _paths(
    document: Document, selectors: Mapping[Location, Selector]
) -> dict[tuple[str, int], Selector]:
    """The same selectors by the kind and the number of their records."""
    value = document.value if isinstance(document.value, dict) else {}
    paths: dict[tuple[str, int], Selector] = {}
    for kind in RECORD_KINDS:
        records = value.get(kind.key)
        for number in range(len(records) if isinstance(records, list) else 0):
            path: Path = (kind.key, number, "exact", 0)
            selector = selectors.get(document.at(path))
            if selector:
                paths[kind.key, number] = selector
    if len(paths) != len(selectors):
        raise _refusal(document.path)
    return paths


def _fields(record: Record, selector: Selector) -> Record:
    """The fields of a selector as a record has them."""
    several = isinstance(record["exact"], list)
    written = record["exact"] if isinstance(record["exact"], list) else []
    parts: list[Written] = [
        {**part, "exact": exact} if isinstance(part, dict) else exact
        for part, exact in zip(written, selector.exact, strict=bool(written))
    ]
    fields: Record = {"exact": parts if several else selector.exact[0]}
    for key, words in (("prefix", selector.prefix), ("suffix", selector.suffix)):
        if words or key in record:
            fields[key] = words
    return fields


def _edits(content: str, node: YamlNode, record: Record, selector: Selector) -> Iterator[Edit]:
    exact = cast("YamlNode", node.at("exact"))
    parts = exact.values or (exact,)
    old = record["exact"] if isinstance(record["exact"], list) else [record["exact"]]
    for part, before, words in zip(parts, old, selector.exact, strict=True):
        place = part.at("exact") or part
        if (before["exact"] if isinstance(before, dict) else before) != words:
            yield _replaced(place, words, "exact", flow=node.flow or exact.flow or part.flow)
    added = []
    for key, words in (("prefix", selector.prefix), ("suffix", selector.suffix)):
        value = node.at(key)
        if value and (record[key] or "") != words:
            yield _replaced(value, words, key, flow=node.flow)
        elif words and not value:
            added.append(f"{key}: {scalar(words, key, flow=node.flow)}")
    if added and node.flow:
        yield Edit(exact.end, exact.end, "".join(f", {pair}" for pair in added))
    elif added:
        end = "\r\n" if "\r\n" in content else "\n"
        at = content.find(end, exact.end)
        at = len(content) if at < 0 else at
        yield Edit(at, at, "".join(f"{end}{' ' * node.column}{pair}" for pair in added))


def _replaced(node: YamlNode, words: str, key: str, *, flow: bool) -> Edit:
    text = quoted(words, node.sign) if node.sign in ("'", '"') else scalar(words, key, flow=flow)
    return Edit(node.start, node.end, text)
