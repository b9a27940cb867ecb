"""What counts as contested, in tension and explained: the table of `meaning.standing`."""

from __future__ import annotations

import pytest

from sicetnon.meaning.standing import standings
from sicetnon.model import Contradiction, Position
from sicetnon.problems import Location
from sicetnon.vocabulary import RELATIONS, STATUSES


def contradiction(
    relation: str, status: str, *undecided: bool, name: str = "x", sources: str = "ab"
) -> Contradiction:
    """A contradiction whose positions are held by one claim each: a/1, b/1 and so on."""
    flags = undecided or (False, False)
    positions = tuple(
        Position(str(number), (f"{source}/1",), flag)
        for number, (source, flag) in enumerate(zip(sources, flags, strict=True))
    )
    return Contradiction(
        name, "Who?", relation, None, positions, status, None, None, None, Location("a.yaml")
    )


EXPECTED = {
    ("contradictory", "open"): "contested",
    ("contrary", "open"): "contested",
    ("tension", "open"): "tension",
    **{(relation, "explained"): "explained" for relation in RELATIONS},
}


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("status", STATUSES)
def test_relation_and_status_say_how_a_claim_stands(relation: str, status: str) -> None:
    """Candidates and rejected contradictions make nothing of their claims."""
    found = standings([contradiction(relation, status)])
    expected = EXPECTED.get((relation, status))
    assert {key: one.word for key, one in found.items()} == (
        {"a/1": expected, "b/1": expected} if expected else {}
    )


def test_who_says_that_it_cannot_be_told_is_nobodys_rival() -> None:
    """The others contest each other; where only one answers, nobody is contested."""
    three = standings([contradiction("contrary", "open", False, False, True, sources="abc")])
    assert [one.word for one in three.values()] == ["contested", "contested", ""]
    two = standings([contradiction("contrary", "open", False, True)])
    assert [one.word for one in two.values()] == ["", ""]
    assert two["a/1"].contradictions == ("x",)


def test_the_strongest_standing_counts() -> None:
    """Explained only if nothing else, in tension only if not contested; the liveliest first."""
    kinds = [("tension", "explained"), ("tension", "open"), ("contrary", "open")]
    expected = ("explained", "tension", "contested")
    for count, word in enumerate(expected, 1):
        listed = [contradiction(*kind, name=f"c{n}") for n, kind in enumerate(kinds[:count])]
        standing = standings(listed)["a/1"]
        assert standing.word == word
        assert standing.contradictions == tuple(f"c{n}" for n in reversed(range(count)))
