"""The text most like a quote that is not there: right where it can be, bounded always."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sicetnon.meaning.anchoring import fuzzy
from sicetnon.meaning.anchoring.fuzzy import LOWEST, FuzzyIndex

WORDS = [
    *("border", "relation", "group", "report", "district", "police", "court", "ministry", "prison"),
    *("journal", "witness", "summer", "winter", "autumn", "spring", "morning", "evening", "letter"),
    *("speech", "answer", "question", "claim", "source", "quarrel", "bridge", "river", "mountain"),
    *("village", "market", "school", "teacher", "student", "doctor", "farmer", "soldier"),
]
TEXT = (
    "Jamaat Ansarullah is a militant group. The group was set up in 2010 by Amriddin Tabarov,"
    " a field commander.\n\nIn May 2012, Tajikistan’s Supreme Court banned it as an extremist"
    " organisation.\n\nЭмомалӣ Раҳмон said that the border with Afghanistan is calm."
)


@pytest.mark.parametrize(
    ("quoted", "meant"),
    [
        ("was setup in 2010", "was set up in 2010"),
        ("was set up in 2011", "was set up in 2010"),
        ("the group was set up", "The group was set up"),
        ("a militant groups", "a militant group"),
        ("by Amridin Tabarov", "by Amriddin Tabarov"),
        ("Amriddin Tabarov, field commander", "Amriddin Tabarov, a field commander"),
        ("Tajikistans Supreme Court", "Tajikistan’s Supreme Court"),
        ("banned it as an extremist organization", "banned it as an extremist organisation"),
        ("banned it as extremist an organisation", "banned it as an extremist organisation"),
        ("Эмомали Раҳмон", "Эмомалӣ Раҳмон"),
        ("bannd", "banned"),
        ("In May of 2012, Tajikistan", "In May 2012, Tajikistan"),
    ],
)
def test_typing_errors_are_found(quoted: str, meant: str) -> None:
    """A quote with a slip is shown the words that were meant, whole, and that they differ."""
    found = FuzzyIndex(TEXT).nearest(quoted)
    assert found
    assert TEXT[slice(*found.span)] == meant
    assert LOWEST <= found.likeness < 100


@pytest.mark.parametrize(
    "absent",
    ["x", "?", "…", "quite other things happen elsewhere", "漢字", "zzzz zzzz zzzz", "\u00ad"],
)
def test_what_is_absent_resembles_nothing_or_little(absent: str) -> None:
    """Words that have nothing to do with the text are not said to be in it."""
    found = FuzzyIndex(TEXT).nearest(absent)
    assert found is None or found.likeness < 80


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a"])
def test_a_text_of_next_to_nothing_has_nothing_like_it(text: str) -> None:
    """A text without words has nothing that resembles a quote."""
    assert FuzzyIndex(text).nearest("some words") is None


@given(st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, print_blob=True)
def test_a_slip_is_found_where_it_is(chance: random.Random) -> None:
    """A quote of several words with a slip in one letter is found at the place it comes from."""
    words = [f"{chance.choice(WORDS)}{number}" for number in range(400)]
    first = chance.randrange(390)
    taken = " ".join(words[first : first + chance.randint(4, 10)])
    text = " ".join(words)
    start = text.index(taken)
    found = FuzzyIndex(text).nearest(slip(taken, chance))
    assert found
    assert found.likeness < 100
    assert found.span == (start, start + len(taken))


def slip(words: str, chance: random.Random) -> str:
    """Words with a letter in them left out, doubled, exchanged or written otherwise."""
    at = chance.randrange(1, len(words) - 2)
    while not words[at : at + 2].isalpha():
        at = chance.randrange(1, len(words) - 2)
    other = chance.choice(["", words[at] * 2, "x"])
    if words[at] != words[at + 1] and chance.random() < 0.25:
        return words[:at] + words[at + 1] + words[at] + words[at + 2 :]
    return words[:at] + other + words[at + 1 :]


@given(st.text("İıßŉﬁé ab\u0307\u00ad\n", max_size=60), st.text("İıßŉﬁé ab", max_size=20))
@settings(max_examples=300, deadline=None, print_blob=True)
def test_spans_lie_in_the_text(text: str, quoted: str) -> None:
    """Whatever is shown is a stretch of the text, also where lower case is longer than upper."""
    found = FuzzyIndex(text).nearest(quoted)
    if found:
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    """Hundreds of letters that lower case makes two of do not lead the search astray."""
    text = "İ " * 500 + "The group was set up in 2010 by him."
    found = FuzzyIndex(text).nearest("The group was setup in 2010")
    assert found
    assert text[slice(*found.span)] == "The group was set up in 2010"


ENOUGH = 4_000_000
"""Pairs of characters that may be compared for a quote; the library takes seconds from there on."""


class Compared:
    """Stands in for the library and counts the characters that are compared."""

    def __init__(self) -> None:
        self.windows: list[int] = []
        self.cost = 0
        """Pairs of characters at most."""
        self._library = fuzzy.fuzz

    def forget(self) -> None:
        """Counts anew."""
        self.windows, self.cost = [], 0

    def partial_ratio_alignment(self, quote: str, window: str) -> object:
        """The library's answer, counted."""
        self.windows.append(len(window))
        self.cost += len(quote) * len(window)
        if self.cost > ENOUGH:
            return None
        return self._library.partial_ratio_alignment(quote, window)

    def ratio(self, one: str, other: str) -> float:
        """The library's answer."""
        return self._library.ratio(one, other)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Compared:
    """The library, counting."""
    counting = Compared()
    monkeypatch.setattr(fuzzy, "fuzz", counting)
    return counting


def test_a_long_text_is_not_compared_as_a_whole(compared: Compared) -> None:
    """An orphan costs a few windows of its own size, however long the text is."""
    chance = random.Random(1)  # noqa: S311  # no secret
    words = [chance.choice(WORDS) + str(chance.randrange(3000)) for _ in range(30_000)]
    fuzzy_index = FuzzyIndex(" ".join(words))
    for _ in range(50):
        first = chance.randrange(len(words) - 12)
        quoted = slip(" ".join(words[first : first + 12]), chance)
        compared.forget()
        assert fuzzy_index.nearest(quoted)
        assert len(compared.windows) <= fuzzy.WINDOWS
        assert max(compared.windows) <= 2 * len(quoted) + 200


def test_a_long_text_without_the_words_is_not_compared_at_all(compared: Compared) -> None:
    """Where no word of a quote is left, a long text is given up and a short one compared once."""
    for text, windows in (("border " * 150_000, []), ("border " * 1000, [7000])):
        compared.forget()
        FuzzyIndex(text).nearest("quite other things")
        assert compared.windows == windows


class Votes(Counter[int]):
    """Stands in for what counts where the words of a quote lead."""

    given = 0

    def __setitem__(self, key: int, value: int) -> None:
        Votes.given += 1
        super().__setitem__(key, value)


def test_a_quote_of_common_words_costs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that stands in thousands of places is no trace to be followed."""
    monkeypatch.setattr(fuzzy, "Counter", Votes)
    fuzzy_index = FuzzyIndex("the border and the group, " * 20_000 + "of old.")
    assert fuzzy_index.nearest("the group and the borders and the groups of the border of old")
    assert 0 < Votes.given < 1000


def test_a_long_quote_costs_no_more(compared: Compared) -> None:
    """A quote of many pages is compared piece by piece or in part, not letter by letter."""
    chance = random.Random(2)  # noqa: S311  # no secret
    words = " ".join(chance.choice(WORDS) + str(chance.randrange(3000)) for _ in range(20_000))
    FuzzyIndex(words).nearest(words[1000:5000] + "zzz" + words[5001:50_000])
    assert compared.cost < ENOUGH


def test_unspaced_text_is_searched_too(compared: Compared) -> None:
    """Scripts without spaces have no words to go by, and yet a slip is found in a long text."""
    chance = random.Random(3)  # noqa: S311  # no secret
    text = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(80_000))
    found = FuzzyIndex(text).nearest(text[50_000:50_010] + "字" + text[50_011:50_020])
    assert found
    assert found.span == (50_000, 50_020)
    assert sum(compared.windows) < 1000


def test_what_stands_around_chooses_among_alike() -> None:
    """Of two places that resemble a quote, prefix or suffix tell which; else the quote before."""
    text = " ".join(
        f"The {place} of the {kind} duke was {deed} here."
        for place in ("bridge", "tower", "mill")
        for kind, deed in (("first", "built"), ("second", "burnt"))
    )
    index = FuzzyIndex(text)

    def start(**context: str | int) -> int:
        found = index.nearest("duke was build", **context)  # type: ignore[arg-type]
        assert found
        return found.span[0]

    places = [at for at in range(len(text)) if text.startswith("duke was built", at)]
    assert len(places) == 3
    assert start(prefix="The mill of the first ") == places[2]
    assert start(suffix=" here. The tower of the second") == places[1]
    assert [start(after=place - 9) for place in places] == places


def test_a_short_quote_is_looked_for_between_its_neighbours() -> None:
    """Where words say little, the places of the quotes before and after say which are meant."""
    filler = "Nothing of it is known to anybody here. " * 60
    words = f"The mason came home. {filler}A mason went home again. {filler}The mason came hone."
    index, wanted = FuzzyIndex(words), words.index("mason went")
    match = index.nearest("mason won", after=wanted - 300, before=wanted + 300)
    assert match and match.span[0] == wanted
    alone = index.nearest("mason came", after=None)
    assert alone and alone.span[0] == words.index("mason came")


def test_words_in_another_order_are_found() -> None:
    """Two words in each other's place are nearer than one of them beside another word."""
    words = "He spoke of the bridge. They came to Oxley late. From Oxford they went on."
    match = FuzzyIndex(words).nearest("Oxley to came")
    assert match and words[slice(*match.span)] == "came to Oxley"


@pytest.mark.parametrize(
    ("quoted", "prefix", "suffix", "meant"),
    [
        ("risk the", "", " market closed", "before the"),
        ("teh", "held by ", "", "the"),
        ("armed with", "kept in ", "", "touch with"),
    ],
)
def test_words_around_tell_where_a_short_quote_stands(
    quoted: str, prefix: str, suffix: str, meant: str
) -> None:
    """Where a short quote has little of its words, those before or after it tell its place."""
    text = (
        "Armed men with a risk to peace stood at the court. Long before the market closed they"
        " kept in touch with the village. In the end all signed the peace agreement there, and"
        " the town is held by the farmers with the other man."
    )
    found = FuzzyIndex(text).nearest(quoted, prefix, suffix)
    assert found
    assert text[slice(*found.span)] == meant
