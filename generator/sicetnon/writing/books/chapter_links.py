"""Chapters made for a book: links between them, ids of their own, and no more than a book needs.

A link to a page of the site that is not in the book becomes plain words, and so does one with an
address that is none. What a site has for its scripts is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from sicetnon.writing.books.chapters import Chapter
from sicetnon.writing.packing import resolve

LEFT_OUT = ".permalink, .paragraph, .script"
NO_USE = re.compile(r"data-.*|tabindex|aria-(hidden|labelledby|describedby)")
"""Attributes that only the site has a use for."""
ID = re.compile(r'\sid="([^"]*)"')
ELSEWHERE = re.compile(r"(https?://[\w.-]+(:\d+)?([/?#]|$)|mailto:)", re.ASCII | re.IGNORECASE)
IN_ADDRESSES = re.compile(r"(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-F]{2})*", re.ASCII | re.IGNORECASE)
"""What an address may consist of (RFC 3986), without the brackets of IPv6."""
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may contain."""


class Place(NamedTuple):
    """A place in a book."""

    chapter: int
    id: str
    """That of an element, or empty for the beginning."""


Places = dict[tuple[str, str], Place]
"""By the address of a page of the site, and an id on it or nothing."""


class Links(NamedTuple):
    """How addresses are written in one form of a book."""

    to: Callable[[Place, int], str]
    """The address of a place, seen from a chapter."""
    picture: Callable[[str], str]
    """That of a picture, by its address on the site; empty where it cannot be shown."""
    finish: Callable[[Tag], None]
    """What else is to be done to an element."""


def linked(chapters: Sequence[Chapter], links: Links) -> Iterator[str]:
    """The chapters as XHTML that works in the book, one after the other."""
    found = places(chapters)
    for number, chapter in enumerate(chapters):
        page = BeautifulSoup(chapter.html, "html.parser")
        for part in page.select(LEFT_OUT):
            part.decompose()
        for element in page.find_all(True):
            _clean(element, chapter.address, found)
            links.finish(element)
        for link in page.select("a[href]"):
            _lead(link, number, chapter.address, found, links.to)
        for image in page.select("img"):
            _show(image, chapter.address, links.picture)
        yield well_formed(page.decode(formatter="minimal"))


def well_formed(text: str) -> str:
    """A text without what XML does not allow."""
    return NO_XML.sub("\ufffd", text)


def places(chapters: Sequence[Chapter]) -> Places:
    """The places of a book; their ids are numbered, so each is a name."""
    found: Places = {}
    for number, chapter in enumerate(chapters):
        found[chapter.address, ""] = Place(number, "")
        for count, name in enumerate(dict.fromkeys(ID.findall(chapter.html)), 1):
            found[chapter.address, unescape(name)] = Place(number, f"c{number}-{count}")
    return found


def _clean(element: Tag, address: str, found: Places) -> None:
    for name in [*element.attrs]:
        if NO_USE.fullmatch(name):
            del element[name]
    if "id" in element.attrs:
        element["id"] = found[address, str(element["id"])].id
    if element.get("role") == "none":
        del element["role"]
    if "ref" in element.get_attribute_list("class"):
        element["role"] = "doc-noteref"


def _lead(
    link: Tag,
    number: int,
    address: str,
    found: Places,
    to: Callable[[Place, int], str],
) -> None:
    href = str(link["href"])
    if ELSEWHERE.match(href) and IN_ADDRESSES.fullmatch(href):
        return
    path, _, fragment = href.partition("#")
    target = resolve(address, path) if path else address
    place = found.get((target, unquote(fragment))) or found.get((target, ""))
    is_term = "term" in link.get_attribute_list("class")
    if place is None or is_term or ":" in path.partition("/")[0]:
        if link.attrs.keys() & {"lang", "id", "dir"}:
            link.name = "span"
            del link["href"]
            link.attrs.pop("role", None)
        else:
            link.unwrap()
        return
    link["href"] = to(place, number)


def _show(image: Tag, address: str, picture: Callable[[str], str]) -> None:
    source = picture(resolve(address, str(image["src"])))
    if source:
        image["src"] = source
    else:
        image.replace_with(str(image.get("alt", "")))
