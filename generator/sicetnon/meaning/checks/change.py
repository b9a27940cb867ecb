"""Answers that hold at different times may be a change, and no contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from sicetnon.meaning.standing import kind_of
from sicetnon.meaning.times import Times, compare_times
from sicetnon.model import Claim, Contradiction, WrittenCorpus
from sicetnon.problems import Level, Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each open contradiction of which two answers never hold at one time."""
    strict = [one for one in corpus.records.contradictions if kind_of(one) == "contested"]
    wanted = {key for one in strict for position in one.positions for key in position.claims}
    if not wanted:
        return
    claims = {claim.key: claim for claim in corpus.records.claims if claim.key in wanted}
    for contradiction in strict:
        positions = [
            [claims[key] for key in position.claims if key in claims]
            for position in contradiction.positions
            if not position.undecided
        ]
        for one, other in combinations(positions, 2):
            if _apart(one, other):
                yield _problem(contradiction, one[0], other[0])
                break


def _apart(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether no claim of a position can hold when one of another does."""
    pairs = [compare_times(a.as_of, b.as_of) for a, b in product(one, other)]
    return bool(pairs) and all(pair is Times.APART for pair in pairs)


def _problem(contradiction: Contradiction, one: Claim, other: Claim) -> Problem:
    times = " / ".join(claim.as_of.text for claim in (one, other) if claim.as_of)
    return Problem(
        name="perhaps-change",
        level=Level.WARNING,
        location=contradiction.at,
        message=f"the answers of “{contradiction.id}” hold at different times: perhaps a change",
        evidence=(("as_of", times),),
        hint="make it status: explained with because: time; or a tension, if one still speaks "
        "against the other; or correct as_of of the claims",
    )
