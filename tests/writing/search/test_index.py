"""Search as far as Python can tell; `browser/test_search_browser.py` asks the reader's own lunr."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.index import Index

from search_entries import entries, script_of
from sicetnon import urls
from sicetnon.cli.main import main
from sicetnon.engine import serialization
from sicetnon.model import (
    AnnotatedSource,
    Claim,
    Config,
    Contradiction,
    Corpus,
    Entity,
    Name,
    Position,
    QuotedClaim,
    Row,
    Selector,
    Source,
    Text,
    Work,
)
from sicetnon.problems import Location
from sicetnon.writing.findable import findable, titles
from sicetnon.writing.search import lunr_js
from sicetnon.writing.search.entries import Entry
from sicetnon.writing.search.index import (
    FIELDS,
    WEIGHTS,
    count_terms,
    index_script,
    portion,
    serialize,
)
from sicetnon.writing.search.lunr_js import engine_script
from sicetnon.writing.search.plan import SearchError
from sicetnon.writing.search.words import TERMS, fold, words

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


def source(display: str = "full") -> AnnotatedSource:
    """A digest of a first paragraph, a heading and a paragraph below it."""
    parts = ("Before any  heading.", "The Two Incidents", "Three men were killed\nin Darvaz.")
    text = "\n\n".join(parts)
    rows = tuple(
        Row(id_, level, text.index(part), text.index(part) + len(part))
        for id_, level, part in zip(("p1", "h-incidents", "p2"), (0, 2, 0), parts, strict=True)
    )
    original = Work("Real or Staged?", author=("A. Writer",), publisher="A Press")
    kept: dict[str, Any] = {"display": display, "kind": "digest", "digest_of": original}
    rest: dict[str, Any] = {"language": "en", "rights": None, "reliability": None}
    made = Source(
        id="jt", path="content/jt.md", work=Work("A digest"), **kept, **rest, body="", body_line=1
    )
    return AnnotatedSource(source=made, text=Text(text, (), rows), claims=(), notes=(), mentions=())


def entity() -> Entity:
    """A group with two names beside its own."""
    names = (Name("Ansorullah", None), Name("Ҷамоати Ансоруллоҳ", "tg"))
    rest: dict[str, Any] = dict.fromkeys(("coordinates", "date", "note"))
    return Entity(
        *("ja", "organisation", "Jamaat Ansarullah", names, "An armed group."),
        **rest,
        same_as=(),
        approximate=False,
        at=AT,
    )


def claim() -> Claim:
    """A claim on two stretches of the text."""
    keys = ("subject", "predicate", "value", "as_of", "locator", "note", "creator", "created")
    rest: dict[str, Any] = dict.fromkeys(keys)
    selector = Selector(("Three men", "in\nDarvaz"), "", "")
    return Claim(
        *("jt", "killed", selector, "Three were killed."),
        **rest,
        attributed_to=(),
        modality="asserted",
        at=AT,
    )


def corpus(display: str = "full") -> Corpus:
    """One record of each kind that can be found."""
    positions = (Position("yes", ("jt/killed",)), Position("no", ()))
    explanation = "See *both* [reports](x.html) of `a_b`."
    staged = Contradiction(
        *("staged", "Was it staged?", "contrary", None, positions, "open", explanation, None), AT
    )
    config = Config(
        title="T",
        description="",
        language="en",
        base_url="",
        repository="",
        branch="main",
        text_licence="",
        annotation_licence="",
        contributors={},
    )
    sources, entities = {"jt": source(display)}, {"ja": entity()}
    headers = {name: annotated.source for name, annotated in sources.items()}
    return Corpus(
        config,
        headers=headers,
        sources=sources,
        entities=entities,
        summaries={"jt": SimpleNamespace(claims=("killed",))},
        quoted_claims={"jt/killed": QuotedClaim(claim(), "", "", "")},
        findable={name: findable(annotated) for name, annotated in sources.items()},
        titles={name: titles(findable(annotated)) for name, annotated in sources.items()},
        contradictions={"staged": staged},
    )


def handed_over(script: str) -> Any:
    """What JSON.parse makes of the string in an index script."""
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


def built_by_lunr(found: Iterable[Entry]) -> str:
    """The index as lunr.py's own builder serializes it, but for the order beyond UTF-16."""
    builder = Builder()
    for name, boost in FIELDS.items():
        builder.field(name, boost)
    for ref, entry in enumerate(found):
        fields = {"title": entry.title, "text": entry.text}
        if entry.is_paragraph:
            fields = {"title": "", "text": f"{entry.title} {entry.text}"}
        streams = {
            name: [TERMS[w] for w in words(text) if TERMS[w]] for name, text in fields.items()
        }
        builder.add({"id": ref, **streams}, {"boost": WEIGHTS[entry.kind]})
    built = builder.build().serialize()
    built["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return json.dumps(built, ensure_ascii=False, separators=(",", ":"))


def built(found: Iterable[Entry]) -> str:
    """The index as we write it."""
    return serialize([count_terms(entry) for entry in found])


def asked(found: Iterable[Entry], term: str) -> list[Any]:
    """What lunr.py finds for a term in our index, best first."""
    idx = Index.load(built(found))
    query = idx.create_query()
    query.term(term)
    return list(idx.query(query))


def test_everything_is_found_at_its_address() -> None:
    """Each source, heading, paragraph, entity, claim and contradiction has one entry."""
    assert entries(corpus()) == (
        Entry(
            *("source", "A digest", "Real or Staged? · A. Writer · A Press", ""), urls.source("jt")
        ),
        Entry(
            kind="source",
            title="",
            text="Before any heading.",
            source="A digest",
            address="sources/jt.html#p1",
        ),
        Entry(
            kind="source",
            title="The Two Incidents",
            text="",
            source="A digest",
            address="sources/jt.html#h-incidents",
        ),
        Entry(
            *("source", "The Two Incidents", "Three men were killed in Darvaz.", "A digest"),
            "sources/jt.html#p2",
        ),
        Entry(
            *("entity", "Jamaat Ansarullah"),
            *("Ansorullah · Ҷамоати Ансоруллоҳ · An armed group.", "", urls.entity("ja")),
        ),
        Entry(
            *("claim", "Three were killed.", "Three men … in Darvaz", "A digest"),
            urls.claim("jt/killed"),
        ),
        Entry(
            *("contradiction", "Was it staged?", "yes · no · See both reports of a_b.", ""),
            urls.contradiction("staged"),
        ),
    )


@pytest.mark.parametrize("display", ["excerpts", "link"])
def test_a_text_that_may_not_be_shown_is_not_in_the_index(display: str) -> None:
    """Of such a source only its title and its claims are found."""
    found = entries(corpus(display))
    assert [entry.kind for entry in found] == ["source", "entity", "claim", "contradiction"]
    assert "Before any heading" not in script_of(found)


def test_the_index_is_lunrs_own_on_real_texts() -> None:
    """What we write straight from the counts equals lunr.py's builder to the byte."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    found = [*entries(corpus()), *(entry for text in texts for entry in passages(text))]
    assert built(found) == built_by_lunr(found)


@settings(deadline=None)
@given(ENTRIES.filter(bool))
def test_the_index_is_lunrs_own_on_any_texts(found: list[Entry]) -> None:
    """The same for entries at random."""
    assert built(found) == built_by_lunr(found)


def test_terms_stand_in_the_order_of_utf_16() -> None:
    """lunr.js refuses to load an index whose terms are sorted by code point."""
    found = [Entry(kind="claim", title="zz 𐐨 \ufa0e", text="", source="", address="")]
    order = [term for term, _ in json.loads(built(found))["invertedIndex"]]
    assert order == sorted(order, key=lambda term: term.encode("utf-16-be"))
    assert order != sorted(order)


def test_a_corpus_without_entries_has_an_index() -> None:
    """A site of one empty text still has a search that finds nothing."""
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
    found = entries(corpus())
    assert script_of(found) == script_of(list(found))
    assert script_of(found) != script_of(found[::-1])


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
    """No character folds to one that would fold further."""
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert [c for c in every if fold(fold(c)) != fold(c)] == []


@settings(deadline=None)
@given(st.text())
def test_folding_a_text_is_folding_its_characters(text: str) -> None:
    """The page relies on it to find the place of a folded word in the text as written."""
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize("word", ["key", "money", "abbey", "monday", "by"])
def test_a_final_y_is_stemmed_as_in_the_browser(word: str) -> None:
    """lunr.py by itself makes `kei` of key, and the browser then finds no key."""
    assert lunr_js.stem(word) == word


def test_a_word_of_the_title_weighs_more() -> None:
    """What is named by a word stands before what only says it."""
    pairs = (("one", "two two two"), ("two", "one one one"))
    found = [
        Entry(kind="claim", title=title, text=text, source="", address="") for title, text in pairs
    ]
    assert [hit["ref"] for hit in asked(found, "two")] == ["1", "0"]


def test_a_word_is_indexed_by_its_stem() -> None:
    """Other forms of it are found; stop words are left out; other languages are left alone."""
    assert TERMS["contradictions"] == TERMS["contradicted"] == "contradict"
    assert TERMS["the"] == ""
    assert TERMS["раҳмонов"] == "раҳмонов"


def test_words_with_endings_are_handed_over() -> None:
    """The page finds `contradictio` half typed though only the stem is in the index."""
    found = [
        Entry(kind="claim", title="The contradictions", text="war wars", source="", address="")
    ]
    assert handed_over(script_of(found))["inflected"] == ["contradictions", "wars"]


def test_names_of_people_and_months_are_no_stop_words() -> None:
    """The list of lunr itself would lose Said, US and May."""
    assert all(TERMS[word] for word in ("said", "us", "may", "will", "dear"))


@pytest.mark.parametrize("term", ["ansor*", "ansorullah", "ансор*"])
def test_lunr_in_python_reads_the_index_too(term: str) -> None:
    """A beginning and a whole word find the entity by another of its names."""
    assert [hit["ref"] for hit in asked(entries(corpus()), term)] == ["4"]


def test_the_engine_is_the_one_that_the_index_is_for() -> None:
    """lunr.js comes with its licence, of the version that the index names."""
    script = engine_script()
    assert script.startswith("/**\n * lunr - ")
    installed = lunr_js._installed().decode()
    assert "@license MIT" in script
    assert script.count("Copyright (C)") == installed.count("Copyright (C)")
    assert f'lunr.version = "{json.loads(built([]))["version"]}"' in script


def test_the_engine_keeps_its_code() -> None:
    """Nothing but empty lines and lines of comment is left out of lunr.js."""
    installed = lunr_js._installed().decode().splitlines()
    left_out = Counter(installed) - Counter(engine_script().splitlines())
    assert left_out.total() > 1000
    assert {line.strip()[:1] for line in left_out} == {"", "/", "*"}


def test_without_an_engine_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing package is named with the command that brings it."""
    monkeypatch.setattr(lunr_js, "_PACKAGE", "no_such_package_here")
    with pytest.raises(SearchError, match=r"lunr\.js from .* pip install 'properdocs==") as raised:
        engine_script()
    assert "no_such_package_here" in str(raised.value)


def test_another_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is never given to a lunr.js of another version."""
    monkeypatch.setattr(lunr_js, "ENGINE_VERSION", "9.9.9")
    with pytest.raises(SearchError, match=r"not the known lunr\.js 9\.9\.9 .* pip install"):
        engine_script()


def test_a_changed_engine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package may be changed: what runs in readers' browsers is known to the byte.

    The package is not run, and the command says in a sentence why there is no site.
    """
    script = tmp_path / "changed" / lunr_js._SCRIPT
    script.parent.mkdir(parents=True)
    script.write_bytes(lunr_js._installed() + b"\nalert()\n")
    (tmp_path / "changed" / "__init__.py").write_text("raise SystemExit\n", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("Words.\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(lunr_js, "_PACKAGE", "changed")
    done = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
    assert "not the known lunr.js 2.3.9" in done.output
    assert not (tmp_path / "site").exists()


def test_portions_that_were_kept_join_to_the_same_script() -> None:
    """What a source adds may come from an earlier build; a source without anything adds nothing."""
    found = entries(corpus())
    portions = [portion(found[:2]), portion([]), portion(found[2:])]
    cached = serialization.loads(serialization.dumps(portions))
    assert index_script(cached) == index_script(portions) == script_of(found)


def test_counting_one_entry_needs_no_other() -> None:
    """Counts can be kept while an entry stays as it is."""
    found = entries(corpus())
    counts = [count_terms(entry) for entry in found]
    changed = [found[0]._replace(title="Something else"), *found[1:]]
    assert [count_terms(entry) for entry in changed][1:] == counts[1:]
    assert serialize(counts) == built(found)
