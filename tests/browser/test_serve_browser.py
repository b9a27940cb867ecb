"""The preview in a browser: what is changed comes, the place stays, problems stand by the words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from previewing import previewing

pytestmark = pytest.mark.browser

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
WAIT = 20_000
"""Milliseconds after which what was waited for is held not to come."""

PARAGRAPH = (
    "In the year {n} the king fled, and nobody knows why; the scribe wrote it down at night.\n"
)
TEXT = "# The long chronicle\n\n" + "\n".join(PARAGRAPH.format(n=n) for n in range(1, 81))
NOTES = """source: long
notes:
  - {exact: In the year 40 the king, note: A note of May.}
  - {exact: In the year 41 the king, note: Another note.}
"""
WRONG = NOTES + "  - {exact: In the year 42 the kin fled, note: A third.}\n"
TOP = """() => [...document.querySelectorAll(".row[id]")]
  .find((row) => row.getBoundingClientRect().bottom > 0).id"""


@pytest.fixture
def long(corpus: Callable[..., Path]) -> Path:
    """A text that is longer than any window."""
    return corpus(
        {
            "content/long.md": TEXT,
            "content/other.md": "The king came back.\n",
            "annotations/long.yaml": NOTES,
        }
    )


def write(root: Path, written: str) -> None:
    """The annotations of the long text."""
    (root / "annotations" / "long.yaml").write_text(written, "utf-8")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_preview_follows_and_keeps_its_place(
    long: Path, opened: Callable[..., Any], expect: Any, width: int
) -> None:
    """New words come, the same row is on top, cards are as they were; also when rows above grow."""
    with previewing(long) as preview:
        page = opened(f"http://127.0.0.1:{preview.port}/sources/long.html", width)
        page.evaluate("document.getElementById('p40').scrollIntoView()")
        page.locator("#p40 .card summary").click()
        page.evaluate("scrollBy(0, 7)")
        top, scroll = page.evaluate(TOP), page.evaluate("scrollY")
        assert scroll > 1000

        write(long, NOTES.replace("of May", "of June"))
        expect(page.locator("#p40 .card .body")).to_contain_text("A note of June.", timeout=WAIT)
        assert page.locator("#p40 .card").get_attribute("open") is not None, "it was opened"
        assert page.locator("#p41 .card").get_attribute("open") is None
        page.wait_for_function(
            "(scroll) => Math.abs(scrollY - scroll) < 3", arg=scroll, timeout=5000
        )

        (long / "content" / "long.md").write_text(
            TEXT.replace("In the year 3 ", "It is told by many that " * 60 + "in the year 3 "),
            "utf-8",
        )
        expect(page.locator("#p3")).to_contain_text("It is told by many", timeout=WAIT)
        page.wait_for_function("(scroll) => scrollY > scroll + 100", arg=scroll, timeout=5000)
        assert page.evaluate(TOP) == top


@pytest.mark.parametrize("width", [1280, 390])
def test_a_problem_stands_by_the_words(
    long: Path, opened: Callable[..., Any], expect: Any, width: int
) -> None:
    """In its row, and in the list with a way to it; on other pages below; once mended, gone."""
    with previewing(long) as preview:
        page = opened(f"http://127.0.0.1:{preview.port}/sources/long.html", width)
        write(long, WRONG)
        beside = page.locator("#p42 .preview-problem")
        expect(beside).to_contain_text("annotations/long.yaml:5:13", timeout=WAIT)
        expect(beside).to_contain_text("no such words")
        panel = page.locator("#preview-problems")
        expect(panel).to_contain_text("1 error, 0 warnings")
        expect(panel.locator("h2")).to_have_text(["On this page"])
        panel.get_by_role("link", name="see the place").click()
        expect(beside).to_be_in_viewport()
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"preview-problem-{width}.png")

        page.goto(f"http://127.0.0.1:{preview.port}/sources/other.html")
        expect(page.locator(".preview-problem")).to_have_count(0)
        expect(panel.locator("p").first).to_be_hidden()
        panel.locator("summary").click()
        expect(panel.locator("h2")).to_have_text(["Elsewhere"])
        page.screenshot(path=ARTEFACTS / f"preview-elsewhere-{width}.png")
        panel.get_by_role("link", name="see the place").click()
        expect(page).to_have_url(f"http://127.0.0.1:{preview.port}/sources/long.html#p42")
        expect(beside).to_be_in_viewport()

        write(long, NOTES + "  - {exact: In the year 42 the king fled, note: A third.}\n")
        expect(page.locator("#p42 .card")).to_have_count(1, timeout=WAIT)
        expect(page.locator(".preview-problem, #preview-problems")).to_have_count(0)
        expect(page.locator("#p42")).to_be_in_viewport()
