"""What a reader does with a page: taps, copies, sends an address, goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
PHONE = {"width": 360, "has_touch": True, "is_mobile": True}
KINDS = (
    *("index", "claims", "contradictions", "entities", "about", "contribute", "404"),
    *("search", "contradictions/place", "entities/battle", "sources/anselm"),
)
SMALL = """() => [...document.querySelectorAll("a[href], button, select, input, summary, textarea")]
  .filter((target) => target.checkVisibility() && !target.matches(".skip, .ref, .permalink"))
  .filter((target) => !target.matches("a") || target.closest("nav, footer, .topics, .foot")
    || target.matches("main li > a:first-child"))
  .map((target) => [target, (target.closest("label") ?? target).getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 80)} ${width} x ${height}`)"""
THUMB = """(ref) => {
  ref.scrollIntoView({ block: "center", behavior: "instant" });
  const area = getComputedStyle(ref, "::after"), { left, top, width, height } =
    ref.getBoundingClientRect(), x = left + width / 2, y = top + height / 2;
  const hits = (dx, dy) => document.elementsFromPoint(x + dx, y + dy).includes(ref);
  return [area.width, area.height, hits(0, 0), hits(0, 20), hits(0, -15), hits(-14, 0)];
}"""


@pytest.fixture
def anselm(tiny_site: Path) -> str:
    """The address of a text that two others contradict."""
    return (tiny_site / "sources" / "anselm.html").as_uri()


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_tapped_has_the_breadth_of_a_thumb(
    opened: Open, tiny_site: Path, kind: str
) -> None:
    """44 pixels each way, but for links in running text; reference marks have it around them."""
    page = opened((tiny_site / f"{kind}.html").as_uri(), **PHONE)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.evaluate(SMALL) == []
    for ref in page.locator("#text .ref").all():
        assert ref.evaluate(THUMB) == ["44px", "44px", True, True, True, True]


def test_a_tap_on_a_number_shows_all_that_the_thumb_covers(
    opened: Open, expect: Any, anselm: str
) -> None:
    """In a sheet, which closes on Escape and gives the focus back to the number."""
    page = opened(anselm, **PHONE)
    ref = page.locator("#text .ref").nth(2)
    ref.tap()
    expect(page.locator(".sheet .card .body").first).to_be_visible()
    ref_id = ref.get_attribute("id").removeprefix("ref-")
    shown = page.locator(".sheet .body").evaluate_all("all => all.map((body) => body.dataset.of)")
    assert ref_id in shown
    page.keyboard.press("Escape")
    expect(page.locator(".sheet")).not_to_be_visible()
    assert page.evaluate("document.activeElement.id") == f"ref-{ref_id}"


def test_a_tap_on_a_name_in_a_claim_shows_both_in_one_sheet(
    opened: Open, expect: Any, real_site: Path
) -> None:
    """The tapped words on top, then the claim, then the record; nothing shows below the button."""
    page = opened((real_site / "sources" / "jamestown-2023.html").as_uri(), **PHONE)
    name = page.locator("#text mark:is(.claim, .contested, .tension) a").first
    words, record = name.inner_text(), name.get_attribute("href")
    name.tap()
    sheet = page.locator(".sheet")
    expect(sheet.locator("> p")).to_have_text(words)
    expect(sheet.locator(".card .body").first).to_be_visible()
    assert page.locator("dialog:visible, .preview:visible").count() == 1
    frame = sheet.locator("iframe")
    assert frame.get_attribute("src").endswith(record.removeprefix("../"))
    expect(sheet.frame_locator("iframe").locator("h1")).to_be_visible()
    button = sheet.get_by_role("button", name="Close").bounding_box()
    assert button["y"] + button["height"] == pytest.approx(page.evaluate("innerHeight"), abs=1)


def test_a_preview_is_as_high_as_what_it_shows(opened: Open, real_site: Path) -> None:
    """Up to half a window."""
    page = opened((real_site / "sources" / "jamestown-2023.html").as_uri())
    page.locator("#text mark.entity a").first.hover()
    page.wait_for_function(
        "() => { const frame = document.querySelector('.preview iframe');"
        " return frame?.style.height && Math.abs(parseFloat(frame.style.height)"
        " - frame.clientHeight) < 2; }"
    )
    frame = next(frame for frame in page.frames if frame.parent_frame)
    assert frame.evaluate("document.body.offsetHeight <= innerHeight + 1")


def test_a_card_that_waits_comes_forward_to_its_words(
    opened: Open, expect: Any, real_site: Path
) -> None:
    """While its mark is pointed at or focused; then it waits again, where it was."""
    page = opened((real_site / "sources" / "jamestown-2023.html").as_uri())
    order = "() => [...document.querySelectorAll('.card .body')].map((body) => body.id)"
    before = page.evaluate(order)
    waiting = page.locator(".waiting .card .body").first.get_attribute("id")
    ref = page.locator(f"[id='ref-{waiting}']")
    card = page.locator(".card", has=page.locator(f"[id='{waiting}']"))
    expect(card).to_be_hidden()
    height = page.evaluate("document.body.scrollHeight")
    for act in (ref.hover, ref.focus):
        act()
        expect(card).to_be_visible()
        assert page.evaluate("document.body.scrollHeight") == height
        page.mouse.move(5, 5)
        page.locator("#text .ref").first.focus()
        page.locator("h1").hover()
        page.locator("#text .ref").last.hover()
        expect(card).to_be_hidden()
        assert page.evaluate(order) == before


def test_an_open_card_does_not_tear_the_text(opened: Open, real_site: Path) -> None:
    """Beside the text it lies over the margin, and one is open at a time."""
    page = opened((real_site / "sources" / "jamestown-2023.html").as_uri())
    last = "() => [...document.querySelectorAll('.row')].at(-1).offsetTop"
    before = page.evaluate(last)
    for summary in page.locator(".margin > .card > summary").all()[:4]:
        summary.evaluate("(summary) => summary.click()")
        assert page.locator(".card[open]").count() == 1
        assert page.evaluate(last) <= before


def test_a_card_in_the_sheet_can_be_cited(opened: Open, anselm: str) -> None:
    """With its own place and words, as beside the text."""
    page = opened(anselm, **PHONE)
    page.evaluate("navigator.clipboard.writeText = async (words) => { window.copied = words; }")
    page.locator('mark[data-a~="note-woe-to-him"]').first.tap()
    page.locator(".sheet [data-copy=cite]").tap()
    page.wait_for_function("window.copied")
    assert "“Woe to him”" in page.evaluate("copied")
    assert page.evaluate("copied").endswith("anselm.html#note-woe-to-him")


def test_a_lens_shows_what_one_other_source_contradicts(
    opened: Open, expect: Any, anselm: str
) -> None:
    """The rest is dimmed, and the address says so to whoever gets it."""
    page = opened(anselm)
    page.locator(".tally").click()
    page.locator(".legend select[name=against]").select_option("letters/samir")
    shown = page.locator("#text .card:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_class("contested")
    assert "against=letters%2Fsamir" in page.url
    again = opened(page.url)
    expect(again.locator("#text .card:visible")).to_have_count(1)
    expect(again.locator("#text")).to_contain_class("dim")
    assert again.locator("#text .ref:visible").count() == 1
    again.locator(".legend select").select_option("")
    expect(again.locator("#text")).not_to_contain_class("dim")
    assert "against" not in again.url


def test_a_source_with_one_rival_has_no_such_lens(tiny_site: Path) -> None:
    """A choice of one is none."""
    page = (tiny_site / "sources" / "letters" / "samir.html").read_text("utf-8")
    assert 'name="against"' not in page


def test_two_sources_can_be_set_against_each_other(opened: Open, tiny_site: Path) -> None:
    """The index shows the questions on which both speak."""
    index = (tiny_site / "contradictions.html").as_uri()
    page = opened(f"{index}?source=letters/hild&against=letters/samir")
    assert page.locator(".group li:visible").count() == 1


@pytest.mark.parametrize("value", ['"><script>', "__proto__", "constructor", "%00", "x" * 5000])
@pytest.mark.parametrize("name", ["off", "by", "against", "source", "filter", "ask"])
def test_an_address_can_ask_for_nothing_odd(
    opened: Open, tiny_site: Path, name: str, value: str
) -> None:
    """What is no choice of a page changes nothing in it, and runs nothing."""
    for kind in ("sources/anselm", "contradictions/place", "claims"):
        page = opened(f"{(tiny_site / kind).as_uri()}.html?{name}={value}")
        assert not page.locator("#text.dim").count()
        assert page.locator(".off").count() == 0
        if name != "filter":
            assert page.locator(".group li[hidden]").count() == 0
        assert page.locator("select").evaluate_all("all => all.every((s) => s.selectedIndex === 0)")


def test_a_link_to_a_card_shows_it_through_any_lens(opened: Open, expect: Any, anselm: str) -> None:
    """Though its kind is off: whoever sends a note wants it read."""
    page = opened(f"{anselm}?off=note#note-woe-to-him")
    expect(page.locator("#note-woe-to-him")).to_be_in_viewport()
    assert page.locator(".card.note:visible").count() == 1


def test_back_and_forward_keep_the_lens_and_its_address(opened: Open, anselm: str) -> None:
    """A reader who follows a link in the page and returns finds what was chosen."""
    page = opened(anselm)
    page.locator(".permalink").first.click()
    page.locator(".tally").click()
    page.locator("[data-lens=note]").click()
    page.go_back()
    page.wait_for_function("location.hash === ''")
    assert "off=note" in page.url
    assert page.locator(".card.note:visible").count() == 0


def test_a_copied_sentence_has_no_numbers_in_it(opened: Open, anselm: str) -> None:
    """Reference marks and the numbers of paragraphs are not of the source."""
    page = opened(anselm)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p2 .words'))")
    copied = page.evaluate("getSelection().toString()")
    plain = """() => { const row = document.querySelector('#p2 .words').cloneNode(true);
      for (const own of row.querySelectorAll('[data-apparatus]')) own.remove();
      return row.innerText; }"""
    assert page.locator("#p2 .ref").count()
    assert copied.split() == page.evaluate(plain).split()


def test_a_browser_that_keeps_nothing_loses_nothing(
    browser: Any, expect: Any, tiny_site: Path
) -> None:
    """Where storage is denied, pages work as without it."""
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    )
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tiny_site / "contradictions" / "year.html").as_uri())
    page.locator("#appearance").click()
    expect(page.locator("html")).to_have_attribute("data-appearance", "dark")
    page.get_by_label("Ask me first").check()
    page.locator("textarea").fill("Anselm, who was there.")
    page.locator("form.asking button").click()
    expect(page.locator(".verdict")).to_be_visible()
    context.close()
    assert errors == []


def test_a_teacher_can_have_students_asked_first(
    opened: Open, expect: Any, tiny_site: Path
) -> None:
    """By the address; what they answer is printed, words and explanation not, until they ask."""
    page = opened((tiny_site / "contradictions" / "year.html").as_uri() + "?ask=first")
    page.locator("[name=choice]").first.check()
    expect(page.locator(".stands")).to_be_hidden()
    answer = page.locator("textarea")
    answer.fill("Anselm.\n" * 20)
    page.emulate_media(media="print")
    expect(answer).to_be_visible()
    assert answer.evaluate("area => area.scrollHeight <= area.clientHeight")
    expect(page.locator(".verdict")).to_be_hidden()
    expect(page.locator("form.asking button")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("form.asking button").click()
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator(".stands")).to_be_visible()
    assert "ask" not in page.url


def test_an_explained_contradiction_asks_nobody_whom_to_trust(tiny_site: Path) -> None:
    """Both can stand there."""
    page = (tiny_site / "contradictions" / "victor.html").read_text("utf-8")
    assert 'id="asking"' not in page


def test_a_hit_leads_to_its_words_and_marks_them(
    opened: Open, expect: Any, tiny_site: Path
) -> None:
    """The words that were found are marked in the row that the hit leads to, and nowhere else."""
    page = opened((tiny_site / "search.html").as_uri() + "?q=battles&kind=source")
    hit = page.locator("#search-results a").first
    expect(hit).to_be_visible()
    hit.click()
    page.wait_for_url("**/sources/**")
    marked = """() => new Promise(done => {
        const row = node => node.closest(".row"), at = document.querySelector(":target");
        const look = () => CSS.highlights.get("found") ? done(
            [...CSS.highlights.get("found")].map(range => [range.toString().toLowerCase(),
                row(range.startContainer.parentElement) === row(at)]))
            : setTimeout(look, 20);
        look();
    })"""
    found = page.evaluate(marked)
    assert found and {word for word, _ in found} <= {"battle", "battles"}
    assert all(inside for _, inside in found)


def test_kinds_of_hits_are_offered_once(opened: Open, expect: Any, tiny_site: Path) -> None:
    """On the page of the search, whose box has the focus from the first."""
    page = opened((tiny_site / "search.html").as_uri() + "?q=battle")
    expect(page.locator("#search-results > li").first).to_be_visible()
    names = page.locator("#search-filters button").evaluate_all(
        "all => all.map((button) => button.textContent.split(' ')[0])"
    )
    assert names == ["Text", "Entity", "Claim", "Contradiction"]


@pytest.mark.parametrize("kind", ["sources/anselm", "sources/letters/samir", "contradictions/year"])
def test_large_letters_fit(opened: Open, tiny_site: Path, kind: str) -> None:
    """At twice the size nothing scrolls sideways."""
    page = opened((tiny_site / f"{kind}.html").as_uri(), 640)
    page.evaluate("document.documentElement.style.fontSize = '212%'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
