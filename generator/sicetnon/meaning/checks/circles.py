"""Nothing is based on itself: who has it from whom must lead to a beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from sicetnon.model import Basis, Claim, WrittenCorpus
from sicetnon.problems import Problem

Step = tuple[str, Basis]
"""The id of a source, and what it is based on."""


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each step by which a text, or a claim, comes to be based on itself.

    A claim goes the way of its own basis, then that of whole texts; where several claims give one
    answer, they go each other's ways.
    """
    whole = [(source.id, basis) for source in corpus.sources for basis in source.based_on]
    claims = _based(corpus)
    positions = (one for each in corpus.records.contradictions for one in each.positions)
    groups = [[claims[key] for key in one.claims if key in claims] for one in positions]
    several = [_steps(group) for group in (*([one] for one in claims.values()), *groups)]
    yield from dict.fromkeys(map(_problem, _circular(whole, several)))


def _based(corpus: WrittenCorpus) -> dict[str, Claim]:
    """The claims that name what they are based on, by key."""
    if not any(kind == "origin" for file in corpus.ids for kind, _ in file.referenced):
        return {}
    return {claim.key: claim for claim in corpus.records.claims if claim.based_on}


def _steps(claims: Iterable[Claim]) -> list[Step]:
    return [(claim.source, basis) for claim in claims for basis in claim.based_on]


def _circular(whole: list[Step], several: Iterable[list[Step]]) -> Iterator[Step]:
    """The steps that lead back to where they begin: of whole texts, and of some beside these."""
    of_whole = _next(whole)
    for steps in (whole, *several):
        of_steps = _next(steps)
        for source, basis in steps:
            if source in _reached(basis.of, of_whole, of_steps):
                yield source, basis


def _next(steps: Iterable[Step]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, basis in steps:
        found.setdefault(source, []).append(basis.of)
    return found


def _reached(start: str, *ways: dict[str, list[str]]) -> set[str]:
    """What can be reached from somewhere, itself too."""
    reached, left = {start}, [start]
    while left:
        here = left.pop()
        new = set(chain.from_iterable(way.get(here, ()) for way in ways)) - reached
        reached |= new
        left += new
    return reached


def _problem(step: Step) -> Problem:
    source, basis = step
    way = "" if source == basis.of else f", by way of “{basis.of}”"
    return Problem(
        name="circular-origin",
        location=basis.at,
        message=f"“{source}” comes to be based on itself{way}",
        hint="name only what was there before it",
    )
