"""The values of a YAML file to frozen records with their locations.

Each record is validated by itself; a wrong one is reported and left out, the others are read.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sicetnon.id_syntax import source_id
from sicetnon.markdown.audit import lost_problem
from sicetnon.markdown.commentary import lost_in_commentary
from sicetnon.markdown.links import linked_passages
from sicetnon.model import (
    FileIds,
    Identifier,
    Identifiers,
    LessonStep,
    LessonText,
    Name,
    Position,
    Reading,
    Records,
    Reference,
    Selector,
)
from sicetnon.problems import Evidence, Location, Problem, unknown_word
from sicetnon.reading.schema import (
    RECORDS,
    ClaimSchema,
    ContradictionSchema,
    EntitySchema,
    LessonSchema,
    LessonTextSchema,
    PositionSchema,
    PredicateSchema,
    SelectorSchema,
    StepSchema,
)
from sicetnon.reading.validate import validate
from sicetnon.reading.values import bases, read_value
from sicetnon.reading.yaml import Document, Path, Written
from sicetnon.reading.yaml_syntax import hint_for_glued
from sicetnon.vocabulary import RECORD_KINDS, RecordKind

OF_FILE = ("source", "text_digest")
"""Keys of an annotation file beside its records."""
Fields = dict[str, Any]
ValueTypes = Mapping[str, str]
"""By the id of a predicate: the type of its values."""


@dataclass(slots=True)
class RecordReader:
    """The state of reading one annotation file."""

    document: Document
    types: ValueTypes
    """Those of all predicates of the corpus."""
    source: str | None = None
    """The id of the file's source."""
    text_digest: str = ""
    """The state of its text that the file names."""
    problems: list[Problem] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Ids of records that were left out: a reference to one of them is not reported as dangling."""
    defined: list[Identifier] = field(default_factory=list)
    referenced: list[Identifier] = field(default_factory=list)
    wrong_source: bool = False
    """Whether the file's source is reported as wrong: then its records are left out silently."""

    def define(self, kind: str, name: str, path: Path) -> None:
        """Note that a record has an id."""
        self.defined.append(Identifier(kind, name, self.document.at(path)))

    def refer(self, kind: str, name: str, path: Path) -> None:
        """Note that a record refers to an id."""
        self.referenced.append(Identifier(kind, name, self.document.at(path)))

    def add_problem(
        self, name: str, location: Location, message: str, hint: str, evidence: Evidence = ()
    ) -> None:
        """Add a problem with the file."""
        self.problems.append(
            Problem(name=name, location=location, message=message, evidence=evidence, hint=hint)
        )


class FileRecords(NamedTuple):
    """What one annotation file holds."""

    path: str
    records: Records = Records()
    identifiers: Identifiers = Identifiers()
    broken: tuple[str, ...] = ()
    """Ids of records that were left out."""
    problems: tuple[Problem, ...] = ()
    complete: bool = True
    """Whether the file could be read as a whole."""

    @property
    def ids(self) -> FileIds:
        """The ids in the file."""
        return FileIds(
            path=self.path,
            defined=tuple((kind, name) for kind, name, _ in self.identifiers.defined),
            referenced=frozenset((kind, name) for kind, name, _ in self.identifiers.referenced),
            places=lambda: self.identifiers,
        )


def value_types(documents: Iterable[Document]) -> dict[str, str]:
    """The types of value of all predicates in some files."""
    types: dict[str, str] = {}
    for document in documents:
        for item in _items(document, "predicates"):
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                schema, _ = validate(document, (), item, PredicateSchema)
                if schema:
                    types[schema.id] = schema.value
    return types


def read_records(document: Document, types: ValueTypes) -> FileRecords:
    """The records of a file; `types` are those of all predicates of the corpus."""
    reader = RecordReader(document, types)
    if isinstance(document.value, dict):
        _read_source(reader, document.value.get("source"))
        _read_digest(reader, document.value.get("text_digest"))
        _check_keys(reader, document.value)
    elif document.value is not None:
        reader.add_problem(
            "wrong-kind",
            document.at(),
            "the file is not a mapping of keys to lists of records",
            hint_for_glued(document.value)
            or "begin with a key such as claims: and put the records below it",
            (("allowed", ", ".join([*OF_FILE, *RECORDS])),),
        )
    records = Records(**{kind.key: tuple(_read(reader, kind)) for kind in RECORD_KINDS})
    return FileRecords(
        path=document.path,
        records=records,
        identifiers=Identifiers(tuple(reader.defined), tuple(reader.referenced)),
        broken=tuple(reader.broken),
        problems=tuple(reader.problems),
    )


def _read_source(reader: RecordReader, source: Written) -> None:
    """Read the source that the file names once for all its records."""
    if isinstance(source, str):
        reader.source = source_id(source)
        reader.refer("source", reader.source, ("source",))
    elif source is not None:
        reader.wrong_source = True
        hint = "write the id of one source; others go into other files"
        at = reader.document.at(("source",))
        reader.add_problem("wrong-kind", at, "“source” takes text", hint)


def _read_digest(reader: RecordReader, digest: Written) -> None:
    """Read the state of the text that the file names."""
    if isinstance(digest, str):
        reader.text_digest = digest
    elif digest is not None:
        at = reader.document.at(("text_digest",))
        hint = "leave it as the site has filled it in, or take it out"
        reader.add_problem("wrong-kind", at, "“text_digest” takes text", hint)


def _check_keys(reader: RecordReader, value: Mapping[str, Written]) -> None:
    for key in value:
        if key not in OF_FILE and key not in RECORDS:
            evidence, hint = unknown_word(key, [*OF_FILE, *RECORDS])
            message = f"“{key}” is not a key of an annotation file"
            at = reader.document.at_key((key,))
            reader.add_problem("unknown-key", at, message, hint, evidence)


def _items(document: Document, key: str) -> list[Written]:
    """The list under a key; empty where there is none."""
    items = document.value.get(key) if isinstance(document.value, dict) else None
    return items if isinstance(items, list) else []


def _read(reader: RecordReader, kind: RecordKind) -> Iterator[Any]:
    """The records of a kind."""
    document = reader.document
    if isinstance(document.value, dict) and not isinstance(
        document.value.get(kind.key), list | None
    ):
        message, hint = f"“{kind.key}” takes a list of records", "begin each record with a hyphen"
        reader.add_problem("wrong-kind", document.at((kind.key,)), message, hint)
    for index, item in enumerate(_items(document, kind.key)):
        path: Path = (kind.key, index)
        schema, problems = validate(document, path, item, RECORDS[kind.key])
        reader.problems += problems
        record = _record(reader, kind, path, schema) if schema else None
        if record is not None:
            _read_markdown(reader, path, item)
            yield record
        elif isinstance(item, dict) and isinstance(item.get("id"), str):
            reader.broken.append(str(item["id"]))


QUOTED = ("exact", "prefix", "suffix")
"""Keys of a source's own words."""


def _read_markdown(reader: RecordReader, path: Path, value: Written) -> None:
    """Note the texts that the Markdown of a record links to, the places in them, and lost words."""
    if isinstance(value, str):
        for lost in lost_in_commentary(value):
            reader.problems.append(lost_problem(lost, reader.document.at(path)))
        for text, place in linked_passages(value) if ".md" in value else ():
            reader.refer("source", text, path)
            if place:
                reader.refer("passage", f"{text}#{place}", path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _read_markdown(reader, (*path, number), item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in QUOTED:
                _read_markdown(reader, (*path, key), item)


def _record(reader: RecordReader, kind: RecordKind, path: Path, schema: Any) -> Any:  # noqa: ANN401
    """A record, and its ids noted; None, and a problem, where nothing names its source."""
    fields: Fields = {"at": reader.document.at((*path, *filter(None, [kind.place])))}
    if kind.of_source:
        source = _source_of(reader, path, schema.source)
        if source is None:
            return None
        fields["source"] = source
    if kind.anchored:
        fields["selector"] = _selector(reader, path, schema)
    if kind.name in FIELDS:
        fields |= FIELDS[kind.name](reader, path, schema)
    record = schema.convert(schema.record, **fields)
    if kind.id_from:
        _define(reader, kind, record, (*path, "id"))
    for reference in schema.references(path):
        reader.refer(*reference)
    return record


def _define(reader: RecordReader, kind: RecordKind, record: Any, path: Path) -> None:  # noqa: ANN401
    """Note the id of a record; that of a claim is its key, and a place may be asked for as such."""
    reader.define(kind.name, record.key if kind.of_source else record.id, path)
    if kind.name == "entity" and record.type == "place":
        reader.define("place", record.id, path)


def _source_of(reader: RecordReader, path: Path, own: str | None) -> str | None:
    """The source of a record: its own, or the file's; None, and a problem, for neither."""
    if own is None and reader.source is None and not reader.wrong_source:
        message = "the record does not say which source it belongs to"
        hint = "write source: and the source's id at the beginning of the file"
        reader.add_problem("no-source", reader.document.at(path), message, hint)
    return own or reader.source


def _selector(reader: RecordReader, path: Path, schema: SelectorSchema) -> Selector:
    at = tuple(reader.document.at((*path, "exact", n)) for n in range(len(schema.exact)))
    contexts = tuple((part.prefix, part.suffix) for part in schema.exact)
    return Selector(
        tuple(part.exact for part in schema.exact),
        schema.prefix,
        schema.suffix,
        at,
        reader.text_digest,
        contexts if any(map(any, contexts)) else (),
    )


# What a record has beside the fields of its schema --------------------------------------------


def _of_entity(_: RecordReader, __: Path, schema: EntitySchema) -> Fields:
    return {
        "aliases": tuple(Name(alias.text, alias.lang) for alias in schema.aliases),
        "same_as": tuple(schema.same_as.items()),
    }


def _of_claim(reader: RecordReader, path: Path, schema: ClaimSchema) -> Fields:
    type_ = reader.types.get(schema.predicate or "", "text")
    value, problems = read_value(reader.document, (*path, "value"), type_, schema.value)
    reader.problems += problems
    if isinstance(value, Reference):
        reader.refer("place" if type_ == "place" else "entity", value.entity, (*path, "value"))
    basis = bases(reader.document, path, schema.based_on)
    return {"gloss": schema.claim, "value": value, "based_on": basis}


def _of_contradiction(reader: RecordReader, path: Path, schema: ContradictionSchema) -> Fields:
    positions: Path = (*path, "positions")

    def position(number: int, position: PositionSchema) -> Position:
        claims = (*positions, number, "claims")
        at = tuple(reader.document.at((*claims, number)) for number in range(len(position.claims)))
        return position.convert(Position, places=at)

    return {
        "at": reader.document.at(positions),
        "positions": tuple(itertools.starmap(position, enumerate(schema.positions))),
        "readings": tuple(
            reading.convert(Reading, at=reader.document.at((*path, "readings", number)))
            for number, reading in enumerate(schema.readings)
        ),
    }


def _of_lesson(reader: RecordReader, path: Path, schema: LessonSchema) -> Fields:
    def texts(path: Path, schemas: Sequence[LessonTextSchema]) -> tuple[LessonText, ...]:
        placed = ((reader.document.at((*path, n)), text) for n, text in enumerate(schemas))
        return tuple(text.convert(LessonText, at=at) for at, text in placed)

    def step(number: int, step: StepSchema) -> LessonStep:
        inside: Path = (*path, "steps", number)
        key = next(key for key in ("contradiction", "predicate", "ask") if getattr(step, key))
        read = texts((*inside, "read"), step.read)
        return step.convert(LessonStep, read=read, at=reader.document.at((*inside, key)))

    return {
        "sources": texts((*path, "sources"), schema.sources),
        "steps": tuple(itertools.starmap(step, enumerate(schema.steps))),
    }


FIELDS: Mapping[str, Callable[..., Fields]] = {
    "entity": _of_entity,
    "claim": _of_claim,
    "contradiction": _of_contradiction,
    "lesson": _of_lesson,
}
"""By the name of a kind of record; other kinds have what their schemas have."""
