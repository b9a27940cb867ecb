"""The value of a claim, read by the type of its predicate."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from sicetnon.id_syntax import is_id, normalized
from sicetnon.model import Basis, Number, Reference, TextValue, Value
from sicetnon.problems import Problem
from sicetnon.reading.dates import read_date
from sicetnon.reading.field_types import CUT, PLAIN_NUMBER, hint_for_cut, to_amount
from sicetnon.reading.proposed_dates import propose_date
from sicetnon.reading.schema import BasisSchema, NumberSchema
from sicetnon.reading.validate import validate
from sicetnon.reading.yaml import Document, Path, Written
from sicetnon.vocabulary import ANSWERS

YES_NO = {"true": "yes", "false": "no", **{answer: answer for answer in ANSWERS}}

ReadValue = tuple[Value | None, list[Problem]]


def read_value(document: Document, path: Path, type_: str, written: Written) -> ReadValue:
    """The value at a path and problems; None where there is none or it does not fit its type."""
    if written is None:
        return None, []
    if type_ == "number":
        return _number(document, path, written)
    if not isinstance(written, str):
        return _unfit(document, path, type_, "a list or a mapping")
    if type_ == "text" and (as_typed := document.as_typed(path)):
        at, hint = document.at(path), hint_for_cut(as_typed)
        return None, [Problem(name="cut-text", location=at, message=CUT, hint=hint)]
    value = READERS[type_](written)
    return (value, []) if value else _unfit(document, path, type_, written)


def bases(document: Document, path: Path, written: Iterable[BasisSchema]) -> tuple[Basis, ...]:
    """What the record at a path is based on."""
    return tuple(
        Basis(one.of, one.seen, document.at((*path, "based_on", number)))
        for number, one in enumerate(written)
    )


def _date(text: str) -> Value | None:
    return read_date(text.strip())


def _reference(text: str) -> Value | None:
    name = normalized(text)
    return Reference(name) if is_id(name) else None


def _yes_no(text: str) -> Value | None:
    answer = YES_NO.get(text.lower())
    return TextValue(answer) if answer else None


READERS: dict[str, Callable[[str], Value | None]] = {
    "date": _date,
    "entity": _reference,
    "place": _reference,
    "text": TextValue,
    "yes-no": _yes_no,
}

EXPECTED = {
    "date": "a date in EDTF: 2010, 2010-09, 2010-09-03, 2010/2012, 2010~",
    "number": "a number, or a mapping of min, max, unit and approximate",
    "place": "the id of an entity",
    "entity": "the id of an entity",
    "yes-no": "yes, no or undecided",
    "text": "text",
}


def _unfit(document: Document, path: Path, type_: str, shown: str) -> ReadValue:
    proposal = propose_date(shown) if type_ == "date" else ""
    meant = f"did you mean {proposal}?" if proposal else ""
    return None, [
        Problem(
            name="bad-value",
            location=document.at(path),
            message=f"the value is not what a predicate of type {type_} takes",
            evidence=(("found", shown[:80]), ("expected", EXPECTED[type_])),
            hint=meant or "write such a value, or choose a predicate of another type",
        )
    ]


def _number(document: Document, path: Path, written: Written) -> ReadValue:
    if isinstance(written, dict):
        schema, problems = validate(document, path, written, NumberSchema)
        return _bounds(document, path, schema) if schema else (None, problems)
    if isinstance(written, str) and PLAIN_NUMBER.fullmatch(written.strip()):
        value = float(str(to_amount(written)))
        if not math.isfinite(value):
            return _unfit(document, path, "number", written)
        return Number(text=written.strip(), low=value, high=value, unit=None, approximate=False), []
    return _unfit(document, path, "number", written if isinstance(written, str) else "a list")


def _bounds(document: Document, path: Path, schema: NumberSchema) -> ReadValue:
    low, high = schema.min, schema.max
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None, [
            Problem(
                name="bad-number",
                location=document.at(path),
                message="the bounds of the number are missing or the wrong way round",
                evidence=(("min", str(low)), ("max", str(high))),
                hint="give min, max or both, the smaller as min",
            )
        ]
    number = Number(text="", low=low, high=high, unit=schema.unit, approximate=schema.approximate)
    return number, []
