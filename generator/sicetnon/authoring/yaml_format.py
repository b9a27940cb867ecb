"""Records as YAML that a person would write, and that reads back exactly.

Keys stand below each other; short lists stay on a line; text has quotation marks only where it
needs them, and then those in which everything can be written. Text that a program other than ours
would take for a number, a date or yes has them too, unless its key takes just that (`TYPED`).
Whatever reads back otherwise is a bug, which a test looks for at random.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sicetnon.reading.characters import BIDI
from sicetnon.reading.yaml import NULLS, Written

TYPED = frozenset(
    [
        *("value", "created", "as_of", "date", "issued", "volume", "issue"),
        *("min", "max", "coordinates", "approximate", "single"),
    ]
)
"""Keys whose text is meant as a number, a date, or yes or no."""
WIDTH = 96
"""Characters of a line on which a short list stays."""
STEP = "  "
PLAIN = re.compile(r"[^\W_](?:[^\n]*\S)?")
"""What may begin without quotation marks: a letter or a digit of any script."""
NOT_PLAIN = re.compile(r": |:$| #|[\t\n]")
NOT_IN_FLOW = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}\"'])")
OTHERWISE = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null)|[-+]?[0-9][-+0-9_.:eExXoOa-fA-F]*(?:[tTzZ ].*)?"
)
"""Text that a reader of YAML may take for something else."""
JOINERS = "\u200c\u200d"
"""Cannot be seen, but belong to words (Persian) and emoji."""
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def item(record: Written, indent: str = "", end: str = "\n") -> str:
    """A record as an item of a list: its hyphen stands at the indent; ends its last line."""
    lines = _item(record)
    return "".join(f"{indent}{line}{end}" if line else end for line in lines)


def mapping(record: dict[str, Written], end: str = "\n") -> str:
    """A record as the whole of a file, or its front matter."""
    return "".join(f"{line}{end}" for line in _mapping(record))


def in_line(value: Written, key: str = "") -> str:
    """A value that stands within brackets or braces."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value, key, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(in_line(part, key) for part in value)}]"
    inner = ", ".join(f"{scalar(k, flow=True)}: {in_line(v, k)}" for k, v in value.items())
    return f"{{{inner}}}"


def scalar(text: str, key: str = "", *, flow: bool = False) -> str:
    """A text on one line."""
    if _plain(text, flow=flow) and (key in TYPED or not OTHERWISE.fullmatch(text)):
        return text
    if re.search(r'["\\]', text) and "'" not in text and all(map(_shown, text)):
        return f"'{text}'"
    return f'"{"".join(_escaped(character) for character in text)}"'


def _plain(text: str, *, flow: bool) -> bool:
    """Whether a text needs no quotation marks to be read as it is."""
    if not PLAIN.fullmatch(text) or NOT_PLAIN.search(text) or text in NULLS:
        return False
    if flow and NOT_IN_FLOW.search(text):
        return False
    return all(map(_shown, text))


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


def _mapping(record: dict[str, Written]) -> list[str]:
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
    """Text of several lines, as it stands; nothing where only an escaped line would be exact."""
    lines = text.split("\n")
    if len(lines) < 2 or not lines[0] or lines[0][0].isspace() or not lines[-1].strip():
        return ()
    if any(line != line.rstrip() or not all(map(_shown, line)) for line in lines):
        return ()
    return ["|-", *(f"{STEP}{line}" if line else "" for line in lines)]
