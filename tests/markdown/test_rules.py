"""What is read otherwise than by CommonMark, as HTML."""

from __future__ import annotations

import re

import pytest

from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser


def html(markdown: str) -> str:
    """The HTML of a text, on one line."""
    return parser.html(parser.parse(markdown), parser.render_env(ENGLISH, "en")).replace("\n", "")


@pytest.mark.parametrize(
    ("markdown", "numbers"),
    [
        ("1. a\n2. b", "ol li li"),
        ("1432. a\n\n1435. b\n\n1436. c", "ol 1432 li li 1435 li"),
        ("1. a\n3. b\n4. c\n7. d", "ol li li 3 li li 7"),
        ("1. a\n1. b\n1. c", "ol li li li"),
        ("0. a\n0. b", "ol 0 li li"),
        ("7. a\n7. b", "ol 7 li li 7"),
        ("2. a\n   - x\n   5. y\n   5. z\n1. b", "ol 2 li ul li ol 5 li li 5 li 1"),
    ],
)
def test_items_have_the_numbers_that_were_typed(markdown: str, numbers: str) -> None:
    """Also where they do not count up by one; but a page counts where all are 0 or all are 1."""
    tags = re.findall(r"<(ol|ul|li)(?: (?:start|value)=\"(\d+)\")?[^>]*>", html(markdown))
    assert " ".join(part for tag in tags for part in tag if part) == numbers


def test_anchors_are_places_of_their_own() -> None:
    """Of one name the first; a name that the page needs, or that a heading had, is not taken."""
    assert html('<a id="x">a</a> <a name=x></a> <a id="p1"></a>') == (
        '<p><span id="x"></span>a <span></span> <span></span></p>'
    )
    assert html("<a id=h-a></a>\n\n# a") == (
        '<p><span></span></p><h2 id="a"><span id="h-a-2"></span>a</h2>'
    )


def test_comments_leave_nothing() -> None:
    """No element, no row, and the blocks around them as they would be without."""
    assert html("<!-- a -->\n\nb <!-- c\nd -->e\n\n- f\n<!-- g\n\nh -->\n- i") == (
        "<p>b e</p><ul><li>f</li></ul><ul><li>i</li></ul>"
    )


@pytest.mark.parametrize(
    ("markdown", "strong"),
    [
        ("これは**「橋」**です", "「橋」"),
        ("这是**我想做的事。**所以", "我想做的事。"),
        ("中文**（注）**和", "（注）"),
        ("문서 **마크다운(Markdown)**을", "마크다운(Markdown)"),
        ("見よ**`code`**です", "<code>code</code>"),
    ],
)
def test_emphasis_stands_beside_letters_without_spaces(markdown: str, strong: str) -> None:
    """Whatever punctuation it begins or ends with."""
    assert f"<strong>{strong}</strong>" in html(markdown)


def test_emphasis_between_other_letters_is_as_in_commonmark() -> None:
    """So is a sign between two spaces."""
    assert (
        html('a**"b"**c 漢 ** 字 ** _「x」_字')
        == "<p>a**&quot;b&quot;**c 漢 ** 字 ** _「x」_字</p>"
    )


def test_addresses_from_definitions_stay_in_proportion_to_the_text() -> None:
    """A long one that is used too often is linked to at first only; words stay, and it is told."""
    env: parser.Env = {}
    markdown = "[a *b*] " * 100 + "\n\n" + "[a *b*] " * 1_000 + f"\n\n[a *b*]: /{'c' * 2_000}"
    page = parser.html(parser.parse(markdown, env), parser.render_env(ENGLISH, "en"))
    assert len(page) < 200_000 + 10 * len(markdown)
    assert (page.count("<em>b</em>"), page.count("<a "), page.count("</a>")) == (1_100, 71, 71)
    assert parser.unlinked(env) == 0
    few: parser.Env = {}
    parser.parse("[a] [b](c) " * 500 + f"\n\n[a]: /{'c' * 200}", few)
    assert parser.unlinked(few) is None
