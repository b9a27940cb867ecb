"""Two records of a kind must not share an id; a claim's id is its own within its source only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Loaded
from generator.problems import Location, Problem


def check(loaded: Loaded) -> Iterator[Problem]:
    """Every id that stands again, with the place where it stood first."""
    records = loaded.records
    yield from _again("entity", ((e.id, e.at) for e in records.entities))
    yield from _again("predicate", ((p.id, p.at) for p in records.predicates))
    yield from _again("claim", ((c.key, c.at) for c in records.claims))
    yield from _again("contradiction", ((c.id, c.at) for c in records.contradictions))


def _again(kind: str, ids: Iterable[tuple[str, Location]]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for name, at in ids:
        if name in first:
            evidence = (("first", str(first[name])),)
            said = f"another {kind} has the id “{name}”"
            yield Problem("duplicate-id", at, said, evidence, "give one of the two another id")
        first.setdefault(name, at)
