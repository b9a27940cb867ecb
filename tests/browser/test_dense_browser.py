"""Pages that hold too much: readable, safe, and no wider than the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sicetnon.build import build

pytestmark = pytest.mark.browser

NOTES = 2_000
NAME = "Llanfair" * 38
"""304 characters without a space."""
ATTACK = (
    "<script>document.title = 'taken'</script><img src=x onerror=alert(1)> **x** [y](javascript:z)"
)
ARABIC = "حصلت المعركة عند الجسر، ثم عاد الجيش إلى المدينة. "
CHINESE = "此书言其始于二〇〇六年而彼书言其始于二〇一〇年二者不可皆真"
WIDTHS = (360, 1280)


def texts() -> Iterator[tuple[str, str]]:
    """Markdown by name: 2,000 words to annotate, a long paragraph, a long word; other scripts."""
    words = [f"word{number:04}" for number in range(NOTES)]
    paragraphs = [" ".join(words[at : at + 20]) + "." for at in range(0, NOTES, 20)]
    long, unbroken = "A long paragraph that goes on and on. " * 530, "x" * 20_000
    yield "dense", "\n\n".join([f"# {NAME}", *paragraphs, long, unbroken, f"Of {NAME} it tells."])
    yield (
        "arabic",
        f"---\nlanguage: ar\n---\n# والسلام\n\n{ARABIC * 12}\n\n> {ARABIC}\n\n- {ARABIC}",
    )
    yield "chinese", f"---\nlanguage: zh\n---\n# 二书\n\n{CHINESE * 20}"


def annotations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Records by file: notes on every word, one of 5,000 words, one that means harm."""
    notes = [{"exact": f"word{n:04}", "note": f"On {n}."} for n in range(NOTES)]
    notes[0]["note"], notes[1]["note"] = "many words " * 2_500, ATTACK
    yield "dense", {"source": "dense", "notes": notes}
    yield "arabic", {"source": "arabic", "notes": [{"exact": "والسلام", "note": ATTACK}]}
    yield "chinese", {"source": "chinese", "notes": [{"exact": "二书", "note": NAME}]}
    yield "names", {"entities": [{"id": "long", "type": "place", "name": NAME}]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of them all."""
    root = tmp_path_factory.mktemp("dense")
    for folder in ("content", "annotations"):
        (root / folder).mkdir()
    for name, text in texts():
        (root / "content" / f"{name}.md").write_text(text, "utf-8")
    for name, records in annotations():
        words = yaml.safe_dump(records, allow_unicode=True)
        (root / "annotations" / f"{name}.yaml").write_text(words, "utf-8")
    outcome = build(root, root / "site")
    assert not outcome.failed, outcome.problems[:3]
    return root / "site"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["sources/dense", "sources/arabic", "sources/chinese", "entities"])
def test_no_page_is_too_wide(opened: Callable[..., Any], site: Path, kind: str, width: int) -> None:
    """Whatever it holds, in whatever script, and what means harm is shown as the words it is."""
    page = opened((site / f"{kind}.html").as_uri(), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.title() != "taken"
    assert page.locator("img, article script, [href^='javascript:']").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_two_thousand_notes_can_be_read(
    opened: Callable[..., Any], expect: Any, site: Path, width: int
) -> None:
    """Each has its card, none lies on another, and lenses and keys go on working."""
    page = opened((site / "sources" / "dense.html").as_uri(), width)
    expect(page.locator(".card")).to_have_count(NOTES)
    overlaps = """() => [...document.querySelectorAll(".margin")].some((margin) => {
      let end = -Infinity;
      return [...margin.querySelectorAll(".card")].some((card) => {
        const { top, bottom } = card.getBoundingClientRect(), over = top < end - 1;
        end = bottom;
        return over;
      });
    })"""
    assert not page.evaluate(overlaps)
    page.keyboard.press("n")
    page.locator(".tally").click()
    page.locator("[data-lens=note]").click()
    expect(page.locator(".card:visible")).to_have_count(0)
