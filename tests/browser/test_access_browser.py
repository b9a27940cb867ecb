"""Who reads otherwise reads as well: by the rules of axe, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
KINDS = (
    *("index.html", "about.html", "contribute.html", "404.html", "search.html?q=the"),
    *("claims.html", "entities.html", "contradictions.html", "lessons.html", "health.html"),
    *("matrix.html", "timeline.html"),
)
FOLDERS = ("sources", "entities", "contradictions", "lessons", "topics", "compare")


def addresses(site: Path) -> Iterator[str]:
    """A page of every kind, as addresses on disk."""
    yield from (f"{site.as_uri()}/{kind}" for kind in KINDS)
    for folder in FOLDERS:
        yield min((site / folder).rglob("*.html")).as_uri()


@pytest.mark.parametrize("site", ["tiny_site", "real_site"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    browser: Any, axe: str, site: str, scheme: str, width: int, request: pytest.FixtureRequest
) -> None:
    """No page of any kind breaks a rule of axe, in light and dark, on a phone and at a desk."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    broken = []
    for address in addresses(request.getfixturevalue(site)):
        page.goto(address)
        page.evaluate(axe)
        found = page.evaluate("axe.run().then((result) => result.violations)")
        broken += [(address, rule["id"], rule["nodes"][0]["html"]) for rule in found]
    context.close()
    assert broken == []


@pytest.fixture
def page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages in contexts of their own."""
    contexts = []

    def opened(address: str, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        shown = context.new_page()
        shown.goto(address)
        return shown

    yield opened
    for context in contexts:
        context.close()


def source(site: Path) -> str:
    """The address of a text with a contested claim."""
    pages = sorted((site / "sources").rglob("*.html"))
    return next(p for p in pages if 'class="card contested"' in p.read_text("utf-8")).as_uri()


def test_without_scripts_everything_is_there(page: Callable[..., Any], tiny_site: Path) -> None:
    """The text, its marks and its cards, whose closed ones open by the browser's own means."""
    shown = page(source(tiny_site), java_script_enabled=False)
    assert shown.locator("#text mark.contested").count()
    card = shown.locator(".card.contested").first
    if not card.evaluate("card => card.open"):
        card.locator("> summary").click()
    assert card.locator(".other blockquote").first.is_visible()
    assert not shown.locator(".script").first.is_visible()


def test_keys_go_from_note_to_note(page: Callable[..., Any], tiny_site: Path) -> None:
    """N goes to the next reference mark, p to the one before, ? opens the list of keys."""
    shown = page(source(tiny_site))
    focused = "document.activeElement.id"
    shown.keyboard.press("n")
    first = shown.evaluate(focused)
    shown.keyboard.press("n")
    second = shown.evaluate(focused)
    shown.keyboard.press("p")
    assert first.startswith("ref-")
    assert second.startswith("ref-")
    assert (second != first) and shown.evaluate(focused) == first
    shown.keyboard.press("?")
    assert shown.locator("#keys").is_visible()
    shown.keyboard.press("Escape")
    assert not shown.locator("#keys").is_visible()


WITHOUT_REFERENCES = """(words) => {
  const copy = words.cloneNode(true);
  for (const added of copy.querySelectorAll(".ref")) added.remove();
  return copy.textContent;
}"""


def accessible(shown: Any) -> list[tuple[str, str, str]]:
    """What a screen reader finds, in the order of the page: role, name, and the landmark around."""
    session = shown.context.new_cdp_session(shown)
    nodes = {n["nodeId"]: n for n in session.send("Accessibility.getFullAXTree")["nodes"]}
    heard = []

    def walk(node: dict[str, Any], landmark: str) -> None:
        role, name = (node.get(key, {}).get("value", "") for key in ("role", "name"))
        if not node["ignored"]:
            heard.append((role, name, landmark))
            landmark = name if role == "complementary" else landmark
        for child in node.get("childIds", ()):
            walk(nodes[child], landmark)

    walk(next(iter(nodes.values())), "")
    return heard


def test_a_sentence_is_heard_whole(page: Callable[..., Any], tiny_site: Path) -> None:
    """In a paragraph are its words and the names that they link, no mark and no reference mark.

    What its cards are about is announced after it, in a landmark with a way past them.
    """
    shown = page(source(tiny_site), java_script_enabled=False)
    row = shown.locator(".row:has(.skip)").first
    for fold in row.locator(".waiting > summary").all():
        fold.click()
    heard = accessible(shown)
    labels = row.locator(".words .ref").evaluate_all("all => all.map(one => one.ariaLabel)")
    beside = row.locator(".margin").get_attribute("aria-label")
    texts = [name for role, name, landmark in heard if role == "StaticText" and not landmark]
    words = row.locator(".words").evaluate(WITHOUT_REFERENCES)
    assert len(labels) > 1 and "".join(words.split()) in "".join("".join(texts).split())
    assert "mark" not in {role for role, _, _ in heard}
    inside = [name for role, name, landmark in heard if landmark == beside and role != "StaticText"]
    assert inside[0] == "Past these notes"
    for label in labels:
        reference = label.partition(":")[0] + ":"
        assert [name for name in inside if name.startswith(reference)], (reference, inside)
    shown.locator(".margin .skip").first.focus()
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    assert row.evaluate("row => row.nextElementSibling.contains(document.activeElement)")


SEEN = """links => links.filter((link) => {
  link.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = link.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === link;
}).length"""
"""How many links are painted where they stand."""


@pytest.mark.parametrize("width", [390, 1280])
def test_ways_past_are_seen_only_where_the_keyboard_is(
    page: Callable[..., Any], real_site: Path, width: int
) -> None:
    """They lie over no words of a long text until they have the focus."""
    address = next((real_site / "sources").glob("*.html")).as_uri()
    shown = page(address, viewport={"width": width, "height": 800})
    ways = shown.locator(".skip")
    assert ways.count() > 1 and ways.evaluate_all(SEEN) == 0
    beside = shown.locator(".margin .skip").first
    beside.focus()
    assert beside.evaluate_all(SEEN) == 1


def test_a_reference_mark_that_is_led_to_has_a_name(
    page: Callable[..., Any], tiny_site: Path
) -> None:
    """Who goes back to the words from a card hears which they are."""
    shown = page(source(tiny_site))
    shown.keyboard.press("n")
    label = shown.evaluate("document.activeElement.ariaLabel")
    assert ("link", label) in [(role, name) for role, name, _ in accessible(shown)]


def test_a_lens_is_kept_in_the_address(page: Callable[..., Any], tiny_site: Path) -> None:
    """Whoever opens the address sees the contradictions alone, and no other card."""
    shown = page(source(tiny_site))
    shown.locator(".tally").click()
    shown.locator(".alone").click()
    again = page(shown.url)
    assert again.locator(".card.contested").first.is_visible()
    assert not any(card.is_visible() for card in again.locator(".card:not(.contested)").all())


def test_a_preview_shows_the_passage(page: Callable[..., Any], tiny_site: Path) -> None:
    """A name that is pointed at shows its record, without the head of its page; Escape ends it."""
    shown = page(source(tiny_site))
    shown.locator("#text mark.entity a").first.hover()
    frame = shown.frame_locator(".preview iframe")
    frame.locator("h1").wait_for(state="visible")
    assert not frame.locator("header.site").is_visible()
    shown.keyboard.press("Escape")
    assert not shown.locator(".preview").is_visible()


def test_nothing_moves_while_a_page_loads(page: Callable[..., Any], real_site: Path) -> None:
    """Scripts add nothing that shifts what is being read."""
    shown = page(source(real_site), viewport={"width": 390, "height": 844})
    shift = shown.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 500);
        })"""
    )
    assert shift == 0
