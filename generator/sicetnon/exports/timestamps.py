"""Dates of annotations as timestamps, which programs compare."""

from __future__ import annotations

import re

_TIME = r"T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(Z|[+-]\d\d:\d\d)?"
_DAY = re.compile(rf"(\d{{4}})(?:-(0[1-9]|1[0-2])(?:-(\d\d)(?:{_TIME})?)?)?[?~%]?", re.ASCII)


def timestamp(created: str | None, *, exact: bool = True) -> str | None:
    """A date as a timestamp (RFC 3339), or None where its day is not known; days begin in UTC.

    Without `exact`, a month or a year counts as its first day, which is enough to sort by.
    """
    match = _DAY.fullmatch((created or "").strip())
    if match is None or (exact and match[3] is None):
        return None
    year, month, day, time, zone = match.groups()
    return f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}{zone or 'Z'}"
