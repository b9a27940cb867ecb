"""Pages as readers meet them: from disk, on a phone, on paper, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.browser

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
WIDTHS = (360, 390, 1280)
PHONE = {"width": 390, "has_touch": True, "is_mobile": True}
KINDS = ("index", "entities", "claims", "contradictions", "search", "about", "contribute", "404")

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HIDDEN = """() => [...document.querySelectorAll(".card .body > *:not(.foot)")].filter(
    (part) => part.textContent.trim() && !(part.checkVisibility({ contentVisibilityAuto: true,
        opacityProperty: true, visibilityProperty: true }) && part.getBoundingClientRect().height)
  ).map((part) => part.textContent.trim())"""

Open = Callable[..., Any]


def first(site: Path, folder: str) -> Path:
    """The first page of a kind."""
    return min((site / folder).rglob("*.html"))


def one_of_each(site: Path) -> list[Path]:
    """A page of every kind."""
    singles = [site / f"{name}.html" for name in KINDS]
    # Where a site knows its address, the page for what is not there leads to it, not to the disk.
    singles = [page for page in singles if b'stylesheet" href="http' not in page.read_bytes()]
    return [*singles, *(first(site, f) for f in ("sources", "entities", "contradictions"))]


@cache
def closed_cards(page: Path) -> tuple[tuple[str, str], ...]:
    """Classes and fragments of the cards of a page that stand closed."""
    whole = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    cards = whole.select(".card:not([open])")
    return tuple((" ".join(card["class"]), str(card.select_one("[id]")["id"])) for card in cards)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a browser found on a walk through a site."""

    said: list[str]
    """Errors of the console, and files that could not be loaded."""
    wide: list[str]
    """Pages that scroll sideways."""


@pytest.fixture(scope="module")
def seen(browser: Any, tiny_site: Path, real_site: Path) -> dict[str, Seen]:
    """A walk through the tiny site, and through the texts and kinds of page of the real one."""
    sources = sorted((real_site / "sources").rglob("*.html"))
    return {
        "tiny": walk(browser, sorted(tiny_site.rglob("*.html"))),
        "real": walk(browser, [*one_of_each(real_site), *sources]),
    }


def walk(browser: Any, paths: list[Path]) -> Seen:
    """Open pages from disk, one after the other, at all widths."""
    page, found = browser.new_page(), Seen([], [])
    page.on("console", lambda line: found.said.extend([line.text] * (line.type == "error")))
    page.on("pageerror", lambda error: found.said.append(str(error)))
    page.on("requestfailed", lambda request: found.said.append(f"not loaded: {request.url}"))
    for path in paths:
        page.goto(path.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if beyond := page.evaluate(SIDEWAYS):
                found.wide.append(f"{path.name} at {width} px: {beyond} px too wide")
    page.close()
    return found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["source", "face-off", "front"])
def test_a_page_can_be_looked_at(opened: Open, real_site: Path, name: str, width: int) -> None:
    """Its picture is kept outside git, for whoever reviews a change of the theme."""
    page = opened((real_site / "index.html").as_uri(), width)
    if name == "face-off":
        page.locator('main a[href^="contradictions/"]').first.click()
        page.wait_for_url("**/contradictions/*.html")
    if name == "source":
        page.goto(first(real_site, "sources").as_uri() + "#p2")
    ARTEFACTS.mkdir(exist_ok=True)
    picture = ARTEFACTS / f"{name}-{width}.png"
    for _ in range(50):
        # A browser on a busy machine may have drawn nothing yet, which makes a small picture.
        page.screenshot(path=picture, full_page=name != "source")
        if picture.stat().st_size > 10_000:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{picture} shows nothing")


@pytest.mark.parametrize("site", ["tiny", "real"])
def test_no_page_scrolls_sideways(seen: dict[str, Seen], site: str) -> None:
    """Neither on small and large phones nor on a desk."""
    assert seen[site].wide == []


@pytest.mark.parametrize("site", ["tiny", "real"])
def test_no_page_reports_an_error(seen: dict[str, Seen], site: str) -> None:
    """Nothing in the console, no breach of a page's policy, no file that is not there."""
    assert seen[site].said == []


@pytest.mark.parametrize("site", ["tiny_site", "real_site"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_click_leads_to_a_contradiction(
    opened: Open, expect: Any, site: str, scripts: bool, request: pytest.FixtureRequest
) -> None:
    """From the front page, on disk, to the marked words of two texts, side by side."""
    front = request.getfixturevalue(site) / "index.html"
    page = opened(front.as_uri(), java_script_enabled=scripts)
    page.locator('main a[href^="contradictions/"]').first.click()
    page.wait_for_url("**/contradictions/*.html")
    marks = page.locator("main blockquote mark")
    expect(marks.first).to_be_visible()
    shown = [mark for mark in marks.all() if mark.is_visible()]
    assert len(shown) >= 2 and all(mark.inner_text().strip() for mark in shown)
    links = page.locator('figcaption a[href*="sources/"]').all()
    texts = {link.get_attribute("href").partition("#")[0] for link in links}
    assert len(texts) >= 2
    assert all((front.parent / "contradictions" / text).is_file() for text in texts)


@pytest.mark.parametrize("kind", ["note", "claim", "contested"])
def test_a_fragment_opens_its_card(opened: Open, expect: Any, real_site: Path, kind: str) -> None:
    """A link to a card shows it, without JavaScript too."""
    path, fragment = next(
        (path, fragment)
        for path in sorted((real_site / "sources").rglob("*.html"))
        for classes, fragment in closed_cards(path)
        if kind in classes.split()
    )
    page = opened(f"{path.as_uri()}#{fragment}", java_script_enabled=False)
    body = page.locator(f'[id="{fragment}"]')
    expect(body).to_be_visible()
    expect(body).to_be_in_viewport()


def test_a_mark_and_its_card_light_each_other_up(
    opened: Open, expect: Any, tiny_site: Path
) -> None:
    """Whichever is pointed at, and nothing else."""
    page = opened((tiny_site / "sources" / "anselm.html").as_uri())
    mark = page.locator('mark[data-a~="note-woe-to-him"]')
    card = page.locator(".card", has=page.locator('[id="note-woe-to-him"]'))
    card_elsewhere = page.locator(".card", has=page.locator('[id="claim-horses"]'))
    expect(card).not_to_contain_class("lit")
    page.evaluate("for (const fold of document.querySelectorAll('.waiting')) fold.open = true")
    mark.hover()
    expect(card).to_contain_class("lit")
    expect(card_elsewhere).not_to_contain_class("lit")
    page.locator("h1").hover()
    card.hover()
    expect(mark).to_contain_class("lit")
    assert page.locator("#text mark.lit").count() == 1


def test_a_tap_on_marked_words_shows_their_card(opened: Open, expect: Any, real_site: Path) -> None:
    """On a phone, where the margin stands below: the gloss comes to where the reader is."""
    path = min((real_site / "sources").rglob("*.html"))
    page = opened(path.as_uri(), **PHONE)
    _, fragment = closed_cards(path)[0]
    gloss = page.locator(f'[id="{fragment}"] .gloss, [id="{fragment}"] > p').first.text_content()
    mark = page.locator(f'#text mark[data-a="{fragment}"]').first
    mark.scroll_into_view_if_needed()
    mark.tap()
    shown = page.get_by_text(gloss, exact=True).locator("visible=true").last
    expect(shown).to_be_in_viewport()


def test_a_listing_is_filtered_while_one_types(opened: Open, expect: Any, tiny_site: Path) -> None:
    """By all words, without accents and case; the address keeps it, and nothing is lost."""
    page = opened((tiny_site / "entities.html").as_uri())
    lines, count = page.locator(".group li:visible"), page.locator("form output")
    box = page.locator("input[name=filter]")
    expect(lines).to_have_count(8)
    box.fill("MÉRROW the")
    expect(lines).to_have_count(2)
    expect(count).to_have_text("2 of 8")
    expect(page.locator(".group:visible")).to_have_count(2)
    page.reload()
    expect(lines).to_have_count(2)
    box.fill("المعركة")
    expect(lines).to_have_count(1)
    box.fill("")
    expect(lines).to_have_count(8)
    assert "filter" not in page.url


@pytest.mark.parametrize("width", [390, 1280])
def test_a_listing_is_narrowed_down_by_kind(
    opened: Open, expect: Any, tiny_site: Path, width: int
) -> None:
    """Counts follow, folded choices are counted, and all of them can be cleared."""
    page = opened((tiny_site / "contradictions.html").as_uri())
    page.set_viewport_size({"width": width, "height": 844})
    lines, count = page.locator(".group li:visible"), page.locator("form output")
    clear, summary = page.get_by_role("button", name="Clear"), page.locator(".filter summary")
    total = lines.count()
    expect(clear).to_be_hidden()
    page.get_by_role("button", name="Places 1").click()
    expect(lines).to_have_count(1)
    expect(count).to_have_text(f"1 of {total}")
    if width < 768:
        expect(page.locator("select[name=status]")).to_be_hidden()
        summary.click()
    page.locator("select[name=source]").select_option("anselm")
    expect(page.locator("[data-chip][value=number] .count")).to_have_text("1")
    expect(summary).to_have_text("More filters 1")
    expect(page).to_have_url(re.compile("about=place&source=anselm"))
    page.locator("input[name=filter]").fill("no such words")
    expect(page.locator("#nothing")).to_be_visible()
    clear.click()
    expect(lines).to_have_count(total)
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)


@pytest.mark.parametrize("name", ["entities", "claims", "contradictions", "topics"])
def test_an_index_is_no_longer_than_twelve_screens(
    browser: Any, real_site: Path, name: str
) -> None:
    """Of a phone, before a group is opened."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((real_site / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * 844
    page.close()


@pytest.mark.parametrize("width", [360, 390, 720, 768])
def test_widths_agree(opened: Open, real_site: Path, width: int) -> None:
    """The menu is in two rows at most, and positions stand below each other or level."""
    page = opened((real_site / "index.html").as_uri())
    page.set_viewport_size({"width": width, "height": 844})
    tops = "(all) => new Set(all.map((one) => one.offsetTop)).size"
    assert page.locator("header.site nav a").evaluate_all(tops) <= 2
    lines = page.locator("header.site > :is(.name, .find, #appearance)")
    middles = lines.evaluate_all("(all) => all.map((one) => one.offsetTop + one.offsetHeight / 2)")
    assert max(middles) - min(middles) < 20
    first, second = (one.bounding_box() for one in page.locator(".lead .stand .sic").all())
    assert (first["x"] == second["x"]) or first["y"] == second["y"]


def test_a_listing_is_whole_without_javascript(opened: Open, tiny_site: Path) -> None:
    """Nothing is hidden, and no field is shown that does nothing."""
    page = opened((tiny_site / "entities.html").as_uri(), java_script_enabled=False)
    assert page.locator(".group li:visible").count() == 8
    assert page.locator("input[name=filter]:visible").count() == 0


@pytest.mark.parametrize("site", ["tiny_site", "real_site"])
def test_on_paper_cards_are_lines_and_on_demand_whole(
    opened: Open, expect: Any, site: str, request: pytest.FixtureRequest
) -> None:
    """Whoever prints a text prints what is open, and, with a tick, every note in full."""
    path = first(request.getfixturevalue(site), "sources")
    page = opened(path.as_uri(), java_script_enabled=False)
    page.emulate_media(media="print")
    expect(page.locator(".margin > .card > summary").first).to_be_visible()
    expect(page.locator(".margin > .card .body").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(".tally").click()
    page.locator("#whole").check()
    page.emulate_media(media="print")
    page.wait_for_function(f"() => !({HIDDEN})().length", timeout=10_000)
    assert page.evaluate(HIDDEN) == []


def test_going_back_finds_open_what_was_open(opened: Open, expect: Any, tiny_site: Path) -> None:
    """From disk too, where no browser keeps a page."""
    page = opened((tiny_site / "sources" / "anselm.html").as_uri())
    card = page.locator(".card.contested").first
    card.locator("> summary").click()
    card.locator(".contest .question a").first.click()
    page.wait_for_url("**/contradictions/*.html")
    page.go_back()
    expect(page.locator(".card.contested").first).to_have_attribute("open", "")
    assert page.locator(".card[open]").count() == 1


def test_a_page_can_be_printed(opened: Open, tiny_site: Path, tmp_path: Path) -> None:
    """It makes a PDF."""
    page = opened((tiny_site / "sources" / "anselm.html").as_uri())
    page.pdf(path=tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("width", WIDTHS)
def test_results_hang_within_the_window(browser: Any, real_site: Path, width: int) -> None:
    """What the search in a page's head finds is not cut off at either side."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((real_site / "index.html").as_uri())
    page.fill("#search-box", "Ansorullah")
    page.wait_for_selector("#search-results li")
    box = page.locator("#search-found").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    page.close()
