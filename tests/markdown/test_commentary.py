"""What editors write in notes and explanations, as HTML that does no harm."""

from __future__ import annotations

import re
from collections.abc import Callable

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sicetnon.i18n import ENGLISH
from sicetnon.markdown.commentary import commentary, inline_commentary
from sicetnon.markdown.parser import configured, render_env
from sicetnon.markdown.rules import plain_headings

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick='x'>b</b> & \"c\" 'd'",
    "[a](javascript:alert(1))",
    "[a](  JavaScript:alert(1) )",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](vbscript:x) [b](data:text/html,<script>) [c](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![a](https://example.org/track.gif)",
    '[a](https://example.org "onmouseover=alert(1) \\"")',
    "[a]: javascript:alert(1)\n\n[a]",
    "```<script>\nx\n```",
    "{{ site.title }} {% include 'x' %} {# y #}",
    "<!-- a --> <![CDATA[ b ]]> <?php ?>",
    "</p></div></body><style>*{}</style>",
    "a\x00b\x0b\x1b[31m",
]
SAFE = {
    *("p", "em", "strong", "s", "a", "code", "pre", "br", "hr", "blockquote", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "div", "span"),
    *("sup", "sub"),
}
ATTRIBUTES = {
    *("href", "title", "class", "data-apparatus", "start", "value", "role", "tabindex"),
    "aria-label",
}
CONSTRUCTS = [
    "# a\n\nb\n===\n\n###### c",
    "https://a.example/b $c_1$ ![d](e.png) [f](#g)\n\n$$\nh\n$$",
    "| a | b | c |\n|:--|--:|:-:|\n| d | e | f |",
    "1432. a\n\n1435. b\n\n- c\n  1. d",
    "a\n: b\n\n> c\n\n***\n\n```py\nd\n```\n\n    e",
    "a<br>b m<sup>2</sup> H<sub>2</sub>O <a id='p1'>c</a> <!-- d -->",
    "[a](https://b.example 'c') <https://d.example> ![e](f) ~~g~~ `h` **i**\\\nj",
    "a[^1] ^[b]\n\n[^1]: c",
]
Render = Callable[[str], str]


@pytest.mark.parametrize("render", [commentary, inline_commentary])
@pytest.mark.parametrize("written", HOSTILE)
def test_nothing_that_people_write_runs(render: Render, written: str) -> None:
    """No element but those of Markdown, no handler, no picture, no link but to pages and mail."""
    html = str(render(written))
    fragment = html5lib.HTMLParser(strict=False).parseFragment(html)
    assert fragment is not None
    for element in BeautifulSoup(html, "html5lib").body.find_all(True):
        assert element.name in SAFE
        assert set(element.attrs) <= ATTRIBUTES
        assert re.match(r"https?:|mailto:|[^:]*$", str(element.get("href", "")))


def test_words_are_set_as_an_editor_would() -> None:
    """Straight quotes and apostrophes become those of the language; sources never pass here."""
    assert commentary('He "said" it\'s so.') == "<p>He “said” it’s so.</p>\n"
    assert commentary('Er "sagte" es.', "de-CH") == "<p>Er „sagte“ es.</p>\n"
    assert commentary('Il "dit".', "fr") == "<p>Il «\u202fdit\u202f».</p>\n"
    assert commentary('"Так".', "ru") == "<p>«Так».</p>\n"
    assert commentary('"A" `"b"`', "xx") == "<p>“A” <code>&quot;b&quot;</code></p>\n"


def test_markdown_is_rendered() -> None:
    """Blocks for a note, one line for a line."""
    assert commentary("A *b*\n\n- c") == "<p>A <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n"
    assert inline_commentary("A *b* [c](https://d.example)") == (
        'A <em>b</em> <a href="https://d.example">c</a>'
    )
    assert "<td>2</td>" in commentary("|a|b|\n|-|-|\n|1|2|")


def test_notes_have_no_footnotes() -> None:
    """Several notes on a page would share their ids."""
    assert "fn-1" not in commentary("A[^1] and ^[b].\n\n[^1]: C.")


@pytest.mark.parametrize("written", CONSTRUCTS)
def test_what_editors_write_fits_into_any_page(written: str) -> None:
    """Nothing has a style, which a page's policy refuses, an id, or a place in the outline."""
    for element in BeautifulSoup(str(commentary(written)), "html5lib").body.find_all(True):
        assert element.name in SAFE
        assert set(element.attrs) <= ATTRIBUTES


def test_columns_are_aligned_and_headings_are_paragraphs() -> None:
    """By classes."""
    assert '<td class="at-right">2</td>' in commentary("|a|b|\n|-|-:|\n|1|2|")
    assert commentary("# A *b*") == '<p class="heading">A <em>b</em></p>\n'


def test_comments_of_editors_are_not_shown() -> None:
    """Nor do they leave an element."""
    assert commentary("<!-- a\n\nb -->\n\nC<!-- d -->.") == "<p>C.</p>\n"
    assert inline_commentary("C <!-- d -->e") == "C e"


def test_nothing_written_is_nothing_shown() -> None:
    """An absent explanation makes no empty section of a page."""
    assert not commentary("")


@settings(deadline=None, max_examples=300)
@given(
    st.text(st.sampled_from("ab1.) ,;()—é’\u00a0漢🦊{}%$@/?_*`<&'\"#+-=:!|~^[]\\\n\t")).filter(
        str.strip
    )
)
@example("a … (c) -- b")
def test_plain_words_are_rendered_as_the_parser_would(written: str) -> None:
    """The short way past the parser changes nothing but time."""
    md = configured().enable("smartquotes")
    md.options["typographer"] = True
    md.disable(["footnote_def", "footnote_inline", "footnote_ref", "footnote_tail"])
    md.add_render_rule("anchor", lambda *_: "")
    md.core.ruler.push("plain_headings", plain_headings)
    assert shown(commentary(written)) == shown(md.render(written, render_env(ENGLISH, "en")))


def shown(html: str) -> str:
    """HTML without the white space that no browser shows."""
    return " ".join(html.split()).replace(" </p>", "</p>")
