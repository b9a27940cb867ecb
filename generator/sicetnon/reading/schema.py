"""The schemas of what people write: every key of every file, its type and its description.

A schema validates one record; whether records fit together is for `meaning.checks`.
The descriptions are shown by editors, by `sicetnon new` and in `annotations/README.md`; they are
written for people who never used YAML.
"""

from __future__ import annotations

import types
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model, model_validator

from sicetnon import model
from sicetnon.model import SEARCH_LIMIT
from sicetnon.reading.field_types import (
    Address,
    Amount,
    Base,
    Bytes,
    ContradictionId,
    ContributorId,
    Count,
    Day,
    Display,
    Edtf,
    EntityId,
    EntityType,
    Hidden,
    Id,
    Key,
    Latitude,
    Line,
    Longitude,
    Modality,
    OriginId,
    PredicateId,
    QuestionType,
    Reason,
    Relation,
    Reliability,
    Repository,
    Search,
    SourceId,
    SourceKind,
    Status,
    Text,
    TopicId,
    ValueType,
    Version,
    Weight,
    refuse,
    to_alias,
    to_basis,
    to_endings,
    to_lesson_text,
    to_list,
    to_part,
    to_person,
)
from sicetnon.reading.schema_base import Schema, optional, required
from sicetnon.vocabulary import HIDDEN, RECORD_KINDS

CREATOR = optional("Who wrote the record: the id of a contributor.")
CREATED = optional("The day on which it was written: 2026-11-22.")
REVIEWED_BY = optional("Who has looked it over: ids of contributors.", [])
Reviewers = Annotated[
    list[ContributorId],
    BeforeValidator(to_list, json_schema_input_type=ContributorId | list[ContributorId]),
]


class PartSchema(Schema):
    """One of several stretches of text."""

    exact: Line = required("The words of this stretch.")
    prefix: Text = optional("The words directly before this stretch.", "")
    suffix: Text = optional("The words directly after this stretch.", "")


Part = Annotated[PartSchema, BeforeValidator(to_part, json_schema_input_type=Line | PartSchema)]


class SelectorSchema(Schema):
    """Points at words of a source."""

    source: SourceId | None = optional(
        "Id of the text that is quoted, if the file does not say it at its top."
    )
    exact: Annotated[
        list[Part],
        BeforeValidator(
            to_list, json_schema_input_type=Line | Annotated[list[Part], Field(min_length=1)]
        ),
    ] = required(
        "The words, copied from the text; a list for several stretches of it, each as words or "
        "with a `prefix` and a `suffix` of its own.",
        min_length=1,
    )
    prefix: Text = optional(
        "The words directly before, needed only where `exact` stands twice.", ""
    )
    suffix: Text = optional("The words directly after, needed only where `exact` stands twice.", "")


class Alias(Schema):
    """Another way to write an entity's name."""

    text: Line = required("The name as a text writes it.")
    lang: str | None = optional("Its language, as a short code: en, tg, fa, ru (BCP 47).")


class BasisSchema(Schema):
    """What a text or a claim is based on."""

    of: OriginId = required("Id of the text or of the entity that it is from.")
    seen: bool = optional("Whether you have looked it up there: true or false.", False)


Bases = Annotated[
    list[
        Annotated[
            BasisSchema, BeforeValidator(to_basis, json_schema_input_type=OriginId | BasisSchema)
        ]
    ],
    BeforeValidator(
        to_list, json_schema_input_type=OriginId | BasisSchema | list[OriginId | BasisSchema]
    ),
]


class EntitySchema(Schema):
    """A person, organisation, place, event, work, law or concept."""

    record = model.Entity
    id: Id = required("Its short name here: letters, digits and hyphens. It never changes.")
    type: EntityType = required("What kind of thing it is.")
    name: Line = required("The name that pages use. Texts that have it are linked.")
    aliases: list[
        Annotated[Alias, BeforeValidator(to_alias, json_schema_input_type=Line | Alias)]
    ] = optional("Every other spelling that a text uses; these are linked too.", [])
    endings: Annotated[
        list[Line] | None,
        BeforeValidator(to_endings, json_schema_input_type=bool | Line | list[Line]),
    ] = optional(
        "What may follow its names in a word, as in [ов, ова]; no: nothing; else the endings of "
        "the text’s language."
    )
    description: Text | None = optional("One line that tells who or what it is.")
    same_as: dict[str, Line] = optional(
        "Its id in authority files, by their name, as in {wikidata: Q57379}.", {}
    )
    part_of: EntityId | None = optional(
        "Id of the entity that it lies in or belongs to: of a town, its province."
    )
    coordinates: tuple[Latitude, Longitude] | None = optional(
        "Of a place: latitude and longitude in degrees, as in [38.56, 68.77]."
    )
    approximate: bool = optional("Whether the coordinates are: true or false.", False)
    date: Edtf | None = optional("Of an event: 2010, 2010-09, 2010-09-03, 2010/2012, 2010~ (EDTF).")
    note: Text | None = optional("More about it, in Markdown.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class PredicateSchema(Schema):
    """A property that claims are about, such as a date of founding."""

    record = model.Predicate
    id: Id = required("Its short name here: letters, digits and hyphens. It never changes.")
    label: Line = required("Its name on pages: Founding date.")
    question: Line = required(
        "The question that it answers, with {subject} where the entity’s name goes."
    )
    value: ValueType = optional("What kind of value answers the question.", "text")
    single: bool = optional("Whether only one value can hold at a time: true or false.", False)
    opposes: Annotated[
        list[PredicateId],
        BeforeValidator(to_list, json_schema_input_type=PredicateId | list[PredicateId]),
    ] = optional(
        "Ids of properties of which the same cannot hold as well: to support and to fight.", []
    )
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class MentionSchema(SelectorSchema):
    """Words that name an entity, where its name and aliases do not do it, or would mislead."""

    record = model.Mention
    entity: EntityId = required("Id of the entity that the words name.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class NoteSchema(SelectorSchema):
    """A comment on words. It claims nothing for the source."""

    record = model.Note
    note: Line = required("What you have to say about the words, in Markdown.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class ClaimSchema(SelectorSchema):
    """What a source says."""

    record = model.Claim
    id: Id = required("Its short name, used once in its source; elsewhere it is called source/id.")
    claim: Line = required("What the source says, as one sentence of yours.")
    subject: EntityId | None = optional("Id of the entity that it is about.")
    predicate: PredicateId | None = optional("Id of the property of that entity that it is about.")
    value: Annotated[Any, WithJsonSchema({"idOf": "value"})] = optional(
        "What it says of the property; whether a date, a number, an entity’s id, "
        "yes, no or undecided, or text, the predicate tells."
    )
    as_of: Edtf | None = optional("When the statement holds: 2023, 2023-09, 2023-09-06 (EDTF).")
    attributed_to: Annotated[
        list[EntityId], BeforeValidator(to_list, json_schema_input_type=EntityId | list[EntityId])
    ] = optional("Ids of those on whose word it stands, nearest first; none: the author’s own.", [])
    based_on: Bases = optional(
        "Ids of texts or entities that the source has it from, as you have found out; "
        "{of: ID, seen: true} where you have looked it up there.",
        [],
    )
    modality: Modality = optional("How the source says it.", "asserted")
    locator: Text | None = optional("The place in the original work: p. 7, para. 3, fol. 12r.")
    note: Text | None = optional("A comment of yours on the claim, in Markdown.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class SilenceSchema(Schema):
    """Someone looked: the source does not say."""

    record = model.Silence
    source: SourceId | None = optional(
        "Id of the silent text, if the file does not say it at its top."
    )
    subject: EntityId = required("Id of the entity of which nothing is said.")
    predicate: PredicateId = required("Id of the property that is not told.")
    note: Text | None = optional("For editors; pages do not show it.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class ReadSchema(Schema):
    """Someone read the text for some properties: where nothing is recorded, nothing was found."""

    record = model.Read
    source: SourceId | None = optional(
        "Id of the text that was read, if the file does not say it at its top."
    )
    by: ContributorId = required("Who read it: an id from the contributors of corpus.yaml.")
    on: Day | None = optional("The day on which it was read: 2026-11-22.")
    predicates: Annotated[
        list[PredicateId],
        BeforeValidator(to_list, json_schema_input_type=PredicateId | list[PredicateId]),
    ] = optional("Ids of the properties that it was read for; none: for all of them.", [])
    reviewed_by: Reviewers = REVIEWED_BY


class PositionSchema(Schema):
    """One answer to the question of a contradiction."""

    answer: Line = required("The answer in a few words.")
    claims: list[Key] = required(
        "The claims that give this answer, each as source/id.", min_length=1
    )
    undecided: bool = optional(
        "Whether its sources say that it cannot be told: true or false.", False
    )


class ReadingSchema(Schema):
    """Another contributor judges a contradiction otherwise; nothing merges the two."""

    creator: ContributorId = required("Who judges so: the id of a contributor.")
    relation: Relation | None = optional("How strictly the answers exclude each other.")
    status: Status | None = optional("How far it is settled.")
    because: Reason | None = optional("For `explained`: why both can stand, in a word.")
    explanation: Text | None = optional("In Markdown: why.")
    created: Day | None = CREATED


class ContradictionSchema(Schema):
    """A question to which claims give two or more answers."""

    record = model.Contradiction
    id: Id = required("Its short name here: letters, digits and hyphens. It never changes.")
    question: Line = required("The question on which the sources differ.")
    relation: Relation = optional("How strictly the answers exclude each other.", "contrary")
    type: QuestionType | None = optional("What the question is about.")
    positions: list[PositionSchema] = required(
        "The answers, two or more.", json_schema_extra={"minItems": 2}
    )
    status: Status = optional("How far editors have come with it.", "candidate")
    because: Reason | None = optional("For `explained`: why both can stand, in a word.")
    explanation: Text | None = optional(
        "In Markdown: what lies behind it; for `explained`, why both can stand."
    )
    settled_by: Text | None = optional("In Markdown: what evidence would decide it.")
    topics: Annotated[
        list[TopicId], BeforeValidator(to_list, json_schema_input_type=TopicId | list[TopicId])
    ] = optional("Id of the topic that it belongs to, or a list of them.", [], alias="topic")
    weight: Weight | None = optional(
        "How much it matters, from 1 to 5; else it is computed from relation and sources."
    )
    readings: list[ReadingSchema] = optional(
        "What other contributors judge otherwise; it is shown beside.", []
    )
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class TopicSchema(Schema):
    """A matter that several contradictions belong to: where a reader or a class begins."""

    record = model.Topic
    id: Id = required("Its short name here: letters, digits and hyphens. It never changes.")
    title: Line = required("Its name on pages: How the group began.")
    introduction: str | None = optional("What it is about, in Markdown: a paragraph or two.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class LessonTextSchema(Schema):
    """A text that a lesson reads, whole or by paragraphs."""

    source: SourceId = required("Id of the text.")
    paragraphs: Annotated[
        list[Count], BeforeValidator(to_list, json_schema_input_type=Count | list[Count])
    ] = optional("Numbers of the paragraphs, as its page counts them: [3, 4]; none: all.", [])


LessonTexts = list[
    Annotated[
        LessonTextSchema,
        BeforeValidator(to_lesson_text, json_schema_input_type=SourceId | LessonTextSchema),
    ]
]


class StepSchema(Schema):
    """A question of a lesson: a contradiction, a predicate of a subject, or one in free words."""

    contradiction: ContradictionId | None = optional("Id of the contradiction that is asked.")
    subject: EntityId | None = optional("Id of the entity whose property is asked.")
    predicate: PredicateId | None = optional("Id of the property that is asked.")
    ask: Line | None = optional("The question in your own words; needed where no record has it.")
    read: LessonTexts = optional(
        "What is read for it: a text, or source and paragraphs; "
        "none: the paragraphs of the lesson’s texts in which its claims stand.",
        [],
    )

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        property_ = self.subject, self.predicate
        wrong = any(property_) != all(property_) or (self.contradiction and any(property_))
        if wrong or not (self.contradiction or any(property_) or self.ask):
            message = "a step asks one thing: a contradiction, a property of a subject, or in words"
            hint = "write contradiction: and its id, or subject: and predicate:, or ask:"
            raise refuse("wrong-kind", message, hint)
        return self


class LessonSchema(Schema):
    """A lesson: steps through questions, on which students judge before they see the editors do."""

    record = model.Lesson
    id: Id = required("Its short name here: letters, digits and hyphens. It never changes.")
    title: Line = required("Its name on pages: How do we know when it began.")
    audience: Line = required("For whom it is: Year 10; first-year students.")
    minutes: Count = required("How many minutes it takes.")
    introduction: Text | None = optional("What students need to know before, in Markdown.")
    sources: LessonTexts = required(
        "The texts that are read: ids, or source and paragraphs.", min_length=1
    )
    steps: list[StepSchema] = required("The questions in their order.", min_length=1)
    hidden: Annotated[
        list[Hidden], BeforeValidator(to_list, json_schema_input_type=Hidden | list[Hidden])
    ] = optional("What stays hidden until a student has answered; else all of it.", [*HIDDEN])
    closing: Text | None = optional("What to take away, in Markdown.")
    aims: Text | None = optional("For the teacher: what students learn, in Markdown.")
    expect: Text | None = optional("For the teacher: which answers to expect, in Markdown.")
    misreadings: Text | None = optional("For the teacher: what is often misread, in Markdown.")
    creator: ContributorId | None = CREATOR
    created: Day | None = CREATED
    reviewed_by: Reviewers = REVIEWED_BY


class NumberSchema(Schema):
    """A quantity or a range of it, as the value of a claim."""

    min: Amount | None = optional("The least that is said.")
    max: Amount | None = optional("The most that is said.")
    unit: Text | None = optional("What is counted or measured: men, km.")
    approximate: bool = optional("Whether the source says “about”: true or false.", False)


class PersonSchema(Schema):
    """A person as CSL has it."""

    family: Text | None = optional("Family name; particles in small letters may stand before it.")
    given: Text | None = optional("Given names.")
    particle: Text | None = optional(
        "What stands before the family name: van der.", alias="non-dropping-particle"
    )
    suffix: Text | None = optional("What stands behind the name: Jr., III.")
    literal: Text | None = optional("The whole name, where it is not divided: an institution’s.")


class WorkSchema(Schema):
    """Bibliographic fields under their CSL names."""

    title: Line | None = optional("The title; else the first heading is taken.")
    author: Annotated[
        list[
            Annotated[
                PersonSchema, BeforeValidator(to_person, json_schema_input_type=Line | PersonSchema)
            ]
        ],
        BeforeValidator(
            to_list, json_schema_input_type=Line | PersonSchema | list[Line | PersonSchema]
        ),
    ] = optional("Who wrote it: a name, or a list of names.", [])
    container_title: Text | None = optional(
        "The journal, newspaper or book it stands in.", alias="container-title"
    )
    publisher: Text | None = optional("Who published it.")
    issued: Edtf | None = optional(
        "When it was published: 2023-10-06, 2013~ for about 2013 (EDTF)."
    )
    volume: Text | None = optional("Volume of the journal or of the work.")
    issue: Text | None = optional("Number within the volume.")
    url: Address | None = optional("Where it can be read on the web, with https://.", alias="URL")
    note: Text | None = optional("How anything here was inferred that the document does not say.")


class SourceSchema(WorkSchema):
    """The front matter of a text: what stands between the two lines of three hyphens."""

    kind: SourceKind = optional("How the text here stands to the original.", "full")
    language: str | None = optional("Language of the text, as a short code: en, tg (BCP 47).")
    rights: Text | None = optional("Under what terms the text may be used.")
    display: Display = optional("How much of the text the site shows.", "full")
    reliability: Reliability | None = optional(
        "How far the source can be relied on (Admiralty code)."
    )
    based_on: Bases = optional(
        "Ids of texts or entities that the text as a whole is based on; "
        "{of: ID, seen: true} where you have looked it up there.",
        [],
    )
    digest_of: WorkSchema | None = optional(
        "For a digest: the title, author and so on of the original work."
    )


class LicencesSchema(Schema):
    """Under what terms texts and annotations may be used."""

    texts: Text = optional("Terms for the texts: CC BY 4.0.", "")
    annotations: Text = optional("Terms for the annotations: CC BY 4.0.", "")


class FrontMatterSchema(Schema):
    """What else may stand in the front matter of texts."""

    keep: Annotated[list[str], BeforeValidator(to_list, json_schema_input_type=list[str])] = (
        optional("Keys that other programs use; others are told.", [])
    )


class ContributorSchema(Schema):
    """Someone who writes annotations."""

    record = model.Contributor
    id: Id = required("The short name that `creator` uses.")
    name: Line = required("The name that pages show.")
    url: Address | None = optional("A page about them, with https://.")


class CorpusSchema(Schema):
    """`corpus.yaml`: what holds for the corpus as a whole."""

    title: Line | None = optional("The name of the site; else the folder’s.")
    description: Text = optional("What this corpus is, in Markdown.", "")
    language: str = optional("Language of the annotations, as a short code (BCP 47).", "en")
    interface: str = optional(
        "Language of the site’s own words, where it is not that of the annotations.", ""
    )
    base_url: Base = optional("Where the site stands on the web, with https://.", "")
    repository: Repository = optional("Address of the repository, with https://.", "")
    branch: str = optional("The branch that the site is built from.", "main")
    licences: LicencesSchema = optional("The terms on which others may use them.", LicencesSchema())
    contributors: list[ContributorSchema] = optional("Those who write annotations.", [])
    front_matter: FrontMatterSchema = optional(
        "What is not told of the front matter of texts.", FrontMatterSchema()
    )
    search: Search = optional("What searches the texts; auto goes by their size.", "auto")
    search_limit: Bytes = optional(
        "Bytes of text from which auto goes to Pagefind: a number, or 2 MB.", SEARCH_LIMIT
    )
    version: Version = optional("What citations and exports name as the version.", "auto")
    theme_trusted: bool = Field(
        default=False,
        description="Whether this corpus’s own theme may publish scripts and what lies elsewhere.",
    )


SCHEMAS: dict[str, type[Schema]] = {
    "entity": EntitySchema,
    "predicate": PredicateSchema,
    "mention": MentionSchema,
    "note": NoteSchema,
    "claim": ClaimSchema,
    "silence": SilenceSchema,
    "read": ReadSchema,
    "contradiction": ContradictionSchema,
    "topic": TopicSchema,
    "lesson": LessonSchema,
    "contributor": ContributorSchema,
}
"""By the name of a kind of record."""

RECORDS: dict[str, type[Schema]] = {kind.key: SCHEMAS[kind.name] for kind in RECORD_KINDS}
"""By the key of an annotation file."""


_FILE_FIELDS: dict[str, Any] = {
    "source": (
        SourceId | None,
        optional(
            "Id of the text that this file is about, said once for all its records: "
            "the name of the text’s file below content/, without .md."
        ),
    ),
    "text_digest": (
        str | None,
        optional("The state of that text when its words were selected; the site fills it in."),
    ),
    **{
        kind.key: (
            types.GenericAlias(list, (RECORDS[kind.key],)) | None,
            optional(kind.description),
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
