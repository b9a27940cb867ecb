"""The types of fields: how a value is validated, and how the JSON Schema for editors describes it.

Values arrive as text (see `yaml`), so the type of a field alone decides what is a date, a number
or yes.
"""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sicetnon import id_syntax, vocabulary, web_addresses
from sicetnon.markdown.parser import is_safe_link
from sicetnon.model import Date
from sicetnon.reading.dates import read_date
from sicetnon.reading.proposed_dates import propose_date
from sicetnon.reading.yaml_syntax import quoted
from sicetnon.vocabulary import Words

PLAIN_NUMBER = re.compile(
    r"[-+]?(\d+|\d{1,3}([,_ \u202f\u00a0]\d{3})+)(\.\d+)?([eE][-+]?\d+)?", re.ASCII
)
SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?(|kb|mb|gb)", re.ASCII | re.IGNORECASE)
UNITS = ("", "kb", "mb", "gb")
CUT = "the text ends at the # for YAML: what follows is a comment"
LETTER = r"[^\x00-/:-@\[-`{-\xa9\s]"
PART = f"{LETTER}(?:[-_]*{LETTER})*"
"""A rough pattern of ids, for editors; `id_syntax` is exact."""


def refuse(name: str, message: str, hint: str) -> PydanticCustomError:
    """The error for a validator to raise; `validate` makes a problem of that name of it."""
    context = {"message": message.replace("{", "(").replace("}", ")"), "hint": hint}
    return PydanticCustomError(name, "{message}", context)


def check_id(text: str) -> str:
    """An id, which must be a valid file name on every system; in NFC."""
    name = id_syntax.normalized(text)
    if not id_syntax.is_id(name):
        hint = "use letters and digits, and hyphens between them"
        raise refuse("bad-id", f"“{text}” cannot be an id", _instead(text) or hint)
    if not id_syntax.is_possible(name):
        raise refuse("bad-id", f"“{text}” cannot be a file on every system", "choose another id")
    return name


def _instead(text: str) -> str:
    """A sentence with an id like a text; empty where there is none."""
    name = id_syntax.proposed(text)
    return f"write {name}: letters and digits, and hyphens between them" if name else ""


def check_key(text: str) -> str:
    """A claim's key: a source's id, a slash, and the claim's id."""
    key = id_syntax.source_id(text)
    if not all(map(id_syntax.is_id, key.split("/"))) or "/" not in key:
        hint = "write the source's id, a slash and the claim's id"
        raise refuse("bad-id", f"“{text}” does not say which source the claim is in", hint)
    return key


def check_base(text: str) -> str:
    """The address of the site, or empty."""
    address = web_addresses.base(text) if text else ""
    if address is None:
        hint = "write the whole address, beginning with https://, without ? and #"
        raise refuse("bad-link", f"“{text}” is not an address on the web", hint)
    return address


def check_repository(text: str) -> str:
    """The address of a repository, or empty."""
    address = web_addresses.repository(text) if text else ""
    if address is None:
        hint = "write the whole address, such as https://github.com/OWNER/NAME"
        raise refuse("bad-link", f"“{text}” is not the address of a repository", hint)
    return address


def check_address(text: str) -> str:
    """An address that a page may link to."""
    if not is_safe_link(text) or not re.match(r"(https?://\S+|mailto:\S+)$", text, re.IGNORECASE):
        hint = "write the whole address, beginning with https://"
        raise refuse("bad-link", f"“{text}” is not an address that a page may link to", hint)
    return text


def to_date(text: object) -> object:
    """The date of an EDTF text."""
    if not isinstance(text, str):
        hint = "put quotation marks around a set of dates; else write one date"
        raise refuse("wrong-kind", "a date is text in EDTF", hint)
    date = read_date(text.strip())
    if date is None:
        hint = "write 2010, 2010-09, 2010-09-03, a range 2010/2012, and ~ or ? after what is unsure"
        if proposal := propose_date(text):
            hint = f"did you mean {proposal}?"
        raise refuse("bad-date", f"“{text}” is not a date in EDTF", hint)
    return date


def check_day(text: str) -> str:
    """A date that stays text."""
    to_date(text)
    return text.strip()


def to_amount(value: object) -> object:
    """A number without the commas, underscores or spaces that divide thousands; others as given."""
    if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value.strip()):
        return re.sub("[,_ \u202f\u00a0]", "", value)
    return value


def to_bytes(value: object) -> object:
    """The bytes of a size: `2 MB`, `500 kB`, or a number alone."""
    match = SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise refuse("bad-number", "this is no size", "write a number and kB or MB, as in 2 MB")
    return int(float(match[1]) * 1000 ** UNITS.index(match[2].lower()))


def to_weight(value: object) -> object:
    """A weight, 1 to 5."""
    if not isinstance(value, str) or not re.fullmatch("[1-5]", value.strip()):
        raise refuse(
            "bad-number", "a weight is a whole number from 1 to 5", "write 1, 2, 3, 4 or 5"
        )
    return int(value)


def to_count(value: object) -> object:
    """A whole number from 1 on."""
    if not isinstance(value, str) or not re.fullmatch("[1-9][0-9]{0,5}", value.strip()):
        raise refuse("bad-number", "this takes a whole number from 1 on", "write 1, 2, 3 and so on")
    return int(value)


def to_endings(value: object) -> object:
    """A list of endings, also for a single one; empty for no, None for yes."""
    if value in ("yes", "true", None):
        return None
    return [] if value in ("no", "false") else to_list(value)


def to_list(value: object) -> object:
    """A list, also for a single value."""
    return value if isinstance(value, list) else [value]


def to_part(value: object) -> object:
    """A part of a quote, also for a text, which is one without a context of its own."""
    return {"exact": value} if isinstance(value, str) else value


def to_alias(value: object) -> object:
    """An alias, also for a text, which is one without a language."""
    return {"text": value} if isinstance(value, str) else value


def to_basis(value: object) -> object:
    """A basis, also for an id alone."""
    return {"of": value} if isinstance(value, str) else value


def to_lesson_text(value: object) -> object:
    """A source to read, also for a text, which is the id of one that is read whole."""
    return {"source": value} if isinstance(value, str) else value


def to_person(value: object) -> object:
    """A person, also for a text, which is a literal name."""
    return {"literal": value} if isinstance(value, str) else value


def not_blank(text: str) -> str:
    """A text that is not only white space."""
    if not text.strip():
        raise refuse("wrong-kind", "there are no words here", "write some, or leave the record out")
    return text


class CutText(str):
    """A text that YAML ends at a `#`, though what follows may have been meant to belong to it."""

    as_typed: str

    def __new__(cls, text: str, as_typed: str) -> Self:
        """`as_typed` is the text with what follows."""
        cut = super().__new__(cls, text)
        cut.as_typed = as_typed
        return cut


def check_whole(text: object) -> object:
    """A free text, unless YAML ends it at a `#`."""
    if isinstance(text, CutText):
        raise refuse("cut-text", CUT, hint_for_cut(text.as_typed))
    return text


def hint_for_cut(as_typed: str) -> str:
    """How to write a text that YAML ends at a `#`."""
    return f"write {quoted(as_typed)}, or put the comment on a line of its own"


EDTF_SIGNS = r"^[-+0-9XYSEZT:~?%./,{}\[\] ]*[0-9X][-+0-9XYSEZT:~?%./,{}\[\] ]*$"
"""A rough pattern of dates, for editors; `read_date` is exact."""


def id_of(kind: str) -> WithJsonSchema:
    """Marks a field in the JSON Schema for editors as the id of something of a kind."""
    return WithJsonSchema({"idOf": kind})


def looks(pattern: str) -> WithJsonSchema:
    """Gives a field its pattern in the JSON Schema for editors."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


def one_of(words: Words) -> tuple[PlainValidator, WithJsonSchema]:
    """Validates one of some words; the JSON Schema for editors has their meanings."""

    def check(value: object) -> object:
        if isinstance(value, str) and value in words:
            return value
        raise PydanticCustomError("unknown-word", "no such word", {"allowed": list(words)})

    meanings = [word.meaning for word in words.values()]
    schema = {"enum": list(words), "type": "string", "enumDescriptions": meanings}
    return PlainValidator(check), WithJsonSchema(schema)


Id = Annotated[str, AfterValidator(check_id), looks(f"^{PART}$")]
Key = Annotated[str, AfterValidator(check_key), id_of("claim")]
SourceId = Annotated[str, AfterValidator(id_syntax.source_id), id_of("source")]
EntityId = Annotated[str, AfterValidator(id_syntax.normalized), id_of("entity")]
OriginId = Annotated[str, AfterValidator(id_syntax.source_id), id_of("origin")]
TopicId = Annotated[str, AfterValidator(id_syntax.normalized), id_of("topic")]
ContradictionId = Annotated[str, AfterValidator(id_syntax.normalized), id_of("contradiction")]
PredicateId = Annotated[str, AfterValidator(id_syntax.normalized), id_of("predicate")]
ContributorId = Annotated[str, AfterValidator(id_syntax.normalized), id_of("contributor")]
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
Day = Annotated[str, AfterValidator(check_day), looks(EDTF_SIGNS)]
"""A date that nothing is computed with."""
Text = Annotated[str, BeforeValidator(check_whole)]
"""Free text. What is one word of its kind, such as a language, is a plain `str`."""
Line = Annotated[Text, AfterValidator(not_blank), looks("\\S")]
Bytes = Annotated[int, BeforeValidator(to_bytes), looks("^[0-9]+ *([kMG]?B)?$")]
Amount = Annotated[float, BeforeValidator(to_amount), looks("^ *[-+]?[0-9][0-9,_.eE+\\s-]*$")]
EntityType = Annotated[str, *one_of(vocabulary.ENTITY_TYPES)]
ValueType = Annotated[str, *one_of(vocabulary.VALUE_TYPES)]
Modality = Annotated[str, *one_of(vocabulary.MODALITIES)]
Relation = Annotated[str, *one_of(vocabulary.RELATIONS)]
QuestionType = Annotated[str, *one_of(vocabulary.QUESTION_TYPES)]
Status = Annotated[str, *one_of(vocabulary.STATUSES)]
Hidden = Annotated[str, *one_of(vocabulary.HIDDEN)]
Reason = Annotated[str, *one_of(vocabulary.REASONS)]
SourceKind = Annotated[str, *one_of(vocabulary.SOURCE_KINDS)]
Display = Annotated[str, *one_of(vocabulary.DISPLAYS)]
Reliability = Annotated[str, *one_of(vocabulary.RELIABILITIES)]
Search = Annotated[str, *one_of(vocabulary.SEARCHES)]
Version = Annotated[str, *one_of(vocabulary.VERSIONS)]
Weight = Annotated[
    int, BeforeValidator(to_weight), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5})
]
Count = Annotated[int, BeforeValidator(to_count), WithJsonSchema({"type": "integer", "minimum": 1})]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
