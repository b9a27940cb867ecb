"""The file in which a new record belongs: where its like stand already, else by convention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sicetnon.model import WrittenCorpus
from sicetnon.reading.yaml import Written
from sicetnon.vocabulary import KINDS_BY_KEY, RECORD_KINDS

ANNOTATIONS = "annotations/"
OF_SOURCE = tuple(kind.key for kind in RECORD_KINDS if kind.of_source)
PLURALS = {"person": "people", "identity": "identities", "existence": "existence"}
"""Names of files for kinds of things, where an s does not do it."""


def place(
    corpus: WrittenCorpus,
    kind: str,
    record: dict[str, Written],
    source: str,
    exists: Callable[[str], bool],
) -> str:
    """The path of the file for a record of a kind (a key of an annotation file)."""
    if KINDS_BY_KEY[kind].of_source:
        return _of_source(corpus, kind, source, exists)
    listed = getattr(corpus.records, kind)
    if kind == "predicates":
        return _commonest(listed) or f"{ANNOTATIONS}predicates.yaml"
    alike = [one for one in listed if one.type == record.get("type")]
    alone = {one.at.path for one in listed}
    sort = str(record.get("type") or "other")
    return (
        _commonest(alike)
        or (alone.pop() if len(alone) == 1 and "/" not in _below(kind, alone) else "")
        or f"{ANNOTATIONS}{kind}/{PLURALS.get(sort, sort + 's')}.yaml"
    )


def _below(kind: str, paths: set[str]) -> str:
    """Where the only file of a kind stands below `annotations/`, its own folder left out."""
    return next(iter(paths)).removeprefix(ANNOTATIONS).replace(f"{kind}/", f"{kind}//")


def _of_source(corpus: WrittenCorpus, kind: str, source: str, exists: Callable[[str], bool]) -> str:
    path = f"{ANNOTATIONS}sources/{source}.yaml"
    if exists(path):
        return path
    alike = [one for one in getattr(corpus.records, kind) if one.source == source]
    near = [
        one for key in OF_SOURCE for one in getattr(corpus.records, key) if one.source == source
    ]
    own = _commonest(alike)
    if own:
        return own
    other = _commonest(near)
    folder = f"{ANNOTATIONS}sources/{source}/"
    return f"{folder}{kind}.yaml" if other and other.startswith(folder) else other or path


def _commonest(records: Iterable[Any]) -> str | None:
    """The file in which most of some records stand; of equally common ones the first by name."""
    counts = Counter(record.at.path for record in records)
    return min(counts, key=lambda path: (-counts[path], path), default=None)
