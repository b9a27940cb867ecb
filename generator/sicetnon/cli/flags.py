"""The flags of `sicetnon new`: one for each field of a record, and how a value is read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from sicetnon.authoring.fields import Field
from sicetnon.authoring.splice import Record
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
"""How a flag takes what is more than a text."""


def flag(field: Field) -> click.Option:
    """The flag of a field."""
    name = NAMES.get(field.key, field.key).replace("_", "-")
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
    return click.Option([f"--{name}", parameter(field)], **options)


def parameter(field: Field) -> str:
    """The name by which click hands over what a field's flag says."""
    return field.key.replace("-", "_").lower()


def read(field: Field, given: Any) -> Written:  # noqa: ANN401  # whatever click has made of it
    """What a flag, or an answer, says as it is written; None where nothing is said.

    Raises `click.UsageError` where it cannot be read.
    """
    if given in (None, "", ()):
        return None
    reader = READERS.get(field.key) or READERS.get(field.form)
    value: Written = reader(field, given) if reader else _text(given)
    return value


def _text(given: Any) -> Written:  # noqa: ANN401
    if isinstance(given, str):
        return given
    return given[0] if len(given) == 1 else list(given)


def _list(_field: Field, given: tuple[str, ...]) -> Written:
    return list(given)


def _yes_no(_field: Field, given: bool | str) -> Written:
    return str(given).lower()


def _pair(field: Field, given: str) -> Written:
    parts = [part.strip() for part in given.split(",")]
    if len(parts) != 2:
        raise click.UsageError(f"--{field.key} takes two numbers: 38.56,68.77")
    return list(parts)


def _mapping(field: Field, given: tuple[str, ...]) -> Written:
    made: Record = {}
    for pair in given:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            name = field.key.replace("_", "-")
            raise click.UsageError(f"--{name} takes a name, = and a value, not “{pair}”")
        made[key.strip()] = value.strip()
    return made


def _value(_field: Field, given: str) -> Written:
    """A quantity is a mapping in braces; all else is text."""
    if not given.startswith("{"):
        return given
    document, problems = read_yaml(given, "--value")
    if document is None or problems:
        raise click.UsageError(f"--value: {problems[0].message}; write {{min: 100, unit: men}}")
    return document.value


def _aliases(_field: Field, given: tuple[str, ...]) -> Written:
    return [_alias(one) for one in given]


def _alias(given: str) -> Written:
    """A name, or a code of a language, a colon, a space and the name."""
    lang, sign, name = given.partition(": ")
    coded = sign and 2 <= len(lang) <= 11 and lang.isascii() and lang.replace("-", "").isalnum()
    if coded and lang.islower():
        return {"text": name.strip(), "lang": lang}
    return given


def _positions(_field: Field, given: tuple[tuple[str, str], ...]) -> Written:
    return [
        {"answer": answer, "claims": [key.strip() for key in keys.split(",") if key.strip()]}
        for answer, keys in given
    ]


READERS: Mapping[str, Callable[[Field, Any], Written]] = {
    "aliases": _aliases,
    "attributed_to": _list,
    "author": _list,
    "digest_of": _mapping,
    "mapping": _mapping,
    "pair": _pair,
    "positions": _positions,
    "value": _value,
    "yes-no": _yes_no,
}
"""By a field's key, or else by its form."""
