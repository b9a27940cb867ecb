"""Addresses among the words become links; the words stay as they were typed."""

from __future__ import annotations

import re
from html import unescape

import pytest

from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser
from sicetnon.markdown.bare_addresses import LONGEST
from sicetnon.markdown.commentary import commentary, inline_commentary
from sicetnon.markdown.positions import positions
from sicetnon.markdown.text import extract

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')


def links(html: str) -> list[tuple[str, str]]:
    """Address and words of each link."""
    found = [(unescape(address), unescape(words)) for address, words in LINK.findall(html)]
    assert len(found) == html.count("<a ")
    return found


def html(markdown: str) -> str:
    """The HTML of a text."""
    return parser.html(parser.parse(markdown), parser.render_env(ENGLISH, "en"))


@pytest.mark.parametrize(
    ("markdown", "addresses"),
    [
        ("The roll is at https://rolls.example/1432 now.", ["https://rolls.example/1432"]),
        ("https://a.example", ["https://a.example"]),
        ("(http://a.example/x_(y)), and https://b.example/?q=1&r=2.", None),
        ("*https://a.example/b_c_d*. **https://a.example/e*f*g**!", None),
        ("见https://a.example/b。“https://a.example/c”", None),
        ("راجع https://a.example/b، ثم", ["https://a.example/b"]),
        ("| a |\n|-|\n| https://a.example/b |", ["https://a.example/b"]),
        ("https://a.example/b/,http://a.example", ["https://a.example/b/,http://a.example"]),
    ],
)
def test_addresses_end_where_their_sentence_goes_on(
    markdown: str, addresses: list[str] | None
) -> None:
    """Brackets that they open belong to them; points, commas and signs of emphasis do not."""
    found = links(html(markdown))
    assert all(address == words for address, words in found)
    wanted = addresses or re.findall(r"https?://[a-z]\.example[\w/?=&(*]*[\w)](?<!\)\))", markdown)
    assert [address.removesuffix("/)") for address, _ in found] == wanted


@pytest.mark.parametrize(
    "markdown",
    [
        *("www.example.org", "ann@example.org", "ftp://a.example", "xhttps://a.example"),
        *("https://", "http:// a.example", r"\https://a.example", "`https://a.example`"),
        f"https://a.example/{'b' * LONGEST}",
    ],
)
def test_what_is_no_address_stays_text(markdown: str) -> None:
    """Names, mail, other schemes, code, and what is longer than any address."""
    assert links(html(markdown)) == []


def test_a_link_holds_no_other() -> None:
    """In the words of a link, of a definition and of a picture an address is words."""
    assert links(html("[https://a.example/b](https://c.example)")) == [
        ("https://c.example", "https://a.example/b")
    ]
    assert links(html("[see https://a.example now][d]\n\n[d]: https://c.example")) == [
        ("https://c.example", "see https://a.example now")
    ]


def test_escapes_and_entities_are_read() -> None:
    """As programs write them that are careful with every sign."""
    assert links(html(r"https://a.example/b\_c&amp;d\~.")) == [
        ("https://a.example/b_c&d", "https://a.example/b_c&d")
    ]


def test_places_of_the_words_are_those_of_the_file() -> None:
    """Also behind an address, and in it."""
    markdown = "one\nhttps://a.example/b and\nhttps://a.example/b\\_c two"
    text = extract(parser.parse(markdown)).text
    at = positions(markdown, 1)
    assert [at(text.index(words)) for words in ("a.example", "and", "two")] == [
        *((2, 9), (2, 21)),
        (3, 24),
    ]


def test_editors_have_them_too() -> None:
    """In a note and in a line."""
    assert links(str(commentary("See https://a.example/b.")))[0][0] == "https://a.example/b"
    assert links(str(inline_commentary("https://a.example/b")))[0][0] == "https://a.example/b"
