"""Headings have the ids that GitHub gives them, and keep those that they had."""

from __future__ import annotations

import re

import pytest

from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser
from sicetnon.markdown.heading_ids import heading_slug


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("The Second Part", "the-second-part"),
        ("What is it? (1432–35)", "what-is-it-143235"),
        ("Начало и конец", "начало-и-конец"),
        ("第二章：橋", "第二章橋"),
        ("हिन्दी में", "हिन्दी-में"),
        ("a_b - c  d", "a_b---c--d"),
        ("`f(x)` & g", "fx--g"),
        ("ÉCOLE", "école"),
    ],
)
def test_words_become_the_id_that_github_gives(words: str, slug: str) -> None:
    """Small letters of any script with their signs, digits, underscores; hyphens for spaces."""
    assert heading_slug(words) == slug


def ids(markdown: str) -> list[str]:
    """The ids on the page of a text, in order."""
    html = parser.html(parser.parse(markdown), parser.render_env(ENGLISH, "en"))
    return re.findall(r' id="([^"]*)"', html)


def test_the_ids_of_before_lead_to_the_same_headings() -> None:
    """Somebody may have linked to them."""
    assert ids("# The *End*!\n\n## The end\n\n# ?") == [
        *("the-end", "h-the-end", "the-end-1", "h-the-end-2", "heading", "h-heading"),
    ]


def test_no_id_stands_twice_and_none_is_the_page_s_own() -> None:
    """Anchors go first; what a page needs for itself has `h-` before it."""
    assert ids("# Text\n\n# p12\n\n# Note 1\n\n# H text\n\n# Text") == [
        *("h-text", "h-p12", "h-note-1", "h-h-text"),
        *("text-1", "h-text-2"),
    ]
    assert ids("<a id=b></a>\n\n# B\n\n# B 1") == ["b", "b-1", "h-b", "b-1-1", "h-b-1"]
    many = ids("# a\n\n# a-1\n\n# a\n\n# a\n\n# a-1")
    assert len(many) == len(set(many)) == 10
