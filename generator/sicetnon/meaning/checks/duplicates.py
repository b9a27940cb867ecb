"""Two records of a kind must not share an id; a claim's id is its own within its source only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sicetnon.model import Id, WrittenCorpus
from sicetnon.problems import Location, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """Every id that is given again, with the place where it was given first."""
    counts = Counter(one for file in corpus.ids for one in file.given)
    repeated = {one for one, count in counts.items() if count > 1}
    first: dict[Id, Location] = {}
    for file in corpus.ids:
        if repeated.isdisjoint(file.given):
            continue
        for kind, name, at in file.places().given:
            before = first.setdefault((kind, name), at)
            if before != at and (kind, name) in repeated:
                yield Problem(
                    name="duplicate-id",
                    location=at,
                    message=f"another {kind} has the id “{name}”",
                    evidence=(("first", str(before)),),
                    hint="give one of the two another id",
                )
