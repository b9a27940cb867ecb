"""Both ends of search: an index built in Python, asked by lunr.js in a page opened from disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from lunr.index import Index

from search_entries import sample_corpus, script_of
from sicetnon import urls
from sicetnon.writing.search.entries import Entry
from sicetnon.writing.search.index import count_terms, names_script, serialize
from sicetnon.writing.search.lunr_js import engine_script
from sicetnon.writing.search.words_in_page import words_in_page
from sicetnon.writing.theming.theme import Theme

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is missing: pip install playwright"
)
pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<form role="search" id="search-form" action="search.html" data-page data-engine="assets/lunr.js"
      data-words="assets/search-words.js" data-names="assets/search-names.js"
      data-index="assets/search-index.js" data-root="">
<input type="search" name="q" id="search-box" aria-label="Search"></form>
<p id="search-status" role="status"></p><div id="search-filters"></div>
<ol id="search-results"></ol>
<script src="assets/search.js" defer></script></html>
"""
FILLER = "The border is long, and relations are bad, as every report on it says. " * 4
TEXT = "Real or staged?"
FOUND = (
    Entry(kind="source", title=TEXT, text="A. Writer", source="", address="sources/a.html"),
    Entry(
        kind="source",
        title="The two incidents",
        text="",
        source=TEXT,
        address="sources/a.html#h-two",
    ),
    Entry(
        "source",
        "The two incidents",
        f"{FILLER}Two contradictory reports name Darvaz District. {FILLER}",
        *(TEXT, "sources/a.html#p1"),
    ),
    Entry(
        kind="source",
        title="",
        text="Ansorullah sent money to the abbey on Monday.",
        source=TEXT,
        address="sources/a.html#p2",
    ),
    Entry(
        kind="source",
        title="",
        text="Ансоруллоҳ: ёлка, Йод. جماعة أنصار الله",
        source=TEXT,
        address="sources/a.html#p3",
    ),
    Entry(
        kind="source",
        title="",
        text="The 🦊 saw 𐐨𐐩 and \ufa0e, an e\u0301te\u0301’s end.",
        source=TEXT,
        address="a.html#p4",
    ),
    Entry(
        "entity",
        "Jamaat Ansarullah",
        "Ansorullah · Ансоруллоҳ · Jamaat Ansarullo · A group in Qa’ida’s orbit.",
        *("", "entities/ja.html"),
    ),
    Entry(
        kind="entity",
        title="Meetings with Ansorullah",
        text="Of Ansorullah.",
        source="",
        address="entities/m.html",
    ),
    Entry(
        kind="entity",
        title="<img src=x onerror=alert(1)>",
        text="<b>bold</b> & markup",
        source="",
        address="entities/x.html",
    ),
    Entry(
        kind="claim",
        title="Ansorullah was founded in 2010.",
        text="since 2010",
        source=TEXT,
        address="sources/a.html#claim-f",
    ),
    Entry(
        kind="contradiction",
        title="When was the group founded?",
        text="2006 · 2010",
        source="",
        address="contradictions/f.html",
    ),
)
ODD = [
    *("a:b", "title:a", "+", "+a", "-a", "*", "a*", "*a", "~", "a~9", "^", "a^b", "a^", "\\", "'"),
    *('"', '"a b', "`", "🦊", "\ud83e", "\0", "   ", "constructor", "__proto__", "toString hasOwn"),
    *("the", "to be or not to be", "<img src=x>", "%00", "a" * 10000, "a b " * 2500, "́"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of nothing but the search."""
    return write_site(tmp_path_factory.mktemp("site"), FOUND)


def write_site(
    folder: Path, found: tuple[Entry, ...], languages: tuple[str, ...] = ("en",)
) -> Path:
    """Write the search page with its scripts and an index of some entries."""
    (folder / "assets").mkdir()
    (folder / urls.SEARCH).write_text(PAGE, encoding="utf-8")
    theme = Theme(sample_corpus().config)
    names = [entry for entry in found if entry.kind in ("entity", "contradiction")]
    scripts = {
        urls.SEARCH_SCRIPT: theme.search_script(),
        urls.SEARCH_ENGINE: engine_script(),
        urls.SEARCH_WORDS: theme.words_script(*words_in_page(languages)),
        urls.SEARCH_NAMES: names_script(names, 20),
        urls.SEARCH_INDEX: script_of(found),
    }
    for address, script in scripts.items():
        (folder / address).write_text(script, encoding="utf-8")
    return folder


@contextmanager
def opened_site(browser: Any, folder: Path, query: str = "") -> Iterator[Any]:
    """The search page of a site, opened from disk; an error that it reports is one of the test."""
    errors: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.extend([said.text] * (said.type == "error")))
    page.goto((folder / urls.SEARCH).as_uri() + query)
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Callable[..., Any]]:
    """What opens the search page of the one site with a query in its address."""
    with ExitStack() as pages:
        yield lambda query="": pages.enter_context(opened_site(browser, site, query))


@pytest.fixture(scope="module")
def lunr(browser: Any, site: Path) -> Iterator[Any]:
    """A page in which engine and index are loaded."""
    page = browser.new_page()
    page.goto((site / urls.SEARCH).as_uri())
    page.evaluate("sicetnon.search.load()")
    yield page
    page.close()


def search(lunr: Any, query: str) -> list[str]:
    """The addresses that a query finds, best first."""
    return list(found(lunr, query)["hits"])


def found(lunr: Any, query: str) -> dict[str, Any]:
    """What a query finds: the addresses, best first, and what is said of them."""
    asked = """query => {
        const { hits, sought, ...said } = sicetnon.search.find(query, sicetnon.all);
        return { hits: hits.map(hit => hit[4]), ...said };
    }"""
    return dict(lunr.evaluate(asked, query))


def marked(lunr: Any, text: str, query: str) -> list[str]:
    """The pieces of a text that are marked for a query."""
    asked = """([text, query]) => {
        const { sought } = sicetnon.search.parse(query, sicetnon.all);
        return sicetnon.search.spans(text, sought).map(([start, end]) => text.slice(start, end));
    }"""
    return list(lunr.evaluate(asked, [text, query]))


def typed(page: Any, query: str) -> Any:
    """Type a query and wait until its results are told."""
    page.locator("#search-box").fill(query)
    playwright.expect(page.locator("#search-status")).to_contain_text(f"“{query}”")
    return page.locator("#search-results > li")


def test_both_lunrs_give_the_same_scores(lunr: Any) -> None:
    """The index that lunr.py reads means the same to lunr.js, boosts included."""
    serialized = json.loads(serialize([count_terms(entry, "en", "en") for entry in FOUND]))
    serialized["invertedIndex"].sort(key=lambda posting: posting[0])  # as lunr.py wants it
    ours = Index.load(serialized)
    for term in sorted(ours.inverted_index):
        query = ours.create_query()
        query.term(term, use_pipeline=False)
        asked = "term => sicetnon.all.index.query(q => q.term(term, {usePipeline: false}))"
        theirs = {hit["ref"]: hit["score"] for hit in lunr.evaluate(asked, term)}
        assert theirs == pytest.approx({hit["ref"]: hit["score"] for hit in ours.query(query)})


def test_no_query_throws(opened: Callable[..., Any], lunr: Any) -> None:
    """Signs, half characters and very long queries find something or nothing."""
    page = opened()
    box, status = page.locator("#search-box"), page.locator("#search-status")
    for query in ODD:
        assert isinstance(search(lunr, query), list), ascii(query)
        box.fill(query)
        box.press("Enter")
        said = playwright.expect(status, ascii(query[:50]))
        said.to_have_text(
            re.compile("result|Nothing|rarer|most of them" if query.strip() else "^$")
        )
        box.press("Escape")
        playwright.expect(status).to_be_empty()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("money", "sources/a.html#p2"),
        ("abbeys mondays", "sources/a.html#p2"),
        ("ансоруллоҳ", "entities/ja.html"),
        ("Ёлка йод", "sources/a.html#p3"),
        ("انصار", "sources/a.html#p3"),
        ("أنْصَار", "sources/a.html#p3"),
        ("𐐨𐐩", "a.html#p4"),
        ("\ufa0e", "a.html#p4"),
        ("Été's", "a.html#p4"),
        ("qaida", "entities/ja.html"),
        ("Qa'ida", "entities/ja.html"),
        ("jamaat-ansarullo", "entities/ja.html"),
        ("the district of Darvaz", "sources/a.html#p1"),
        ("incidents darvaz", "sources/a.html#p1"),
        ("incidents", "sources/a.html#h-two"),
        ("writer", "sources/a.html"),
    ],
)
def test_words_are_found_in_any_spelling(lunr: Any, query: str, address: str) -> None:
    """Accents, apostrophes, case, endings, hyphens and scripts do not stand in the way."""
    assert search(lunr, query)[:1] == [address]


@pytest.mark.parametrize("query", ["Ansorullah", "ansorulla", "jamaat-ansarul", "ансоруллоҳ"])
def test_a_name_leads_to_whoever_bears_it(lunr: Any, query: str) -> None:
    """An alias, even half typed, finds its entity before all that only speaks of it."""
    assert search(lunr, query)[0] == "entities/ja.html"


def test_a_name_finds_what_speaks_of_its_bearer(lunr: Any) -> None:
    """After the entity come others named after it, texts and claims."""
    found = set(search(lunr, "Ansorullah"))
    assert {"entities/m.html", "sources/a.html#p2", "sources/a.html#claim-f"} < found


@pytest.mark.parametrize("word", ["contradictory", "relations", "Ansorullah", "founded"])
def test_a_word_is_found_while_it_is_typed(lunr: Any, word: str) -> None:
    """From the third letter to the last, no step goes blank."""
    whole = set(search(lunr, word))
    assert whole
    for length in range(3, len(word)):
        assert whole <= set(search(lunr, word[:length]))


def test_a_whole_word_comes_before_what_it_begins(browser: Any, tmp_path: Path) -> None:
    """Asked for war, war is found first and warnings after it."""
    titles = ("warnings of warnings and warnings", "a war", "warfare")
    found = tuple(
        Entry(kind="claim", title=title, text="", source="", address=title) for title in titles
    )
    with opened_site(browser, write_site(tmp_path, found)) as page:
        page.evaluate("sicetnon.search.load()")
        assert search(page, "war")[0] == "a war"
        assert sorted(search(page, "war")) == sorted(titles)


def test_all_words_must_be_there(lunr: Any) -> None:
    """A second word narrows what the first has found."""
    both = set(search(lunr, "ansorullah monday"))
    assert both == {"sources/a.html#p2"}
    assert not found(lunr, "ansorullah monday").get("some")


def test_words_that_are_nowhere_together_find_what_has_most_of_them(lunr: Any) -> None:
    """It is said that no entry has them all."""
    answer = found(lunr, "ansorullah money zzzzzz")
    assert answer["some"] and answer["hits"] == ["sources/a.html#p2"]
    assert found(lunr, "zzzzzz") == {"hits": [], "common": False, "some": False}


def test_the_first_words_of_a_very_long_query_count(lunr: Any) -> None:
    """Its time is bounded: beyond 32 words nothing is asked for."""
    numbers = " ".join(map(str, range(40)))
    asked = "q => sicetnon.search.parse(q, sicetnon.all).sought.map(({ word }) => word)"
    terms = lunr.evaluate(asked, numbers)
    assert terms == numbers.split()[:32]


def test_a_hit_is_marked_on_the_whole_word_as_written(lunr: Any) -> None:
    """Stems, beginnings, apostrophes and loose accents included."""
    text = "Contradictions, contradicted by Qa’ida’s e\u0301te\u0301 in contradistinction."
    assert marked(lunr, text, "contradiction by") == ["Contradictions", "contradicted"]
    assert marked(lunr, text, "ete") == ["e\u0301te\u0301"]
    assert marked(lunr, text, "qaid") == ["Qa’ida’s"]
    assert marked(lunr, text, "contradi") == [
        *("Contradictions", "contradicted", "contradistinction")
    ]
    assert marked(lunr, "The thing is there.", "th") == ["thing"]


def test_nothing_is_loaded_before_a_reader_asks(opened: Callable[..., Any]) -> None:
    """Engine, words and indexes come with the first focus on the box, each once."""
    page = opened()
    assert page.locator("script").count() == 1
    page.locator("#search-box").focus()
    for _ in range(2):
        page.locator("#search-box").blur()
        typed(page, "monday")
    assert page.locator("script").count() == 5


def test_a_hit_names_its_kind_and_source_and_leads_to_its_place(opened: Callable[..., Any]) -> None:
    """It shows the words that were asked for, marked, with about 160 characters around them."""
    page = opened()
    hit = typed(page, "darvaz contradict")
    assert hit.count() == 1
    assert hit.locator(".hit-kind").inner_text() == "Text"
    assert hit.locator(".hit-source").inner_text() == TEXT
    address = "sources/a.html?found=contradictory&found=Darvaz#p1"
    assert hit.locator("a").get_attribute("href") == address
    assert hit.locator("mark").all_inner_texts() == ["contradictory", "Darvaz"]
    assert re.fullmatch(r"… .{140,165} …", hit.locator(".hit-text").inner_text())
    assert hit.locator(".hit-text").get_attribute("dir") == "auto"
    assert page.locator("#search-status").inner_text() == "1 result for “darvaz contradict”"


def test_a_text_of_many_hits_is_shown_around_the_first(opened: Callable[..., Any]) -> None:
    """Words beyond the piece that is shown are neither shown nor marked."""
    page = opened()
    hit = typed(page, "every report darvaz")
    snippet = hit.locator(".hit-text")
    assert FILLER.startswith(snippet.inner_text().removesuffix(" …"))
    assert snippet.locator("mark").all_inner_texts() == ["every", "report"] * 2


def test_a_text_without_spaces_is_cut_too(lunr: Any) -> None:
    """The piece shown holds the word that was found, and little before it."""
    text = "漢字。" * 300 + "言葉。" + "漢字。" * 300
    asked = """([text, query]) => {
        const { spans, snippet, parse } = sicetnon.search;
        return text.slice(...snippet(text, spans(text, parse(query, sicetnon.all).sought)));
    }"""
    shown = lunr.evaluate(asked, [text, "言葉"])
    assert "言葉" in shown
    assert len(shown) < 200


def test_texts_are_shown_as_text(opened: Callable[..., Any]) -> None:
    """No markup of a title or a text becomes an element."""
    page = opened()
    hit = typed(page, "bold")
    assert hit.locator("a").inner_text() == "<img src=x onerror=alert(1)>"
    assert hit.locator(".hit-text").inner_text() == "<b>bold</b> & markup"
    assert hit.locator("img, b").count() == 0


def test_the_address_keeps_the_query(opened: Callable[..., Any]) -> None:
    """An address with a query shows its results, and typing changes it."""
    page = opened("?q=founded&kind=claim")
    playwright.expect(page.locator("#search-status")).to_have_text("1 result for “founded”")
    typed(page, "monday & co")
    assert page.url.endswith("?q=monday+%26+co&kind=claim")
    page.locator("#search-box").fill("")
    playwright.expect(page.locator("#search-status")).to_be_empty()
    assert page.locator("#search-results > li").count() == 0


@pytest.mark.parametrize("kind", ["constructor", "__proto__", "nothing"])
def test_an_unknown_kind_in_the_address_is_none(opened: Callable[..., Any], kind: str) -> None:
    """All kinds are shown then."""
    page = opened(f"?q=founded&kind={kind}")
    playwright.expect(page.locator("#search-status")).to_have_text("2 results for “founded”")


def test_kinds_are_counted_and_filter(opened: Callable[..., Any]) -> None:
    """Each kind that was found has a button; pressed, it shows only that kind."""
    page = opened()
    hits = typed(page, "ansorullah")
    buttons = page.locator("#search-filters button:visible")
    assert buttons.all_inner_texts() == ["Text 1", "Entity 2", "Claim 1"]
    assert hits.count() == 4
    buttons.nth(2).click()
    playwright.expect(hits).to_have_count(1)
    assert buttons.nth(2).get_attribute("aria-pressed") == "true"
    assert page.url.endswith("?q=ansorullah&kind=claim")
    buttons.nth(2).click()
    playwright.expect(hits).to_have_count(4)


def test_keys_move_through_the_results(opened: Callable[..., Any]) -> None:
    """Arrows go from the box down and back up, and Escape clears it."""
    page = opened()
    hits = typed(page, "ansorullah")
    focused = "document.activeElement.getAttribute('href') ?? document.activeElement.id"
    stops = [page.evaluate(focused)]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        stops.append(page.evaluate(focused))
    first, second = (hits.nth(n).locator("a").get_attribute("href") for n in (0, 1))
    assert stops == ["search-box", first, second, first, "search-box", "search-box"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("#search-box").input_value() == ""
    assert (hits.count(), page.evaluate(focused)) == (0, "search-box")


def test_enter_does_not_load_the_page_again(opened: Callable[..., Any]) -> None:
    """It shows the results at once."""
    page = opened()
    page.evaluate("window.still = true")
    page.locator("#search-box").fill("monday")
    page.locator("#search-box").press("Enter")
    playwright.expect(page.locator("#search-status")).to_have_text("1 result for “monday”")
    assert page.evaluate("window.still")


def test_only_the_last_query_is_answered(opened: Callable[..., Any]) -> None:
    """What was asked and taken back while the index was loading is not shown."""
    page = opened()
    page.evaluate("""() => {
        const form = document.forms[0], box = form.elements.q;
        for (box.value of ["monday", ""]) form.requestSubmit();
        return sicetnon.search.load();
    }""")
    assert page.locator("#search-status").inner_text() == ""
    assert page.locator("#search-results > li").count() == 0


def test_finding_nothing_says_what_to_do(opened: Callable[..., Any]) -> None:
    """The query is repeated, cut where it is long, with a hint."""
    page = opened("?q=" + "zz" * 100)
    status = page.locator("#search-status")
    playwright.expect(status).to_have_text(re.compile("^Nothing found for “z{60}…”. Try "))


def test_a_missing_index_is_said(browser: Any, tmp_path: Path) -> None:
    """A page whose index cannot be loaded says so, and finds when asked again with it there."""
    folder = write_site(tmp_path, FOUND)
    script = folder / urls.SEARCH_INDEX
    away = script.rename(script.with_suffix(".away"))
    page = browser.new_page()
    page.goto((folder / urls.SEARCH).as_uri() + "?q=monday")
    status = page.locator("#search-status")
    playwright.expect(status).to_have_text("Search could not be loaded.")
    away.rename(script)
    typed(page, "abbey")
    page.close()


def test_many_hits_are_counted_and_the_first_shown(browser: Any, tmp_path: Path) -> None:
    """A page stays small however much is found."""
    many = tuple(
        Entry(kind="claim", title=f"Claim {n}", text="", source="", address=f"a.html#{n}")
        for n in range(250)
    )
    with opened_site(browser, write_site(tmp_path, many)) as page:
        assert typed(page, "claim").count() == 100
        expected = "250 results for “claim”, the first 100 shown"
        assert page.locator("#search-status").inner_text() == expected


def test_an_index_of_nothing_loads(browser: Any, tmp_path: Path) -> None:
    """An empty corpus has a search that finds nothing."""
    with opened_site(browser, write_site(tmp_path, ())) as page:
        assert typed(page, "anything").count() == 0


def test_any_text_arrives_as_it_was(browser: Any, tmp_path: Path) -> None:
    """Quotes, backslashes, ends of scripts and lines survive the way through the script."""
    text = "it's \"so\" \\ \\u0041 </script> <!-- \u2028\u2029 \n\t\0 \ufeff 🦊 \\' ' \x7f"
    found = (Entry(kind="claim", title=text, text=text, source=text, address="a.html"),)
    with opened_site(browser, write_site(tmp_path, found)) as page:
        page.evaluate("sicetnon.search.load()")
        stored = page.evaluate("JSON.stringify(sicetnon.searchIndex.entries)")
        assert json.loads(stored) == [["claim", text, text, text, "a.html"]]


def test_much_that_is_found_or_asked_does_not_freeze_the_page(browser: Any, tmp_path: Path) -> None:
    """Ten thousand hits, and a query of ten thousand characters, take a second or two."""
    many = tuple(
        Entry(
            "claim",
            f"Treaty {n}",
            f"garrison {n % 97} of the town {n % 89} 漢字の言葉",
            "",
            f"a.html#{n}",
        )
        for n in range(10_000)
    )
    letters = " ".join("abcdefghijklmnopqrstuvwxyz")
    queries = [
        "treaty",
        "t",
        "trety garison",
        letters,
        "x" * 10_000,
        "treaty " * 1500,
        "漢字の言葉" * 2000,
    ]
    queries += [" ".join(map(str, range(3000)))]
    timed = """query => {
        const start = performance.now();
        sicetnon.search.find(query, sicetnon.all);
        return performance.now() - start;
    }"""
    with opened_site(browser, write_site(tmp_path, many)) as page:
        page.evaluate("sicetnon.search.load().then(() => true)")
        slow = {query[:20]: page.evaluate(timed, query) for query in queries}
        assert max(slow.values()) < 3000, slow
        assert typed(page, "treaty").count() == 100


def test_a_slip_finds_what_was_meant(opened: Callable[..., Any]) -> None:
    """The nearest words are searched for, are offered, and go into the box when they are taken."""
    page = opened()
    hits = typed(page, "ansorulah mondey")
    status = page.locator("#search-status")
    expected = "Nothing found for “ansorulah mondey”. Did you mean “ansorullah monday”?"
    playwright.expect(status).to_have_text(expected)
    assert hits.first.locator("a").get_attribute("href").endswith("#p2")
    status.get_by_role("button").click()
    playwright.expect(status).to_have_text("1 result for “ansorullah monday”")
    assert page.locator("#search-box").input_value() == "ansorullah monday"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("who founded", "contradictions/f.html"),
        ("when was it founded", "contradictions/f.html"),
        ("when ansorullah", "entities/m.html"),
    ],
)
def test_a_question_brings_the_contradiction_first(lunr: Any, query: str, first: str) -> None:
    """Words that only questions have tell which one is asked; without one all is as ever."""
    assert search(lunr, query)[0] == first


def test_words_of_nearly_every_text_bring_a_hint(opened: Callable[..., Any]) -> None:
    """They find nothing by themselves."""
    page = opened()
    assert typed(page, "to be or not to be").count() == 0
    hint = "Words like “to be or not to be” are in nearly every text. Add a rarer one."
    assert page.locator("#search-status").inner_text() == hint


def test_names_and_questions_are_found_while_the_index_is_on_its_way(
    browser: Any, tmp_path: Path
) -> None:
    """What has arrived is searched, and it is said how much is still to come."""
    folder = write_site(tmp_path, FOUND)
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page = browser.new_page()
    page.route(f"**/{urls.SEARCH_INDEX}", hold)
    page.goto((folder / urls.SEARCH).as_uri() + "?q=ansorullah", wait_until="commit")
    status = page.locator("#search-status")
    expected = "2 results for “ansorullah” Loading the search (20 kB) …"
    playwright.expect(status).to_have_text(expected)
    typed(page, "who founded")
    held[0].continue_()
    typed(page, "ansorullah")
    playwright.expect(status).to_have_text("4 results for “ansorullah”")
    assert len(held) == 1
    page.close()
