"""Words of an old text in a new one: followed where they went, and not found where they are not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sicetnon.meaning.anchoring.align import align
from sicetnon.meaning.anchoring.carry import carry

OLD = (
    "The bridge was finished in 1432, in the reign of the second duke.\n\n"
    "Master Hugh built it of grey stone, and the second duke paid “gladly” for the work. "
    "Nobody has seen the bill since the fire.\n\n"
    "Two hundred years later the bridge fell into the river during a flood."
)


def carried(new: str, quote: str, old: str = OLD) -> str | None:
    """The words of the new text that a quote of the old one was carried to."""
    start = old.index(quote)
    found = carry(align(old, new), (start, start + len(quote)))
    return new[slice(*found.span)] if found else None


@pytest.mark.parametrize(
    ("quote", "edit", "becomes"),
    [
        ("Master Hugh built it", ("Hugh", "Hugo"), "Master Hugo built it"),
        ("of grey stone", ("grey stone", "grey, rough stone"), "of grey, rough stone"),
        ("Nobody has seen", ("Nobody has", "No one ever has"), "No one ever has seen"),
        ("paid “gladly” for", ("“gladly”", '"gladly"'), 'paid "gladly" for'),
        ("“gladly”", ("paid “gladly” for the work", 'gave "gladly"'), '"gladly"'),
        ("since the fire.", ("fire.", "great fire."), "since the great fire."),
        ("the second duke paid", ("the second duke", "the third duke"), "the third duke paid"),
        ("in the reign of", (", in the reign", " in the long reign"), "in the long reign of"),
        ("fell into the river", ("fell into", "collapsed into"), "collapsed into the river"),
        ("fell into the river", ("the river", "the water"), "fell into the water"),
    ],
)  # fmt: skip
def test_words_are_followed_through_a_change(
    quote: str, edit: tuple[str, str], becomes: str
) -> None:
    """What was put in place of a word belongs to the quote; signs at its ends stay."""
    new = OLD.replace(*edit)
    assert new != OLD
    assert carried(new, quote) == becomes


def test_a_moved_passage_is_followed() -> None:
    """A sentence that was taken elsewhere, and changed there, is found where it is now."""
    first, second, third = OLD.split("\n\n")
    sentence = " Nobody has seen the bill since the fire."
    new = "\n\n".join(
        (third, second.replace(sentence, ""), first + sentence.replace("bill", "account"))
    )
    assert carried(new, "has seen the bill since") == "has seen the account since"
    assert carried(new, "Master Hugh built it") == "Master Hugh built it"


@pytest.mark.parametrize("quote", ["Master Hugh built it", "the second duke paid", "“gladly”"])
def test_deleted_words_have_no_place(quote: str) -> None:
    """What is gone is not put on words like it that stood elsewhere all along."""
    sentence = OLD[OLD.index("Master") : OLD.index("Nobody")]
    assert carried(OLD.replace(sentence, ""), quote) is None


def test_one_of_two_alike_is_told_from_the_other() -> None:
    """Of words that stand twice those are meant that stood there before."""
    old = "He left. She was glad of it.\n\nThey came. She was glad of it."
    new = "They came. She was very glad of it.\n\nHe left. She was glad of it. And she was glad."
    start = old.rindex("She was glad")
    found = carry(align(old, new), (start, start + len("She was glad")))
    assert found is not None
    assert found.span == (new.index("She was very"), new.index(" of it"))


def test_scripts_without_spaces_are_followed_letter_by_letter() -> None:
    """A quote in Chinese keeps its own letters only."""
    old = "桥于一四三二年建成。修桥的是胡师傅，第二任公爵付了钱。"
    new = "第二任公爵在位时，桥于一四三二年建成。修桥的是老胡师傅，公爵付了钱。"
    assert carried(new, "修桥的是胡师傅", old) == "修桥的是老胡师傅"


WORDS = st.lists(
    st.sampled_from(
        ["a", "b", "c", "alpha", "beta", "—", "“", "”", ".", "你好", "\xe9", "e\u0301"]
    ),
    max_size=40,
)


@given(WORDS, WORDS, st.data())
def test_any_two_texts_are_aligned_within_their_bounds(
    old_words: list[str], new_words: list[str], data: st.DataObject
) -> None:
    """Each word has one image at most, and a carried span lies in the text and is not empty."""
    old, new = " ".join(old_words), " ".join(new_words)
    alignment = align(old, new)
    images = [image for image in alignment.images if image >= 0]
    assert len(images) == len(set(images))
    assert all(alignment.images[o] == n for n, o in enumerate(alignment.origins) if o >= 0)
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = carry(alignment, (start, end))
    assert found is None or 0 <= found.span[0] < found.span[1] <= len(new)


def test_a_long_text_costs_little() -> None:
    """A text of a hundred thousand words in which every tenth is changed takes seconds."""
    chance = Random(1)  # noqa: S311  # the same texts every time
    old = [f"w{int(5_000 ** chance.random())}" for _ in range(100_000)]
    new = [f"x{n}" if n % 10 == 3 else word for n, word in enumerate(old)]
    alignment = align(" ".join(old), " ".join(new))
    assert sum(image == n for n, image in enumerate(alignment.images)) >= 90_000
