"""The shortest selector of words, and the places to choose from."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sicetnon.authoring.describe import describe
from sicetnon.meaning.anchoring.anchor import AnchorIndex, anchor
from sicetnon.meaning.anchoring.find import find_all
from sicetnon.model import Source, Work
from sicetnon.problems import Location


@given(
    st.lists(st.sampled_from(["a", "b", "cd", "c", "d.", "“a”"]), min_size=1, max_size=14),
    st.data(),
)
def test_each_place_has_the_selector_that_means_it(words: list[str], data: Any) -> None:
    """The selector of each place finds only that place; words that stand once get no prefix."""
    text = " ".join(words)
    source = Source(
        id="a",
        path="content/a.md",
        work=Work("A"),
        kind="full",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body=text,
        body_line=1,
    )
    anchor_index = AnchorIndex(source, text)
    exact = " ".join(words[data.draw(st.integers(0, len(words) - 1)) :][:2])
    described = describe(anchor_index, [exact], "", "")
    places = find_all(anchor_index.folded, exact)
    if described.selector:
        assert len(places) == 1 and not described.selector.prefix + described.selector.suffix
        return
    assert len(described.choices) == len(places) > 1
    for place, choice in zip(places, described.choices, strict=True):
        if choice.selector:
            assert anchor(anchor_index, choice.selector, Location("a.yaml"))[0] == (place,)
