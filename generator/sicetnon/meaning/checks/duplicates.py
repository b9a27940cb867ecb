"""Two records of a kind must not share an id; claims may, if their sources differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sicetnon.model import Id, WrittenCorpus
from sicetnon.problems import Location, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each repetition of an id, with the place where the id was defined first."""
    counts = Counter(id_ for file in corpus.ids for id_ in file.defined)
    repeated = {id_ for id_, count in counts.items() if count > 1 and id_[0] != "contributor"}
    first: dict[Id, Location] = {}
    for file in corpus.ids:
        if repeated.isdisjoint(file.defined):
            continue
        for kind, name, at in file.places().defined:
            before = first.setdefault((kind, name), at)
            if before != at and (kind, name) in repeated:
                yield _problem(kind, name, at, before)
    yield from _contributors(corpus)


def _contributors(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each contributor whose id somebody with another name has.

    Each file may name those who sign it, so the same id and name may stand in many files.
    """
    first = dict(corpus.config.contributors)
    for person in corpus.records.contributors:
        before = first.setdefault(person.id, person)
        if before.name != person.name:
            yield _problem("contributor", person.id, person.at, before.at)


def _problem(kind: str, name: str, at: Location, before: Location) -> Problem:
    return Problem(
        name="duplicate-id",
        location=at,
        message=f"another {kind} has the id “{name}”",
        evidence=(("first", str(before)),),
        hint="give one of the two another id",
    )
