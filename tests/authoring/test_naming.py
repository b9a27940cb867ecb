"""Ids made from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sicetnon.authoring.naming import make_id
from sicetnon.id_syntax import is_id, is_possible


@given(st.text(max_size=60), st.sets(st.sampled_from(["a", "CLAIM-1", "con", "a-2"])))
def test_any_words_make_an_id(words: str, used: set[str]) -> None:
    """Any words make an id that can be a file and is not used yet, whatever its capitals."""
    name = make_id(words, used, "claim-1")
    assert is_id(name) and is_possible(name) and len(name) < 50
    assert name.upper() not in {other.upper() for other in used}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Emomali Rahmon’s letter", "emomali-rahmons-letter"),
        ("Müller & Søn, 1432", "muller-son-1432"),
        ("Эмомалӣ Раҳмон", "эмомалӣ-раҳмон"),
        ("Трагедия (Ёлка, йод)", "трагедия-ёлка-йод"),
        ("جماعت انصارالله", "جماعت-انصارالله"),
        ("می\u200cخواهم", "می-خواهم"),
        ("王安石：變法", "王安石-變法"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("Con", "claim-1"),
        ("?!", "claim-1"),
    ],
)
def test_an_id_keeps_the_script_of_its_words(words: str, name: str) -> None:
    """Latin letters lose their accents; in every other script a name stays as it is written."""
    assert make_id(words, (), "claim-1") == name
