"""The matrix and the timeline in a browser: narrowed down, sorted, zoomed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sicetnon.build import build

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

PHONE = {"width": 390, "has_touch": True, "is_mobile": True}
PINCH = """([from, to]) => {
  const timeline = document.querySelector(".timeline");
  const { left, top } = timeline.getBoundingClientRect();
  const touches = (apart) => [0, apart].map((x, identifier) =>
    new Touch({ identifier, target: timeline, clientX: left + x, clientY: top + 5 }));
  const fire = (kind, apart) => timeline.dispatchEvent(new TouchEvent(kind,
    { touches: apart ? touches(apart) : [], bubbles: true, cancelable: true }));
  fire("touchstart", from);
  const left_to_the_page = fire("touchmove", to);
  fire("touchend", 0);
  return left_to_the_page;
}"""
"""Two fingers go from one distance to another; whether the browser may take it for its own zoom."""


def questions(page: Any) -> list[str]:
    """What is asked in the rows that can be seen."""
    rows = page.locator(".group tbody tr").filter(visible=True)
    return [one.split("\n")[0] for one in rows.locator("th a").all_inner_texts()]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_matrix_is_narrowed_down_and_sorted(
    opened: Open, expect: Any, tiny_site: Path, width: int
) -> None:
    """By a text, by what it answers, by question; the address keeps it, and it can be undone."""
    page = opened((tiny_site / "matrix.html").as_uri(), width)
    written = questions(page)
    assert len(written) == 4
    page.locator("select[name=order]").select_option("question")
    assert questions(page) == sorted(written) != written
    if width > 768:
        expect(page.locator("thead th[aria-sort=ascending]").first).to_have_text("Question")
    page.locator("select[name=order]").select_option("status")
    # The one that is explained stands behind those that are open.
    assert questions(page)[-1] == "Who won?"
    # Who is silent stands behind those who say something, and before those who were not read.
    page.locator("select[name=order]").select_option(label="رسالة سمير")
    assert questions(page)[:2] == ["Where was the battle fought?", "How many fell?"]
    page.reload()
    assert questions(page)[:2] == ["Where was the battle fought?", "How many fell?"]
    if width < 768:
        page.locator(".filter summary").click()
    page.locator("select[name=source]").select_option("letters/samir")
    assert questions(page) == ["Where was the battle fought?", "How many fell?"]
    expect(page.locator("form output")).to_have_text("2 of 5")
    expect(page).to_have_url(re.compile(r"order=3&source=letters%2Fsamir"))
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".group tbody tr").filter(visible=True)).to_have_count(4)
    assert questions(page) == written and "order" not in page.url


def test_questions_that_wait_in_a_fold_are_found(
    opened: Open, expect: Any, real_site: Path
) -> None:
    """The fold opens while the table is narrowed down, and no empty table stays."""
    page = opened((real_site / "matrix.html").as_uri())
    folded = page.locator(".group > .more tbody tr").last
    expect(folded).to_be_hidden()
    page.locator("input[name=filter]").fill(folded.locator("th a").text_content())
    expect(folded).to_be_visible()
    expect(page.locator(".group table").filter(visible=True)).to_have_count(1)
    page.locator("input[name=filter]").fill("")
    expect(folded).to_be_hidden()


def test_the_matrix_is_whole_without_javascript(opened: Open, tiny_site: Path) -> None:
    """Nothing is offered that does not work, and the head of the table stays in sight."""
    page = opened((tiny_site / "matrix.html").as_uri(), java_script_enabled=False)
    assert page.locator(".filter").is_hidden() and len(questions(page)) == 4


def test_two_texts_are_turned_round(opened: Open, expect: Any, tiny_site: Path) -> None:
    """The words change sides with their titles, and the questions follow the other text."""
    page = opened((tiny_site / "compare/anselm--letters.hild.html").as_uri())
    questions, left = page.locator(".shared h3"), page.locator(".shared > ul:first-of-type")
    titles, before = page.locator(".pair a"), (questions.all_inner_texts(), left.all_inner_texts())
    expect(titles.first).to_have_text("The Chronicle of Anselm")
    turn = page.get_by_role("button", name="Turn round")
    turn.click()
    expect(titles.first).to_have_text("Hild to her sister")
    after = questions.all_inner_texts(), left.all_inner_texts()
    turned = page.locator(".shared").evaluate_all("(all) => all.map((one) => +one.dataset.turned)")
    assert turned == sorted(turned) and sorted(after[0]) == sorted(before[0])
    assert not {*after[1]} & {*before[1]}
    turn.click()
    assert (questions.all_inner_texts(), left.all_inner_texts()) == before


def dated(corpus: WriteCorpus) -> Path:
    """The timeline of many dates in two months of one year and of one date in another year."""
    days = [f"2010-{9 + n % 2:02}-{1 + n % 3:02}" for n in range(100)] + ["1999"]
    entities = "".join(
        f"  - {{id: e{n}, type: event, name: Event {n}, date: {day}}}\n"
        for n, day in enumerate(days)
    )
    root = corpus({"content/a.md": "one", "annotations/e.yaml": f"entities:\n{entities}"})
    assert not build(root, root / "site").failed
    return root / "site/timeline.html"


def pressed(page: Any) -> list[str]:
    """The steps of the zoom that are on."""
    found: list[str] = page.locator(".zoom [aria-pressed=true]").all_inner_texts()
    return found


def test_a_timeline_zooms_by_buttons_and_keys(opened: Open, corpus: WriteCorpus) -> None:
    """From years to months to days and back; a fold opens by itself as well."""
    page = opened(dated(corpus).as_uri())
    shown = page.locator(".timeline li").filter(visible=True)
    heads = page.locator(".timeline summary").filter(visible=True)
    assert shown.count() == 1 and heads.count() == 2 and pressed(page) == []
    page.get_by_role("button", name="months").click()
    assert heads.count() == 4 and pressed(page) == ["months"]
    page.keyboard.press("+")
    assert shown.count() == 101 and heads.count() == 2 + 2 + 6 and pressed(page) == ["days"]
    page.keyboard.press("+")
    assert pressed(page) == ["days"]
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert shown.count() == 0 and heads.count() == 2 and pressed(page) == ["years"]
    page.locator(".timeline summary", has_text="2010").first.click()
    assert heads.count() == 4


def test_a_timeline_zooms_by_two_fingers(opened: Open, corpus: WriteCorpus) -> None:
    """Where there is nothing more to unfold or to fold, they zoom the page as everywhere."""
    page = opened(dated(corpus).as_uri(), **PHONE)
    steps = [((100, 160), ["months"]), ((100, 160), ["days"]), ((160, 100), ["months"])]
    for fingers, level in steps:
        assert not page.evaluate(PINCH, fingers) and pressed(page) == level
    page.evaluate(PINCH, (160, 100))
    assert page.evaluate(PINCH, (160, 100)) and pressed(page) == ["years"]


def test_a_timeline_is_nested_lists_without_javascript(opened: Open, corpus: WriteCorpus) -> None:
    """Years, months and days unfold, and no button stands there that does nothing."""
    page = opened(dated(corpus).as_uri(), java_script_enabled=False)
    assert page.locator(".zoom").is_hidden()
    shown = page.locator(".timeline li").filter(visible=True)
    page.locator(".timeline summary", has_text="2010").first.click()
    assert shown.count() == 101
