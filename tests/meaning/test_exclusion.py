"""Which values exclude each other, by a table that was judged by hand (see `cases/value-pairs`)."""

from __future__ import annotations

from collections import Counter

import pytest

from sicetnon.meaning.exclusion import REASONS, Rule, rule_for
from value_pairs import Pair, pairs

PAIRS = list(pairs())
FALSE = 1 / 3
"""The part of what is proposed that may be false, as a whole and in each file."""
RIGHT = 0.9
"""The part of what was judged to contradict that is proposed at least."""


def rates(judged: list[Pair]) -> tuple[float, float]:
    """The part of the proposals that is false, and the part of the contradictions proposed."""
    counts = Counter((pair.rule is not None, pair.contradict) for pair in judged)
    proposed = counts[True, True] + counts[True, False]
    contradicting = counts[True, True] + counts[False, True]
    false = counts[True, False] / proposed if proposed else 0.0
    return false, counts[True, True] / contradicting if contradicting else 1.0


def test_the_table_is_large() -> None:
    """It has 200 pairs or more, of all types of value, and contradictions as well as others."""
    assert len(PAIRS) >= 200
    types = {pair.about.predicate.value for pair in PAIRS}
    assert types == {"date", "number", "place", "entity", "yes-no", "text"}
    assert 0.3 < sum(pair.contradict for pair in PAIRS) / len(PAIRS) < 0.7


def test_few_proposals_are_false_and_few_contradictions_are_missed() -> None:
    """As whoever keeps a corpus of history would judge."""
    false, right = rates(PAIRS)
    assert false <= FALSE / 3, f"{false:.1%} of the proposals are false"
    assert right >= RIGHT, f"{right:.1%} of the contradictions are found"


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in PAIRS}))
def test_no_kind_of_value_is_mostly_guessed(kind: str) -> None:
    """At most one proposal in three is false for each kind of property."""
    false, _ = rates([pair for pair in PAIRS if pair.kind == kind])
    assert false <= FALSE + 0.001, kind


def test_it_does_not_matter_which_claim_comes_first() -> None:
    """Two claims exclude each other, or they do not."""
    for pair in PAIRS:
        assert rule_for(pair.other, pair.one, pair.about) == pair.rule, pair.why


def test_no_claim_excludes_itself() -> None:
    """Whatever it says, and however it says it."""
    for pair in PAIRS:
        assert rule_for(pair.one, pair.one, pair.about) is None


def test_each_rule_is_told_in_words() -> None:
    """And each that two values can show fires in the table."""
    assert set(REASONS) == set(Rule)
    assert {pair.rule for pair in PAIRS} - {None} == set(Rule) - {Rule.OPPOSED}
