"""The index of lunr: the same as from lunr.py’s builder, in a script that any page can load."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.index import Index

from search_entries import entries, sample_corpus, script_of
from sicetnon.engine.serialization import decode, encode
from sicetnon.problems import Location
from sicetnon.writing.search.entries import Entry
from sicetnon.writing.search.index import (
    FIELDS,
    WEIGHTS,
    Portion,
    count_terms,
    index_script,
    portion,
    serialize,
)
from sicetnon.writing.search.letters import tokens
from sicetnon.writing.search.words import terms

AT = Location("annotations/a.yaml")
CONTENT = Path(__file__).parents[3] / "content"


LINES = st.text("aábeéiysdgnlt9ßİςЙёЖшلاهَ漢ﬁ🦊𐐨𝔘'’- \n", max_size=80)
ENTRIES = st.lists(
    st.builds(
        Entry, st.sampled_from(list(WEIGHTS)), LINES, LINES, st.sampled_from(["", "A"]), LINES
    ),
    max_size=30,
)
"""Entries of all kinds in many scripts, with empty fields and words that meet again."""


def handed_over(script: str) -> Any:
    """The value that an index script passes to the page."""
    start, end = "(window.sicetnon??={}).searchIndex=JSON.parse('", "');\n"
    assert script.startswith(start) and script.endswith(end)
    string = script[len(start) : -len(end)]
    assert not re.search(r"(?<!\\)(?:\\\\)*'", string)
    return json.loads(re.sub(r"\\(u[0-9a-f]{4}|.)", unescaped, string))


def unescaped(match: re.Match[str]) -> str:
    """The character that an escape of JavaScript stands for."""
    return chr(int(match[1][1:], 16)) if len(match[1]) > 1 else match[1]


def passages(text: str) -> list[Entry]:
    """A text as paragraphs, each under a heading."""
    blocks = enumerate(text.split("\n\n"))
    return [
        Entry(
            kind="source", title=f"Part {n // 7}", text=b, source="A text", address=f"a.html#p{n}"
        )
        for n, b in blocks
    ]


def built_by_lunr(listed: Iterable[Entry]) -> str:
    """The index as lunr.py’s own builder writes it, with terms in the order of UTF-16."""
    builder = Builder()
    for name, boost in FIELDS.items():
        builder.field(name, boost)
    for ref, entry in enumerate(listed):
        fields = {"title": entry.title, "text": f"{entry.text} {entry.also}"}
        if entry.is_paragraph:
            fields = {"title": "", "text": f"{entry.title} {entry.text}"}
        streams = {}
        for name, text in fields.items():
            stop = set() if (entry.kind, name) == ("contradiction", "title") else terms("en").stop
            found = (term for token in tokens(text) for term in terms("en")[token])
            streams[name] = [stem for term in found if term.word not in stop for stem in term.stems]
        builder.add({"id": ref, **streams}, {"boost": WEIGHTS[entry.kind]})
    built = builder.build().serialize()
    built["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return json.dumps(built, ensure_ascii=False, separators=(",", ":"))


def built(listed: Iterable[Entry]) -> str:
    """The index as this program writes it."""
    return serialize([count_terms(entry, "en", "en") for entry in listed])


def asked(listed: Iterable[Entry], term: str) -> list[Any]:
    """The hits of lunr.py for a term in this program’s index, best first."""
    idx = Index.load(built(listed))
    query = idx.create_query()
    query.term(term)
    return list(idx.query(query))


def test_the_index_is_lunrs_own_on_real_texts() -> None:
    """The index of real texts is, to the byte, that of lunr.py’s builder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    listed = [*entries(sample_corpus()), *(entry for text in texts for entry in passages(text))]
    assert built(listed) == built_by_lunr(listed)


@settings(deadline=None)
@given(ENTRIES.filter(bool))
def test_the_index_is_lunrs_own_on_any_texts(listed: list[Entry]) -> None:
    """The same holds for entries at random."""
    assert built(listed) == built_by_lunr(listed)


def test_terms_stand_in_the_order_of_utf_16() -> None:
    """lunr.js refuses to load an index whose terms are sorted by code point."""
    listed = [Entry(kind="claim", title="zz 𐐨 \ufa0e", text="", source="", address="")]
    order = [term for term, _ in json.loads(built(listed))["invertedIndex"]]
    assert order == sorted(order, key=lambda term: term.encode("utf-16-be"))
    assert order != sorted(order)


def test_a_corpus_without_entries_has_an_index() -> None:
    """An index without entries or without terms is valid."""
    assert json.loads(built([]))["fieldVectors"] == []
    assert (
        json.loads(built([Entry(kind="claim", title="…", text="", source="", address="")]))[
            "invertedIndex"
        ]
        == []
    )
    assert handed_over(script_of([]))["entries"] == []


def test_the_script_hands_over_any_text() -> None:
    """Quotes, backslashes, ends of scripts and lines, and half characters arrive as they were."""
    text = "it's \"so\" \\ \\u0041 </script> <!-- \u2028\u2029 \n\t\0 \ufeff 🦊 \ud83e \\' '"
    script = script_of([Entry(kind="claim", title=text, text=text, source="", address="a.html")])
    assert handed_over(script)["entries"] == [["claim", text, text, "", "a.html"]]
    assert "</" not in script and len(script.splitlines()) == 1
    script.encode("utf-8")


def test_same_entries_same_bytes() -> None:
    """The script depends on nothing but the entries and their order."""
    listed = entries(sample_corpus())
    assert script_of(listed) == script_of(list(listed))
    assert script_of(listed) != script_of(listed[::-1])


def test_a_word_of_the_title_weighs_more() -> None:
    """An entry with a word in its title comes before one that only has it in its text."""
    pairs = (("one", "two two two"), ("two", "one one one"))
    listed = [
        Entry(kind="claim", title=title, text=text, source="", address="") for title, text in pairs
    ]
    assert [hit["ref"] for hit in asked(listed, "two")] == ["1", "0"]


def test_words_with_endings_are_handed_over() -> None:
    """The page gets the words that are not their own stems, to complete a word."""
    listed = [
        Entry(kind="claim", title="The contradictions", text="war wars", source="", address="")
    ]
    assert handed_over(script_of(listed))["inflected"] == ["contradictions", "wars"]


@pytest.mark.parametrize("term", ["ansor*", "ansorullah", "ансор*"])
def test_lunr_in_python_reads_the_index_too(term: str) -> None:
    """A beginning and a whole word find the entity by another of its names."""
    assert [hit["ref"] for hit in asked(entries(sample_corpus()), term)] == ["4"]


def test_portions_that_were_kept_join_to_the_same_script() -> None:
    """Portions from the cache give the same script; empty ones add nothing."""
    listed = entries(sample_corpus())
    portions = [portion(some, "en", "en") for some in (listed[:2], (), listed[2:])]
    cached = decode(encode(portions), list[Portion])
    assert index_script(cached) == index_script(portions) == script_of(listed)


def test_counting_one_entry_needs_no_other() -> None:
    """The counts of an entry do not depend on other entries."""
    listed = entries(sample_corpus())
    counts = [count_terms(entry, "en", "en") for entry in listed]
    changed = [listed[0]._replace(title="Something else"), *listed[1:]]
    assert [count_terms(entry, "en", "en") for entry in changed][1:] == counts[1:]
    assert serialize(counts) == built(listed)
