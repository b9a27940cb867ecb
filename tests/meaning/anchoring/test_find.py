"""Finding quoted words: what is folded, what must not be, and answers in the text's own offsets."""

from __future__ import annotations

import sys
import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sicetnon.meaning.anchoring.find import (
    FOLDING,
    divides_alike,
    find_all,
    find_in_order,
    fold,
    fold_quote,
    stands_alone,
)
from sicetnon.model import Span
from strategies import Tape, tapes

LIKELY = "aé\u0301\u0323ӣ  \n\t“”‘’'\"«»‹›–—-−\u00ad\u200b\u2060\ufeff\u200c\u200d각ᄀ\x85\x1c한"
SPACES = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()]
UNSEEN = ["\u00ad", "\u200b", "\u2060", "\ufeff"]

FOLDED = [
    ("double quotes", "the “group” said", 'the "group" said'),
    ("German quotes", "die „Gruppe“ sagt", 'die "Gruppe" sagt'),
    ("French quotes", "le «\u202fgroupe\u202f» dit", 'le "groupe" dit'),
    ("single quotes", "the ‘group’ said", "the 'group' said"),
    ("an apostrophe", "O’Neill’s", "O'Neill's"),
    ("an en dash", "2006–2010", "2006-2010"),
    ("an em dash", "one—two", "one - two"),
    ("a minus", "\u22125 degrees", "-5 degrees"),
    ("a hyphen that does not break", "well\u2011known", "well-known"),
    ("a soft hyphen", "con\u00adtra\u00addiction", "contradiction"),
    ("a zero-width space", "zero\u200bwidth", "zerowidth"),
    ("a line break", "taken\nin 2020", "taken in 2020"),
    ("a break between blocks", "the end\n\nThe next", "the end The next"),
    ("spaces of a tokenised text", "Lincoln's Inn, 1836.", "Lincoln 's Inn , 1836 ."),
    ("no space at all", "set up in 2010", "setupin2010"),
    ("composed letters", "Emomalӣ café Å", "Emomalи\u0304 cafe\u0301 \u212b"),
    ("composed syllables", "\ud55c\uad6d", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    ("the order of marks", "q\u0323\u0307", "q\u0307\u0323"),
]
"""What is folded: a text, and another way of writing it down."""

KEPT = [
    ("case", "Group", "group"),
    ("another letter", "Rahmon", "Rahman"),
    ("a diacritic", "café", "cafe"),
    ("a diacritic that has no composed letter", "x\u0302", "x\u0303"),
    ("a vowel sign", "कि", "की"),
    ("a vowel point", "שָׁלוֹם", "שלום"),
    ("digits of another script", "2010", "٢٠١٠"),
    ("digits of another width", "2010", "２０１０"),
    ("a raised digit", "m²", "m2"),
    ("a ligature", "ofﬁce", "office"),
    ("a letter of two", "Straße", "Strasse"),
    ("a letter of another script", "Rahmon", "R\u0430hmon"),
    ("letters of another width", "ABC", "ＡＢＣ"),
    ("an emoji that is joined", "👩\u200d👧", "👩👧"),
    ("a joiner that parts", "می\u200cخواهم", "میخواهم"),
    ("a variant of an emoji", "❤\ufe0f", "❤"),
    ("three stops", "and so on …", "and so on ..."),
    ("two hyphens", "one—two", "one--two"),
    ("a fraction", "½", "1/2"),
    ("a full stop", "the end.", "the end"),
]
"""What is not: two texts that are different words, though they may look alike."""


def text_with(words: str) -> tuple[str, tuple[int, int]]:
    """A text with words in it, and where they stand."""
    before, after = "«Before» – ", ", after."
    return before + words + after, (len(before), len(before) + len(words))


@pytest.mark.parametrize(("name", "one", "other"), FOLDED)
def test_folded(name: str, one: str, other: str) -> None:
    """A quote is found however its quotation marks, dashes, spaces and accents were typed."""
    for words, quote in ((one, other), (other, one)):
        text, span = text_with(words)
        assert find_all(fold(text), quote) == [span], name


@pytest.mark.parametrize(("name", "one", "other"), KEPT)
def test_not_folded(name: str, one: str, other: str) -> None:
    """Other letters are other words: they are not found, not even where they look the same."""
    for words, quote in ((one, other), (other, one)):
        if words not in quote and quote not in words:
            assert find_all(fold(text_with(words)[0]), quote) == [], name
        assert not same(words, quote), name


def same(one: str, other: str) -> bool:
    """Whether two texts are the same words to the last letter."""
    return find_all(fold(one), other) == [(0, len(one))]


@pytest.mark.parametrize("unseen", SPACES + UNSEEN, ids=lambda c: f"U+{ord(c):04X}")
def test_white_space_of_every_kind_is_left_out(unseen: str) -> None:
    """White space of any kind and amount may stand in the text or the quote, or in neither."""
    spaced = f"set{unseen}up{unseen * 3}in 2010"
    assert find_all(fold(f"it was {spaced}."), "set up in 2010") == [(7, 7 + len(spaced))]
    assert find_all(fold("it was set up in 2010."), spaced) == [(7, 21)]


@pytest.mark.parametrize("nothing", ["", " ", "\n\n", "\u00ad\u200b"])
def test_words_of_nothing_are_found_nowhere(nothing: str) -> None:
    """A quote without words does not match everywhere."""
    assert find_all(fold("some words"), nothing) == []
    assert find_all(fold(nothing), "some words") == []


@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix", "places"),
    [
        ("one two one three", "one", "", "", [(0, 3), (8, 11)]),
        ("one two one three", "one", "two", "", [(8, 11)]),
        ("one two one three", "one", "", "two", [(0, 3)]),
        ("one two one three", "one", "tw o\n", " thr", [(8, 11)]),
        ("one two one three", "one", "three", "", []),
        ("one two one three", "one", "", "three one", []),
        ("aaa", "aa", "", "", [(0, 2), (1, 3)]),
        ("“one” – two", "two", '"one"-', "", [(8, 11)]),
        ("cafe\u0301 noir", "noir", "café", "", [(6, 10)]),
    ],
)
def test_neighbours(
    text: str, exact: str, prefix: str, suffix: str, places: list[tuple[int, int]]
) -> None:
    """Prefix and suffix stand directly beside the words, are folded too, and are not answered."""
    assert find_all(fold(text), exact, prefix, suffix) == places


@pytest.mark.parametrize(
    ("quoted", "found", "alike"),
    [
        ("set up", "set\nup", True),
        ("set up", "setup", False),
        ("Lincoln 's Inn", "Lincoln’s Inn", True),
        ("well - known", "well-known", True),
        ("the rapist", "therapist", False),
        ("contradiction", "con\u00adtra\u00addiction", True),
        ("cafe\u0301 noir", "café\u00a0noir", True),
        ("x\u0302 y", "x\u0302y", False),
        ("का म", "काम", False),
        ("नमस्ते", "नमस्ते", True),
    ],
)
def test_division(quoted: str, found: str, alike: bool) -> None:
    """Words that match but divide otherwise are told from those that divide alike."""
    assert divides_alike(quoted, found) is alike
    assert divides_alike(found, quoted) is alike


@pytest.mark.parametrize(
    ("text", "words", "alone"),
    [
        ("in Rahmon's day", "Rahmon", True),
        ("a Rahmon-led group", "Rahmon", True),
        ("(Rahmon)", "Rahmon", True),
        ("Rahmonov", "Rahmon", False),
        ("aRahmon", "Rahmon", False),
        ("Rahmon2", "Rahmon", False),
        ("Rahmon_2", "Rahmon", False),
        ("cafe\u0301", "cafe", False),
        ("Man\u00adchester", "Man", False),
        ("Man\u2060chester", "chester", False),
        ("\ufeffRahmon", "Rahmon", True),
        ("Rahmon\u2060—\u2060", "Rahmon", True),
        ("Rahmon\u200bova", "Rahmon", True),
        ("在东京都", "东京", True),
        ("IBM的", "IBM", True),
        ("कित", "क", False),
    ],
)
def test_whole_words(text: str, words: str, alone: bool) -> None:
    """Words stand alone where neither end of them is inside a word."""
    start = text.index(words)
    assert stands_alone(text, (start, start + len(words))) is alone


# Any text -----------------------------------------------------------------------------------

CHARACTERS = [
    *(
        "a",
        "b",
        "A",
        "1",
        ".",
        "é",
        "ш",
        "й",
        "ع",
        "עִ",
        "שׁ",
        "東",
        "한",
        "각",
        "ﬁ",
        "क\u093c",
        "\u0958",
    ),
    *(
        "x\u0302",
        "q\u0323\u0307",
        "ự",
        "Å",
        "\u212b",
        "Ω",
        "👩\u200d👧",
        "-",
        "—",
        "'",
        "’",
        '"',
        "«",
        "ʼ",
    ),
]
"""Characters as readers see them: each is one, composed or not."""

Drawn = tuple[str, tuple[int, int]]


def _quoted(tape: Tape) -> Drawn:
    """A text of characters in several forms with spaces anywhere, and a span of whole ones."""
    forms = tape.pick([["NFC"], ["NFD"], ["NFC", "NFD", "as it is"]])
    parts = [
        tape.pick([*SPACES[-9:], *UNSEEN]) if tape.below(4) == 3 else _formed(tape, forms)
        for _ in range(1 + tape.below(12))
    ]
    ends = list(accumulate(len(part) for part in parts))
    seen = [n for n, part in enumerate(parts) if part not in SPACES + UNSEEN]
    if not seen:
        return "a", (0, 1)
    first, last = sorted((tape.pick(seen), tape.pick(seen)))
    return "".join(parts), (ends[first] - len(parts[first]), ends[last])


def _formed(tape: Tape, forms: list[str]) -> str:
    form, character = tape.pick(forms), tape.pick(CHARACTERS)
    if form == "as it is":
        return character
    return unicodedata.normalize("NFC" if form == "NFC" else "NFD", character)


quoted = tapes.map(_quoted)


@given(quoted)
@settings(max_examples=1000, deadline=None, print_blob=True)
def test_any_words_are_found_where_they_stand(drawn: Drawn) -> None:
    """The words of any stretch of any text are found at just that stretch, maybe among others."""
    text, (start, end) = drawn
    assert (start, end) in find_all(fold(text), text[start:end])


@given(quoted, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["", " ", "\u00ad\n"]))
@settings(max_examples=1000, deadline=None, print_blob=True)
def test_any_words_are_found_however_they_are_typed(drawn: Drawn, form: str, space: str) -> None:
    """The same, where the quote is in another form of Unicode and has other white space."""
    text, (start, end) = drawn
    quote = space.join(unicodedata.normalize(form, text[start:end]).split())
    assert (start, end) in find_all(fold(text), quote)


@given(quoted, quoted)
@settings(max_examples=1000, deadline=None, print_blob=True)
def test_nothing_else_is_found(drawn: Drawn, other: Drawn) -> None:
    """What is found is the quote: the same letters, and not a character more at either end."""
    text, _ = drawn
    quote = other[0][slice(*other[1])]
    for start, end in find_all(fold(text), quote):
        assert same(text[start:end], quote)
        assert text[start:end].strip("".join(SPACES + UNSEEN)) == text[start:end]


@given(quoted)
@settings(max_examples=1000, deadline=None, print_blob=True)
def test_neighbours_lose_no_place(drawn: Drawn) -> None:
    """Whatever stands before and after words, as prefix and suffix, singles their place out."""
    text, (start, end) = drawn
    found = find_all(fold(text), text[start:end], text[:start], text[end:])
    assert found == [(start, end)]


@given(st.text(st.one_of(st.sampled_from(LIKELY), st.characters())))
@settings(max_examples=2000, deadline=None)
def test_the_table_for_scripts_says_all_of_folding(words: str) -> None:
    """What the page's script folds by it is what is folded here."""
    variants = {v: plain for plain, many in FOLDING["variants"].items() for v in many}  # type: ignore[attr-defined]
    ignored = f"{FOLDING['blanks']}{FOLDING['unseen']}"
    composed = unicodedata.normalize("NFC", words)
    assert "".join(variants.get(c, c) for c in composed if c not in ignored) == fold_quote(words)
    assert fold(words).folded == fold_quote(words)


def in_order(text: str, *parts: str, most: int = 10) -> list[list[Span]]:
    """The spans of parts without prefix and suffix."""
    return list(find_in_order(fold(text), [(part, "", "") for part in parts], most))


def test_parts_leave_room_for_each_other() -> None:
    """Of each part the places after the first of the one before and before the last of the next."""
    assert in_order("a b a c a", "a", "b") == [[(0, 1)], [(2, 3)]]
    assert in_order("a b a c a", "b", "a") == [[(2, 3)], [(4, 5), (8, 9)]]
    assert in_order("a b a c a", "a", "c", "a") == [[(0, 1), (4, 5)], [(6, 7)], [(8, 9)]]
    assert in_order("aa", "a", "a") == [[(0, 1)], [(1, 2)]]
    assert in_order("a b", "b", "a") == in_order("a b", "a", "x") == [[], []]
    assert in_order("a a a", "a", most=2) == [[(0, 1), (2, 3)]]
    assert list(find_in_order(fold("a b c b"), [("b", "a ", ""), ("b", "", "")], 9)) == [
        [(2, 3)],
        [(6, 7)],
    ]


def test_many_parts_take_time_in_proportion_to_the_text() -> None:
    """Where each stands everywhere the first answer is enough to know that it is ambiguous."""
    text = fold("a" * 200_000)
    first = next(find_in_order(text, [("a", "", "")] * 2_000, 1_000))
    assert len(first) == 1_000
    assert len(in_order("ab" * 1_000, *["ab"] * 1_000)) == 1_000
