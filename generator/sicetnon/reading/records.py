"""The values of a YAML file to frozen records with their locations.

Each record is validated by itself; a wrong one is reported and left out, the others are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sicetnon.id_syntax import source_id
from sicetnon.model import (
    Claim,
    Contradiction,
    Contributor,
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
    Read,
    Records,
    Reference,
    Selector,
    Silence,
    Topic,
)
from sicetnon.problems import Evidence, Location, Problem, unknown_word
from sicetnon.reading.schema import (
    RECORDS,
    ClaimSchema,
    ContradictionSchema,
    ContributorSchema,
    EntitySchema,
    MentionSchema,
    NoteSchema,
    PositionSchema,
    PredicateSchema,
    ReadSchema,
    Schema,
    SelectorSchema,
    SignedSchema,
    SilenceSchema,
    TopicSchema,
)
from sicetnon.reading.validate import validate
from sicetnon.reading.values import read_value
from sicetnon.reading.yaml import Document, Path, Written
from sicetnon.reading.yaml_syntax import hint_for_glued

OF_FILE = ("source", "text_digest")
"""Keys of an annotation file beside its records."""
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

    def define(self, kind: IdKind, name: str, path: Path) -> None:
        """Note that a record has an id."""
        self.defined.append(Identifier(kind, name, self.document.at(path)))

    def refer(self, kind: IdKind, name: str | None, path: Path) -> None:
        """Note that a record refers to an id, unless it is None."""
        if name is not None:
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
    records = Records(**{key: tuple(_read(reader, key, schema)) for key, schema in RECORDS.items()})
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


def _read(reader: RecordReader, key: str, schema: type[Schema]) -> Iterator[Any]:
    """The records under one key."""
    document = reader.document
    if isinstance(document.value, dict) and not isinstance(document.value.get(key), list | None):
        message, hint = f"“{key}” takes a list of records", "begin each record with a hyphen"
        reader.add_problem("wrong-kind", document.at((key,)), message, hint)
    for index, item in enumerate(_items(document, key)):
        path: Path = (key, index)
        validated, problems = validate(document, path, item, schema)
        reader.problems += problems
        record = MAKERS[key](reader, path, validated) if validated else None
        if record is not None:
            yield record
        elif isinstance(item, dict) and isinstance(item.get("id"), str):
            reader.broken.append(str(item["id"]))


# One maker a kind ---------------------------------------------------------------------------


def _entity(reader: RecordReader, path: Path, schema: EntitySchema) -> Entity:
    reader.define("entity", schema.id, (*path, "id"))
    if schema.type == "place":
        reader.define("place", schema.id, (*path, "id"))
    return schema.convert(
        Entity,
        aliases=tuple(Name(alias.text, alias.lang) for alias in schema.aliases),
        same_as=tuple(schema.same_as.items()),
        at=reader.document.at((*path, "id")),
        **_signature(reader, path, schema),
    )


def _predicate(reader: RecordReader, path: Path, schema: PredicateSchema) -> Predicate:
    reader.define("predicate", schema.id, (*path, "id"))
    signature = _signature(reader, path, schema)
    return schema.convert(Predicate, at=reader.document.at((*path, "id")), **signature)


def _quotation(reader: RecordReader, path: Path, schema: SelectorSchema) -> dict[str, Any] | None:
    """`source`, `selector` and `at` of a record; None where nothing names its source."""
    source = _source_of(reader, path, schema.source)
    if source is None:
        return None
    document, quoted = reader.document, (*path, "exact")
    places = tuple(document.at((*quoted, number)) for number in range(len(schema.exact)))
    exact = tuple(schema.exact)
    selector = Selector(exact, schema.prefix, schema.suffix, places, reader.text_digest)
    return {"source": source, "selector": selector, "at": document.at(quoted)}


def _source_of(reader: RecordReader, path: Path, own: str | None) -> str | None:
    """The source of a record: its own, or the file's; None, and a problem, for neither."""
    reader.refer("source", own, (*path, "source"))
    if own is None and reader.source is None and not reader.wrong_source:
        message = "the record does not say which source it belongs to"
        hint = "write source: and the source's id at the beginning of the file"
        reader.add_problem("no-source", reader.document.at(path), message, hint)
    return own or reader.source


def _mention(reader: RecordReader, path: Path, schema: MentionSchema) -> Mention | None:
    quotation = _quotation(reader, path, schema)
    if quotation is None:
        return None
    reader.refer("entity", schema.entity, (*path, "entity"))
    return schema.convert(Mention, **quotation, **_signature(reader, path, schema))


def _note(reader: RecordReader, path: Path, schema: NoteSchema) -> Note | None:
    quotation = _quotation(reader, path, schema)
    if quotation is None:
        return None
    return schema.convert(Note, **quotation, **_signature(reader, path, schema))


def _claim(reader: RecordReader, path: Path, schema: ClaimSchema) -> Claim | None:
    quotation = _quotation(reader, path, schema)
    if quotation is None:
        return None
    _claim_ids(reader, path, schema, quotation["source"])
    type_ = reader.types.get(schema.predicate or "", "text")
    value, problems = read_value(reader.document, (*path, "value"), type_, schema.value)
    reader.problems += problems
    if isinstance(value, Reference):
        reader.refer("place" if type_ == "place" else "entity", value.entity, (*path, "value"))
    signature = _signature(reader, path, schema)
    return schema.convert(Claim, gloss=schema.claim, value=value, **quotation, **signature)


def _claim_ids(reader: RecordReader, path: Path, schema: ClaimSchema, source: str) -> None:
    reader.define("claim", f"{source}/{schema.id}", (*path, "id"))
    reader.refer("entity", schema.subject, (*path, "subject"))
    reader.refer("predicate", schema.predicate, (*path, "predicate"))
    for number, entity in enumerate(schema.attributed_to):
        reader.refer("entity", entity, (*path, "attributed_to", number))


def _silence(reader: RecordReader, path: Path, schema: SilenceSchema) -> Silence | None:
    source = _source_of(reader, path, schema.source)
    if source is None:
        return None
    reader.refer("entity", schema.subject, (*path, "subject"))
    reader.refer("predicate", schema.predicate, (*path, "predicate"))
    signature = _signature(reader, path, schema)
    return schema.convert(Silence, source=source, at=reader.document.at(path), **signature)


def _read_for(reader: RecordReader, path: Path, schema: ReadSchema) -> Read | None:
    source = _source_of(reader, path, schema.source)
    if source is None:
        return None
    reader.refer("contributor", schema.by, (*path, "by"))
    for number, predicate in enumerate(schema.predicates):
        reader.refer("predicate", predicate, (*path, "predicates", number))
    on = schema.on.text if schema.on else None
    return schema.convert(Read, source=source, on=on, at=reader.document.at(path))


def _contradiction(reader: RecordReader, path: Path, schema: ContradictionSchema) -> Contradiction:
    reader.define("contradiction", schema.id, (*path, "id"))
    for number, topic in enumerate(schema.topics):
        reader.refer("topic", topic, (*path, "topic", number))
    positions: Path = (*path, "positions")
    return schema.convert(
        Contradiction,
        positions=tuple(
            _position(reader, (*positions, number, "claims"), position)
            for number, position in enumerate(schema.positions)
        ),
        at=reader.document.at(positions),
        **_signature(reader, path, schema),
    )


def _topic(reader: RecordReader, path: Path, schema: TopicSchema) -> Topic:
    reader.define("topic", schema.id, (*path, "id"))
    return schema.convert(Topic, at=reader.document.at(path))


def _position(reader: RecordReader, path: Path, schema: PositionSchema) -> Position:
    for number, key in enumerate(schema.claims):
        reader.refer("claim", key, (*path, number))
    places = tuple(reader.document.at((*path, number)) for number in range(len(schema.claims)))
    return schema.convert(Position, places=places)


def _contributor(reader: RecordReader, path: Path, schema: ContributorSchema) -> Contributor:
    reader.define("contributor", schema.id, (*path, "id"))
    return schema.convert(Contributor, at=reader.document.at((*path, "id")))


def _signature(reader: RecordReader, path: Path, schema: SignedSchema) -> dict[str, Any]:
    """`creator`, `created` and `reviewed_by` of a record."""
    reader.refer("contributor", schema.creator, (*path, "creator"))
    for number, reviewer in enumerate(schema.reviewed_by):
        reader.refer("contributor", reviewer, (*path, "reviewed_by", number))
    return {
        "creator": schema.creator,
        "created": schema.created.text if schema.created else None,
        "reviewed_by": tuple(schema.reviewed_by),
    }


MAKERS: dict[str, Callable[..., Any]] = {
    "entities": _entity,
    "predicates": _predicate,
    "mentions": _mention,
    "notes": _note,
    "claims": _claim,
    "silences": _silence,
    "read": _read_for,
    "contradictions": _contradiction,
    "topics": _topic,
    "contributors": _contributor,
}
