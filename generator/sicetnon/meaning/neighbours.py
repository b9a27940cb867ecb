"""Which questions belong together: contradictions whose claims are about the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sicetnon.model import Contradiction

NEAREST = 8
"""Neighbours of a contradiction that are kept."""
WEIGHTS = {"claim": 1_000_000, "property": 1_000, "subject": 1}
"""A shared claim weighs more than any number of shared properties, these more than subjects."""

Topic = tuple[str, str]
About = tuple[str | None, str | None]
"""Subject and predicate of a claim."""


def neighbours(
    contradictions: Iterable[Contradiction], claims: Mapping[str, About]
) -> dict[str, tuple[str, ...]]:
    """Ids of each contradiction's neighbours, the nearest first; rejected ones are nobody's.

    `claims`: what those are about that stand in contradictions, by key.
    """
    topics = {c.id: _topics(c, claims) for c in contradictions if c.status != "rejected"}
    about: dict[Topic, list[str]] = defaultdict(list)
    for name, found in topics.items():
        for topic in found:
            about[topic].append(name)
    return {name: _nearest(name, found, about) for name, found in topics.items()}


def _topics(contradiction: Contradiction, claims: Mapping[str, About]) -> frozenset[Topic]:
    found: set[Topic] = set()
    for position in contradiction.positions:
        for key in position.claims:
            found.add(("claim", key))
            subject, predicate = claims.get(key, (None, None))
            if subject:
                found.add(("subject", subject))
                if predicate:
                    found.add(("property", f"{subject} {predicate}"))
    return frozenset(found)


def _nearest(
    name: str, topics: Iterable[Topic], about: Mapping[Topic, list[str]]
) -> tuple[str, ...]:
    near: Counter[str] = Counter()
    for topic in topics:
        for other in about[topic]:
            near[other] += WEIGHTS[topic[0]]
    del near[name]
    ranked = sorted(near, key=lambda other: (-near[other], other))
    return tuple(ranked[:NEAREST])
