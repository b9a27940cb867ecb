"""Two records of a kind must not share an id; a claim's id is its own within its source only."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import IdKind, Loaded
from sicetnon.problems import Location, Problem


def check(loaded: Loaded) -> Iterator[Problem]:
    """Every id that is given again, with the place where it was given first."""
    first: dict[tuple[IdKind, str], Location] = {}
    for given in loaded.records.given:
        before = first.setdefault((given.kind, given.name), given.at)
        if before != given.at:
            message = f"another {given.kind} has the id “{given.name}”"
            hint = "give one of the two another id"
            yield Problem(
                name="duplicate-id",
                location=given.at,
                message=message,
                evidence=(("first", str(before)),),
                hint=hint,
            )
