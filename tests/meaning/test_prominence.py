"""What a reader sees first."""

from __future__ import annotations

import pytest
from tests.meaning.test_standing import contradiction

from sicetnon.meaning.prominence import by_prominence, weight


@pytest.mark.parametrize(
    ("relation", "sources", "expected"),
    [
        ("contrary", "abc", 5),
        ("contradictory", "ab", 4),
        ("contrary", "aa", 3),
        ("tension", "abc", 3),
        ("tension", "ab", 2),
        ("tension", "aa", 1),
    ],
)
def test_a_weight_is_computed_from_relation_and_sources(
    relation: str, sources: str, expected: int
) -> None:
    """What excludes, and what stands between sources, weighs more; never out of 1 to 5."""
    flags = (False,) * len(sources)
    assert weight(contradiction(relation, "open", *flags, sources=sources)) == expected


def test_the_weight_of_an_editor_goes_before_the_computed_one() -> None:
    """In both directions."""
    slight = contradiction("tension", "open", sources="aa", name="slight")
    sharp = contradiction("contrary", "open", name="sharp")
    assert [one.id for one in by_prominence([slight, sharp])] == ["sharp", "slight"]
    ranked = by_prominence([slight._replace(weight=5), sharp])
    assert [one.id for one in ranked] == ["slight", "sharp"]
    assert weight(sharp._replace(weight=1)) == 1


def test_the_order_is_by_status_weight_relation_sources_and_id() -> None:
    """However they were listed; an explained one never stands before an open one."""
    ordered = [
        contradiction("contrary", "open", False, False, False, sources="abc", name="three"),
        contradiction("contradictory", "open", name="sharpest"),
        contradiction("contrary", "open", name="a"),
        contradiction("contrary", "open", name="b"),
        contradiction("tension", "open", name="tension"),
        contradiction("contrary", "explained", name="explained")._replace(weight=5),
        contradiction("contrary", "candidate", name="candidate"),
        contradiction("contrary", "rejected", name="rejected"),
    ]
    for start in range(len(ordered)):
        assert by_prominence([*ordered[start:], *ordered[:start]]) == ordered
