"""What Markdown has beside paragraphs, as a reader sees it: tables, code, pictures, links."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import picture_files
from sicetnon.build import build

pytestmark = pytest.mark.browser

COLUMNS = 14
HEAD = "|".join(f" Year {number} " for number in range(COLUMNS))
ROW = "|".join(f" value{number} " for number in range(COLUMNS))
TEXT = f"""---
title: A text
---
Down to [the end](#the-end), or to [the other](b.md#начало).

|{HEAD}|
|{"---|" * COLUMNS}
|{ROW}|

```
{"x" * 400}
```

![A map](map.png "The river, drawn in 1432")

{"Words that go on. " * 200}

## The end

It ends.
"""
ARABIC = (
    "---\nlanguage: ar\ntitle: نص\n---\n"
    + "كلمات. " * 400
    + "\n\n## начало\n\nهنا `f(a, b);` ثم.\n"
)
WIDER = "(box) => box.scrollWidth > box.clientWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two texts and a picture."""
    root = tmp_path_factory.mktemp("markdown")
    (root / "content").mkdir()
    (root / "content/a.md").write_text(TEXT, "utf-8")
    (root / "content/b.md").write_text(ARABIC, "utf-8")
    (root / "content/map.png").write_bytes(picture_files.png(1600, 800))
    outcome = build(root, root / "site")
    assert not outcome.problems
    return root / "site"


@pytest.mark.parametrize("width", [390, 1280])
def test_wide_tables_and_code_scroll_in_their_box(
    opened: Callable[..., Any], site: Path, width: int
) -> None:
    """With whole words in each cell, by keys too; the page itself is no wider than the window."""
    page = opened((site / "sources/a.html").as_uri(), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("Table", "Code"):
        box = page.get_by_role("group", name=name)
        assert box.evaluate(WIDER)
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(box) => box.scrollLeft > 0", arg=box.element_handle())
    lines = page.locator("td").evaluate_all("(cells) => cells.map((cell) => cell.clientHeight)")
    assert len(lines) == COLUMNS
    assert len(set(lines)) == 1 and lines[0] < 50, "every cell is one line of one word"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_picture_is_as_wide_as_its_column(
    opened: Callable[..., Any], site: Path, width: int
) -> None:
    """From disk, under the policy of the page, and not pressed out of shape."""
    page = opened((site / "sources/a.html").as_uri(), width)
    picture = page.get_by_role("img", name="A map")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(img) => img.complete", arg=picture.element_handle())
    assert picture.evaluate("(img) => img.naturalWidth") == 1600
    box, words = picture.bounding_box(), page.locator(".words").first.bounding_box()
    assert box["width"] <= words["width"] + 1
    assert box["width"] == pytest.approx(2 * box["height"], rel=0.02)
    assert page.get_by_text("The river, drawn in 1432").is_visible()


def test_links_go_to_headings(opened: Callable[..., Any], site: Path, expect: Any) -> None:
    """In the same text and in another; code there runs from left to right."""
    page = opened((site / "sources/a.html").as_uri())
    page.get_by_role("link", name="the end").click()
    expect(page.get_by_role("heading", name="The end")).to_be_in_viewport()
    page.get_by_role("link", name="the other").click()
    expect(page.get_by_role("heading", name="начало")).to_be_in_viewport()
    code = page.locator("code")
    assert code.evaluate("(code) => getComputedStyle(code).direction") == "ltr"
