"""The base of all schemas, and what a schema tells of its fields: ids they refer to, inner schemas.

`schema` has the schemas themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from sicetnon.reading.yaml import Path

R = TypeVar("R")


class SchemaField(NamedTuple):
    """A field of a schema."""

    name: str
    key: str
    """Its key in YAML."""
    refers: str
    """The kind of thing whose id it holds; empty where it holds something else."""
    inner: type[Schema] | None
    """The schema of what it holds, or of the items of its list."""


class Reference(NamedTuple):
    """An id in a validated value."""

    kind: str
    id: str
    path: Path


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
    record: ClassVar[type[Any]]
    """The class of the records that are made of it, where it is the schema of a kind of record."""

    def convert(self, record: type[R], **others: Any) -> R:  # noqa: ANN401  # any field
        """A record of the fields that it has in common with this schema, and of `others`.

        Lists become tuples. `record` is a named tuple or a dataclass.
        """
        for name in _common_fields(type(self), record.__match_args__):  # type: ignore[attr-defined]
            if name not in others:
                value = getattr(self, name)
                others[name] = tuple(value) if isinstance(value, list) else value
        return record(**others)

    def references(self, path: Path) -> Iterator[Reference]:
        """The ids that it refers to, with their paths below its own."""
        for field in fields_of(type(self)):
            value = getattr(self, field.name) if field.refers or field.inner else None
            several = enumerate(value) if isinstance(value, list) else [(None, value)]
            for number, one in several:
                at = (*path, field.key) if number is None else (*path, field.key, number)
                if isinstance(one, Schema):
                    yield from one.references(at)
                elif one is not None:
                    yield Reference(field.refers, one, at)


@cache
def _common_fields(schema: type[Schema], fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in fields if name in schema.model_fields)


@cache
def fields_of(schema: type[Schema]) -> tuple[SchemaField, ...]:
    """The fields of a schema."""
    return tuple(
        SchemaField(
            name,
            info.alias or name,
            next((kind for part in parts if (kind := _kind_of_id(part))), ""),
            next((p for p in parts if isinstance(p, type) and issubclass(p, Schema)), None),
        )
        for name, info in schema.model_fields.items()
        for parts in [[*_parts(info.annotation), *info.metadata]]
    )


def _parts(annotation: object) -> Iterator[object]:
    """A type, the types inside it, and what is noted of these."""
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _kind_of_id(part: object) -> str:
    """The kind that `field_types.id_of` has noted; the value of a claim tells by its predicate."""
    if isinstance(part, WithJsonSchema) and part.json_schema:
        kind = str(part.json_schema.get("idOf", ""))
        return "" if kind == "value" else kind
    return ""


def required(description: str, **constraints: Any) -> Any:  # noqa: ANN401  # as pydantic has it
    """A field that must be filled in; its description is for authors."""
    return Field(description=description, **constraints)


def optional(description: str, default: Any = None, **constraints: Any) -> Any:  # noqa: ANN401
    """A field that may be left out."""
    return Field(default, description=description, **constraints)
