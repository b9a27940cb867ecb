"""The schemas of what people write: every key of every file, its type and its description.

A schema validates one record; whether records fit together is for `meaning.checks`.
The descriptions are shown by editors, by `sicetnon new` and in `annotations/README.md`; they are
written for people who never used YAML.
"""

from __future__ import annotations

import types
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from sicetnon.model import SEARCH_LIMIT
from sicetnon.reading.field_types import (
    Address,
    Amount,
    Base,
    Bytes,
    ContributorId,
    Display,
    Edtf,
    EntityId,
    EntityType,
    Id,
    Key,
    Latitude,
    Line,
    Longitude,
    Modality,
    PredicateId,
    QuestionType,
    Relation,
    Reliability,
    Repository,
    Search,
    SourceId,
    SourceKind,
    Status,
    ValueType,
    to_alias,
    to_list,
    to_person,
)
from sicetnon.vocabulary import RECORD_KINDS


class Schema(BaseModel):
    """The base of all schemas: unknown keys are errors, and values are frozen."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
        defer_build=True,  # most runs use few schemas
    )


class SelectorSchema(Schema):
    """Points at words of a source."""

    source: SourceId | None = Field(
        None, description="Id of the text that is quoted, if the file does not say it at its top."
    )
    exact: Annotated[
        list[Line],
        BeforeValidator(
            to_list, json_schema_input_type=Line | Annotated[list[Line], Field(min_length=1)]
        ),
    ] = Field(
        min_length=1,
        description="The words, copied from the text; a list for several stretches of it.",
    )
    prefix: str = Field(
        "", description="The words directly before, needed only where `exact` stands twice."
    )
    suffix: str = Field(
        "", description="The words directly after, needed only where `exact` stands twice."
    )


class Alias(Schema):
    """Another way to write an entity's name."""

    text: Line = Field(description="The name as a text writes it.")
    lang: str | None = Field(
        None, description="Its language, as a short code: en, tg, fa, ru (BCP 47)."
    )


class EntitySchema(Schema):
    """A person, organisation, place, event, work, law or concept."""

    id: Id = Field(
        description="Its short name here: small letters, digits and hyphens. It never changes."
    )
    type: EntityType = Field(description="What kind of thing it is.")
    name: Line = Field(description="The name that pages use. Texts that have it are linked.")
    aliases: list[
        Annotated[Alias, BeforeValidator(to_alias, json_schema_input_type=Line | Alias)]
    ] = Field([], description="Every other spelling that a text uses; these are linked too.")
    description: str | None = Field(None, description="One line that tells who or what it is.")
    same_as: dict[str, Line] = Field(
        {}, description="Its id in authority files, by their name, as in {wikidata: Q57379}."
    )
    coordinates: tuple[Latitude, Longitude] | None = Field(
        None, description="Of a place: latitude and longitude in degrees, as in [38.56, 68.77]."
    )
    approximate: bool = Field(False, description="Whether the coordinates are: true or false.")
    date: Edtf | None = Field(
        None, description="Of an event: 2010, 2010-09, 2010-09-03, 2010/2012, 2010~ (EDTF)."
    )
    note: str | None = Field(None, description="More about it, in Markdown.")


class PredicateSchema(Schema):
    """A property that claims are about, such as a date of founding."""

    id: Id = Field(
        description="Its short name here: small letters, digits and hyphens. It never changes."
    )
    label: Line = Field(description="Its name on pages: Founding date.")
    question: Line = Field(
        description="The question that it answers, with {subject} where the entity’s name goes."
    )
    value: ValueType = Field("text", description="What kind of value answers the question.")
    single: bool = Field(
        False, description="Whether only one value can hold at a time: true or false."
    )


class MentionSchema(SelectorSchema):
    """Words that name an entity, where its name and aliases do not do it, or would mislead."""

    entity: EntityId = Field(description="Id of the entity that the words name.")


class NoteSchema(SelectorSchema):
    """A comment on words. It claims nothing for the source."""

    note: Line = Field(description="What you have to say about the words, in Markdown.")
    creator: ContributorId | None = Field(
        None, description="Who wrote the note: an id from the contributors of corpus.yaml."
    )
    created: Edtf | None = Field(None, description="The day on which it was written: 2026-11-22.")


class ClaimSchema(SelectorSchema):
    """What a source says."""

    id: Id = Field(
        description="Its short name, used once in its source; elsewhere it is called source/id."
    )
    claim: Line = Field(description="What the source says, as one sentence of yours.")
    subject: EntityId | None = Field(None, description="Id of the entity that it is about.")
    predicate: PredicateId | None = Field(
        None, description="Id of the property of that entity that it is about."
    )
    value: Annotated[Any, WithJsonSchema({"idOf": "value"})] = Field(
        None,
        description="What it says of the property; whether a date, a number, an entity’s id, "
        "yes or no, or text, the predicate tells.",
    )
    as_of: Edtf | None = Field(
        None, description="When the statement holds: 2023, 2023-09, 2023-09-06 (EDTF)."
    )
    attributed_to: Annotated[
        list[EntityId], BeforeValidator(to_list, json_schema_input_type=EntityId | list[EntityId])
    ] = Field(
        [],
        description="Ids of those on whose word it stands, nearest first; none: the author’s own.",
    )
    modality: Modality = Field("asserted", description="How the source says it.")
    locator: str | None = Field(
        None, description="The place in the original work: p. 7, para. 3, fol. 12r."
    )
    note: str | None = Field(None, description="A comment of yours on the claim, in Markdown.")
    creator: ContributorId | None = Field(
        None, description="Who wrote the record: an id from the contributors of corpus.yaml."
    )
    created: Edtf | None = Field(None, description="The day on which it was written: 2026-11-22.")


class SilenceSchema(Schema):
    """Someone looked: the source does not say."""

    source: SourceId | None = Field(
        None, description="Id of the silent text, if the file does not say it at its top."
    )
    subject: EntityId = Field(description="Id of the entity of which nothing is said.")
    predicate: PredicateId = Field(description="Id of the property that is not told.")
    note: str | None = Field(None, description="For editors; pages do not show it.")


class PositionSchema(Schema):
    """One answer to the question of a contradiction."""

    answer: Line = Field(description="The answer in a few words.")
    claims: list[Key] = Field(
        min_length=1, description="The claims that give this answer, each as source/id."
    )


class ContradictionSchema(Schema):
    """A question to which claims give two or more answers."""

    id: Id = Field(
        description="Its short name here: small letters, digits and hyphens. It never changes."
    )
    question: Line = Field(description="The question on which the sources differ.")
    relation: Relation = Field(
        "contrary", description="How strictly the answers exclude each other."
    )
    type: QuestionType | None = Field(None, description="What the question is about.")
    positions: list[PositionSchema] = Field(
        description="The answers, two or more.", json_schema_extra={"minItems": 2}
    )
    status: Status = Field("candidate", description="How far editors have come with it.")
    explanation: str | None = Field(
        None,
        description="In Markdown: what lies behind it; for `explained`, why both can stand.",
    )
    settled_by: str | None = Field(None, description="In Markdown: what evidence would decide it.")


class NumberSchema(Schema):
    """A quantity or a range of it, as the value of a claim."""

    min: Amount | None = Field(None, description="The least that is said.")
    max: Amount | None = Field(None, description="The most that is said.")
    unit: str | None = Field(None, description="What is counted or measured: men, km.")
    approximate: bool = Field(False, description="Whether the source says “about”: true or false.")


class PersonSchema(Schema):
    """A person as CSL has it."""

    family: str | None = Field(None, description="Family name.")
    given: str | None = Field(None, description="Given names.")
    literal: str | None = Field(None, description="The whole name, where it is not divided.")

    def name(self) -> str:
        """The name as it is read."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


class WorkSchema(Schema):
    """Bibliographic fields under their CSL names."""

    title: Line | None = Field(None, description="The title; else the first heading is taken.")
    author: Annotated[
        list[
            Annotated[
                PersonSchema, BeforeValidator(to_person, json_schema_input_type=Line | PersonSchema)
            ]
        ],
        BeforeValidator(
            to_list, json_schema_input_type=Line | PersonSchema | list[Line | PersonSchema]
        ),
    ] = Field([], description="Who wrote it: a name, or a list of names.")
    container_title: str | None = Field(
        None, alias="container-title", description="The journal, newspaper or book it stands in."
    )
    publisher: str | None = Field(None, description="Who published it.")
    issued: Edtf | None = Field(
        None, description="When it was published: 2023-10-06, 2013~ for about 2013 (EDTF)."
    )
    volume: str | None = Field(None, description="Volume of the journal or of the work.")
    issue: str | None = Field(None, description="Number within the volume.")
    url: Address | None = Field(
        None, alias="URL", description="Where it can be read on the web, with https://."
    )
    note: str | None = Field(
        None, description="How anything here was inferred that the document does not say."
    )


class SourceSchema(WorkSchema):
    """The front matter of a text: what stands between the two lines of three hyphens."""

    kind: SourceKind = Field("full", description="How the text here stands to the original.")
    language: str | None = Field(
        None, description="Language of the text, as a short code: en, tg (BCP 47)."
    )
    rights: str | None = Field(None, description="Under what terms the text may be used.")
    display: Display = Field("full", description="How much of the text the site shows.")
    reliability: Reliability | None = Field(
        None, description="How far the source can be relied on (Admiralty code)."
    )
    digest_of: WorkSchema | None = Field(
        None, description="For a digest: the title, author and so on of the original work."
    )


class LicencesSchema(Schema):
    """Under what terms texts and annotations may be used."""

    texts: str = Field(default="", description="Terms for the texts: CC BY 4.0.")
    annotations: str = Field(default="", description="Terms for the annotations: CC BY 4.0.")


class ContributorSchema(Schema):
    """Someone who writes annotations."""

    id: Id = Field(description="The short name that `creator` uses.")
    name: Line = Field(description="The name that pages show.")
    url: Address | None = Field(default=None, description="A page about them, with https://.")


class CorpusSchema(Schema):
    """`corpus.yaml`: what holds for the corpus as a whole."""

    title: Line | None = Field(default=None, description="The name of the site; else the folder’s.")
    description: str = Field(default="", description="What this corpus is, in Markdown.")
    language: str = Field(
        default="en", description="Language of the annotations, as a short code (BCP 47)."
    )
    interface: str = Field(
        default="",
        description="Language of the site’s own words, where it is not that of the annotations.",
    )
    base_url: Base = Field(
        default="", description="Where the site stands on the web, with https://."
    )
    repository: Repository = Field(
        default="", description="Address of the repository, with https://."
    )
    branch: str = Field(default="main", description="The branch that the site is built from.")
    licences: LicencesSchema = Field(
        default=LicencesSchema(), description="The terms on which others may use them."
    )
    contributors: list[ContributorSchema] = Field(
        default=[], description="Those who write annotations."
    )
    search: Search = Field(
        default="auto", description="What searches the texts; auto goes by their size."
    )
    search_limit: Bytes = Field(
        default=SEARCH_LIMIT,
        description="Bytes of text from which auto goes to Pagefind: a number, or 2 MB.",
    )


SCHEMAS: dict[str, type[Schema]] = {
    "entity": EntitySchema,
    "predicate": PredicateSchema,
    "mention": MentionSchema,
    "note": NoteSchema,
    "claim": ClaimSchema,
    "silence": SilenceSchema,
    "contradiction": ContradictionSchema,
}
"""By the name of a kind of record."""

RECORDS: dict[str, type[Schema]] = {kind.key: SCHEMAS[kind.name] for kind in RECORD_KINDS}
"""By the key of an annotation file."""


_FILE_FIELDS: dict[str, Any] = {
    "source": (
        SourceId | None,
        Field(
            None,
            description="Id of the text that this file is about, said once for all its records: "
            "the name of the text’s file below content/, without .md.",
        ),
    ),
    **{
        kind.key: (
            types.GenericAlias(list, (RECORDS[kind.key],)) | None,
            Field(None, description=kind.description),
        )
        for kind in RECORD_KINDS
    },
}
FileSchema = create_model(
    "FileSchema",
    __base__=Schema,
    __doc__="An annotation file: any of these keys; all files together are one corpus.",
    **_FILE_FIELDS,
)

NESTED: dict[str, type[Schema]] = {
    "aliases": Alias,
    "author": PersonSchema,
    "positions": PositionSchema,
    "digest_of": WorkSchema,
    "licences": LicencesSchema,
    "contributors": ContributorSchema,
}
"""The schemas inside schemas, by key."""
