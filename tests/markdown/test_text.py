"""The text of a source: the visible words of every construct, in blocks and rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sicetnon.markdown import parser
from sicetnon.markdown.text import GAP, extract, rows
from strategies import markdown

VISIBLE = [
    ("a paragraph", "One *two* **three** ~~four~~.", ["One two three four."]),
    ("two paragraphs", "One\n\nTwo", ["One", "Two"]),
    ("a soft break", "one\n  two", ["one\ntwo"]),
    ("hard breaks", "one  \ntwo\\\nthree", ["one\ntwo\nthree"]),
    ("line breaks of Windows", "one\r\ntwo\r\n\r\nthree\r\n", ["one\ntwo", "three"]),
    ("headings", "# One #\n\nTwo\n===\n\n### *Three*", ["One", "Two", "Three"]),
    ("entities", "R&amp;D &lt;b&gt; &copy; &#x41;&nbsp;&bogus;", ["R&D <b> © A\u00a0&bogus;"]),
    ("escapes", "\\*one\\* \\[two\\] \\a", ["*one* [two] \\a"]),
    ("a code span", "one `` `two`  three `` `a\nb`", ["one `two`  three a b"]),
    ("a fence", "```py\none\n\n  two\n```\nthree", ["one\n\n  two\n", "three"]),
    ("a fence without an end", "~~~\none", ["one"]),
    ("indented code", "one\n\n    two\n      three", ["one", "two\n  three\n"]),
    ("a link", "[one *two*](three 'four') [five][six]\n\n[six]: seven", ["one two five"]),
    ("a link that is not safe", "[one](javascript:x)", ["[one](javascript:x)"]),
    ("autolinks", "<https://a.b/c?d&e> <f@g.h>", ["https://a.b/c?d&e f@g.h"]),
    ("an address", "https://a.b/c", ["https://a.b/c"]),
    ("pictures", "one ![two](three 'four') [![five](six)](seven)", ["one  "]),
    ("an element in a line", "one <b class='x'>two</b> <!-- -->", ["one two "]),
    ("elements in elements", "<b>1 <b>2</b> <i>3</b> 4", ["1 2 <i>3 4"]),
    ("half an element", "the <b> tag, the <p> tag, </i>", ["the <b> tag, the <p> tag, </i>"]),
    ("an element with a program", "<b onclick='x'>1</b>", ["<b onclick='x'>1</b>"]),
    ("readings beside words", "<ruby>東<rp>(</rp><rt>とう<rp>)</rp>京</ruby>都", ["東京都"]),
    ("an element around a block", "<div>\n*one*\n</div>", ["one"]),
    ("elements on one line", "<p>one</p><p>two</p> three", ["one", "two", "three"]),
    ("elements around Markdown", "<div>\n\n# one\n\n- two\n</div>\n\nfive", ["one", "two", "five"]),
    ("what can be folded", "<details><summary>one</summary>\n\ntwo\n</details>", ["one", "two"]),
    ("a list of HTML", "<ol start=3><li>a<ul><li>b</ul><li>c</ol>", ["a", "b", "c"]),
    ("a list in a cell", "|a|\n|-|\n|<ul><li>b</li><li>c</li></ul>|", ["a", "b\nc"]),
    (
        "a table of HTML",
        "<table>\n<caption>a\n<tr><th>b<td>*c*</tr>\n\n    <tr><td colspan=2>d<p>e</p>\n</table>",
        ["a", "b", "c", "d\ne"],
    ),
    ("a table whose cells hold blocks", "<table><tr><td>\n\n- a\n\n</td></table>", ["a"]),
    ("a link around boxes", "<a href='x'><div>one</div>\n<p>two</p></a>", ["one", "two"]),
    ("a box in a paragraph", "<p>\none <div>two</div>\n</p>", ["one", "two"]),
    (
        "preformatted words",
        "<pre><code class='x'>\n1 &lt; *2*\n\n3\n</code></pre>",
        ["1 < *2*\n\n3\n"],
    ),
    ("those with tags", "<pre>\none <b>two</b>\n</pre>", ["<pre>\none two\n</pre>"]),
    ("tags in code", "`<p>` \\<p> <!-- <p> -->", ["<p> <p> "]),
    ("a script", "<script>alert(1)</script>", ["<script>alert(1)</script>"]),
    ("a list", "- one\n- two\n\n  three", ["one", "two", "three"]),
    ("lists in lists", "1. one\n   - two\n     * three\n2. four", ["one", "two", "three", "four"]),
    ("a task", "- [x] one", ["[x] one"]),
    ("quotes in quotes", "> one\n> > two\n>\n> three\nfour", ["one", "two", "three\nfour"]),
    ("a table", "| a | *b* |\n|---|--:|\n| c \\| d |\n", ["a", "b", "c | d", ""]),
    ("a definition list", "one\n: two\n: three\n\n  four", ["one", "two", "three", "four"]),
    ("a footnote", "one[^n] two\n\n[^n]: 3\n\n    4\n\nfive", ["one two", "five", "3", "4"]),
    ("a footnote in a list", "- one[^n]\n\n  [^n]: two", ["one", "two"]),
    ("a footnote in a quote", "> one[^n]\n>\n> [^n]: two", ["one", "two"]),
    ("a footnote in the line", "one^[two *three*] four", ["one four", "two three"]),
    ("a footnote that nobody cites", "one\n\n[^n]: two", ["one"]),
    ("a line across", "one\n\n---\n\ntwo", ["one", "two"]),
    ("nothing", " \n\n<!-- -->\n", []),
    ("a comment", "one<!-- 2 -->three <!--\n4 --> five", ["onethree  five"]),
    ("a comment in code", "`<!-- 1 -->`\n\n    <!-- 2 -->", ["<!-- 1 -->", "<!-- 2 -->\n"]),
    ("a comment over empty lines", "one\n<!-- 2\n\n3 --> *four*\nfive", ["one", "four\nfive"]),
    ("a comment before a block", "<!-- 1 --># two\n\n- <!-- 3 --> four", ["two", "four"]),
    ("a comment in a quote", "> <!-- one\n>\n> two --> three\n\nfour", ["three", "four"]),
    ("a comment in a label", "[one <!-- ] --> two](three)", ["one  two"]),
    ("line breaks of HTML", "one<br>two <BR/>\nthree<br><br />four", ["one\ntwo\nthree\nfour"]),
    ("raised and lowered", "m<sup>*2*</sup> H<SUB>2</SUB>O", ["m2 H2O"]),
    ("raised inside raised", "<sup>1<sup>2</sup></sup>", ["12"]),
    ("an element across emphasis", "*one<sup>two*3</sup>", ["one<sup>two3</sup>"]),
    ("anchors", "<a id='x'></a>one <a name=y>*two*</a> three", ["one two three"]),
    ("a link of HTML", '<a href="x">one</a>', ["one"]),
    ("one that is not safe", "<a href='data:x'>one</a>", ["<a href='data:x'>one</a>"]),
    ("angle brackets", "<sic> 1 < 2 > 0 <Ann Reader>", ["<sic> 1 < 2 > 0 <Ann Reader>"]),
    ("about a number", "Cost\n\n~ 300 marks", ["Cost", "~ 300 marks"]),
    ("a colon after a sentence", "He said.\n: so", ["He said.\n: so"]),
    ("emphasis before letters", "これは**「橋」**です。*（注）*と", ["これは「橋」です。（注）と"]),
    ("emphasis in Korean", "**마크다운(Markdown)**을 사용", ["마크다운(Markdown)을 사용"]),
    ("signs between words", "これ * は 5 * 3", ["これ * は 5 * 3"]),
    ("lists deeper than any", "- " * 40 + "one\n\ntwo", ["- " * 10 + "one", "two"]),
    ("nothing at all", "", []),
    ("quotation marks as typed", "\"one\" 'two' -- (c) ...", ["\"one\" 'two' -- (c) ..."]),
    ("a character that cannot be shown", "one\0two", ["one\ufffdtwo"]),
]
"""A construct, its Markdown, and the visible words of its blocks as a page shows them."""


def blocks(markdown: str) -> list[str]:
    """The visible words of a source, block by block."""
    seen = extract(parser.parse(markdown))
    return [seen.text[block.start : block.end] for block in seen.blocks]


@pytest.mark.parametrize(("construct", "markdown", "visible"), VISIBLE)
def test_visible_words(construct: str, markdown: str, visible: list[str]) -> None:
    """The text has the words that a reader sees, and no sign that only a writer sees."""
    assert blocks(markdown) == visible, construct


@given(markdown)
@settings(max_examples=600, deadline=None, print_blob=True)
def test_blocks_tile_the_text(markdown: str) -> None:
    """Blocks stand one after the other, a blank line apart, and hold all words."""
    seen = extract(parser.parse(markdown))
    assert seen.text == GAP.join(seen.text[block.start : block.end] for block in seen.blocks)
    assert [block.start for block in seen.blocks[1:]] == [
        block.end + len(GAP) for block in seen.blocks[:-1]
    ]


@given(markdown)
@settings(max_examples=600, deadline=None, print_blob=True)
def test_rows_hold_all_blocks_and_all_tokens(markdown: str) -> None:
    """Every block lies in its row, every token in just one, and a row's id is its own."""
    tokens = parser.parse(markdown)
    seen = extract(tokens)
    ranges = rows(tokens)
    assert [at for first, last in ranges for at in range(first, last)] == list(range(len(tokens)))
    for block in seen.blocks:
        row = seen.rows[block.row]
        assert row.start <= block.start <= block.end <= row.end
    named = [row.id for row in seen.rows if row.id]
    assert len(set(named)) == len(named)


def test_a_footnote_ends_where_the_next_begins() -> None:
    """With or without a blank line between them; a definition inside another is words of it."""
    for gap in ("\n", "\n\n"):
        notes = gap.join(("[^1]: One.", "[^10]: Ten.", "[^2]: Two."))
        seen = extract(parser.parse(f"a[^1] b[^10] c[^2]\n\n{notes}\n"))
        assert seen.text == "a b c\n\nOne.\n\nTen.\n\nTwo."
    inside = extract(parser.parse("a[^1] b[^2]\n\n[^1]: One.\n    [^2]: Two it is.\n"))
    assert inside.text == "a b[^2]\n\nOne.\n\n[^2]: Two it is."
