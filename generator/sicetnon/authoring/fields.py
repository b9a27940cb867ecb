"""The fields of each kind of record in words: what the reference lists and `sicetnon new` takes.

They are read from the JSON Schema of the shapes, so that no field can be missing anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sicetnon.reading.field_types import EDTF_SIGNS
from sicetnon.reading.schema_base import Schema

Form = Literal["text", "word", "id", "date", "yes-no", "value", "pair", "mapping", "record"]
"""What a field takes: `pair` is two numbers, `record` something with fields of its own."""

WORDING = {
    "text": "text",
    "date": "date",
    "yes-no": "true or false",
    "value": "date, number, id or text",
    "pair": "two numbers",
    "mapping": "names and values",
}
"""How the reference says what a field takes."""
OF = {"entity": "an entity", "origin": "a source or an entity"}
"""How it says of what a field takes the id, where that is more than an article and the kind."""


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

    @property
    def takes(self) -> str:
        """What it takes, in a few words."""
        if self.form == "record" and not self.refers:
            return "a list, see below" if self.many else "fields, see below"
        if self.refers:
            wording = f"id of {OF.get(self.refers, f'a {self.refers}')}"
        else:
            wording = "one of the words below" if self.words else WORDING[self.form]
        return f"{wording}, or a list" if self.many else wording


def fields(schema: type[Schema]) -> tuple[Field, ...]:
    """The fields of a shape, in the order in which they are best written."""
    json_schema = schema.model_json_schema()
    required = json_schema.get("required", ())
    return tuple(
        _field(key, node, key in required) for key, node in json_schema["properties"].items()
    )


def _field(key: str, node: Mapping[str, Any], required: bool) -> Field:
    choices = _choices(node)
    items = [choice["items"] for choice in choices if "items" in choice]
    single = [choice for item in items for choice in _choices(item)] or choices
    refers = next((choice["idOf"] for choice in single if "idOf" in choice), None)
    words = single[0].get("enum", ())
    return Field(
        key=key,
        description=node.get("description", ""),
        required=required,
        form=_form(single, refers),
        many=bool(items),
        words=dict(zip(words, single[0].get("enumDescriptions", ()), strict=True)),
        refers=None if refers == "value" else refers,
    )


def _choices(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a schema allows, but for null."""
    return [choice for choice in node.get("anyOf", [node]) if choice.get("type") != "null"]


def _form(choices: list[Mapping[str, Any]], refers: str | None) -> Form:
    if refers:
        return "value" if refers == "value" else "id"
    first = choices[0]
    if any("$ref" in choice for choice in choices):
        return "record"
    if "enum" in first:
        return "word"
    if first.get("pattern") == EDTF_SIGNS:
        return "date"
    forms: dict[str, Form] = {"boolean": "yes-no", "array": "pair", "object": "mapping"}
    return forms.get(str(first.get("type")), "text")
