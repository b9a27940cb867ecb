"""`annotations/README.md`: every field of every kind of file, for people who never used YAML.

The text around the tables is that of `reference.md` beside this module. A line such as
`<!-- fields: ClaimSchema -->` in it becomes the table of that shape's fields, and the line
`<!-- other kinds -->` a section for each kind of record that has no table there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sicetnon.authoring.fields import Field, fields
from sicetnon.reading import schema
from sicetnon.reading.schema import RECORDS
from sicetnon.reading.schema_base import Schema
from sicetnon.vocabulary import RECORD_KINDS

PAGE = Path(__file__).resolve().parent / "reference.md"
REFERENCE = "annotations/README.md"
WRITTEN = "<!-- Written by `sicetnon schema`"
"""How a reference begins that this program may replace."""
MARKER = re.compile(r"^<!-- fields: (\w+) -->$", re.MULTILINE)


def reference() -> str:
    """The text of the reference."""
    page = PAGE.read_text("utf-8")
    page = page.replace("<!-- other kinds -->\n\n", "".join(_sections(set(MARKER.findall(page)))))
    return MARKER.sub(lambda match: "\n".join(_tables(getattr(schema, match[1]))), page)


def _sections(shapes: set[str]) -> Iterator[str]:
    """For each kind of record whose shape is not among some: what it is, a command, its table."""
    for kind in RECORD_KINDS:
        shape = RECORDS[kind.key].__name__
        if shape not in shapes:
            command = f"```sh\n{kind.example}\n```"
            heading = f"## {kind.key.capitalize()}\n\n{kind.description}"
            yield f"{heading}\n\n{command}\n\n<!-- fields: {shape} -->\n\n"


def _tables(schema: type[Schema]) -> Iterator[str]:
    yield "| key | takes | meaning |"
    yield "|---|---|---|"
    for field in fields(schema):
        description = field.description.replace("|", "\\|")
        yield f"| {_key(field)} | {field.takes} | {description} |"
    for field in fields(schema):
        if field.words:
            yield f"\nThe words of `{field.key}`:\n"
            yield from (f"- `{word}`: {meaning}" for word, meaning in field.words.items())


def _key(field: Field) -> str:
    return f"**`{field.key}`** (needed)" if field.required else f"`{field.key}`"
