"""Judges a record by its shape, and tells what is wrong in the words of people who write YAML."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sicetnon.problems import KINDS, Problem, choice
from sicetnon.reading.schema import NESTED, Schema
from sicetnon.reading.yaml import Document, Path

S = TypeVar("S", bound=Schema)

WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping of keys and values",
    "model_type": "a mapping of keys and values",
    "model_attributes_type": "a mapping of keys and values",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "finite_number": "a number",
    "greater_than_equal": "a number that a map has",
    "less_than_equal": "a number that a map has",
    "tuple_type": "a list",
    "missing": "more",
    "too_short": "more",
    "too_long": "less",
}


def validate(
    document: Document, path: Path, value: object, schema: type[S]
) -> tuple[S | None, list[Problem]]:
    """A record as its shape, or None and what is wrong with it, each at its own place."""
    try:
        return schema.model_validate(value), []
    except ValidationError as error:
        told = [_problem(document, path, schema, detail) for detail in error.errors()]
        return None, told


def _problem(document: Document, path: Path, schema: type[Schema], error: ErrorDetails) -> Problem:
    inside: Path = tuple(error["loc"])
    whole = (*path, *inside)
    key = str(inside[-1]) if inside else ""
    if error["type"] == "extra_forbidden":
        evidence, hint = choice(key, _keys(_schema_at(schema, inside[:-1])))
        return Problem(
            name="unknown-key",
            location=document.at_key(whole),
            message=f"“{key}” is not a key of this",
            evidence=evidence,
            hint=hint,
        )
    if error["type"] == "missing" and isinstance(inside[-1], int):
        return _wrong_kind(document, whole[:-1], error)
    if error["type"] == "missing":
        keys = ", ".join(_keys(_schema_at(schema, inside[:-1]), required=True))
        return Problem(
            name="missing-key",
            location=document.at(whole[:-1]),
            message=f"the key “{key}” is missing",
            evidence=(("needed", keys),),
            hint=f"add a line that begins with {key}:",
        )
    if error["type"] == "unknown-word":
        evidence, hint = choice(str(error["input"]), error["ctx"]["allowed"])
        return Problem(
            name="unknown-word",
            location=document.at(whole),
            message=f"“{key}” takes none such",
            evidence=evidence,
            hint=hint,
        )
    if error["type"] in KINDS:
        context = error.get("ctx", {})
        return Problem(
            name=error["type"],
            location=document.at(whole),
            message=context["message"],
            hint=context["hint"],
        )
    return _wrong_kind(document, whole, error)


def _wrong_kind(document: Document, path: Path, error: ErrorDetails) -> Problem:
    wanted = WANTED.get(error["type"], error["msg"])
    key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    found = _named(error["input"])
    return Problem(
        name="wrong-kind",
        location=document.at(path),
        message=f"“{key}” takes {wanted}",
        evidence=(("found", found),),
        hint=f"write {wanted}" if error["type"] in WANTED else "",
    )


def _named(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a mapping with " + (", ".join(list(value)[:5]) or "nothing in it")
    return str(value)[:80]


def _schema_at(schema: type[Schema], inside: Path) -> type[Schema]:
    """The shape that a path inside a record leads to."""
    for step in inside:
        if isinstance(step, str):
            schema = NESTED.get(step, schema)
    return schema


def _keys(schema: type[Schema], *, required: bool = False) -> list[str]:
    fields = schema.model_fields.items()
    return [f.alias or name for name, f in fields if not required or f.is_required()]
