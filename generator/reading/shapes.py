"""The shapes of what people write: every key of every file, its kind and its meaning.

The one door to pydantic. Values arrive as text (see `yaml`), so a shape alone decides what is a
date, a number or yes. A shape judges one record; what records mean together is judged elsewhere.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from generator import addresses
from generator.markdown.parser import is_safe_link
from generator.model import Date, EntityType, Modality, Relation, Status, Topic, ValueType
from generator.reading.dates import read_date

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
PLAIN_NUMBER = re.compile(
    r"[-+]?(\d+|\d{1,3}([,_ \u202f\u00a0]\d{3})+)(\.\d+)?([eE][-+]?\d+)?", re.ASCII
)
LONGEST_ID = 120
"""Characters of an id, or of a folder in one: every file system takes it with an ending."""
RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for devices, in every folder and with any ending."""


def refuse(name: str, message: str, mend: str) -> PydanticCustomError:
    """An error that becomes the problem of that name."""
    context = {"said": message.replace("{", "(").replace("}", ")"), "mend": mend}
    return PydanticCustomError(name, "{said}", context)


def check_id(text: str) -> str:
    """An id that can be an address on every system."""
    if not ID.fullmatch(text):
        mend = "use lower-case letters a to z, digits, and hyphens between them"
        raise refuse("bad-id", f"“{text}” cannot be an id", mend)
    if len(text) > LONGEST_ID or RESERVED.fullmatch(text):
        raise refuse("bad-id", f"“{text}” cannot be a file on every system", "choose another id")
    return text


def check_key(text: str) -> str:
    """A claim's key: a source's id, a slash, and the claim's id."""
    if not all(ID.fullmatch(part) for part in text.split("/")) or "/" not in text:
        mend = "write the source's id, a slash and the claim's id"
        raise refuse("bad-id", f"“{text}” does not say which source the claim is in", mend)
    return text


def check_base(text: str) -> str:
    """The address of the site, or nothing."""
    found = addresses.base(text) if text else ""
    if found is None:
        mend = "write the whole address, beginning with https://, without ? and #"
        raise refuse("bad-link", f"“{text}” is not an address on the web", mend)
    return found


def check_repository(text: str) -> str:
    """The address of a repository, or nothing."""
    found = addresses.repository(text) if text else ""
    if found is None:
        mend = "write the whole address, such as https://github.com/OWNER/NAME"
        raise refuse("bad-link", f"“{text}” is not the address of a repository", mend)
    return found


def check_address(text: str) -> str:
    """An address that a page may link to."""
    if not is_safe_link(text) or not re.match(r"(https?://\S+|mailto:\S+)$", text, re.IGNORECASE):
        mend = "write the whole address, beginning with https://"
        raise refuse("bad-link", f"“{text}” is not an address that a page may link to", mend)
    return text


def to_date(text: object) -> object:
    """EDTF text to a date."""
    if not isinstance(text, str):
        mend = "put quotation marks around a set of dates; else write one date"
        raise refuse("wrong-kind", "a date is text in EDTF", mend)
    date = read_date(text.strip())
    if date is None:
        mend = "write 2010, 2010-09, 2010-09-03, a range 2010/2012, and ~ or ? after what is unsure"
        raise refuse("bad-date", f"“{text}” is not a date in EDTF", mend)
    return date


def to_amount(value: object) -> object:
    """A number as people write it: thousands parted by a comma, an underscore or a space."""
    if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value.strip()):
        return re.sub("[,_ \u202f\u00a0]", "", value)
    return value


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


Id = Annotated[str, AfterValidator(check_id)]
Key = Annotated[str, AfterValidator(check_key)]
Address = Annotated[str, AfterValidator(check_address)]
Base = Annotated[str, AfterValidator(check_base)]
Repository = Annotated[str, AfterValidator(check_repository)]
Edtf = Annotated[Date, BeforeValidator(to_date)]
Line = Annotated[str, AfterValidator(not_blank)]
Amount = Annotated[float, BeforeValidator(to_amount)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Shape(BaseModel):
    """What all shapes share: no key beside the known ones, and nothing changes afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
    )


class Quoted(Shape):
    """Points at words of a source."""

    source: str | None = Field(None, description="Id of the source, if the file does not say it.")
    exact: Annotated[list[Line], BeforeValidator(to_list)] = Field(
        min_length=1, description="The words as the text has them; a list for several stretches."
    )
    prefix: str = Field("", description="The words directly before, where `exact` stands twice.")
    suffix: str = Field("", description="The words directly after, where `exact` stands twice.")


class Alias(Shape):
    """Another way to write an entity's name."""

    text: Line
    lang: str | None = None


class EntityShape(Shape):
    """A person, organisation, place, event, work, law or concept."""

    id: Id
    type: EntityType
    name: Line = Field(description="The name that pages use.")
    aliases: list[Annotated[Alias, BeforeValidator(to_alias)]] = Field(
        [], description="Every other spelling that a source uses."
    )
    description: str | None = Field(None, description="One line that tells who or what it is.")
    same_as: dict[str, Line] = Field({}, description="Its id in authority files, by their name.")
    coordinates: tuple[Latitude, Longitude] | None = Field(
        None, description="Of a place: latitude and longitude in degrees."
    )
    approximate: bool = Field(False, description="Whether the coordinates are.")
    date: Edtf | None = Field(None, description="Of an event, in EDTF.")
    note: str | None = Field(None, description="More about it, in Markdown.")


class PredicateShape(Shape):
    """A property that claims are about."""

    id: Id
    label: Line
    question: Line = Field(description="With {subject} where the subject's name goes.")
    value: ValueType = "text"
    single: bool = Field(False, description="Only one value can hold at a time.")


class MentionShape(Quoted):
    """Words that name an entity, where its aliases do not do it."""

    entity: str


class NoteShape(Quoted):
    """Commentary on words."""

    note: Line = Field(description="Markdown.")
    creator: str | None = None
    created: Edtf | None = None


class ClaimShape(Quoted):
    """What a source says."""

    id: Id
    claim: Line = Field(description="What the source says, as one sentence of yours.")
    subject: str | None = Field(None, description="Id of the entity that it is about.")
    predicate: str | None = Field(None, description="Id of the property that it is about.")
    value: Any = Field(None, description="What it says: a date, a number, an entity, text …")
    as_of: Edtf | None = Field(None, description="When the statement holds, in EDTF.")
    attributed_to: Annotated[list[str], BeforeValidator(to_list)] = Field(
        [], description="Ids of those on whose word it stands, nearest first."
    )
    modality: Modality = "asserted"
    locator: str | None = Field(None, description="The place in the original, for a digest.")
    note: str | None = Field(None, description="Markdown.")
    creator: str | None = None
    created: Edtf | None = None


class SilenceShape(Shape):
    """Someone looked: the source does not say."""

    source: str | None = None
    subject: str
    predicate: str
    note: str | None = None


class PositionShape(Shape):
    """One answer to a question."""

    answer: Line
    claims: list[Key] = Field(min_length=1)


class ContradictionShape(Shape):
    """A question with two or more positions."""

    id: Id
    question: Line
    relation: Relation = "contrary"
    type: Topic | None = None
    positions: list[PositionShape]
    status: Status = "candidate"
    explanation: str | None = Field(None, description="Markdown.")
    settled_by: str | None = Field(None, description="What evidence would decide it.")


class NumberShape(Shape):
    """A quantity or a range of it."""

    min: Amount | None = None
    max: Amount | None = None
    unit: str | None = None
    approximate: bool = False


class PersonShape(Shape):
    """A person as CSL has it."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    def name(self) -> str:
        """The name as it is read."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


class WorkShape(Shape):
    """Bibliographic fields under their CSL names."""

    title: Line | None = None
    author: Annotated[
        list[Annotated[PersonShape, BeforeValidator(to_person)]], BeforeValidator(to_list)
    ] = []
    container_title: str | None = Field(None, alias="container-title")
    publisher: str | None = None
    issued: Edtf | None = None
    volume: str | None = None
    issue: str | None = None
    url: Address | None = Field(None, alias="URL")
    note: str | None = Field(None, description="How anything inferred was inferred.")


class SourceShape(WorkShape):
    """The front matter of a text."""

    kind: Literal["full", "excerpt", "digest"] = "full"
    language: str | None = None
    rights: str | None = None
    display: Literal["full", "excerpts", "link"] = "full"
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    digest_of: WorkShape | None = None


class LicencesShape(Shape):
    """Under what terms texts and annotations may be used."""

    texts: str = ""
    annotations: str = ""


class ContributorShape(Shape):
    """Someone who writes annotations."""

    id: Id
    name: Line
    url: Address | None = None


class CorpusShape(Shape):
    """`corpus.yaml`."""

    title: Line | None = None
    description: str = ""
    language: str = "en"
    base_url: Base = ""
    repository: Repository = ""
    branch: str = "main"
    licences: LicencesShape = LicencesShape()
    contributors: list[ContributorShape] = []


RECORDS: dict[str, type[Shape]] = {
    "entities": EntityShape,
    "predicates": PredicateShape,
    "mentions": MentionShape,
    "notes": NoteShape,
    "claims": ClaimShape,
    "silences": SilenceShape,
    "contradictions": ContradictionShape,
}
"""The kinds of record of an annotation file, by their key."""

NESTED: dict[str, type[Shape]] = {
    "aliases": Alias,
    "author": PersonShape,
    "positions": PositionShape,
    "digest_of": WorkShape,
    "licences": LicencesShape,
    "contributors": ContributorShape,
}
"""The shapes inside shapes, by the key that holds them."""
