"""Rival positions exclude each other: not three under contradictory, and no two that agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sicetnon.meaning.values import agree
from sicetnon.model import Claim, Contradiction, Corpus, Position, WrittenCorpus
from sicetnon.problems import Level, Location, Problem

EXCLUSIVE = ("contradictory", "contrary")


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem where nothing is decided, or where one of three answers is said to be true."""
    for contradiction in corpus.records.contradictions:
        decided = [one for one in contradiction.positions if not one.undecided]
        if contradiction.positions and not decided:
            yield Problem(
                name="all-undecided",
                location=contradiction.at,
                message=f"every position of “{contradiction.id}” is undecided",
                hint="leave `undecided` out where a position gives an answer, or record silences",
            )
        if contradiction.relation == "contradictory" and len(decided) > 2:
            yield Problem(
                name="many-rivals",
                location=contradiction.at,
                message=f"“{contradiction.id}” is contradictory and has {len(decided)} answers",
                evidence=(("answers", " / ".join(one.answer for one in decided)),),
                hint="join the answers that agree, or choose the relation contrary or tension",
                level=Level.WARNING,
            )


def check_related(corpus: Corpus) -> Iterator[Problem]:
    """A problem for each two answers that agree, though they are said to exclude each other."""
    for contradiction in corpus.contradictions.values():
        if contradiction.relation in EXCLUSIVE and contradiction.status in ("open", "candidate"):
            decided = [one for one in contradiction.positions if not one.undecided]
            for one, other in combinations(decided, 2):
                if _agree(corpus, one, other):
                    yield _alike(contradiction, one, other)


def _agree(corpus: Corpus, one: Position, other: Position) -> bool:
    """Whether the answers are the same words, or all values that can be compared agree."""
    if one.answer.strip().casefold() == other.answer.strip().casefold():
        return True
    compared = [
        agree(left.value, right.value)
        for left in _claims(corpus, one)
        for right in _claims(corpus, other)
        if left.value and right.value and _property(left) == _property(right)
    ]
    return bool(compared) and all(compared)


def _claims(corpus: Corpus, position: Position) -> list[Claim]:
    """The claims of a position that say that something is so, and of what."""
    quoted = (corpus.quoted_claims.get(key) for key in position.claims)
    claims = [one.claim for one in quoted if one]
    return [one for one in claims if one.predicate and one.modality != "denied"]


def _property(claim: Claim) -> tuple[str | None, str | None]:
    return claim.subject, claim.predicate


def _alike(contradiction: Contradiction, one: Position, other: Position) -> Problem:
    return Problem(
        name="alike-answers",
        location=other.places[0] if other.places else Location(contradiction.at.path),
        message=f"two answers of “{contradiction.id}” agree, and it says that they exclude "
        "each other",
        evidence=(("answers", f"{one.answer} / {other.answer}"),),
        hint="make one position of them, or choose the relation tension and say what is at odds",
        level=Level.WARNING,
    )
