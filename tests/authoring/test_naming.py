"""Ids name from words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sicetnon.authoring.naming import make_id
from sicetnon.reading.field_types import ID


@given(st.text(max_size=60), st.sets(st.sampled_from(["a", "claim-1", "con", "a-2"])))
def test_any_words_make_an_id(words: str, used: set[str]) -> None:
    """Any words make an id that can be an address and is not used yet."""
    name = make_id(words, used, "claim-1")
    assert ID.fullmatch(name) and name not in used and len(name) < 50
