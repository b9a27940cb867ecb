"""Which questions belong together: contradictions whose claims are about the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sicetnon.model import Contradiction

NEAREST = 8
"""How many neighbours of a contradiction are listed."""
WEIGHTS = {"claim": 1_000_000, "property": 1_000, "subject": 1}
"""A shared claim weighs more than any number of shared properties, these more than subjects."""

Topic = tuple[str, str]
About = tuple[str | None, str | None]
"""Subject and predicate of a claim."""


def neighbours(
    contradictions: Iterable[Contradiction], claims: Mapping[str, About]
) -> dict[str, tuple[str, ...]]:
    """By the id of a contradiction: those of its neighbours, the nearest first.

    Rejected contradictions neither have nor are neighbours. `claims`: by key, what the claims that
    stand in contradictions are about.
    """
    topics = {c.id: _topics(c, claims) for c in contradictions if c.status != "rejected"}
    by_topic: dict[Topic, list[str]] = defaultdict(list)
    for name, own in topics.items():
        for topic in own:
            by_topic[topic].append(name)
    return {name: _nearest(name, own, by_topic) for name, own in topics.items()}


def _topics(contradiction: Contradiction, claims: Mapping[str, About]) -> frozenset[Topic]:
    topics: set[Topic] = set()
    for position in contradiction.positions:
        for key in position.claims:
            topics.add(("claim", key))
            subject, predicate = claims.get(key, (None, None))
            if subject:
                topics.add(("subject", subject))
                if predicate:
                    topics.add(("property", f"{subject} {predicate}"))
    return frozenset(topics)


def _nearest(
    name: str, topics: Iterable[Topic], by_topic: Mapping[Topic, list[str]]
) -> tuple[str, ...]:
    weights: Counter[str] = Counter()
    for topic in topics:
        for other in by_topic[topic]:
            weights[other] += WEIGHTS[topic[0]]
    del weights[name]
    ranked = sorted(weights, key=lambda other: (-weights[other], other))
    return tuple(ranked[:NEAREST])
