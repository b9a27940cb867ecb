"""A new record in its file, judged as the corpus would be judged with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from sicetnon.authoring.json_schema import modeline
from sicetnon.authoring.splice import Record, insert
from sicetnon.authoring.yaml_format import STEP, item, scalar
from sicetnon.meaning.checks import check
from sicetnon.model import Loaded, Records
from sicetnon.problems import Location, Problem
from sicetnon.reading.records import predicate_kinds, read_records
from sicetnon.reading.yaml import Document, read_yaml
from sicetnon.vocabulary import KINDS_BY_KEY


@dataclass(frozen=True, slots=True)
class Addition:
    """A file as it will be."""

    path: str
    before: str | None
    """None for a new file."""
    content: str
    record: Record
    at: Location
    """Where the record stands in it."""
    problems: tuple[Problem, ...]
    """What would be wrong that is not wrong now; nothing must be written then."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a record is to stand."""

    path: str
    before: str | None
    """What stands in the file; None for a new one."""
    source: str
    """Id of the source that the record belongs to; empty for records of none."""
    schema: bool
    """Whether the corpus has schema files, to which a new file refers."""


def add(loaded: Loaded, kind: str, record: Record, target: Target) -> Addition:
    """A record put into its file; a file with nothing in it is begun.

    Raises `UnspliceableError` where the file cannot take it.
    """
    path, before, source = target.path, target.before, target.source
    if before is None or not before.strip():
        opening = modeline(path) if target.schema else ""
        top = f"source: {scalar(source)}\n\n" if KINDS_BY_KEY[kind].of_source else ""
        content = f"{opening}{top}{kind}:\n{item(record, STEP)}"
    else:
        record = _with_source(kind, record, source, path, before)
        content = insert(before, kind, record, path)
    document, wrong = read_yaml(content, path)
    if document is None or wrong:
        return Addition(
            path=path,
            before=before,
            content=content,
            record=record,
            at=Location(path),
            problems=tuple(wrong),
        )
    listed = document.value.get(kind) if isinstance(document.value, dict) else None
    last = len(listed) - 1 if isinstance(listed, list) else 0
    found = _new_problems(loaded, document, before, path)
    return Addition(
        path=path,
        before=before,
        content=content,
        record=record,
        at=document.at((kind, last)),
        problems=found,
    )


def _with_source(kind: str, record: Record, source: str, path: str, before: str) -> Record:
    """The record says its source where the file says another one or none."""
    document, _ = read_yaml(before, path)
    value = document.value if document else None
    said = value.get("source") if isinstance(value, dict) else None
    if not KINDS_BY_KEY[kind].of_source or said == source:
        return record
    own: Record = {"source": source}
    return own | record


def _new_problems(
    loaded: Loaded, document: Document, before: str | None, path: str
) -> tuple[Problem, ...]:
    """What single file and whole corpus are told with the record and not without it."""
    kinds = {p.id: p.value for p in loaded.records.predicates} | predicate_kinds([document])
    records, _, wrong = read_records(document, kinds)
    known = set(map(_said, check(loaded)))
    old, _ = read_yaml(before, path) if before else (None, [])
    if old is not None:
        known |= set(map(_said, read_records(old, kinds)[2]))
    others = _without(loaded.records, path)
    after = replace(loaded, records=_merged(others, records))
    return tuple(p for p in (*wrong, *check(after)) if _said(p) not in known)


def _said(problem: Problem) -> tuple[str, str]:
    """What is wrong, wherever it stands: lines move when something is added."""
    return problem.name, problem.message


def _without(records: Records, path: str) -> Records:
    def elsewhere(kept: Iterable[object]) -> tuple[object, ...]:
        return tuple(one for one in kept if one.at.path != path)  # type: ignore[attr-defined]

    return Records(**{key.name: elsewhere(getattr(records, key.name)) for key in fields(Records)})  # type: ignore[arg-type]


def _merged(one: Records, other: Records) -> Records:
    return Records(
        **{k.name: (*getattr(one, k.name), *getattr(other, k.name)) for k in fields(Records)}
    )
