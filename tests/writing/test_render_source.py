"""The page of a text whose title is its first heading."""

from __future__ import annotations

import re
from pathlib import Path

from case_files import write_files
from sicetnon.build import build


def headings(root: Path, text: str) -> list[str]:
    """The headings of the page of a text, each with its level."""
    write_files(root, (("content/letter.md", text),))
    build(root, root / "site")
    page = (root / "site/sources/letter.html").read_text("utf-8")
    heading = re.compile(r"<h(\d)[^>]*>(?:<span[^>]*></span>)?([^<]+)</h")
    return [f"{level} {words}" for level, words in heading.findall(page)]


def test_a_title_in_the_text_is_shown_once(tmp_path: Path) -> None:
    """It is the heading of the page, and the others follow without a gap."""
    text = "# The letter\n\n### Its start\n\nWords.\n\n#### More\n\nWords.\n"
    assert headings(tmp_path, text) == ["1 The letter", "2 Its start", "3 More"]


def test_a_title_beside_the_text_is_shown_above_it(tmp_path: Path) -> None:
    """A first heading that is another one stays below it."""
    text = "---\ntitle: The letter\n---\n# Its start\n\nWords.\n"
    assert headings(tmp_path, text) == ["1 The letter", "2 Its start"]


def test_a_title_below_other_words_is_shown_once(tmp_path: Path) -> None:
    """Where the text has it, and nothing else of it is changed."""
    text = "*Words before it.*\n\n> # Another\n\nThe letter\n---\n\nWords.\n\n### Its start\n"
    assert headings(tmp_path, text) == ["2 Another", "1 The letter", "2 Its start"]
    far = "Words before it. " * 60 + "\n\n# The letter\n"
    assert headings(tmp_path, far) == ["1 The letter", "2 The letter"]
