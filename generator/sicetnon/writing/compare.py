"""What the values of opposed claims come to when they are set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sicetnon.model import Date, Number, Value
from sicetnon.writing.formatting import format_count

DAYS_OF_MONTHS = 62
"""Days from which a distance is told in months, and four times that from which in years."""


def compared(positions: Sequence[Sequence[Value]]) -> str:
    """How far apart the positions' values are, in words; empty where they cannot be compared.

    Each position is the values of its claims; the first of each is taken.
    """
    firsts = [values[0] for values in positions if values]
    if len(firsts) < 2 or len(firsts) != len(positions):
        return ""
    dates = [value for value in firsts if isinstance(value, Date)]
    if len(dates) == len(firsts):
        return _dates(dates)
    numbers = [value for value in firsts if isinstance(value, Number)]
    return _numbers(numbers) if len(numbers) == len(firsts) else ""


def _dates(dates: Sequence[Date]) -> str:
    ordered = sorted(dates, key=lambda d: (d.first, d.last))
    first, last = ordered[0], ordered[-1]
    if last.first <= first.last:
        return ""
    if len(first.text.rstrip("?~%")) == len(last.text.rstrip("?~%")) == 4:
        return format_count(int(last.text[:4]) - int(first.text[:4]), "year") + " apart"
    try:
        low = date.fromisoformat(last.first) - date.fromisoformat(first.last)
    except ValueError:
        return ""
    same = first.first == first.last and last.first == last.last
    return ("" if same else "at least ") + _days(low.days) + " apart"


def _days(days: int) -> str:
    if days < DAYS_OF_MONTHS:
        return format_count(days, "day")
    if days < 12 * DAYS_OF_MONTHS:
        return format_count(round(days / 30.44), "month")
    return format_count(round(days / 365.25), "year")


def _numbers(numbers: Sequence[Number]) -> str:
    if len({number.unit for number in numbers}) > 1:
        return ""
    lows = [n.low if n.low is not None else n.high for n in numbers]
    highs = [n.high if n.high is not None else n.low for n in numbers]
    ends = [(low, high) for low, high in zip(lows, highs, strict=True) if low is not None]
    ordered = sorted((low, high or low) for low, high in ends)
    (low, top), (bottom, high) = ordered[0], ordered[-1]
    if bottom <= top:
        return "the ranges overlap" if (low, top) != (bottom, high) else ""
    if top > 0 and bottom / top >= 2:
        times = bottom / top
        return f"{times:.0f} times as many" if times >= 10 else f"{times:.2g} times as many"
    return f"{bottom - top:,.6g} apart"
