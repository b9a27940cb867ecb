"""From the values of a YAML file to frozen records, each judged alone and placed.

A record that is wrong is told and left out; the records around it are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sicetnon.model import (
    Claim,
    Contradiction,
    Date,
    Entity,
    Identifier,
    Kind,
    Mention,
    Name,
    Note,
    Position,
    Predicate,
    Records,
    Reference,
    Selector,
    Silence,
    ValueType,
)
from sicetnon.problems import Location, Problem, choice
from sicetnon.reading.judge import judge
from sicetnon.reading.shapes import (
    RECORDS,
    ClaimShape,
    ContradictionShape,
    EntityShape,
    MentionShape,
    NoteShape,
    PositionShape,
    PredicateShape,
    Quoted,
    Shape,
    SilenceShape,
)
from sicetnon.reading.values import read_value
from sicetnon.reading.yaml import Document, Path, Written

Kinds = Mapping[str, ValueType]


@dataclass(slots=True)
class File:
    """One annotation file while its records are read."""

    document: Document
    kinds: Kinds
    """The type of value of every predicate of the corpus."""
    source: str | None
    problems: list[Problem]
    broken: list[str] = field(default_factory=list)
    """Ids of records that were left out: a reference to one of them is not told as dangling."""
    given: list[Identifier] = field(default_factory=list)
    referred: list[Identifier] = field(default_factory=list)
    unsourced: bool = False
    """The file's source was told to be wrong, so its records are left out in silence."""

    def give(self, kind: Kind, name: str, path: Path) -> None:
        """Note where a record is given its id."""
        self.given.append(Identifier(kind, name, self.document.at(path)))

    def refer(self, kind: Kind, name: str | None, path: Path) -> None:
        """Note where a record refers to another, if it does."""
        if name is not None:
            self.referred.append(Identifier(kind, name, self.document.at(path)))


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
    file = File(document, kinds, None, [])
    _source(file, document.value.get("source"))
    _unknown_keys(file, document.value)
    made = {key: tuple(_read(file, key, shape)) for key, shape in RECORDS.items()}
    records = Records(**made, given=tuple(file.given), referred=tuple(file.referred))
    return records, tuple(file.broken), tuple(file.problems)


def _source(file: File, written: Written) -> None:
    """The source that the file says once for all its records."""
    if isinstance(written, str):
        file.source = written
        file.refer("source", written, ("source",))
    elif written is not None:
        file.unsourced = True
        said, mend = "“source” takes text", "write the id of one source; others go into other files"
        file.problems.append(Problem("wrong-kind", file.document.at(("source",)), said, (), mend))


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
    file.give("entity", shape.id, (*path, "id"))
    if shape.type == "place":
        file.give("place", shape.id, (*path, "id"))
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
    file.give("predicate", shape.id, (*path, "id"))
    at = file.document.at((*path, "id"))
    return Predicate(shape.id, shape.label, shape.question, shape.value, shape.single, at)


class Passage(NamedTuple):
    """Words of a source that a record is about."""

    source: str
    selector: Selector
    at: Location


def _passage(file: File, path: Path, shape: Quoted) -> Passage | None:
    """What a record quotes: it must know its source."""
    source = _sourced(file, path, shape.source)
    if source is None:
        return None
    document, quoted = file.document, (*path, "exact")
    places = tuple(document.at((*quoted, number)) for number in range(len(shape.exact)))
    selector = Selector(tuple(shape.exact), shape.prefix, shape.suffix, places)
    return Passage(source, selector, document.at(quoted))


def _sourced(file: File, path: Path, own: str | None) -> str | None:
    """The source of a record: its own, or the file's."""
    file.refer("source", own, (*path, "source"))
    if own is None and file.source is None and not file.unsourced:
        said = "the record does not say which source it belongs to"
        mend = "write source: and the source's id at the beginning of the file"
        file.problems.append(Problem("no-source", file.document.at(path), said, (), mend))
    return own or file.source


def _mention(file: File, path: Path, shape: MentionShape) -> Mention | None:
    quoted = _passage(file, path, shape)
    if quoted is None:
        return None
    file.refer("entity", shape.entity, (*path, "entity"))
    return Mention(quoted.source, quoted.selector, shape.entity, quoted.at)


def _note(file: File, path: Path, shape: NoteShape) -> Note | None:
    quoted = _passage(file, path, shape)
    if quoted is None:
        return None
    file.refer("contributor", shape.creator, (*path, "creator"))
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
    _claim_identifiers(file, path, shape, quoted.source)
    kind = file.kinds.get(shape.predicate or "", "text")
    value, problems = read_value(file.document, (*path, "value"), kind, shape.value)
    file.problems += problems
    if isinstance(value, Reference):
        kind_of: Kind = "place" if kind == "place" else "entity"
        file.refer(kind_of, value.entity, (*path, "value"))
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


def _claim_identifiers(file: File, path: Path, shape: ClaimShape, source: str) -> None:
    file.give("claim", f"{source}/{shape.id}", (*path, "id"))
    file.refer("entity", shape.subject, (*path, "subject"))
    file.refer("predicate", shape.predicate, (*path, "predicate"))
    file.refer("contributor", shape.creator, (*path, "creator"))
    for number, entity in enumerate(shape.attributed_to):
        file.refer("entity", entity, (*path, "attributed_to", number))


def _silence(file: File, path: Path, shape: SilenceShape) -> Silence | None:
    source = _sourced(file, path, shape.source)
    if source is None:
        return None
    file.refer("entity", shape.subject, (*path, "subject"))
    file.refer("predicate", shape.predicate, (*path, "predicate"))
    return Silence(source, shape.subject, shape.predicate, file.document.at(path))


def _contradiction(file: File, path: Path, shape: ContradictionShape) -> Contradiction:
    file.give("contradiction", shape.id, (*path, "id"))
    return Contradiction(
        shape.id,
        shape.question,
        shape.relation,
        shape.type,
        tuple(
            _position(file, (*path, "positions", number, "claims"), position)
            for number, position in enumerate(shape.positions)
        ),
        shape.status,
        shape.explanation,
        shape.settled_by,
        file.document.at((*path, "positions")),
    )


def _position(file: File, path: Path, shape: PositionShape) -> Position:
    for number, key in enumerate(shape.claims):
        file.refer("claim", key, (*path, number))
    places = tuple(file.document.at((*path, number)) for number in range(len(shape.claims)))
    return Position(shape.answer, tuple(shape.claims), places)


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
