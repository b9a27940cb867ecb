"""A contradiction has two positions or more, and no claim stands in two of them."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Contradiction, WrittenCorpus
from sicetnon.problems import Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each contradiction with too few positions, and for each repeated claim."""
    for contradiction in corpus.records.contradictions:
        if len(contradiction.positions) < 2:
            yield Problem(
                name="few-positions",
                location=contradiction.at,
                message=f"the contradiction “{contradiction.id}” needs two positions or more",
                evidence=(("found", f"{len(contradiction.positions)} of them"),),
                hint="add the other answer with its claims",
            )
        yield from _repeated(contradiction)


def _repeated(contradiction: Contradiction) -> Iterator[Problem]:
    answers: dict[str, str] = {}
    for position in contradiction.positions:
        for key, at in zip(position.claims, position.places, strict=True):
            before = answers.get(key)
            if before is not None:
                where = "two positions" if before != position.answer else "one position twice"
                yield Problem(
                    name="claim-in-two-positions",
                    location=at,
                    message=f"the claim “{key}” stands in {where} of “{contradiction.id}”",
                    evidence=(("positions", f"{before} / {position.answer}"),),
                    hint="keep it in one; a claim that half agrees is two claims",
                )
            answers[key] = position.answer
