"""Two records of a kind must not share an id; claims may, if their sources differ.

Ids that differ only in capitals are one on systems that do not tell these apart in file names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sicetnon.model import Id, WrittenCorpus
from sicetnon.problems import Location, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each repetition of an id, with the place where the id was defined first."""
    counts = Counter(_plain(id_) for file in corpus.ids for id_ in file.defined)
    repeated = {id_ for id_, count in counts.items() if count > 1 and id_[0] != "contributor"}
    first: dict[Id, tuple[str, Location]] = {}
    for file in corpus.ids if repeated else ():
        if repeated.isdisjoint(map(_plain, file.defined)):
            continue
        for kind, name, at in file.places().defined:
            id_ = _plain((kind, name))
            before = first.setdefault(id_, (name, at))
            if before[1] != at and id_ in repeated:
                yield _problem(kind, name, before, at)
    yield from _contributors(corpus)


def _contributors(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each contributor whose id somebody with another name has.

    Each file may name those who sign it, so the same id and name may stand in many files.
    """
    first = dict(corpus.config.contributors)
    for person in corpus.records.contributors:
        before = first.setdefault(person.id, person)
        if before.name != person.name:
            yield _problem("contributor", person.id, (person.id, before.at), person.at)


def _plain(id_: Id) -> Id:
    return id_[0], id_[1].casefold()


def _problem(kind: str, name: str, before: tuple[str, Location], at: Location) -> Problem:
    like = "another id" if before[0] == name else "an id that differs in more than capitals"
    return Problem(
        name="duplicate-id",
        location=at,
        message=f"another {kind} has the id “{before[0]}”",
        evidence=(("first", str(before[1])),),
        hint=f"give one of the two {like}",
    )
