"""Marked words can be read where the system chooses the colours, which axe does not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CONTRASTS = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    const colour = parse(getComputedStyle(element).backgroundColor);
    const alpha = colour[3] ?? 1;
    if (alpha === 1 || !element.parentElement) return alpha ? colour : [255, 255, 255];
    return behind(element.parentElement).slice(0, 3)
      .map((c, i) => c * (1 - alpha) + colour[i] * alpha);
  };
  return [...document.querySelectorAll("mark, mark a, .card, .ref")].map((element) => {
    const [a, b] = [parse(getComputedStyle(element).color), behind(element)].map(light);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["active", "none"])
def test_marked_words_can_be_read(browser: Any, real_site: Path, scheme: str, forced: str) -> None:
    """In both schemes, with the page's colours and with those that the system forces."""
    page = browser.new_page(color_scheme=scheme, forced_colors=forced)
    for folder in ("sources", "contradictions"):
        page.goto(min((real_site / folder).rglob("*.html")).as_uri())
        contrasts = page.evaluate(CONTRASTS)
        assert contrasts and min(contrasts) >= 4.5, folder
    page.close()
