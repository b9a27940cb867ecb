"""Tables of the data package, and their rows as CSV.

Words that people wrote may look like a formula to a spreadsheet program, which would then run it:
such a cell gets an apostrophe in front, and so does one that begins with an apostrophe, so that
taking one off gives the words back. `corpus.json` has all words as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from io import StringIO
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from sicetnon.exports.quotes import QuotedSource
from sicetnon.model import Corpus

Cell = str | int | float | bool | None
"""An empty cell for None, `true` or `false` for a boolean."""
Type = Literal["words", "string", "integer", "number", "boolean"]
"""As in a table schema, beside `words`: text that people wrote, which is guarded."""

FORMULA = frozenset("=+-@\t\r\n'＝＋－＠")
"""Signs at the beginning of a cell from which spreadsheet programs read a formula."""
GUARD = "'"
BOOLEANS = {True: "true", False: "false", None: None}


class Column(NamedTuple):
    """A column of a table."""

    type: Type
    name: str
    about: str
    value: Callable[[Any], Cell] | str | None = None
    """Gives the cell of a row's item, by a function or a path of attributes; None: by the name."""
    required: bool = False
    one_of: Collection[str] = ()
    to: str = ""
    """The table whose ids its cells are; empty: none."""

    def cells(self, items: Sequence[object]) -> list[Any]:
        """The cells of some items, as a file has them."""
        value = self.value or self.name
        cells = map(attrgetter(value) if isinstance(value, str) else value, items)
        if self.type == "boolean":
            return [BOOLEANS[cell] for cell in cells]
        if self.type == "words":
            return [f"{GUARD}{cell}" if cell and cell[0] in FORMULA else cell for cell in cells]
        return [*cells]


words, string = partial(Column, "words"), partial(Column, "string")
integer, number = partial(Column, "integer"), partial(Column, "number")
boolean = partial(Column, "boolean")
required = partial(Column, "string", required=True)
"""A string that each row has."""


class Foreign(NamedTuple):
    """Columns that together name a row of another table by some columns there."""

    columns: tuple[str, ...]
    table: str
    their: tuple[str, ...]


class Table(NamedTuple):
    """A table of the data package, with the items that its rows are made from."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    foreign: tuple[Foreign, ...] = ()
    of_source: Callable[[QuotedSource], Iterable[object]] | None = None
    """The items of a source; None: its rows belong to no source."""
    of_corpus: Callable[[Corpus], Iterable[object]] = lambda _: ()
    """The items that belong to no source."""

    def header(self) -> str:
        """The names of the columns as the first line of a file."""
        return _lines([[column.name for column in self.columns]])

    def lines(self, items: Iterable[object]) -> str:
        """The rows of some items as lines of CSV (RFC 4180), without the header."""
        several = [*items]
        return _lines(zip(*[column.cells(several) for column in self.columns], strict=True))


def _lines(rows: Iterable[Iterable[Cell]]) -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
