"""Whether two values agree: equal, or one inside the other, as the summer of 2015 in 2015."""

from __future__ import annotations

import math

from sicetnon.meaning.times import is_within
from sicetnon.model import Date, Number, Value


def agree(one: Value, other: Value) -> bool:
    """Whether two values of one predicate can be the same answer, told more or less exactly."""
    if isinstance(one, Date) and isinstance(other, Date):
        return is_within(one, other) or is_within(other, one)
    if isinstance(one, Number) and isinstance(other, Number):
        alike = one.unit == other.unit
        return alike and (_contains(one, other) or _contains(other, one))
    return one == other


def _contains(outer: Number, inner: Number) -> bool:
    (low, high), (least, most) = _bounds(outer), _bounds(inner)
    return low <= least and most <= high


def _bounds(number: Number) -> tuple[float, float]:
    low = -math.inf if number.low is None else number.low
    return low, math.inf if number.high is None else number.high
