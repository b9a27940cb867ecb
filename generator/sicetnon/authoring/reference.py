"""`annotations/README.md`: every field of every kind of file, for people who never used YAML.

The words around the tables are those of `reference.md` beside this module; a line such as
`<!-- fields: ClaimSchema -->` in it becomes the table of that shape's fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sicetnon.authoring.fields import Field, fields
from sicetnon.reading import schema
from sicetnon.reading.schema import Schema

PAGE = Path(__file__).resolve().parent / "reference.md"
REFERENCE = "annotations/README.md"
WRITTEN = "<!-- Written by `sicetnon schema`"
"""How a reference begins that may be written anew."""
MARKER = re.compile(r"^<!-- fields: (\w+) -->$", re.MULTILINE)


def reference() -> str:
    """The reference as it stands in a corpus."""
    page = PAGE.read_text("utf-8")
    return MARKER.sub(lambda match: "\n".join(_tables(getattr(schema, match[1]))), page)


def _tables(schema: type[Schema]) -> Iterator[str]:
    yield "| key | takes | meaning |"
    yield "|---|---|---|"
    listed = fields(schema)
    for field in listed:
        yield f"| {_key(field)} | {field.takes} | {_cell(field.description)} |"
    for field in listed:
        if field.words:
            yield f"\nThe words of `{field.key}`:\n"
            yield from (f"- `{word}`: {meaning}" for word, meaning in field.words.items())


def _key(field: Field) -> str:
    return f"**`{field.key}`** (needed)" if field.required else f"`{field.key}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
