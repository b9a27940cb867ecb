"""The shapes of what people write: every key of every file, its kind and its meaning.

The one door to pydantic. Values arrive as text (see `yaml`), so a shape alone decides what is a
date, a number or yes. A shape judges one record; what records mean together is judged elsewhere.
The descriptions are what editors show, what `sicetnon new` asks with, and the reference of
`annotations/README.md`; they are written for people who never used YAML.
"""

from __future__ import annotations

import re
import types
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from sicetnon import web_addresses
from sicetnon.markdown.parser import is_safe_link
from sicetnon.model import SEARCH_LIMIT, Date
from sicetnon.reading.dates import read_date
from sicetnon.vocabulary import (
    DISPLAYS,
    ENTITY_TYPES,
    MODALITIES,
    QUESTION_TYPES,
    RECORD_KINDS,
    RELATIONS,
    RELIABILITIES,
    SEARCHES,
    SOURCE_KINDS,
    STATUSES,
    VALUE_TYPES,
    Words,
)

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
PLAIN_NUMBER = re.compile(
    r"[-+]?(\d+|\d{1,3}([,_ \u202f\u00a0]\d{3})+)(\.\d+)?([eE][-+]?\d+)?", re.ASCII
)
LONGEST_ID = 120
"""Characters of an id, or of a folder in one: every file system takes it with an ending."""
SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?(|kb|mb|gb)", re.ASCII | re.IGNORECASE)
UNITS = ("", "kb", "mb", "gb")
RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for devices, in every folder and with any ending."""


def refuse(name: str, message: str, hint: str) -> PydanticCustomError:
    """An error that becomes the problem of that name."""
    context = {"message": message.replace("{", "(").replace("}", ")"), "hint": hint}
    return PydanticCustomError(name, "{message}", context)


def check_id(text: str) -> str:
    """An id that can be an address on every system."""
    if not ID.fullmatch(text):
        hint = "use lower-case letters a to z, digits, and hyphens between them"
        raise refuse("bad-id", f"“{text}” cannot be an id", hint)
    if len(text) > LONGEST_ID or RESERVED.fullmatch(text):
        raise refuse("bad-id", f"“{text}” cannot be a file on every system", "choose another id")
    return text


def check_key(text: str) -> str:
    """A claim's key: a source's id, a slash, and the claim's id."""
    if not all(ID.fullmatch(part) for part in text.split("/")) or "/" not in text:
        hint = "write the source's id, a slash and the claim's id"
        raise refuse("bad-id", f"“{text}” does not say which source the claim is in", hint)
    return text


def check_base(text: str) -> str:
    """The address of the site, or nothing."""
    found = web_addresses.base(text) if text else ""
    if found is None:
        hint = "write the whole address, beginning with https://, without ? and #"
        raise refuse("bad-link", f"“{text}” is not an address on the web", hint)
    return found


def check_repository(text: str) -> str:
    """The address of a repository, or nothing."""
    found = web_addresses.repository(text) if text else ""
    if found is None:
        hint = "write the whole address, such as https://github.com/OWNER/NAME"
        raise refuse("bad-link", f"“{text}” is not the address of a repository", hint)
    return found


def check_address(text: str) -> str:
    """An address that a page may link to."""
    if not is_safe_link(text) or not re.match(r"(https?://\S+|mailto:\S+)$", text, re.IGNORECASE):
        hint = "write the whole address, beginning with https://"
        raise refuse("bad-link", f"“{text}” is not an address that a page may link to", hint)
    return text


def to_date(text: object) -> object:
    """EDTF text to a date."""
    if not isinstance(text, str):
        hint = "put quotation marks around a set of dates; else write one date"
        raise refuse("wrong-kind", "a date is text in EDTF", hint)
    date = read_date(text.strip())
    if date is None:
        hint = "write 2010, 2010-09, 2010-09-03, a range 2010/2012, and ~ or ? after what is unsure"
        raise refuse("bad-date", f"“{text}” is not a date in EDTF", hint)
    return date


def to_amount(value: object) -> object:
    """A number as people write it: thousands parted by a comma, an underscore or a space."""
    if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value.strip()):
        return re.sub("[,_ \u202f\u00a0]", "", value)
    return value


def to_bytes(value: object) -> object:
    """A size as people write it: `2 MB`, `500 kB`, or bytes alone."""
    match = SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise refuse("bad-number", "this is no size", "write a number and kB or MB, as in 2 MB")
    return int(float(match[1]) * 1000 ** UNITS.index(match[2].lower()))


def to_list(value: object) -> object:
    """One thing where several may stand."""
    return value if isinstance(value, list) else [value]


def to_alias(value: object) -> object:
    """A bare alias is one without a language."""
    return {"text": value} if isinstance(value, str) else value


def to_person(value: object) -> object:
    """A bare name is a literal one."""
    return {"literal": value} if isinstance(value, str) else value


def not_blank(text: str) -> str:
    """Words that are not only space."""
    if not text.strip():
        raise refuse("wrong-kind", "there are no words here", "write some, or leave the record out")
    return text


EDTF_SIGNS = r"^[-+0-9XYSEZT:~?%./,{}\[\] ]*[0-9X][-+0-9XYSEZT:~?%./,{}\[\] ]*$"
"""What a date looks like to editors; what is one, `read_date` says."""


def id_of(kind: str) -> WithJsonSchema:
    """Tells the schema that editors see that a text is the id of something of that kind."""
    return WithJsonSchema({"idOf": kind})


def looks(pattern: str) -> WithJsonSchema:
    """Tells the schema that editors see how a text looks."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


def one_of(words: Words) -> tuple[PlainValidator, WithJsonSchema]:
    """Takes one of some words only; the schema that editors see says what each means."""

    def check(value: object) -> object:
        if isinstance(value, str) and value in words:
            return value
        raise PydanticCustomError("unknown-word", "no such word", {"allowed": list(words)})

    meanings = [word.meaning for word in words.values()]
    schema = {"enum": list(words), "type": "string", "enumDescriptions": meanings}
    return PlainValidator(check), WithJsonSchema(schema)


Id = Annotated[str, AfterValidator(check_id), looks(f"^{ID.pattern}$")]
Key = Annotated[str, AfterValidator(check_key), id_of("claim")]
SourceId = Annotated[str, id_of("source")]
EntityId = Annotated[str, id_of("entity")]
PredicateId = Annotated[str, id_of("predicate")]
ContributorId = Annotated[str, id_of("contributor")]
Address = Annotated[
    str,
    AfterValidator(check_address),
    looks("^([hH][tT][tT][pP][sS]?://|[mM][aA][iI][lL][tT][oO]:)"),
]
Base = Annotated[str, AfterValidator(check_base), looks("^$|^[hH][tT][tT][pP][sS]?://")]
Repository = Annotated[
    str, AfterValidator(check_repository), looks("^$|^[hH][tT][tT][pP][sS]?://|^[^/]+/[^/]+$")
]
Edtf = Annotated[Date, BeforeValidator(to_date), looks(EDTF_SIGNS)]
Line = Annotated[str, AfterValidator(not_blank), looks("\\S")]
Bytes = Annotated[int, BeforeValidator(to_bytes), looks("^[0-9]+ *([kMG]?B)?$")]
Amount = Annotated[float, BeforeValidator(to_amount), looks("^ *[-+]?[0-9][0-9,_.eE+\\s-]*$")]
EntityType = Annotated[str, *one_of(ENTITY_TYPES)]
ValueType = Annotated[str, *one_of(VALUE_TYPES)]
Modality = Annotated[str, *one_of(MODALITIES)]
Relation = Annotated[str, *one_of(RELATIONS)]
QuestionType = Annotated[str, *one_of(QUESTION_TYPES)]
Status = Annotated[str, *one_of(STATUSES)]
SourceKind = Annotated[str, *one_of(SOURCE_KINDS)]
Display = Annotated[str, *one_of(DISPLAYS)]
Reliability = Annotated[str, *one_of(RELIABILITIES)]
Search = Annotated[str, *one_of(SEARCHES)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Schema(BaseModel):
    """What all shapes share: no key beside the known ones, and nothing changes afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
        defer_build=True,  # of all shapes a small change needs two
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
    "contradiction": ContradictionSchema,
}
"""By the name of a kind of record."""

RECORDS: dict[str, type[Schema]] = {kind.key: SCHEMAS[kind.name] for kind in RECORD_KINDS}
"""The same by the key of an annotation file."""


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
"""The shapes inside shapes, by the key that holds them."""
