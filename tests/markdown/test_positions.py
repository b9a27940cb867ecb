"""Line and column in the file of any words of the text, for the messages that point to them."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings

from sicetnon.markdown import parser, text
from sicetnon.markdown.positions import positions
from strategies import Tape, tapes, written

WORD = "Wörd𝔘ش"
"""Stands nowhere else, and takes more bytes and UTF-16 units than it has characters."""

PLACES = [
    ("the first words", "HERE it begins", 1, 1),
    ("after letters of several bytes", "Эмомалӣ 東京 👩\u200d👧 HERE", 1, 16),
    ("after combining marks", "cafe\u0301 HERE", 1, 7),
    ("on a later line", "one\ntwo HERE", 2, 5),
    ("after a hard break", "one  \ntwo\\\n  HERE", 3, 3),
    ("after line breaks of Windows", "one\r\n\r\ntwo HERE", 3, 5),
    ("after line breaks of old", "one\r\rtwo HERE", 3, 5),
    ("after a form feed", "one\x0ctwo HERE", 1, 9),
    ("after a line separator", "one\u2028two HERE", 1, 9),
    ("after escapes", "\\*one\\* \\_HERE", 1, 11),
    ("after a backslash that escapes nothing", "\\HERE", 1, 2),
    ("after entities", "R&amp;D &copy; &#x41; HERE", 1, 23),
    ("in emphasis", "one **two *HERE***", 1, 12),
    ("after emphasis of the same sign", "**a*** HERE", 1, 8),
    ("in a heading", "one\n\n## two HERE ##", 3, 8),
    ("in a heading with a line below", "one\n\nHERE\n====", 3, 1),
    ("in a list in a list", "- one\n\n  1. two\n     HERE", 4, 6),
    ("in a quote", "> one\n> > two\n> > HERE", 3, 5),
    ("in a lazy line of a quote", "> one\nHERE", 2, 1),
    ("in a definition", "term\n: one HERE", 2, 7),
    ("in a fence", "one\n\n```py\ntwo\n\n  HERE\n```", 6, 3),
    ("in a fence after a form feed", "```\none\x0ctwo\nHERE\n```", 3, 1),
    ("in a fence in a quote", "> ~~~\n> > HERE\n> ~~~", 2, 5),
    ("in indented code", "one\n\n    two\n\tHERE", 4, 2),
    ("in code", "one `HERE`", 1, 6),
    ("in code that begins with its own sign", "`` ` HERE ``", 1, 6),
    ("in code of two lines", "`one\ntwo HERE`", 2, 5),
    ("in the cell of a table", "| a | b |\n|---|---|\n| a | b HERE |", 3, 9),
    ("in a cell after a bar", "| a | b |\n|---|---|\n| a \\| b HERE | c |", 3, 10),
    ("in a link whose words repeat", "[a](a 'a') a [HERE](HERE)", 1, 15),
    ("after a link that repeats the words", "[one](u 'a HERE') HERE", 1, 19),
    ("after a link with brackets", "[one](<a HERE> '( HERE') HERE", 1, 26),
    ("after a link by reference", "[one][a HERE] HERE\n\n[a here]: u", 1, 15),
    ("below a link's definition", "[one]: /HERE 'HERE'\n\n[one] HERE", 3, 7),
    ("after an autolink", "<https://a.b/c> HERE", 1, 17),
    ("after a picture", "![a HERE](u 'a HERE') HERE", 1, 23),
    ("after a picture with brackets", "![[a HERE] HERE](u) HERE", 1, 21),
    ("in raw HTML", "<b title='x'>HERE</b>", 1, 14),
    ("in a footnote", "one[^n]\n\n[^n]: two\n    HERE\n\nthree", 4, 5),
    ("in the second block of a footnote", "one[^n]\n\n[^n]: two\n\n    HERE", 5, 5),
    ("in a footnote in the line", "HER ^[one HERE] two", 1, 11),
    ("after a footnote that repeats the words", "one^[a HERE one] HERE one", 1, 18),
    ("after a footnote that looks alike", "one[^1]1 HERE\n\n[^1]: two", 1, 10),
    ("after a footnote that stands before it", "one[^n]\n\n[^n]: two\n\nHERE", 5, 1),
    ("after a character that cannot be shown", "\0 HERE", 1, 3),
]
"""The word HERE (the last that is shown; for footnotes the first), its line and its column."""


@pytest.mark.parametrize(("where", "markdown", "line", "column"), PLACES)
def test_place(where: str, markdown: str, line: int, column: int) -> None:
    """Each letter is told to stand where an editor's program would put the cursor."""
    seen = text.extract(parser.parse(markdown)).text
    start = seen.index("HERE") if "footnote" in where else seen.rindex("HERE")
    find = positions(markdown, 12)
    letters = [find(start + number) for number in range(4)]
    assert letters == [(line + 11, column + number) for number in range(4)]


def _placed(tape: Tape) -> str:
    """Random Markdown with the word somewhere in it."""
    markdown = written(tape)
    at = tape.below(len(markdown) + 1)
    return markdown[:at] + WORD + markdown[at:]


@given(tapes.map(_placed))
@settings(max_examples=1000, deadline=None, print_blob=True)
def test_any_word_of_any_markdown_is_located(markdown: str) -> None:
    """A word is told to stand where it stands, whatever Markdown stands around it."""
    seen = text.extract(parser.parse(markdown)).text
    assume(WORD in seen)
    before = re.sub("\r\n?", "\n", markdown[: markdown.index(WORD)])
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert positions(markdown, 1)(seen.index(WORD)) == place
