"""Of a predicate with `single: true` two values at one time are a contradiction, or want one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sicetnon.meaning.times import Times, compare_times, ordinal, year_of
from sicetnon.meaning.values import agree
from sicetnon.model import Claim, Corpus, Date, TextValue
from sicetnon.problems import Level, Problem

NO_VALUE = (None, TextValue("undecided"))


def notice(corpus: Corpus) -> Iterator[Problem]:
    """A notice for each claim whose value another denies, where no contradiction joins the two."""
    joined: dict[str, set[str]] = defaultdict(set)
    for contradiction in corpus.contradictions.values():
        for key in (key for position in contradiction.positions for key in position.claims):
            joined[key].add(contradiction.id)
    for keys in _by_property(corpus).values():
        claims = [corpus.quoted_claims[key].claim for key in keys]
        valued = [one for one in claims if one.value not in NO_VALUE and one.modality != "denied"]
        for number, claim in enumerate(valued):
            rival = next(
                (
                    one
                    for one in valued[:number]
                    if _at_odds(one, claim) and joined[one.key].isdisjoint(joined[claim.key])
                ),
                None,
            )
            if rival:
                yield _problem(claim, rival)


def _by_property(corpus: Corpus) -> dict[tuple[str, str], list[str]]:
    """Keys of claims by subject and predicate, where one value can hold and there are more.

    Places are left out: one may lie inside another, which no record says.
    """
    predicates = corpus.predicates.values()
    single = {one.id for one in predicates if one.single and one.value != "place"}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, summary in corpus.summaries.items():
        columns = zip(summary.claims, summary.subjects, summary.predicates, strict=True)
        for claim, subject, predicate in columns:
            if subject is not None and predicate in single:
                found[subject, predicate].append(f"{name}/{claim}")
    return {pair: keys for pair, keys in found.items() if len(keys) > 1}


def _at_odds(one: Claim, other: Claim) -> bool:
    """Whether two claims give other values for one time; without a date any time is meant."""
    if one.value is None or other.value is None or agree(one.value, other.value):
        return False
    return one.as_of is None or other.as_of is None or _overlap(one.as_of, other.as_of)


def _overlap(one: Date, other: Date) -> bool:
    """Whether two times share a day; a range is over in the year in which another begins."""
    if "/" in one.text and "/" in other.text:
        first, second = sorted((one, other), key=lambda date: ordinal(date.first))
        if year_of(first.last) == year_of(second.first):
            return False
    return compare_times(one, other) is not Times.APART


def _problem(claim: Claim, rival: Claim) -> Problem:
    return Problem(
        name="two-values",
        location=claim.at,
        message=f"“{claim.key}” and “{rival.key}” give two values where one can hold, and no "
        "contradiction joins them",
        evidence=((claim.key, claim.gloss), (rival.key, rival.gloss)),
        hint="join them in a contradiction, or say in as_of when each holds",
        level=Level.NOTICE,
    )
