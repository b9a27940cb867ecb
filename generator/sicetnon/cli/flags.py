"""The flags of `sicetnon new`: one for each field of a record, and how its argument is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from sicetnon.authoring.fields import Field
from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.cli.prompts import split
from sicetnon.reading.yaml import Written, read_yaml

NAMES = {"aliases": "alias", "positions": "position", "URL": "url"}
"""Flags that are not called as their fields are."""
HINTS = {
    "aliases": "Once for each; “tg: Раҳмон” says its language.",
    "same_as": "As NAME=ID, once for each.",
    "coordinates": "As LATITUDE,LONGITUDE.",
    "value": "A quantity as “{min: 100, max: 250, unit: men}”.",
    "positions": "The answer, then its claims parted by commas; once for each answer.",
    "digest_of": "As FIELD=VALUE (title=…, author=…, issued=…), once for each field.",
}
"""How to write arguments that are more than a text."""


def flag(field: Field) -> click.Option:
    """The flag of a field."""
    hint = HINTS.get(field.key, "Once for each." if field.many else "")
    options: dict[str, Any] = {"help": f"{field.description} {hint}".strip()}
    if field.form == "yes-no":
        options |= {"is_flag": True, "default": None}
    elif field.words:
        options |= {"type": click.Choice(list(field.words))}
    elif field.key == "positions":
        options |= {"multiple": True, "nargs": 2, "metavar": "ANSWER CLAIMS"}
    else:
        many = field.many or field.form in ("mapping", "record")
        options |= {"multiple": many, "metavar": (field.refers or field.form).upper()}
    return click.Option([flag_name(field), parameter(field)], **options)


def flag_name(field: Field) -> str:
    """The flag of a field as it is typed: `--same-as`."""
    return f"--{NAMES.get(field.key, field.key).replace('_', '-')}"


def parameter(field: Field) -> str:
    """The name under which click passes the argument of a field's flag."""
    return field.key.replace("-", "_").lower()


def read(field: Field, argument: Any) -> Written:  # noqa: ANN401  # what click makes of it
    """The value of a field from the argument of its flag; None where there is none.

    Raises `click.UsageError` where it cannot be read.
    """
    if argument in (None, "", ()):
        return None
    reader = READERS.get(field.key) or READERS.get(field.form) or _one_or_list
    return reader(field, argument)


def _one_or_list(_field: Field, argument: str | tuple[str, ...]) -> Written:
    if isinstance(argument, str):
        return argument
    return argument[0] if len(argument) == 1 else list(argument)


def _pair(field: Field, argument: str) -> Written:
    parts = [part.strip() for part in argument.split(",")]
    if len(parts) != 2:
        raise click.UsageError(f"{flag_name(field)} takes two numbers: 38.56,68.77")
    return list(parts)


def _mapping(field: Field, arguments: tuple[str, ...]) -> Written:
    values: WrittenRecord = {}
    for pair in arguments:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            message = f"{flag_name(field)} takes a name, = and a value, not “{pair}”"
            raise click.UsageError(message)
        values[key.strip()] = value.strip()
    return values


def _value(_field: Field, argument: str) -> Written:
    """A quantity, which is a mapping in braces, or else text."""
    if not argument.startswith("{"):
        return argument
    document, problems = read_yaml(argument, "--value")
    if document is None or problems:
        raise click.UsageError(f"--value: {problems[0].message}; write {{min: 100, unit: men}}")
    return document.value


def _alias(argument: str) -> Written:
    """A name, which may have the code of its language, a colon and a space before it."""
    lang, sign, name = argument.partition(": ")
    coded = sign and 2 <= len(lang) <= 11 and lang.isascii() and lang.replace("-", "").isalnum()
    if coded and lang.islower():
        return {"text": name.strip(), "lang": lang}
    return argument


READERS: Mapping[str, Callable[[Field, Any], Written]] = {
    "aliases": lambda _, names: [_alias(name) for name in names],
    "attributed_to": lambda _, entities: list(entities),
    "based_on": lambda _, origins: list(origins),
    "author": lambda _, names: list(names),
    "digest_of": _mapping,
    "mapping": _mapping,
    "pair": _pair,
    "positions": lambda _, pairs: [{"answer": a, "claims": [*split(keys)]} for a, keys in pairs],
    "value": _value,
    "yes-no": lambda _, argument: str(argument).lower(),
}
"""By a field's key, or else by its form."""
