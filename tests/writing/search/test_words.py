"""Words and their terms; `browser/test_search_browser.py` compares them with those of the page."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sicetnon.writing.search.words import TERMS, fold, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Qa'ida", "qaida"),
        ("Qa’ida", "Qa'ida"),
        ("Qāʿida", "qaʻida"),
        ("don’t", "dont"),
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
    ],
)
def test_spellings_of_a_word_are_one(written: str, typed: str) -> None:
    """Accents, apostrophes, case, ligatures, widths and invisible signs make no difference."""
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


def test_a_word_is_indexed_by_its_stem() -> None:
    """Other forms of it are found; stop words are left out; other languages are left alone."""
    assert TERMS["contradictions"] == TERMS["contradicted"] == "contradict"
    assert TERMS["the"] == ""
    assert TERMS["раҳмонов"] == "раҳмонов"


def test_names_of_people_and_months_are_no_stop_words() -> None:
    """Said, US and May, which lunr’s own list has, are indexed."""
    assert all(TERMS[word] for word in ("said", "us", "may", "will", "dear"))
