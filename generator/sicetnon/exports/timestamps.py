"""Days on which annotations were made, as moments that machines compare."""

from __future__ import annotations

import re

_TIME = r"T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(Z|[+-]\d\d:\d\d)?"
_DAY = re.compile(rf"(\d{{4}})(?:-(0[1-9]|1[0-2])(?:-(\d\d)(?:{_TIME})?)?)?[?~%]?", re.ASCII)


def moment(created: str | None, *, exact: bool = True) -> str | None:
    """The moment of a date, in RFC 3339, or None where no day is known; a day begins in UTC.

    With `exact` off, a month or a year stands for its first day, which is enough to sort by.
    """
    known = _DAY.fullmatch((created or "").strip())
    if known is None or (exact and known[3] is None):
        return None
    year, month, day, time, zone = known.groups()
    return f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}{zone or 'Z'}"
