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
    FileIds,
    Identifier,
    Identifiers,
    IdKind,
    Mention,
    Name,
    Note,
    Position,
    Predicate,
    Records,
    Reference,
    Selector,
    Silence,
)
from sicetnon.problems import Location, Problem, choice
from sicetnon.reading.schema import (
    RECORDS,
    ClaimSchema,
    ContradictionSchema,
    EntitySchema,
    MentionSchema,
    NoteSchema,
    PositionSchema,
    PredicateSchema,
    Schema,
    SelectorSchema,
    SilenceSchema,
)
from sicetnon.reading.validate import validate
from sicetnon.reading.values import read_value
from sicetnon.reading.yaml import Document, Path, Written

Kinds = Mapping[str, str]


@dataclass(slots=True)
class RecordReader:
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

    def give(self, kind: IdKind, name: str, path: Path) -> None:
        """Note where a record is given its id."""
        self.given.append(Identifier(kind, name, self.document.at(path)))

    def refer(self, kind: IdKind, name: str | None, path: Path) -> None:
        """Note where a record refers to another, if it does."""
        if name is not None:
            self.referred.append(Identifier(kind, name, self.document.at(path)))


def predicate_kinds(documents: list[Document]) -> dict[str, str]:
    """The types of value of all predicates, needed before any claim can be read."""
    kinds: dict[str, str] = {}
    for document in documents:
        for _, written in _items(document, "predicates"):
            if isinstance(written, dict) and isinstance(written.get("id"), str):
                schema, _ = validate(document, (), written, PredicateSchema)
                if schema:
                    kinds[schema.id] = schema.value
    return kinds


class FileRecords(NamedTuple):
    """What one annotation file holds."""

    records: Records = Records()
    identifiers: Identifiers = Identifiers()
    broken: tuple[str, ...] = ()
    """Ids of records that were left out."""
    problems: tuple[Problem, ...] = ()
    complete: bool = True
    """Whether the file could be read whole."""

    def ids(self, path: str) -> FileIds:
        """Its ids. `path` is that of the file."""
        given, referred = self.identifiers.given, self.identifiers.referred
        return FileIds(
            path=path,
            given=tuple((one.kind, one.name) for one in given),
            referred=frozenset((one.kind, one.name) for one in referred),
            places=lambda: self.identifiers,
        )


def read_records(document: Document, kinds: Kinds) -> FileRecords:
    """The records of a file. `kinds` has the type of value of every predicate of the corpus."""
    if document.value is None:
        return FileRecords()
    if not isinstance(document.value, dict):
        return FileRecords(problems=(_no_mapping(document),))
    file = RecordReader(document=document, kinds=kinds, source=None, problems=[])
    _source(file, document.value.get("source"))
    _unknown_keys(file, document.value)
    return FileRecords(
        records=Records(
            **{key: tuple(_read(file, key, schema)) for key, schema in RECORDS.items()}
        ),
        identifiers=Identifiers(tuple(file.given), tuple(file.referred)),
        broken=tuple(file.broken),
        problems=tuple(file.problems),
    )


def _source(file: RecordReader, written: Written) -> None:
    """The source that the file says once for all its records."""
    if isinstance(written, str):
        file.source = written
        file.refer("source", written, ("source",))
    elif written is not None:
        file.unsourced = True
        message, hint = (
            "“source” takes text",
            "write the id of one source; others go into other files",
        )
        file.problems.append(
            Problem(
                name="wrong-kind",
                location=file.document.at(("source",)),
                message=message,
                hint=hint,
            )
        )


def _no_mapping(document: Document) -> Problem:
    message = "the file is not a mapping of keys to lists of records"
    hint = "begin with a key such as claims: and put the records below it"
    evidence = (("allowed", ", ".join(["source", *RECORDS])),)
    return Problem(
        name="wrong-kind", location=document.at(), message=message, evidence=evidence, hint=hint
    )


def _unknown_keys(file: RecordReader, value: Mapping[str, Written]) -> None:
    for key in value:
        if key != "source" and key not in RECORDS:
            evidence, hint = choice(key, ["source", *RECORDS])
            message = f"“{key}” is not a key of an annotation file"
            at = file.document.at_key((key,))
            file.problems.append(
                Problem(
                    name="unknown-key", location=at, message=message, evidence=evidence, hint=hint
                )
            )


def _items(document: Document, key: str) -> Iterator[tuple[int, Written]]:
    value = document.value
    listed = value.get(key) if isinstance(value, dict) else None
    yield from enumerate(listed if isinstance(listed, list) else ())


def _read(file: RecordReader, key: str, schema: type[Schema]) -> Iterator[Any]:
    """The records under one key."""
    value = file.document.value
    listed = value.get(key) if isinstance(value, dict) else None
    if listed is not None and not isinstance(listed, list):
        message, hint = f"“{key}” takes a list of records", "begin each record with a hyphen"
        at = file.document.at((key,))
        file.problems.append(Problem(name="wrong-kind", location=at, message=message, hint=hint))
    for index, written in _items(file.document, key):
        path: Path = (key, index)
        validated, problems = validate(file.document, path, written, schema)
        file.problems += problems
        record = MAKERS[key](file, path, validated) if validated else None
        if record is not None:
            yield record
        elif isinstance(written, dict) and isinstance(written.get("id"), str):
            file.broken.append(str(written["id"]))


# One maker a kind ---------------------------------------------------------------------------


def _entity(file: RecordReader, path: Path, schema: EntitySchema) -> Entity:
    file.give("entity", schema.id, (*path, "id"))
    if schema.type == "place":
        file.give("place", schema.id, (*path, "id"))
    return Entity(
        id=schema.id,
        type=schema.type,
        name=schema.name,
        aliases=tuple(Name(alias.text, alias.lang) for alias in schema.aliases),
        description=schema.description,
        same_as=tuple(schema.same_as.items()),
        coordinates=(schema.coordinates[0], schema.coordinates[1]) if schema.coordinates else None,
        approximate=schema.approximate,
        date=schema.date,
        note=schema.note,
        at=file.document.at((*path, "id")),
    )


def _predicate(file: RecordReader, path: Path, schema: PredicateSchema) -> Predicate:
    file.give("predicate", schema.id, (*path, "id"))
    at = file.document.at((*path, "id"))
    return Predicate(
        id=schema.id,
        label=schema.label,
        question=schema.question,
        value=schema.value,
        single=schema.single,
        at=at,
    )


class QuotedWords(NamedTuple):
    """Words of a source that a record is about."""

    source: str
    selector: Selector
    at: Location


def _passage(file: RecordReader, path: Path, schema: SelectorSchema) -> QuotedWords | None:
    """What a record quotes: it must know its source."""
    source = _sourced(file, path, schema.source)
    if source is None:
        return None
    document, quoted = file.document, (*path, "exact")
    places = tuple(document.at((*quoted, number)) for number in range(len(schema.exact)))
    selector = Selector(tuple(schema.exact), schema.prefix, schema.suffix, places)
    return QuotedWords(source, selector, document.at(quoted))


def _sourced(file: RecordReader, path: Path, own: str | None) -> str | None:
    """The source of a record: its own, or the file's."""
    file.refer("source", own, (*path, "source"))
    if own is None and file.source is None and not file.unsourced:
        message = "the record does not say which source it belongs to"
        hint = "write source: and the source's id at the beginning of the file"
        file.problems.append(
            Problem(
                name="no-source",
                location=file.document.at(path),
                message=message,
                hint=hint,
            )
        )
    return own or file.source


def _mention(file: RecordReader, path: Path, schema: MentionSchema) -> Mention | None:
    quoted = _passage(file, path, schema)
    if quoted is None:
        return None
    file.refer("entity", schema.entity, (*path, "entity"))
    return Mention(quoted.source, quoted.selector, schema.entity, quoted.at)


def _note(file: RecordReader, path: Path, schema: NoteSchema) -> Note | None:
    quoted = _passage(file, path, schema)
    if quoted is None:
        return None
    file.refer("contributor", schema.creator, (*path, "creator"))
    return Note(
        source=quoted.source,
        selector=quoted.selector,
        note=schema.note,
        creator=schema.creator,
        created=_typed(schema.created),
        at=quoted.at,
    )


def _claim(file: RecordReader, path: Path, schema: ClaimSchema) -> Claim | None:
    quoted = _passage(file, path, schema)
    if quoted is None:
        return None
    _claim_identifiers(file, path, schema, quoted.source)
    kind = file.kinds.get(schema.predicate or "", "text")
    value, problems = read_value(file.document, (*path, "value"), kind, schema.value)
    file.problems += problems
    if isinstance(value, Reference):
        kind_of: IdKind = "place" if kind == "place" else "entity"
        file.refer(kind_of, value.entity, (*path, "value"))
    return Claim(
        source=quoted.source,
        id=schema.id,
        selector=quoted.selector,
        gloss=schema.claim,
        subject=schema.subject,
        predicate=schema.predicate,
        value=value,
        as_of=schema.as_of,
        attributed_to=tuple(schema.attributed_to),
        modality=schema.modality,
        locator=schema.locator,
        note=schema.note,
        creator=schema.creator,
        created=_typed(schema.created),
        at=quoted.at,
    )


def _claim_identifiers(file: RecordReader, path: Path, schema: ClaimSchema, source: str) -> None:
    file.give("claim", f"{source}/{schema.id}", (*path, "id"))
    file.refer("entity", schema.subject, (*path, "subject"))
    file.refer("predicate", schema.predicate, (*path, "predicate"))
    file.refer("contributor", schema.creator, (*path, "creator"))
    for number, entity in enumerate(schema.attributed_to):
        file.refer("entity", entity, (*path, "attributed_to", number))


def _silence(file: RecordReader, path: Path, schema: SilenceSchema) -> Silence | None:
    source = _sourced(file, path, schema.source)
    if source is None:
        return None
    file.refer("entity", schema.subject, (*path, "subject"))
    file.refer("predicate", schema.predicate, (*path, "predicate"))
    return Silence(source, schema.subject, schema.predicate, file.document.at(path))


def _contradiction(file: RecordReader, path: Path, schema: ContradictionSchema) -> Contradiction:
    file.give("contradiction", schema.id, (*path, "id"))
    return Contradiction(
        id=schema.id,
        question=schema.question,
        relation=schema.relation,
        type=schema.type,
        positions=tuple(
            _position(file, (*path, "positions", number, "claims"), position)
            for number, position in enumerate(schema.positions)
        ),
        status=schema.status,
        explanation=schema.explanation,
        settled_by=schema.settled_by,
        at=file.document.at((*path, "positions")),
    )


def _position(file: RecordReader, path: Path, schema: PositionSchema) -> Position:
    for number, key in enumerate(schema.claims):
        file.refer("claim", key, (*path, number))
    places = tuple(file.document.at((*path, number)) for number in range(len(schema.claims)))
    return Position(schema.answer, tuple(schema.claims), places)


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
