"""From the values of a YAML file to frozen records, each judged alone and placed.

A record that is wrong is told and left out; the records around it are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model import (
    Claim,
    Contradiction,
    Date,
    Entity,
    Mention,
    Name,
    Note,
    Position,
    Predicate,
    Records,
    Selector,
    Silence,
    ValueType,
)
from generator.problems import Location, Problem, choice
from generator.reading.judge import judge
from generator.reading.shapes import (
    RECORDS,
    ClaimShape,
    ContradictionShape,
    EntityShape,
    MentionShape,
    NoteShape,
    PredicateShape,
    Quoted,
    Shape,
    SilenceShape,
)
from generator.reading.values import read_value
from generator.reading.yaml import Document, Path, Written

Kinds = Mapping[str, ValueType]


@dataclass(slots=True)
class File:
    """One annotation file while its records are read."""

    document: Document
    kinds: Kinds
    """The type of value of every predicate of the corpus."""
    source: str | None
    problems: list[Problem]
    broken: list[str]
    """Ids of records that were left out: a reference to one of them is not told as dangling."""


def predicate_kinds(documents: list[Document]) -> dict[str, ValueType]:
    """The types of value of all predicates, needed before any claim can be read."""
    kinds: dict[str, ValueType] = {}
    for document in documents:
        for _, written in _items(document, "predicates"):
            if isinstance(written, dict) and isinstance(written.get("id"), str):
                shape, _ = judge(document, (), written, PredicateShape)
                if shape:
                    kinds[shape.id] = shape.value
    return kinds


def read_records(
    document: Document, kinds: Kinds
) -> tuple[Records, tuple[str, ...], tuple[Problem, ...]]:
    """The records of a file, the ids of those left out, and problems."""
    if document.value is None:
        return Records(), (), ()
    if not isinstance(document.value, dict):
        return Records(), (), (_no_mapping(document),)
    written = document.value.get("source")
    file = File(document, kinds, written if isinstance(written, str) else None, [], [])
    _unknown_keys(file, document.value)
    made = {key: tuple(_read(file, key, shape)) for key, shape in RECORDS.items()}
    return Records(**made), tuple(file.broken), tuple(file.problems)


def _no_mapping(document: Document) -> Problem:
    said = "the file is not a mapping of keys to lists of records"
    mend = "begin with a key such as claims: and put the records below it"
    evidence = (("allowed", ", ".join(["source", *RECORDS])),)
    return Problem("wrong-kind", document.at(), said, evidence, mend)


def _unknown_keys(file: File, value: Mapping[str, Written]) -> None:
    for key in value:
        if key != "source" and key not in RECORDS:
            evidence, mend = choice(key, ["source", *RECORDS])
            said = f"“{key}” is not a key of an annotation file"
            at = file.document.at_key((key,))
            file.problems.append(Problem("unknown-key", at, said, evidence, mend))


def _items(document: Document, key: str) -> Iterator[tuple[int, Written]]:
    value = document.value
    listed = value.get(key) if isinstance(value, dict) else None
    yield from enumerate(listed if isinstance(listed, list) else ())


def _read(file: File, key: str, shape: type[Shape]) -> Iterator[Any]:
    """The records under one key."""
    value = file.document.value
    listed = value.get(key) if isinstance(value, dict) else None
    if listed is not None and not isinstance(listed, list):
        said, mend = f"“{key}” takes a list of records", "begin each record with a hyphen"
        at = file.document.at((key,))
        file.problems.append(Problem("wrong-kind", at, said, (), mend))
    for index, written in _items(file.document, key):
        path: Path = (key, index)
        judged, problems = judge(file.document, path, written, shape)
        file.problems += problems
        record = MAKERS[key](file, path, judged) if judged else None
        if record is not None:
            yield record
        elif isinstance(written, dict) and isinstance(written.get("id"), str):
            file.broken.append(str(written["id"]))


# One maker a kind ---------------------------------------------------------------------------


def _entity(file: File, path: Path, shape: EntityShape) -> Entity:
    return Entity(
        shape.id,
        shape.type,
        shape.name,
        tuple(Name(alias.text, alias.lang) for alias in shape.aliases),
        shape.description,
        tuple(shape.same_as.items()),
        (shape.coordinates[0], shape.coordinates[1]) if shape.coordinates else None,
        shape.approximate,
        shape.date,
        shape.note,
        file.document.at((*path, "id")),
    )


def _predicate(file: File, path: Path, shape: PredicateShape) -> Predicate:
    at = file.document.at((*path, "id"))
    return Predicate(shape.id, shape.label, shape.question, shape.value, shape.single, at)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source that a record is about."""

    source: str
    selector: Selector
    at: Location


def _passage(file: File, path: Path, shape: Quoted) -> Passage | None:
    """What a record quotes: it must know its source."""
    source = shape.source or file.source
    if source is None:
        said = "the record does not say which source its words are in"
        mend = "write source: and the source's id at the beginning of the file"
        file.problems.append(Problem("no-source", file.document.at(path), said, (), mend))
        return None
    selector = Selector(tuple(shape.exact), shape.prefix, shape.suffix)
    return Passage(source, selector, file.document.at((*path, "exact")))


def _mention(file: File, path: Path, shape: MentionShape) -> Mention | None:
    quoted = _passage(file, path, shape)
    if quoted is None:
        return None
    return Mention(quoted.source, quoted.selector, shape.entity, quoted.at)


def _note(file: File, path: Path, shape: NoteShape) -> Note | None:
    quoted = _passage(file, path, shape)
    if quoted is None:
        return None
    return Note(
        quoted.source,
        quoted.selector,
        shape.note,
        shape.creator,
        _typed(shape.created),
        quoted.at,
    )


def _claim(file: File, path: Path, shape: ClaimShape) -> Claim | None:
    quoted = _passage(file, path, shape)
    if quoted is None:
        return None
    kind = file.kinds.get(shape.predicate or "", "text")
    value, problems = read_value(file.document, (*path, "value"), kind, shape.value)
    file.problems += problems
    return Claim(
        quoted.source,
        shape.id,
        quoted.selector,
        shape.claim,
        shape.subject,
        shape.predicate,
        value,
        shape.as_of,
        tuple(shape.attributed_to),
        shape.modality,
        shape.locator,
        shape.note,
        shape.creator,
        _typed(shape.created),
        quoted.at,
    )


def _silence(file: File, path: Path, shape: SilenceShape) -> Silence | None:
    source = shape.source or file.source
    at = file.document.at(path)
    if source is None:
        said, mend = "the silence does not say which source is silent", "add a line source:"
        file.problems.append(Problem("no-source", at, said, (), mend))
        return None
    return Silence(source, shape.subject, shape.predicate, at)


def _contradiction(file: File, path: Path, shape: ContradictionShape) -> Contradiction:
    return Contradiction(
        shape.id,
        shape.question,
        shape.relation,
        shape.type,
        tuple(Position(p.answer, tuple(p.claims)) for p in shape.positions),
        shape.status,
        shape.explanation,
        shape.settled_by,
        file.document.at((*path, "id")),
    )


def _typed(date: Date | None) -> str | None:
    return date.text if date else None


MAKERS: dict[str, Callable[..., Any]] = {
    "entities": _entity,
    "predicates": _predicate,
    "mentions": _mention,
    "notes": _note,
    "claims": _claim,
    "silences": _silence,
    "contradictions": _contradiction,
}
