"""Ids made from words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sicetnon.authoring.naming import make_id
from sicetnon.reading.field_types import ID


@given(st.text(max_size=60), st.sets(st.sampled_from(["a", "claim-1", "con", "a-2"])))
def test_any_words_make_an_id(words: str, taken: set[str]) -> None:
    """One that can be an address, and is free."""
    made = make_id(words, taken, "claim-1")
    assert ID.fullmatch(made) and made not in taken and len(made) < 50
