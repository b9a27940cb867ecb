"""Dates of annotations become timestamps."""

from __future__ import annotations

import pytest

from sicetnon.exports.timestamps import timestamp


@pytest.mark.parametrize(
    ("created", "exact", "loose"),
    [
        ("2026-11-22", "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"),
        ("2026-11-22T10:30:00+01:00", "2026-11-22T10:30:00+01:00", "2026-11-22T10:30:00+01:00"),
        ("2026-11", None, "2026-11-01T00:00:00Z"),
        ("2026~", None, "2026-01-01T00:00:00Z"),
        ("2026-21", None, None),
        ("2026/2027", None, None),
        (None, None, None),
    ],
)
def test_dates_become_timestamps(created: str | None, exact: str | None, loose: str | None) -> None:
    """A day is exact; a month or a year counts as its first day only where that does no harm."""
    assert timestamp(created) == exact
    assert timestamp(created, exact=False) == loose
