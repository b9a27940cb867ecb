"""Words and their terms; `browser/test_search_browser.py` compares them with those of the page."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sicetnon.writing.search.letters import fold, tokens, typed_letters
from sicetnon.writing.search.words import terms, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Qāʿida", "qaʻida"),
        ("été", "ete"),
        ("e\u0301te\u0301", "ÉTÉ"),
        ("Йод", "ийод"[1:]),
        ("ёлка", "елка"),
        ("Эмомалӣ", "эмомали"),
        ("ﬁnal", "final"),
        ("STRASSE", "straße"),
        ("ΟΔΟΣ", "οδος"),
        ("İstanbul", "istanbul"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("Taji\u00adkistan", "Tajikistan"),
        ("１９９０", "1990"),
        ("Łódź", "lodz"),
        ("Øre", "ore"),
        ("Þór", "thor"),
        ("Æthelred", "aethelred"),
        ("Đorđe", "dorde"),
        ("ısı", "ISI"),
        ("Ансоруллоҳ", "ансоруллох"),
        ("Ғарм", "гарм"),
        ("қишлоқ", "кишлок"),
        ("Øşđħŧ", "osdht"),
        ("یک", "يك"),
        ("مدرسة", "مدرسه"),
        ("שלום", "שלומ"),
        ("サムライ", "さむらい"),
        ("क़लम", "कलम"),
        ("ไท้ย", "ไทย"),
        ("۱۳۵۷", "1357"),
        ("१९९०", "1990"),
    ],
)
def test_spellings_of_a_word_are_one(written: str, typed: str) -> None:
    """Accents, strokes, case, ligatures, digits, widths and invisible signs make no difference."""
    assert words(written) == words(typed)
    assert len(words(written)) == 1


def test_signs_divide_words() -> None:
    """Hyphens, dashes, slashes and points stand between words."""
    assert words("al-Qaeda—and/or “the” NRF… 1,357 km²") == [
        *("al", "qaeda", "and", "or", "the", "nrf", "1", "357", "km2")
    ]


def test_folding_twice_is_folding_once() -> None:
    """No folded character can be folded further."""
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert [c for c in every if fold(fold(c)) != fold(c)] == []


@settings(deadline=None)
@given(st.text())
def test_folding_a_text_is_folding_its_characters(text: str) -> None:
    """The page relies on it to find the place of a folded word in the text as written."""
    assert fold(text) == "".join(map(fold, text))


def found_as(text: str, language: str) -> set[str]:
    """What a text is found by in the index."""
    return {
        stem for token in tokens(text) for term in terms(language)[token] for stem in term.stems
    }


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "contradictions contradicted"),
        ("de", "Häuser Haus"),
        ("fr", "répétées répété"),
        ("ru", "река реку реке"),
        ("ru-RU", "князя князю князем"),
        ("tr", "köprüler köprüyü"),
        ("ar", "كتاب الكتاب"),
        ("fa", "کتاب کتاب‌ها"),
        ("hi", "लड़का लड़के"),
    ],
)
def test_forms_of_a_word_are_found_by_its_stem(language: str, forms: str) -> None:
    """All forms of a word have a stem in common, by the language of the text."""
    assert set.intersection(*(found_as(form, language) for form in forms.split()))


def test_a_word_without_its_marks_finds_the_word() -> None:
    """What is typed without marks has a stem in common with the word as written."""
    for written, typed in (("répétées", "repetees"), ("Häuser", "hauser"), ("köprü", "kopru")):
        for language in ("fr", "de", "tr"):
            assert found_as(written, language) & found_as(typed, language), (written, language)


def test_a_language_without_stems_leaves_words_alone() -> None:
    """A word of it is found as it is typed."""
    assert found_as("раҳмонов", "tg") == {"рахмонов"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("l’écran", {"lecran", "ecran"}),
        ("O'Brien", {"obrien", "brien"}),
        ("Qa'ida", {"qaida", "qa", "ida"}),
        ("Qāʿida", {"qaida"}),
        ("IS-K", {"isk", "is"}),
        ("al-Qaeda", {"alqaeda", "al", "qaeda"}),
        ("U.S.", {"us"}),
        ("end.Next", {"end", "next"}),
        ("می‌شود", {"ميشود", "مي", "شود"}),
        ("-'.-", set()),
    ],
)
def test_parts_of_a_word_are_found_and_the_whole(text: str, found: set[str]) -> None:
    """Apostrophes, hyphens and full stops between single letters part a word and join it."""
    assert found_as(text, "und") == found


def test_a_run_without_spaces_is_found_by_its_pairs() -> None:
    """Every two neighbouring characters are found, and the last one."""
    assert found_as("立碑四十两。", "zh") == {"立碑", "碑四", "四十", "十两", "两"}
    assert found_as("ค้น", "th") == {"คน", "น"}
    assert found_as("漢字abc", "ja") == {"漢字", "字", "abc"}


def test_names_of_people_and_months_are_no_stop_words() -> None:
    """Said, US and May, which lunr’s own list has, are indexed."""
    assert not {"said", "us", "may", "will", "dear"} & terms("en").stop
    assert {"the", "who", "how", "many"} <= terms("en").stop


def test_the_page_gets_all_letters_that_are_typed_as_others() -> None:
    """The table tells of each of its letters what the index makes of it."""
    for group in typed_letters().split(" "):
        typed, letters = group.split("=")
        assert [fold(letter) for letter in letters] == [typed] * len(letters)
