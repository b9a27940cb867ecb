"""Records as cards: their fields as plain values, under the names that an editor writes.

Nothing here knows the fields of any kind of record, so a new field is compared like all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sicetnon.model import Author, Date, Name, Number, Reference, Selector, TextValue
from sicetnon.problems import Location

Plain = None | bool | int | float | str | Sequence["Plain"] | Mapping[str, "Plain"]
"""What JSON can say."""
Card = Mapping[str, Plain]
"""The fields of a record that are not empty."""

WRITTEN = {"gloss": "claim", "topics": "topic"}
"""Fields that an editor writes under another name."""
LEFT_OUT = {"id", "text_digest", "body", "body_line", "path", "kept_keys", "contributors"}
"""Fields that are no part of what a record says, or are compared by themselves."""


class FieldChange(NamedTuple):
    """A field that is not the same in two states of a record."""

    name: str
    before: Plain
    """None where it was not there."""
    after: Plain


def card(record: object) -> Card:
    """A record as a card; a selector gives its own fields."""
    return {
        name: value
        for name, value in _fields(record)
        if value is not None and value is not False and value not in ("", [], {})
    }


def _fields(record: Any) -> Iterator[tuple[str, Plain]]:  # noqa: ANN401  # a tuple, a struct or a dataclass
    for name in record.__match_args__:
        value = getattr(record, name)
        if isinstance(value, Selector):
            yield from _fields(value)
        elif name not in LEFT_OUT and not _is_place(value):
            yield WRITTEN.get(name, name), _plain(value)


def _is_place(value: object) -> bool:
    """Whether a value says where something stands in a file."""
    if isinstance(value, Location):
        return True
    return isinstance(value, tuple) and bool(value) and all(isinstance(v, Location) for v in value)


SPELLED: Mapping[type, Callable[[Any], str]] = {
    Author: str,
    Date: lambda date: date.text,
    Name: lambda name: f"{name.language}: {name.text}" if name.language else name.text,
    Reference: lambda reference: reference.entity,
    TextValue: lambda value: value.text,
}
"""Values that an editor writes as one word."""


def _plain(value: Any) -> Plain:  # noqa: ANN401  # whatever a record may hold
    spelled = SPELLED.get(type(value))
    if spelled or value is None or isinstance(value, bool | int | float | str):
        return spelled(value) if spelled else value
    if isinstance(value, Number):
        return value.text or _bounds(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if getattr(value, "__match_args__", ()):
        return dict(card(value))
    return [_plain(one) for one in value]


def _bounds(number: Number) -> Card:
    found = {"min": number.low, "max": number.high, "unit": number.unit}
    whole = {**found, "approximate": number.approximate or None}
    return {name: value for name, value in whole.items() if value is not None}


def field_changes(before: Card, after: Card) -> tuple[FieldChange, ...]:
    """The fields in which two cards differ, in their order."""
    names = dict.fromkeys([*after, *before])
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )
