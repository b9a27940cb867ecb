"""The fields of each kind of record in words: what the reference lists and `sicetnon new` takes.

Read from the schema that the shapes yield, so that a field cannot be forgotten anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sicetnon.reading.field_types import EDTF_SIGNS
from sicetnon.reading.schema import Schema

Form = Literal["text", "word", "id", "date", "yes-no", "value", "pair", "mapping", "record"]
"""What a field takes: `pair` is two numbers, `record` something with fields of its own."""

SAID = {
    "text": "text",
    "date": "date",
    "yes-no": "true or false",
    "value": "date, number, id or text",
    "pair": "two numbers",
    "mapping": "names and values",
}
"""How the reference calls what a field takes."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record."""

    key: str
    description: str
    required: bool
    form: Form
    many: bool
    """Whether it may be a list."""
    words: Mapping[str, str]
    """The words that it takes, with their meanings; empty where it takes others."""
    refers: str | None
    """The kind of thing whose id it takes, if it does."""
    inner: str | None
    """Name of the shape of its own fields, for a `record`."""

    @property
    def takes(self) -> str:
        """What it takes, in a few words."""
        if self.refers:
            said = f"id of a {self.refers}".replace("a entity", "an entity")
        elif self.words:
            said = "one of the words below"
        else:
            said = SAID.get(self.form, "a list, see below" if self.many else "fields, see below")
        return f"{said}, or a list" if self.many and self.form != "record" else said


def fields(schema: type[Schema]) -> tuple[Field, ...]:
    """The fields of a shape, in the order in which they are best written."""
    json_schema = schema.model_json_schema()
    required = json_schema.get("required", ())
    return tuple(
        _field(key, node, key in required) for key, node in json_schema["properties"].items()
    )


def _field(key: str, node: Mapping[str, Any], required: bool) -> Field:
    choices = _choices(node)
    listed = [one["items"] for one in choices if one.get("type") == "array" and "items" in one]
    single = [part for one in listed for part in _choices(one)] or choices
    inner = next((one["$ref"].rpartition("/")[2] for one in single if "$ref" in one), None)
    refers = next((one["idOf"] for one in single if "idOf" in one), None)
    words = single[0].get("enum", ())
    return Field(
        key=key,
        description=node.get("description", ""),
        required=required,
        form=_form(single, refers),
        many=bool(listed),
        words=dict(zip(words, single[0].get("enumDescriptions", ()), strict=True)),
        refers=None if refers == "value" else refers,
        inner=inner,
    )


def _choices(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in node.get("anyOf", [node]) if one.get("type") != "null"]


def _form(choices: list[Mapping[str, Any]], refers: str | None) -> Form:
    if refers:
        return "value" if refers == "value" else "id"
    first = choices[0]
    if any("$ref" in one for one in choices):
        return "record"
    if "enum" in first:
        return "word"
    if first.get("pattern") == EDTF_SIGNS:
        return "date"
    forms: dict[str, Form] = {"boolean": "yes-no", "array": "pair", "object": "mapping"}
    return forms.get(str(first.get("type")), "text")
