"""A new record in its file, judged as the corpus would be judged with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from sicetnon.authoring.json_schema import modeline
from sicetnon.authoring.splice import Record, insert
from sicetnon.authoring.yaml_format import STEP, item, scalar
from sicetnon.meaning.checks import check
from sicetnon.model import Records, WrittenCorpus
from sicetnon.problems import Location, Problem
from sicetnon.reading.load import merge_records
from sicetnon.reading.records import read_records, value_types
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


def add(corpus: WrittenCorpus, kind: str, record: Record, target: Target) -> Addition:
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
    found = _new_problems(corpus, document, before, path)
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
    corpus: WrittenCorpus, document: Document, before: str | None, path: str
) -> tuple[Problem, ...]:
    """What single file and whole corpus are told with the record and not without it."""
    kinds = {p.id: p.value for p in corpus.records.predicates} | value_types([document])
    file = read_records(document, kinds)
    known = Counter(map(_text, check(corpus)))
    old, _ = read_yaml(before, path) if before else (None, [])
    if old is not None:
        known.update(map(_text, read_records(old, kinds).problems))
    after = replace(
        corpus,
        records=merge_records((_without(corpus.records, path), file.records)),
        ids=(*(ids for ids in corpus.ids if ids.path != path), file.ids),
    )
    problems = []
    for problem in (*file.problems, *check(after)):
        known[_text(problem)] -= 1
        if known[_text(problem)] < 0:
            problems.append(problem)
    return tuple(problems)


def _text(problem: Problem) -> tuple[str, str]:
    """What is wrong, wherever it stands: lines move when something is added."""
    return problem.name, problem.message


def _without(records: Records, path: str) -> Records:
    """The records that stand in other files."""
    kept = {
        key: [one for one in getattr(records, key) if one.at.path != path] for key in KINDS_BY_KEY
    }
    return Records(**kept)
