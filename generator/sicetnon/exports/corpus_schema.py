"""What `corpus.json` holds: a model for each kind of object in it, from which its schema is made.

`corpus_json` fills objects by these models. It makes no instances of them, which would take five
times as long; that what it writes is valid is tested.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from sicetnon.exports.json_text import compact
from sicetnon.vocabulary import (
    DISPLAYS,
    ENTITY_TYPES,
    HIDDEN,
    MODALITIES,
    REASONS,
    RELATIONS,
    SOURCE_KINDS,
    STANDINGS,
    STATUSES,
    VALUE_TYPES,
    Words,
)

Whole = Annotated[int, Field(ge=0)]
Markdown = Annotated[str, Field(json_schema_extra={"contentMediaType": "text/markdown"})]
Address = Annotated[
    str, Field(description="From the site.", json_schema_extra={"format": "uri-reference"})
]


def one_of(words: Words) -> Any:  # noqa: ANN401  # as pydantic has it
    """What says of a text that it is one of some words."""
    return Field(json_schema_extra={"enum": [*words]})


class Model(BaseModel):
    """An object: its keys are its fields and no others; one whose default is None may be absent."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Stretch(Model):
    """Words of a source; text[start:end] in code points where the text is given."""

    exact: str
    start: Whole | None = None
    end: Whole | None = None


Quote = Annotated[
    list[Stretch], Field(description="The words in order; empty where the text is withheld.")
]


class Date(Model):
    """EDTF as typed, with the earliest and the latest day that it may mean."""

    text: str
    first: str
    last: str
    uncertain: bool


class DateValue(Date):
    """A date as the value of a claim."""

    type: Literal["date"]


class NumberValue(Model):
    """A quantity, or a range of it."""

    type: Literal["number"]
    text: str
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    approximate: bool


class EntityValue(Model):
    """An entity by its id."""

    type: Literal["entity"]
    entity: str


class TextValue(Model):
    """Words, or yes, no or undecided."""

    type: Literal["text"]
    text: str


class Work(Model):
    """Bibliographic fields under their CSL names."""

    title: str
    author: list[str] | None = None
    container_title: str | None = Field(None, alias="container-title")
    publisher: str | None = None
    issued: Date | None = None
    volume: str | None = None
    issue: str | None = None
    url: str | None = Field(None, alias="URL")
    note: Markdown | None = None


class Basis(Model):
    """What a text or a claim is based on."""

    of: str = Field(description="Id of a source or, where there is none of that id, of an entity.")
    seen: bool = Field(description="Whether an editor has looked it up there.")


class Claim(Model):
    """What a source says; elsewhere it is known as source/id."""

    id: str
    address: Address
    claim: str
    quote: Quote
    modality: str = one_of(MODALITIES)
    standing: str | None = Field(None, json_schema_extra={"enum": [*STANDINGS]})
    subject: str | None = None
    predicate: str | None = None
    value: DateValue | NumberValue | EntityValue | TextValue | None = Field(
        None, discriminator="type"
    )
    as_of: Date | None = None
    attributed_to: list[str] | None = Field(None, description="Ids of entities, nearest first.")
    based_on: list[Basis] | None = None
    locator: str | None = None
    note: Markdown | None = None
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class Note(Model):
    """Commentary on words; it claims nothing for the source."""

    address: Address
    note: Markdown
    quote: Quote
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class Mention(Model):
    """Words that name an entity."""

    entity: str
    quote: Quote


class Row(Model):
    """A block of a text with its fragment on the page, and its level where it is a heading."""

    id: str
    heading: Whole | None = None
    start: Whole
    end: Whole


class Source(Model):
    """A text with all that is annotated in it."""

    id: str
    address: Address
    annotations: Address
    kind: str = one_of(SOURCE_KINDS)
    language: str
    display: str = one_of(DISPLAYS)
    rights: str | None = None
    reliability: str | None = None
    work: Work
    digest_of: Work | None = None
    based_on: list[Basis] | None = None
    text: str | None = Field(None, description="Visible words; a blank line parts blocks.")
    rows: list[Row] | None = None
    claims: list[Claim]
    notes: list[Note]
    mentions: list[Mention]


class Alias(Model):
    """Another name of an entity."""

    text: str
    lang: str | None = None


class Entity(Model):
    """A person, organisation, place, event, work, law or concept."""

    id: str
    address: Address
    type: str = one_of(ENTITY_TYPES)
    name: str
    aliases: list[Alias] | None = None
    description: str | None = None
    same_as: dict[str, str] | None = None
    part_of: str | None = None
    coordinates: tuple[float, float] | None = None
    approximate: bool | None = None
    date: Date | None = None
    note: Markdown | None = None
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class Predicate(Model):
    """A property that claims are about."""

    id: str
    label: str
    question: str
    value: str = one_of(VALUE_TYPES)
    single: bool
    opposes: list[str] | None = Field(None, description="Ids of predicates.")
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class Silence(Model):
    """Someone looked: the source does not say."""

    source: str
    subject: str
    predicate: str


class Read(Model):
    """Someone read the source for some properties; for all of them where none is named."""

    source: str
    by: str
    on: str | None = None
    predicates: list[str] | None = None
    reviewed_by: list[str] | None = None


class Position(Model):
    """One answer to a contradiction's question, and the claims that hold it, as source/id."""

    answer: str
    claims: list[str]
    undecided: bool | None = Field(
        None, description="Whether its sources say that it cannot be told."
    )


class Reading(Model):
    """What another contributor judges otherwise than the contradiction says."""

    creator: str
    relation: str | None = Field(None, json_schema_extra={"enum": [*RELATIONS]})
    status: str | None = Field(None, json_schema_extra={"enum": [*STATUSES]})
    because: str | None = Field(None, json_schema_extra={"enum": [*REASONS]})
    explanation: Markdown | None = None
    created: str | None = None


class Contradiction(Model):
    """A question with two or more positions."""

    id: str
    address: Address
    question: str
    relation: str = one_of(RELATIONS)
    status: str = one_of(STATUSES)
    because: str | None = Field(default=None, json_schema_extra={"enum": [*REASONS]})
    type: str | None = None
    explanation: Markdown | None = None
    settled_by: Markdown | None = None
    weight: Annotated[int, Field(ge=1, le=5)] | None = None
    topics: list[str] | None = Field(None, description="Ids of topics.")
    positions: list[Position]
    readings: list[Reading] | None = None
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class Topic(Model):
    """A matter that several contradictions belong to."""

    id: str
    address: Address
    title: str
    introduction: Markdown | None = None
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class LessonText(Model):
    """A source that a lesson reads: all of it, where no paragraphs are numbered."""

    source: str
    paragraphs: list[Whole] | None = None


class LessonStep(Model):
    """A question of a lesson: a contradiction, a predicate of a subject, or in words."""

    contradiction: str | None = None
    subject: str | None = None
    predicate: str | None = None
    ask: str | None = None
    read: list[LessonText] | None = Field(None, description="Where it is not the lesson's sources.")


class Lesson(Model):
    """Questions on which students judge before they see what editors wrote."""

    id: str
    address: Address
    title: str
    audience: str
    minutes: Whole
    introduction: Markdown | None = None
    sources: list[LessonText]
    steps: list[LessonStep]
    hidden: list[Annotated[str, one_of(HIDDEN)]] = Field(description="Until there is an answer.")
    closing: Markdown | None = None
    aims: Markdown | None = None
    expect: Markdown | None = None
    misreadings: Markdown | None = None
    creator: str | None = None
    created: str | None = None
    reviewed_by: list[str] | None = None


class Contributor(Model):
    """Someone who writes annotations."""

    id: str
    name: str
    url: str | None = None


class Revision(Model):
    """A state of the repository that the corpus is kept in."""

    day: str
    commit: str


class Head(Model):
    """What is said of the corpus as a whole."""

    format: Literal["sicetnon-corpus"]
    version: Literal[1]
    title: str
    language: str
    description: str | None = None
    address: str | None = None
    repository: str | None = None
    licences: dict[Literal["texts", "annotations"], str] | None = None
    revision: Revision | None = None
    contributors: list[Contributor]


class Corpus(Head):
    """A corpus with all that is in it."""

    sources: list[Source]
    entities: list[Entity]
    predicates: list[Predicate]
    silences: list[Silence]
    read: list[Read] | None = None
    contradictions: list[Contradiction]
    topics: list[Topic]
    lessons: list[Lesson] | None = None


class _Generator(GenerateJsonSchema):
    """Lets keys be absent where models have None."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:  # noqa: ANN401
        return self.generate_inner(schema["schema"])

    default_schema = nullable_schema

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002
        return False


def corpus_schema() -> str:
    """The JSON Schema (2020-12), the same for every corpus."""
    schema = Corpus.model_json_schema(schema_generator=_Generator)
    return compact({"$schema": _Generator.schema_dialect, **schema}) + "\n"


@cache
def _fields(model: type[Model]) -> tuple[tuple[str, str, bool], ...]:
    """Of each field its key, its name, and whether it must be there."""
    fields = model.model_fields.items()
    return tuple((field.alias or name, name, field.is_required()) for name, field in fields)


def fill(model: type[Model], record: object, **values: object) -> dict[str, object]:
    """An object of a model: each field from `values`, else from the record's attribute of its name.

    Left out are optional fields that are None or empty; 0 and False are neither.
    """
    filled: dict[str, object] = {}
    for key, name, required in _fields(model):
        value = values[name] if name in values else getattr(record, name)
        if value or required or isinstance(value, int):
            filled[key] = value
    return filled
