"""Words of both ends: what the page makes of letters, texts and stems is what the index has."""

from __future__ import annotations

import ast
import random
import sys
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_entries import sample_corpus
from sicetnon.writing.search.letters import tokens
from sicetnon.writing.search.stems import ALGORITHMS, stemmer
from sicetnon.writing.search.words import terms, words
from sicetnon.writing.search.words_in_page import words_in_page
from sicetnon.writing.theming.theme import Theme

pytestmark = pytest.mark.browser

CONTENT = Path(__file__).parents[2] / "content"
EACH_LANGUAGE = sorted({name: tag for tag, name in ALGORITHMS.items()}.values())
"""A tag for each of Snowball's languages."""
SCRIPTS = (
    "aéßłøþæİıς ёҳғй ق ی ک ة أ ـ הםך 漢字ひカー ไท้ย ก็ हिंदी क़ ১২ 가 '’-.·\u200c\u00ad\u0301 Ⅻ½ 🦊𐐨"
)
"""Letters of many scripts, joiners, marks, and signs of all kinds."""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """A page that can make words; in `stemmers` it has those of all languages, in their order."""
    page = browser.new_page()
    page.add_script_tag(content=Theme(sample_corpus().config).words_script(*words_in_page(["en"])))
    yield page
    page.close()


@pytest.fixture(scope="module")
def in_all_languages(browser: Any) -> Iterator[Any]:
    """A page that stems words in every language that Snowball knows."""
    page = browser.new_page()
    script = Theme(sample_corpus().config).words_script(*words_in_page(EACH_LANGUAGE))
    page.add_script_tag(content=script)
    yield page
    page.close()


def strings_of(name: str) -> list[str]:
    """Letters and endings of a language: the strings of Snowball's own module."""
    spec = find_spec(f"snowballstemmer.{name}_stemmer")
    assert spec and spec.origin
    nodes = ast.walk(ast.parse(Path(spec.origin).read_text("utf-8")))
    values = (node.value for node in nodes if isinstance(node, ast.Constant))
    return [value for value in values if isinstance(value, str) and len(value) < 16]


def words_of(name: str) -> list[str]:
    """Thousands of words of letters of a language with its endings."""
    rng, strings = random.Random(name), strings_of(name)  # noqa: S311  # the same words each time
    letters = [string for string in strings if len(string) == 1] or ["a", "b"]
    roots = ("".join(rng.choices(letters, k=rng.randint(0, 7))) for _ in range(3000))
    return sorted({root + "".join(rng.choices(strings, k=rng.randint(0, 3))) for root in roots})


@pytest.mark.parametrize("tag", EACH_LANGUAGE)
def test_the_stems_of_every_language_are_the_same(in_all_languages: Any, tag: str) -> None:
    """Of thousands of words the page makes the stem that Snowball makes in Python."""
    name = ALGORITHMS[tag]
    number = sorted(ALGORITHMS[one] for one in EACH_LANGUAGE).index(name)
    asked = words_of(name)
    assert len(asked) > 2000
    stemmed = "([number, words]) => words.map(word => sicetnon.words.stemmers[number].stem(word))"
    theirs = in_all_languages.evaluate(stemmed, [number, asked])
    assert [(w, t) for w, t in zip(asked, theirs, strict=True) if stemmer(name)(w) != t] == []


def test_the_stems_of_real_words_are_the_same(page: Any) -> None:
    """Every word of real texts stands under the same terms at both ends."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    listed = sorted({token for text in texts for token in tokens(text)})
    assert len(listed) > 1500
    assert terms_in_page(page, listed) == [*map(terms_here, listed)]


def test_every_character_is_folded_the_same(page: Any) -> None:
    """Each character that this Python knows makes the same words at both ends."""
    theirs = page.evaluate(
        """last => Array.from({ length: last + 1 }, (_, code) => code < 0xd800 || code > 0xdfff
            ? sicetnon.words.words(String.fromCodePoint(code)).join(" ") : "").join("\\n")""",
        sys.maxunicode,
    ).split("\n")
    known = (code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cn")
    assert [hex(code) for code in known if " ".join(words(chr(code))) != theirs[code]] == []


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=("Cn", "Cs"))),
        max_size=60,
    )
)
def test_every_text_has_the_same_terms(page: Any, texts: list[str]) -> None:
    """Both ends cut any text into the same words, and these into the same terms."""
    listed = page.evaluate("texts => texts.map(sicetnon.words.tokens)", texts)
    assert listed == [*map(tokens, texts)]
    every = sorted({token for text in listed for token in text})
    assert terms_in_page(page, every) == [*map(terms_here, every)]


def terms_in_page(page: Any, listed: list[str]) -> list[list[str]]:
    """The stems that the page makes of each token, sorted."""
    asked = """listed => listed.map(token => sicetnon.words.parted(token).flatMap(parts =>
        [parts.join(""), ...parts.filter(part => parts.length > 1 && [...part].length > 1)])
        .flatMap(sicetnon.words.terms).flatMap(term => [term.word, ...term.stems]))"""
    return [sorted({*made}) for made in page.evaluate(asked, listed)]


def terms_here(token: str) -> list[str]:
    """The same, of the terms that the index has."""
    return sorted({w for term in terms("en")[token] for w in (term.word, *term.stems)})
