"""Search by Pagefind: an index in pieces made by its own program, asked by a page over http."""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import missing
from sicetnon import urls
from sicetnon.build import build
from sicetnon.writing.search.pagefind import installed

pytestmark = pytest.mark.browser

EVIL = "<img src=x onerror=document.title=1> \" ' & </script> ␟ <mark>no</mark>"
FILLER = "The border is long, and relations are bad, as every report on it says. " * 4
FILES = {
    "corpus.yaml": "title: A large corpus\nsearch: pagefind\n",
    "content/first.md": f"""---
title: Real or staged?
digest_of: {{title: The incident, author: A. Writer}}
---
Before any heading stands a paragraph about a bridge.

## The two incidents

{FILLER}Two contradictory reports name Darvaz—a district. {FILLER}

Ansorullah sent money to the abbey on Monday, says the U.S. report of “staged” reports.

Ансоруллоҳ: ёлка, Йод. جماعة أنْصَار الله. 漢字の言葉がある。
A \\<b>bold\\</b> word, e\u0301te\u0301 and ﬁnal.
""",
    "content/second.md": f"# Other words\n\n{FILLER}\n\nAnsorullah was in the district.\n",
    "content/withheld.md": "---\ntitle: Withheld\ndisplay: link\n---\nThe unspeakable word.\n",
    "annotations/all.yaml": f"""
entities:
  - id: ja
    type: organisation
    name: Jamaat Ansarullah
    aliases: [Ansorullah, Ансоруллоҳ, "Qāʿida's friends", Jamaat Ansarullo]
    description: An armed group.
  - {{id: brien, type: person, name: Mary O'Brien}}
  - {{id: meetings, type: event, name: Meetings with Ansorullah}}
  - {{id: evil, type: person, name: {json.dumps(EVIL)}, aliases: [{json.dumps(EVIL + " evil")}]}}
{"".join(f"  - {{id: thing-{n}, type: work, name: Thing {n}}}{chr(10)}" for n in range(8))}
source: first
claims:
  - id: money
    exact: sent money to the abbey
    claim: Ansorullah paid an abbot.
  - {{id: evil, exact: Before any heading, claim: {json.dumps("evil " + EVIL)}}}
contradictions:
  - id: when
    question: When was the group founded?
    positions:
      - {{answer: "2006", claims: [first/money]}}
      - {{answer: "2010", claims: [first/evil]}}
""",
}
ODD = [
    *("a:b", "+", "-a", "*", '"', '"a b"', "'", "`", "\\", "🦊", "\ud83e", "   ", "constructor"),
    *("__proto__", "the", "to be or not to be", "<img src=x>", "%00", "a" * 5000, "a b " * 900),
    *("a", "1", "漢", "́", "\u200b", "␟", "null", "[]{}()", "x" * 70 + " y"),
]


class Quiet(SimpleHTTPRequestHandler):
    """A plain server of files, as publishers have it."""

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small corpus that asks for Pagefind."""
    if installed() is None:
        missing("Pagefind is missing: pip install -e '.[large]'")
    root = tmp_path_factory.mktemp("large")
    for name, content in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, "utf-8")
    outcome = build(root, root / "site")
    assert not outcome.failed, outcome.problems
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, below a path as on Pages."""
    handler = functools.partial(Quiet, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()


@dataclass
class Watched:
    """A page, and what it did."""

    page: Any
    asked: list[str] = field(default_factory=list)
    """Addresses that it has requested."""
    said: list[str] = field(default_factory=list)
    """Errors and breaches of its policy."""


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Callable[..., Watched]]:
    """Opens a page of the site; an error, or a breach of its policy, lets the test fail."""
    all_of_them: list[Watched] = []

    def open_page(path: str = urls.SEARCH) -> Watched:
        page = browser.new_page()
        watched = Watched(page)
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("pageerror", lambda error: watched.said.append(str(error)))
        page.on("console", lambda m: watched.said.extend([m.text] * (m.type == "error")))
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(address + path)
        all_of_them.append(watched)
        return watched

    yield open_page
    for watched in all_of_them:
        watched.page.close()
        assert watched.said == []


def typed(page: Any, query: str, expect: Any) -> list[str]:
    """Type a query, wait for the answer, and answer where its hits lead to."""
    page.locator("#search-box").fill(query)
    expect(page.locator("#search-status")).to_contain_text(f"“{query}”")
    links = page.locator("#search-results a").all()
    return [place(link) for link in links]


def place(link: Any) -> str:
    """Where a hit leads, without the words that are marked there."""
    return re.sub(r"\?[^#]*", "", str(link.get_attribute("href")))


def test_nothing_is_fetched_before_a_reader_asks(
    watched: Callable[..., Watched], expect: Any
) -> None:
    """A page loads its style and its scripts; the index comes with the first query, in pieces."""
    on = watched("sources/first.html")
    on.page.wait_for_load_state("networkidle")
    assert not [url for url in on.asked if "search" in url or "pagefind" in url]
    assert "../sources/first.html#p3" in typed(on.page, "abbey", expect)
    assert [url for url in on.asked if ".pf_fragment" in url]
    assert not [url for url in on.asked if "lunr" in url or "search-index" in url]


def test_nothing_is_loaded_twice(watched: Callable[..., Watched], expect: Any) -> None:
    """A question in the address and a box that has the focus are one reader asking."""
    on = watched(f"{urls.SEARCH}?q=ansorullah")
    for _ in range(2):
        on.page.locator("#search-box").blur()
        on.page.locator("#search-box").focus()
    typed(on.page, "abbey", expect)
    scripts = [url for url in on.asked if url.endswith(".js")]
    assert len(scripts) == len(set(scripts))
    assert on.page.locator("#search-filters button").count() == 4


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("money monday", "sources/first.html#p3"),
        ("abbeys mondays", "sources/first.html#p3"),
        ("ёлка йод", "sources/first.html#p4"),
        ("елка", "sources/first.html#p4"),
        ("انصار", "sources/first.html#p4"),
        ("言葉", "sources/first.html#p4"),
        ("Été", "sources/first.html#p4"),
        ("final", "sources/first.html#p4"),
        ("qaida", "entities/ja.html"),
        ("Qa'ida", "entities/ja.html"),
        ("ansorullah", "entities/ja.html"),
        ("Ансоруллоҳ", "entities/ja.html"),
        ("jamaat-ansarullo", "entities/ja.html"),
        ("the district of Darvaz", "sources/first.html#p2"),
        ("incidents", "sources/first.html#the-two-incidents"),
        ("U.S.", "sources/first.html#p3"),
        ("writer", "sources/first.html"),
        ("abbot", "sources/first.html#claim-money"),
        ("2010", "contradictions/when.html"),
        ("when was the group founded", "contradictions/when.html"),
        ("ansorulah", "entities/ja.html"),
        ("ансоруллох", "entities/ja.html"),
        ("friends-of", "entities/ja.html"),
        ("brien", "entities/brien.html"),
        ("thing 7", "entities/thing-7.html"),
    ],
)
def test_words_are_found_in_any_spelling(
    watched: Callable[..., Watched], expect: Any, query: str, first: str
) -> None:
    """Accents, apostrophes, dashes, endings and scripts do not stand in the way."""
    assert typed(watched().page, query, expect)[:1] == [first]


def test_a_text_that_may_not_be_shown_is_not_found(
    watched: Callable[..., Watched], expect: Any
) -> None:
    """Its words are not in the index, its title is."""
    page = watched().page
    assert typed(page, "unspeakable", expect) == []
    assert typed(page, "withheld", expect) == ["sources/withheld.html"]


def test_a_hit_is_shown_as_any_other(watched: Callable[..., Watched], expect: Any) -> None:
    """Its kind, title, source, and a piece of the text with the words marked in it."""
    page = watched().page
    typed(page, "darvaz contradict", expect)
    hit = page.locator("#search-results > li").first
    assert hit.locator(".hit-kind").inner_text().lower() == "text"
    assert hit.locator("a").inner_text() == "The two incidents"
    assert hit.locator(".hit-source").inner_text() == "Real or staged?"
    assert hit.locator(".hit-text mark").all_inner_texts() == ["contradictory", "Darvaz—a"]
    assert re.fullmatch(r"… .{120,170} …", hit.locator(".hit-text").inner_text())


def test_scripts_without_spaces_stand_as_they_were(
    watched: Callable[..., Watched], expect: Any
) -> None:
    """The spaces that the index needs are taken out again."""
    page = watched().page
    typed(page, "言葉", expect)
    hit = page.locator("#search-results > li").first
    assert "漢字の言葉がある。" in hit.locator(".hit-text").inner_text()
    assert "".join(hit.locator(".hit-text mark").all_inner_texts()) == "言葉"


def test_what_people_wrote_is_shown_as_text(watched: Callable[..., Watched], expect: Any) -> None:
    """Markup of titles, names and quotes neither becomes an element nor runs."""
    page = watched().page
    typed(page, "evil", expect)
    shown = page.locator("#search-results")
    assert shown.locator("img, script, b").count() == 0
    assert "<img src=x onerror=document.title=1>" in shown.inner_text()
    assert "<mark>no</mark>" in shown.inner_text()
    assert page.title() != "1"
    typed(page, "bold", expect)
    assert "<b>bold</b> word" in shown.inner_text()


def test_kinds_are_counted_and_filter(watched: Callable[..., Watched], expect: Any) -> None:
    """Each kind has a button; pressed, it shows that kind only, and the address keeps it."""
    page = watched().page
    typed(page, "ansorullah", expect)
    buttons = page.locator("#search-filters button:visible")
    assert buttons.all_inner_texts() == ["Text 2", "Entity 2", "Claim in 1 text"]
    buttons.nth(2).click()
    expect(page.locator("#search-results > li")).to_have_count(1)
    assert buttons.all_inner_texts() == ["Text 2", "Entity 2", "Claim in 1 text"]
    assert page.url.endswith("?q=ansorullah&kind=claim")


def test_the_address_keeps_the_query(watched: Callable[..., Watched], expect: Any) -> None:
    """An address with a query shows its results at once."""
    page = watched(f"{urls.SEARCH}?q=ansorullah&kind=entity").page
    expect(page.locator("#search-status")).to_have_text("2 results for “ansorullah”")
    assert page.locator("#search-results > li").count() == 2


def test_more_results_come_when_asked_for(watched: Callable[..., Watched], expect: Any) -> None:
    """The best are loaded at once; a button brings others, and the focus goes to the first."""
    page = watched().page
    typed(page, "thing", expect)
    results, status = page.locator("#search-results > li"), page.locator("#search-status")
    assert status.inner_text() == "8 results for “thing”, the best 5 shown"
    assert results.count() == 6
    page.get_by_role("button", name="More results").click()
    expect(status).to_have_text("8 results for “thing”")
    assert results.count() == 8
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == results.nth(5).locator("a").get_attribute("href")


def test_no_query_throws(watched: Callable[..., Watched], expect: Any) -> None:
    """Signs, half characters and very long queries find something or nothing."""
    page = watched().page
    status = page.locator("#search-status")
    for query in ODD:
        page.locator("#search-box").fill(query)
        page.locator("#search-box").press("Enter")
        expect(status, ascii(query[:50])).to_have_text(
            re.compile("result|Nothing|rarer" if query.strip() else "^$")
        )
        page.locator("#search-box").press("Escape")
        expect(status).to_be_empty()


def test_a_slip_is_searched_as_the_nearest_name(
    watched: Callable[..., Watched], expect: Any
) -> None:
    """The names are fetched for it, and only then; it is said what was meant."""
    on = watched()
    typed(on.page, "abbey", expect)
    assert not [url for url in on.asked if urls.SEARCH_NAMES in url]
    typed(on.page, "nsorullah", expect)
    expect(on.page.locator("#search-status")).to_contain_text("Did you mean “ansorullah”?")
    assert [url for url in on.asked if urls.SEARCH_NAMES in url]


def test_words_of_nearly_every_text_bring_a_hint(
    watched: Callable[..., Watched], expect: Any
) -> None:
    """They find nothing by themselves."""
    page = watched().page
    assert typed(page, "to be or not to be", expect) == []
    assert "Add a rarer one" in page.locator("#search-status").inner_text()


def test_from_disk_a_sentence_says_why_not(browser: Any, site: Path, expect: Any) -> None:
    """A page on disk may fetch nothing."""
    page = browser.new_page()
    page.goto((site / urls.SEARCH).as_uri() + "?q=monday")
    expect(page.locator("#search-status")).to_contain_text("open it from a server")
    page.close()


def test_a_missing_index_is_said(browser: Any, address: str, expect: Any) -> None:
    """A page whose index cannot be loaded says so, and finds when asked again with it there."""
    page = browser.new_page()
    page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    page.goto(f"{address}{urls.SEARCH}?q=monday")
    expect(page.locator("#search-status")).to_have_text("Search could not be loaded.")
    page.unroute("**/pagefind/pagefind.js")
    page.close()
