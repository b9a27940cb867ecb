"""Two records of a kind must not share an id; claims may, if their sources differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sicetnon.model import Id, WrittenCorpus
from sicetnon.problems import Location, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each repetition of an id, with the place where the id was defined first."""
    counts = Counter(id_ for file in corpus.ids for id_ in file.defined)
    repeated = {id_ for id_, count in counts.items() if count > 1}
    first: dict[Id, Location] = {}
    for file in corpus.ids:
        if repeated.isdisjoint(file.defined):
            continue
        for kind, name, at in file.places().defined:
            before = first.setdefault((kind, name), at)
            if before != at and (kind, name) in repeated:
                yield Problem(
                    name="duplicate-id",
                    location=at,
                    message=f"another {kind} has the id “{name}”",
                    evidence=(("first", str(before)),),
                    hint="give one of the two another id",
                )
