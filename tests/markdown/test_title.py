"""The title of a text that states none."""

from __future__ import annotations

import pytest

from sicetnon.markdown.title import first_heading


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("Run this:\n\n```sh\n# install\n```\n\n# The title\n", "The title"),
        ("    # code\n\n## The title ##\n", "The title"),
        ("> # quoted\n\n- # listed\n\nThe title\n=========\n", "The title"),
        ("Two\nlines\n---\n", "Two lines"),
        ("# The *true* [title](a.md) of `x` &amp; y\n", "The true title of x & y"),
        ("# ![seal](a.png)\n\n# \n\n# The title\n", "The title"),
        ("#no heading\n\nWords.\n\n---\n", ""),
        ("| a |\n|---|\n| b |\n", ""),
    ],
)
def test_the_title_is_the_first_heading_that_readers_see(markdown: str, title: str) -> None:
    """No line of code, nothing quoted or listed, and no markup."""
    assert first_heading(markdown) == title
