"""HTML in texts: what becomes of each element, and that no page is unbalanced by any."""

from __future__ import annotations

import re
from random import Random

import pytest
from test_audit import WORD, broken
from test_parser import SEED

from attacks import ATTACKS
from reading_back import broken_promises, read_page
from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser
from sicetnon.markdown.elements import INLINE
from sicetnon.markdown.title import first_heading
from strategies import Tape, highlights

NAMES = (
    *("p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "caption", "dl"),
    *("dt", "dd", "blockquote", "h1", "h3", "summary", "details", "center", "b", "i", "q", "ruby"),
    *("rt", "rp", "kbd", "mark", "span", "sup", "a", "code", "hr", "br", "img", "wbr", "source"),
    *("col", "pre", "script", "style", "svg", "b-x"),
)
ATTRIBUTES = (
    *("", "", "", ' id="x"', ' dir="rtl"', " lang=ar", ' title="t &amp; u"', " onclick=x"),
    *(' style="a"', ' href="u.md"', ' src="a.png" alt="b c"', " colspan=3", " align=center"),
)
BETWEEN = (
    *("\n", "\n", "\n\n", " ", "", "word ", "*a*", "**", "`", "`x`", "> ", "- ", "1. ", "    "),
    *("| a | b |\n|-|-|\n| ", "[x](y)", "[", "](z)", "# ", "\n---\n", "<!-- c -->", "&amp;"),
    *("[^1]", "\n\n[^1]: n", "^[n ", "漢", "\\", "\\`"),
)


def html(markdown: str) -> str:
    """The HTML of a text, on one line."""
    return parser.html(parser.parse(markdown), parser.render_env(ENGLISH, "en")).replace("\n", "")


@pytest.mark.parametrize(
    ("markdown", "page"),
    [
        ("<kbd>*a*</kbd>", "<kbd><em>a</em></kbd>"),
        ("<mark>a</mark>", '<span class="marked">a</span>'),
        ("<STRIKE>a</strike> <tt>b</tt>", "<s>a</s> <code>b</code>"),
        ("<font color=red>a</font> <span class=b>c</span>", "a c"),
        ('<span lang="ar" dir="RTL">a</span>', '<span lang="ar" dir="rtl">a</span>'),
        ("<abbr title='a\"b' style=x>c</abbr>", '<abbr title="a&quot;b">c</abbr>'),
        ('<a href="b.md" title="c" class="d">e</a>', '<a href="b.md" title="c">e</a>'),
        ('[<a href="b">c</a>](d)', '<a href="d">c</a>'),
        ("<b>**a</b>**", "&lt;b&gt;<strong>a&lt;/b&gt;</strong>"),
        ("[a<sup>b](c)</sup>", '<a href="c">a&lt;sup&gt;b</a>&lt;/sup&gt;'),
        ("a<b-x>c</b-x>", "a&lt;b-x&gt;c&lt;/b-x&gt;"),
        (
            "<ruby>a<rt>b<rp>c</ruby>",
            "<ruby>a<rt data-apparatus>b</rt><rp data-apparatus>c</rp></ruby>",
        ),
        ("<img src=a.png alt='b c'>", '<span class="image" data-apparatus>[Image: b c]</span>'),
        ("<img src=data:x>", "&lt;img src=data:x&gt;"),
    ],
)
def test_elements_of_a_line(markdown: str, page: str) -> None:
    """The table says what each is; half an element, or one that would cross another, is words."""
    assert html(markdown) == f"<p>{page}</p>"


@pytest.mark.parametrize(
    ("markdown", "page"),
    [
        ("<h1 align=center>a</h1>\n<p>b", '<h2 id="a"><span id="h-a"></span>a</h2><p>b</p>'),
        ("<div id=x>\n\na", '<p><span id="x"></span>&lt;div id=x&gt;</p><p>a</p>'),
        ("<div id=x>\n\na\n</div>", '<p><span id="x"></span>a</p>'),
        (
            '<div dir=rtl lang="fa">\n\n- a\n\n<p dir=ltr>b</p>\n\n</div>\n\nc',
            '<ul lang="fa" dir="rtl"><li>a</li></ul><p lang="fa" dir="ltr">b</p><p>c</p>',
        ),
        ("<ul>\n<li>a\n<li>b\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ("<ul>a<li>b</li></ul>", "<p>a</p><p>b</p>"),
        ("<blockquote>\n<p>a\n<hr>\n</blockquote>", "<blockquote><p>a</p><hr /></blockquote>"),
        ("<details><summary>a</summary>b</details>", "<p><strong>a</strong></p><p>b</p>"),
        ("- a\n  <p>b</p>\n\nc", "<ul><li><p>a</p><p>b</p></li></ul><p>c</p>"),
    ],
)
def test_elements_around_paragraphs(markdown: str, page: str) -> None:
    """What is whole is what Markdown has for it; of others the content is shown."""
    assert re.sub(r"\s+(?=<)", "", html(markdown)) == page


def test_a_heading_of_html_is_a_title() -> None:
    """As readers see it, and with what is Markdown in it."""
    assert first_heading('<p align="center">\n\n<h1 id=x>A *b*</h1>\n</p>\n\n# c') == "A b"


def test_tags_are_told_where_they_are_shown() -> None:
    """Those that are read are not, and each once."""
    env: parser.Env = {}
    parser.parse("<b>a</b> <b> <script> </p> <svg>\n\n<p>\n\n<div>\n\n</div> <b>", env)
    assert set(parser.tags(env)) == {"<b>", "<script>", "</p>", "<svg>"}


def test_nothing_of_an_enemy_gets_through_any_element() -> None:
    """Neither in an attribute nor between tags: no handler, no style."""
    for name in [*INLINE, "div", "p", "td", "h1", "img"]:
        for attack in ATTACKS:
            text = f"<{name} title=\"{attack}\" lang={attack} id='{attack}'>{attack}</{name}>"
            faults = [one for one in read_page(html(text)).faults if "codepoint" not in one]
            assert not faults, (text, faults)
            assert not re.search(r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*\s(?:on\w+|style)=", html(text)), (
                text
            )


def test_no_tags_unbalance_a_page() -> None:
    """Random tags in random Markdown: pages are valid, annotated or not, and no word is lost."""
    random = Random(SEED)  # noqa: S311  # no secret
    for _ in range(300):
        parts, opened = [], []
        for _ in range(random.randrange(1, 16)):
            choice = random.random()
            if choice < 0.3:
                opened.append(random.choice(NAMES))
                parts.append(f"<{opened[-1]}{random.choice(ATTRIBUTES)}>")
            elif choice < 0.55 and opened:
                name = opened.pop() if random.random() < 0.8 else random.choice(NAMES)
                parts.append(f"</{name}>")
            else:
                parts.append(random.choice(BETWEEN))
        markdown = "".join(parts)
        marks = highlights(Tape(random.randbytes(200)), markdown, 5)
        assert broken_promises(markdown, marks) == [], f"SICETNON_SEED={SEED}, {markdown!r}"
        if "<rt" not in markdown:
            placed = f"{markdown} {WORD}"
            assert list(broken(placed)) == [], f"SICETNON_SEED={SEED}, {placed!r}"
