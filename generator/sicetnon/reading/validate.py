"""Validates a record by its schema; errors become problems in plain words, each at its location."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sicetnon.problems import Evidence, Level, Problem, unknown_word
from sicetnon.reading.field_types import CutText
from sicetnon.reading.schema_base import Schema, fields_of
from sicetnon.reading.yaml import Document, Path, Written
from sicetnon.reading.yaml_syntax import hint_for_glued

S = TypeVar("S", bound=Schema)

EXPECTED = {
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
"""What a value should have been, by pydantic's name of the error."""


def validate(
    document: Document, path: Path, value: object, schema: type[S]
) -> tuple[S | None, list[Problem]]:
    """The value at a path, validated, or None and its problems."""
    validated, problems = _validate(document, path, value, schema)
    if not document.cut:
        return validated, problems
    marked = _validate(document, path, _marked(document, path, value), schema)[1]
    cut = {problem.location: problem for problem in marked if problem.name == "cut-text"}
    others = [problem for problem in problems if problem.location not in cut]
    return None if cut else validated, [*cut.values(), *others]


def without_unknown(
    document: Document, value: Written, schema: type[Schema], keep: Collection[str]
) -> tuple[Written, list[Problem]]:
    """A whole document without the keys that its schema does not have.

    There is a warning for each of them that is not one of those to keep.
    """
    if not isinstance(value, dict):
        return value, []
    keys = _keys(schema)
    unknown = [key for key in value if key not in keys and key not in keep]
    known = {key: inner for key, inner in value.items() if key in keys}
    return known, [_unused_key(document, key, schema) for key in unknown]


def _unused_key(document: Document, key: str, schema: type[Schema]) -> Problem:
    """The warning for a key that may belong to another program."""
    problem = _unknown_key(document, (key,), schema)
    kept = f"name it in corpus.yaml: front_matter: {{keep: [{key}]}}"
    hint = f"{problem.hint} else {kept}" if "did you mean" in problem.hint else kept
    return replace(problem, level=Level.WARNING, hint=hint)


def _unknown_key(document: Document, path: Path, schema: type[Schema]) -> Problem:
    """The problem of a key at the end of a path that its schema does not have."""
    key = str(path[-1])
    evidence, hint = unknown_word(key, _keys(schema))
    return Problem(
        name="unknown-key",
        location=document.at_key(path),
        message=f"“{key}” is not a key of this",
        evidence=evidence,
        hint=hint,
    )


def _validate(
    document: Document, path: Path, value: object, schema: type[S]
) -> tuple[S | None, list[Problem]]:
    try:
        return schema.model_validate(value), []
    except ValidationError as error:
        return None, [_problem(document, path, schema, detail) for detail in error.errors()]


def _marked(document: Document, path: Path, value: object) -> object:
    """A value in which the texts that YAML ends at a `#` are marked."""
    if isinstance(value, dict):
        return {key: _marked(document, (*path, key), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(document, (*path, index), one) for index, one in enumerate(value)]
    as_typed = document.as_typed(path)
    return value if as_typed is None else CutText(str(value or ""), as_typed)


def _problem(document: Document, path: Path, schema: type[Schema], error: ErrorDetails) -> Problem:
    inside: Path = tuple(error["loc"])
    whole, context = (*path, *inside), error.get("ctx", {})
    key = str(inside[-1]) if inside else ""
    evidence: Evidence = ()
    name, location = error["type"], document.at(whole)
    if name == "extra_forbidden":
        return _unknown_key(document, whole, _schema_at(schema, inside[:-1]))
    if name == "missing" and isinstance(inside[-1], str):
        name, message = "missing-key", f"the key “{key}” is missing"
        location = document.at(whole[:-1])
        keys = _keys(_schema_at(schema, inside[:-1]), required=True)
        evidence, hint = (("needed", ", ".join(keys)),), f"add a line that begins with {key}:"
    elif name == "unknown-word":
        message = f"“{key}” takes none such"
        evidence, hint = unknown_word(str(error["input"]), context["allowed"])
    elif "hint" in context:  # raised by `field_types.refuse`
        message, hint = context["message"], context["hint"]
    else:
        return _wrong_kind(document, whole[:-1] if name == "missing" else whole, error)
    return Problem(name=name, location=location, message=message, evidence=evidence, hint=hint)


def _wrong_kind(document: Document, path: Path, error: ErrorDetails) -> Problem:
    expected = EXPECTED.get(error["type"], error["msg"])
    key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    found, hint = error["input"], f"write {expected}" if error["type"] in EXPECTED else ""
    if error["type"].startswith("model") and isinstance(found, str):
        hint = hint_for_glued(found) or hint
    return Problem(
        name="wrong-kind",
        location=document.at(path),
        message=f"“{key}” takes {expected}",
        evidence=(("found", _description(found)),),
        hint=hint,
    )


def _description(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a mapping with " + (", ".join(list(value)[:5]) or "nothing in it")
    return str(value)[:80]


def _schema_at(schema: type[Schema], inside: Path) -> type[Schema]:
    """The schema of the value at a path inside a record."""
    for step in inside:
        if isinstance(step, str):
            inner = (field.inner for field in fields_of(schema) if field.key == step)
            schema = next(inner, None) or schema
    return schema


def _keys(schema: type[Schema], *, required: bool = False) -> list[str]:
    fields = schema.model_fields.items()
    return [f.alias or name for name, f in fields if not required or f.is_required()]
