"""The goals, and the lines that set what was reached beside them.

They are meant at 1,000 texts of 2,500 words on two cores, with 40 annotations a text for ours and
none for the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measure import Ratio

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should at most be."""

    measure: str
    limit: float
    unit: str = ""
    """Empty for a ratio."""


GOALS = {
    "mkdocs": Goal("cold build with search, wall / {peer} with search", 0.8),
    "alone": Goal("cold build without search, CPU / markdown-it-py alone", 2.5),
    "equal mkdocs": Goal("the same work, cold, CPU / {peer}", 0.33),
    "equal hugo": Goal("the same work, cold, CPU / {peer}", 3.5),
    "nothing": Goal("nothing changed, wall / Hugo's full build", 0.2),
    "text": Goal("one text changed, wall without Pagefind's / Hugo's full build", 1.0),
    "search": Goal("first search result, bytes / Pagefind's own page", 1.1),
    "large changed": Goal("five times the texts, one changed, wall / the same at N", 4),
    "large cold": Goal("five times the texts, cold, wall / the same at N", 5.5),
    "memory": Goal("peak memory", 250, " MB"),
    "large memory": Goal("peak memory at five times the texts", 600, " MB"),
}


def line(name: str, reached: Ratio | float, note: str = "", **names: str) -> str:
    """What was reached beside the goal of that name; a note follows in brackets."""
    goal = GOALS[name]
    middle = reached.middle if isinstance(reached, Ratio) else reached
    shown = f"{middle:.0f}{goal.unit}" if goal.unit else f"{middle:.2f}"
    sign = "  " if middle <= goal.limit else "! "
    span = f"  {reached.least:.2f}–{reached.most:.2f}" if isinstance(reached, Ratio) else ""
    remark = f"  ({note})" if note else ""
    return (
        f"{sign}goal ≤ {f'{goal.limit:g}{goal.unit}':8}reached {shown:8}"
        f"{goal.measure.format(**names)}{remark}{span}"
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of equal length below each other: the first column to the left, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
