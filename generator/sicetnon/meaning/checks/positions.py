"""A contradiction has two positions or more, and no claim holds two of them."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Contradiction, WrittenCorpus
from sicetnon.problems import Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """Contradictions that contradict nothing, or themselves."""
    for contradiction in corpus.records.contradictions:
        if len(contradiction.positions) < 2:
            found = (("found", f"{len(contradiction.positions)} of them"),)
            message = f"the contradiction “{contradiction.id}” needs two positions or more"
            hint = "add the other answer with its claims"
            yield Problem(
                name="few-positions",
                location=contradiction.at,
                message=message,
                evidence=found,
                hint=hint,
            )
        yield from _twice(contradiction)


def _twice(contradiction: Contradiction) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for position in contradiction.positions:
        for key, at in zip(position.claims, position.places, strict=True):
            if key in seen:
                evidence = (("positions", f"{seen[key]} / {position.answer}"),)
                where = "two positions" if seen[key] != position.answer else "one position twice"
                message = f"the claim “{key}” stands in {where} of “{contradiction.id}”"
                hint = "keep it in one; a claim that half agrees is two claims"
                yield Problem(
                    name="claim-in-two-positions",
                    location=at,
                    message=message,
                    evidence=evidence,
                    hint=hint,
                )
            seen[key] = position.answer
