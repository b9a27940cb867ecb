"""The file in which a new record belongs: where similar records are, else by convention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.model import WrittenCorpus
from sicetnon.reading.schema import RECORDS
from sicetnon.vocabulary import KINDS_BY_KEY

ANNOTATIONS = "annotations/"
PLURALS = {"person": "people", "identity": "identities", "existence": "existence"}
"""Names of files for types, where an s does not make the plural."""


def place(
    corpus: WrittenCorpus,
    kind: str,
    record: WrittenRecord,
    source: str,
    exists: Callable[[str], bool],
) -> str:
    """The path of the file for a record of a kind (a key of an annotation file)."""
    if KINDS_BY_KEY[kind].of_source:
        return _of_source(corpus, kind, source, exists)
    records = getattr(corpus.records, kind)
    if "type" not in RECORDS[kind].model_fields:
        return _commonest(records) or f"{ANNOTATIONS}{kind}.yaml"
    same_type = _commonest(other for other in records if other.type == record.get("type"))
    paths = {other.at.path for other in records}
    for_all = paths.pop() if len(paths) == 1 else ""
    if same_type or (for_all and "/" not in for_all.removeprefix(ANNOTATIONS)):
        return same_type or for_all
    name = str(record.get("type") or "other")
    return f"{ANNOTATIONS}{kind}/{PLURALS.get(name, f'{name}s')}.yaml"


def _of_source(corpus: WrittenCorpus, kind: str, source: str, exists: Callable[[str], bool]) -> str:
    path = f"{ANNOTATIONS}sources/{source}.yaml"
    if exists(path):
        return path
    by_kind = {
        key: [other for other in getattr(corpus.records, key) if other.source == source]
        for key in KINDS_BY_KEY
        if KINDS_BY_KEY[key].of_source
    }
    same_kind = _commonest(by_kind[kind])
    if same_kind:
        return same_kind
    near = _commonest(other for records in by_kind.values() for other in records)
    folder = f"{ANNOTATIONS}sources/{source}/"
    return f"{folder}{kind}.yaml" if near and near.startswith(folder) else near or path


def _commonest(records: Iterable[Any]) -> str | None:
    """The file that has most of some records; of several such files the first by name."""
    counts = Counter(record.at.path for record in records)
    return min(counts, key=lambda path: (-counts[path], path), default=None)
