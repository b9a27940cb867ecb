"""What the values of opposed claims come to when they are set against each other."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from sicetnon.i18n import ENGLISH, Language
from sicetnon.meaning.times import ordinal, year_of
from sicetnon.model import Date, Number, Value

DAYS_OF_MONTHS = 62
"""Days from which a distance is told in months, and twelve times that from which in years."""
YEAR_ALONE = re.compile(r"(-?\d{4}|Y-?\d+)[?~%]?", re.ASCII)


def compared(positions: Sequence[Sequence[Value]], language: Language = ENGLISH) -> str:
    """How far apart the positions' values are, in words; empty where they cannot be compared.

    Each position is the values of its claims; the first of each is taken.
    """
    firsts = [values[0] for values in positions if values]
    if len(firsts) < 2 or len(firsts) != len(positions):
        return ""
    dates = [value for value in firsts if isinstance(value, Date)]
    if len(dates) == len(firsts):
        return _dates(dates, language)
    numbers = [value for value in firsts if isinstance(value, Number)]
    return _numbers(numbers, language) if len(numbers) == len(firsts) else ""


def _dates(dates: Sequence[Date], language: Language) -> str:
    ordered = sorted(dates, key=lambda d: (ordinal(d.first), ordinal(d.last)))
    first, last = ordered[0], ordered[-1]
    days = ordinal(last.first) - ordinal(first.last)
    if days <= 0:
        return ""
    if YEAR_ALONE.fullmatch(first.text) and YEAR_ALONE.fullmatch(last.text):
        distance = _years(year_of(last.first) - year_of(first.first), language)
        return language.gettext("%(distance)s apart", distance=distance)
    distance = _distance(days, language)
    if first.first == first.last and last.first == last.last:
        return language.gettext("%(distance)s apart", distance=distance)
    return language.gettext("at least %(distance)s apart", distance=distance)


def _distance(days: int, language: Language) -> str:
    if days < DAYS_OF_MONTHS:
        return language.plural(days, "%(count)s day", "%(count)s days")
    if days < 12 * DAYS_OF_MONTHS:
        return language.plural(round(days / 30.44), "%(count)s month", "%(count)s months")
    return _years(round(days / 365.25), language)


def _years(count: int, language: Language) -> str:
    return language.plural(count, "%(count)s year", "%(count)s years")


def _numbers(numbers: Sequence[Number], language: Language) -> str:
    if len({number.unit for number in numbers}) > 1:
        return ""
    lows = [n.low if n.low is not None else n.high for n in numbers]
    highs = [n.high if n.high is not None else n.low for n in numbers]
    ends = [(low, high) for low, high in zip(lows, highs, strict=True) if low is not None]
    ordered = sorted((low, high or low) for low, high in ends)
    (low, top), (bottom, high) = ordered[0], ordered[-1]
    if bottom <= top:
        if (low, top) == (bottom, high):
            return ""
        return language.gettext("the ranges overlap")
    if top > 0 and 2 <= bottom / top < math.inf:
        times = float(f"{bottom / top:.{'0f' if bottom / top >= 10 else '2g'}}")
        return language.plural(
            int(times),
            "%(times)s times as many",
            "%(times)s times as many",
            times=language.number(times),
        )
    distance = language.number(float(f"{bottom - top:.6g}"))
    return language.gettext("%(distance)s apart", distance=distance)
