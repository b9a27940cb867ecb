"""Pages of a corpus in Persian: every word of theirs, and on which side things stand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sicetnon.build import build

pytestmark = pytest.mark.browser

PAGES = ("index.html", "sources/anselm.html", "contradictions/year.html", "entities/battle.html")


@pytest.fixture(scope="module")
def persian(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny corpus as if its annotations were in Persian."""
    root = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("persian") / "corpus"))
    path = root / "corpus.yaml"
    path.write_text(path.read_text("utf-8").replace("language: en", "language: fa"), "utf-8")
    note = "source: letters/samir\nnotes:\n  - {exact: عند الجسر, note: نزدیک پل.}\n"
    (root / "annotations" / "persian.yaml").write_text(note, "utf-8")
    assert not build(root, root / "site").failed
    return root / "site"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", [*PAGES, "entities.html", "search.html", "about.html"])
def test_no_page_is_wider_than_the_window(
    opened: Callable[..., Any], persian: Path, address: str, width: int
) -> None:
    """What is put out of sight is put where nobody can scroll to."""
    page = opened((persian / address).as_uri(), width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_the_margin_stands_on_the_left(opened: Callable[..., Any], persian: Path) -> None:
    """And the rule of a card at its beginning, on the right; code keeps its own direction."""
    page = opened((persian / "sources/letters/samir.html").as_uri())
    words, margin = (
        page.locator(f".row:has(.margin) > .{name}").first.bounding_box()
        for name in ("words", "margin")
    )
    assert margin["x"] + margin["width"] < words["x"]
    rule = "getComputedStyle(document.querySelector('.card')).borderRightWidth"
    assert page.evaluate(rule) != "0px"
    code = page.evaluate("getComputedStyle(document.querySelector('pre')).direction")
    assert code == "ltr"


def test_what_scripts_say_is_persian(
    opened: Callable[..., Any], persian: Path, expect: Any
) -> None:
    """Results and their counts, what is copied, and the preview."""
    page = opened((persian / "search.html").as_uri() + "?q=bridge")
    expect(page.locator("#search-status")).to_have_text(re.compile("^[۰-۹]+ نتیجه برای «bridge»$"))
    assert not re.search(
        "[A-Za-z0-9]", "".join(page.locator("#search-filters button").all_inner_texts())
    )
    assert re.fullmatch("نما: .+", page.locator("#appearance").get_attribute("aria-label"))
    page.locator("#search-box").fill("qqqq")
    expect(page.locator("#search-status")).to_have_text(re.compile("چیزی یافت نشد"))
    page.goto((persian / "claims.html").as_uri())
    page.locator("[name=filter]").fill("merrow")
    expect(page.locator("output")).to_have_text(re.compile("^[۰-۹]+ از [۰-۹]+$"))
    page.goto((persian / "contradictions/year.html").as_uri())
    page.locator("main .where").first.hover()
    expect(page.locator(".preview p")).to_have_text("رفتن به آنجاسنجاقبستن")


def test_a_tap_finds_a_note_with_a_persian_name(
    opened: Callable[..., Any], persian: Path, expect: Any
) -> None:
    """Its address is escaped, its id is not."""
    page = opened((persian / "sources/letters/samir.html").as_uri(), 390, has_touch=True)
    page.locator("#text .ref.note").first.tap()
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.locator(".sheet > button")).to_have_text("بستن")
