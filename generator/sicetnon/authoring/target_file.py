"""The file in which a new record belongs: where similar records are, else by convention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sicetnon.authoring.naming import make_id
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
    if folder := KINDS_BY_KEY[kind].folder:
        return f"{folder}{record['id']}.yaml"
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


def proposed_path(records: WrittenRecord, today: str, exists: Callable[[str], bool]) -> str:
    """The path of a new file for the content of one, as the site proposes it."""
    listed = [one for value in records.values() if isinstance(value, list) for one in value]
    first = next((one for one in listed if isinstance(one, dict) and "exact" in one), {})
    quoted = str(first.get("exact", ""))
    words = make_id(str(records.get("source", first.get("source", ""))).replace("/", " "), (), "")
    name = "-".join(filter(None, (today, words, make_id(quoted, (), "annotation"))))
    number, path = 1, f"{ANNOTATIONS}proposed/{name}.yaml"
    while exists(path):
        number += 1
        path = f"{ANNOTATIONS}proposed/{name}-{number}.yaml"
    return path


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
