"""Of a predicate with `single: true` two values at one time are a contradiction, or want one."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.meaning.candidates import Clash, find_candidates
from sicetnon.model import Corpus
from sicetnon.problems import Level, Problem


def notice(corpus: Corpus) -> Iterator[Problem]:
    """A notice for each claim that another excludes, where no contradiction joins the two."""
    for candidate in find_candidates(corpus).candidates:
        if all(corpus.predicates[name].single for name in candidate.predicates):
            first = {clash.other.key: clash for clash in reversed(candidate.clashes)}
            yield from map(_problem, reversed(first.values()))


def _problem(clash: Clash) -> Problem:
    claim, rival = clash.other, clash.one
    return Problem(
        name="two-values",
        location=claim.at,
        message=f"“{claim.key}” and “{rival.key}” give two values where one can hold, and no "
        "contradiction joins them",
        evidence=((claim.key, claim.gloss), (rival.key, rival.gloss)),
        hint="join them in a contradiction, or say in as_of when each holds; "
        "`sicetnon suggest --write` writes the contradiction",
        level=Level.NOTICE,
    )
