"""The context that is proposed for an ambiguous quote; `test_anchor` tries it on many texts."""

from __future__ import annotations

import pytest

from sicetnon.meaning.anchoring.disambiguate import disambiguate
from sicetnon.meaning.anchoring.find import find_all, fold


@pytest.mark.parametrize(
    ("text", "exact", "contexts"),
    [
        ("one x two x", "x", [("one ", ""), ("two ", "")]),
        ("a x b, a x c", "x", [("", " b,"), ("", " c")]),
        ("a x b a x c d x c", "x", [("", " b"), ("a ", " c"), ("d ", "")]),
        ("b a x, c a x, c", "x", [("b a ", ""), ("c a ", "")]),
    ],
)
def test_the_shortest_context_is_proposed(
    text: str, exact: str, contexts: list[tuple[str, str] | None]
) -> None:
    """A prefix where one does it, else a suffix, else both; and none where none does."""
    folded = fold(text)
    spans = find_all(folded, exact)
    assert [disambiguate(folded, exact, span) for span in spans] == contexts


def test_where_all_around_repeats_none_is_proposed() -> None:
    """The middle of a long text of one word has no context of its own."""
    folded = fold("x " * 3000)
    assert disambiguate(folded, "x", find_all(folded, "x")[1500]) is None
