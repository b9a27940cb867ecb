"""Records as YAML that a person would write, and that reads back exactly.

One key a line; short lists stay on a line; text has quotation marks only where it needs them.
It also needs them where another YAML reader would see a number, a date or a Boolean, unless its
key takes just that (`TYPED`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sicetnon.authoring.fields import fields
from sicetnon.reading.characters import BIDI
from sicetnon.reading.schema import RECORDS, SourceSchema
from sicetnon.reading.schema_base import Schema
from sicetnon.reading.yaml import NULLS, Written

WrittenRecord = dict[str, Written]
"""A record as it stands in a file: values by their keys."""

SHAPES: list[type[Schema]] = [*RECORDS.values(), SourceSchema]
TYPED = frozenset(
    field.key
    for schema in SHAPES
    for field in fields(schema)
    if field.form in ("date", "pair", "value", "yes-no")
) | {"volume", "issue", "min", "max"}
"""Keys whose text is meant as a number, a date, or yes or no."""
WIDTH = 96
"""Characters of a line that may hold a list or a mapping."""
STEP = "  "
PLAIN = re.compile(r"[^\W_](?:[^\n]*\S)?")
"""What may begin without quotation marks: a letter or a digit of any script."""
NOT_PLAIN = re.compile(r": |:$| #|[\t\n]")
NOT_IN_FLOW = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}\"'])")
AMBIGUOUS = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null)|[-+]?[0-9][-+0-9_.:eExXoOa-fA-F]*(?:[tTzZ ].*)?"
)
"""Text that some YAML readers do not take for text."""
JOINERS = "\u200c\u200d"
"""Invisible, but needed in words (Persian) and emoji."""
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def item(record: Written, indent: str = "", end: str = "\n") -> str:
    """A record as an item of a list: the hyphen at the indent, `end` after each line."""
    lines = _item(record)
    return "".join(f"{indent}{line}{end}" if line else end for line in lines)


def mapping(record: WrittenRecord) -> str:
    """A record as a whole file, or as front matter."""
    return "".join(f"{line}\n" for line in _mapping(record))


def in_line(value: Written, key: str = "") -> str:
    """A value on one line, lists in brackets and mappings in braces."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value, key, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(in_line(part, key) for part in value)}]"
    inner = ", ".join(f"{scalar(k, flow=True)}: {in_line(v, k)}" for k, v in value.items())
    return f"{{{inner}}}"


def scalar(text: str, key: str = "", *, flow: bool = False) -> str:
    """A text on one line; `flow` where it stands in brackets or braces."""
    if _plain(text, flow=flow) and (key in TYPED or not AMBIGUOUS.fullmatch(text)):
        return text
    if re.search(r'["\\]', text) and "'" not in text:
        return quoted(text, "'")
    return quoted(text, '"')


def quoted(text: str, sign: str) -> str:
    """A text on one line in quotation marks of a kind; in double ones where only they can do."""
    if sign == "'" and all(map(_shown, text)):
        return f"'{text.replace(sign, sign * 2)}'"
    return f'"{"".join(_escaped(character) for character in text)}"'


def _plain(text: str, *, flow: bool) -> bool:
    """Whether a text reads back without quotation marks."""
    if not PLAIN.fullmatch(text) or NOT_PLAIN.search(text) or text in NULLS:
        return False
    return not (flow and NOT_IN_FLOW.search(text)) and all(map(_shown, text))


def _shown(character: str) -> bool:
    return (character.isprintable() or character in JOINERS) and not BIDI.match(character)


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if _shown(character):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _item(value: Written) -> list[str]:
    if isinstance(value, dict) and value:
        lines = _mapping(value)
        return [f"- {lines[0]}", *(f"{STEP}{line}" if line else "" for line in lines[1:])]
    return [f"- {in_line(value)}"]


def _mapping(record: WrittenRecord) -> list[str]:
    return [line for key, value in record.items() for line in _pair(key, value)]


def _pair(key: str, value: Written) -> list[str]:
    start = f"{scalar(key)}:"
    if isinstance(value, str):
        block = _block(value)
        return [f"{start} {block[0]}", *block[1:]] if block else [f"{start} {scalar(value, key)}"]
    short = f"{start} {in_line(value, key)}"
    if isinstance(value, list) and value and (len(short) > WIDTH or isinstance(value[0], dict)):
        return [start, *(f"{STEP}{line}" for part in value for line in _short_item(part))]
    if isinstance(value, dict) and len(short) > WIDTH:
        return [start, *(f"{STEP}{line}" if line else "" for line in _mapping(value))]
    return [short]


def _short_item(value: Written) -> list[str]:
    short = f"- {in_line(value)}"
    return [short] if len(short) <= WIDTH else _item(value)


def _block(text: str) -> Sequence[str]:
    """The lines of a block for a text of several lines; none where it would not read back."""
    lines = text.split("\n")
    if len(lines) < 2 or not lines[0] or lines[0][0].isspace() or not lines[-1].strip():
        return ()
    if any(line != line.rstrip() or not all(map(_shown, line)) for line in lines):
        return ()
    return ["|-", *(f"{STEP}{line}" if line else "" for line in lines)]
