"""Tables, and rows of them as CSV.

Words that people wrote may look like a formula to a spreadsheet program, which would then run it:
such a cell gets an apostrophe in front, and so does one that begins with an apostrophe, so that
taking one off gives the words back. `corpus.json` has all words as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Literal, NamedTuple

Cell = str | int | float | None
"""A boolean is written as `true` or `false`."""
Row = Sequence[Cell]
Type = Literal["words", "string", "integer", "number", "boolean"]
"""As in a table schema, beside `words`: text that people wrote, which is guarded."""

FORMULA = frozenset("=+-@\t\r\n'＝＋－＠")
"""Signs at the beginning of a cell from which spreadsheet programs read a formula."""
GUARD = "'"


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: Type
    about: str
    required: bool = False
    one_of: tuple[str, ...] = ()


class Foreign(NamedTuple):
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    their: tuple[str, ...] = ("id",)


class Table(NamedTuple):
    """A table of the data package."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()

    @property
    def header(self) -> str:
        """The names of the columns as the first line of a file."""
        return lines([[column.name for column in self.columns]])

    @property
    def words(self) -> tuple[int, ...]:
        """Indexes of the columns that people's words stand in."""
        return tuple(n for n, column in enumerate(self.columns) if column.type == "words")


def csv_lines(table: Table, rows: Iterable[Row]) -> str:
    """Rows of a table as lines of CSV (RFC 4180), without the header."""
    columns = table.words
    return lines([_guarded(row, columns) for row in rows])


def _guarded(row: Row, columns: Sequence[int]) -> Row:
    looks = [n for n in columns if (cell := row[n]) and str(cell)[0] in FORMULA]
    if not looks:
        return row
    return [f"{GUARD}{cell}" if n in looks else cell for n, cell in enumerate(row)]


def flag(value: bool) -> str:  # it is what is written
    """A boolean as a table has it."""
    return "true" if value else "false"


def lines(rows: Iterable[Row]) -> str:
    """Rows as CSV, with an empty cell for None."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
