"""A book as EPUB 3.3: a zip of XHTML, its list of files, and its contents.

Notes are footnotes that reading systems open on the words; roles of DPUB-ARIA say so, and the same
words of EPUB's own (`epub:type`) for older systems.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from itertools import groupby

from bs4 import Tag
from markupsafe import Markup

from sicetnon import urls
from sicetnon.writing.books.chapter_links import Links, Place, linked, places, well_formed
from sicetnon.writing.books.chapters import Book
from sicetnon.writing.packing import zipped
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import Link

MIMETYPE = ("mimetype", b"application/epub+zip")
FOLDER = "EPUB"
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
"""Pictures that every reading system shows; of others their words stand."""
TYPES = {
    "doc-noteref": "noteref",
    "doc-footnote": "footnote",
    "doc-backlink": "backlink",
    "doc-endnotes": "footnotes",
}
"""By role: the same as EPUB says it."""

LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+",
    re.ASCII | re.IGNORECASE,
)
"""A well-formed tag (RFC 5646): reading systems take no other."""
UNDETERMINED = "und"

Picture = Callable[[str], bytes]
"""The bytes of a picture by the name of its file."""


def epub(book: Book, theme: Theme, load: Picture) -> bytes:
    """The file of a book. The same book gives the same bytes."""
    pictures: dict[str, str] = {}

    def picture(address: str) -> str:
        kind = MEDIA_TYPES.get(address.rpartition(".")[2])
        if not kind or not address.startswith(urls.picture("")):
            return ""
        pictures[address] = kind
        return address

    tags = dict.fromkeys(map(_tag, (book.language, *book.languages)))
    files = {"META-INF/container.xml": _filled(theme, "container.xml.jinja", folder=FOLDER)}
    links = Links(_address, picture, _finish)
    for number, html in enumerate(linked(book.chapters, links)):
        content = Markup(html)  # noqa: S704  # from templates, parsed and written again
        files[f"{FOLDER}/{_file(number)}"] = _filled(
            theme, "chapter.xhtml.jinja", chapter=book.chapters[number], content=content
        )
    files[f"{FOLDER}/nav.xhtml"] = _filled(theme, "nav.xhtml.jinja", parts=contents(book, _address))
    files[f"{FOLDER}/book.css"] = theme.book_style().encode()
    files[f"{FOLDER}/package.opf"] = _filled(
        theme,
        "package.opf.jinja",
        book=book,
        languages=[*tags],
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"{book.home or book.publisher}#{book.name}").urn,
        chapters=[_file(number) for number in range(len(book.chapters))],
        pictures=sorted(pictures.items()),
    )
    files.update(
        (f"{FOLDER}/{address}", load(address.removeprefix(urls.picture(""))))
        for address in pictures
    )
    return zipped(files.items(), MIMETYPE)


def contents(
    book: Book, to: Callable[[Place, int], str]
) -> list[tuple[str, list[tuple[Link, list[Link]]]]]:
    """The parts of a book with the links to their chapters, and to the headings of these."""
    parts, found = [], places(book.chapters)
    for part, chapters in groupby(enumerate(book.chapters), key=lambda pair: pair[1].part):
        entries = []
        for number, chapter in chapters:
            headings = [
                link._replace(address=to(found[chapter.address, link.address[1:]], -1))
                for link in chapter.contents
                if (chapter.address, link.address[1:]) in found
            ]
            start = Link(chapter.title, to(Place(number, ""), -1), _tag(chapter.language))
            entries.append((start, headings))
        parts.append((part, entries))
    return parts


def _file(number: int) -> str:
    return f"c{number}.xhtml"


def _address(place: Place, chapter: int) -> str:
    if place.chapter == chapter and place.id:
        return f"#{place.id}"
    return f"{_file(place.chapter)}#{place.id}" if place.id else _file(place.chapter)


def _finish(element: Tag) -> None:
    """What XHTML and EPUB say in words of their own."""
    if "lang" in element.attrs:
        element["lang"] = element["xml:lang"] = _tag(str(element["lang"]))
    kind = TYPES.get(str(element.get("role")))
    if kind:
        element["epub:type"] = kind


def _tag(language: str) -> str:
    return language if LANGUAGE.fullmatch(language) else UNDETERMINED


def _filled(theme: Theme, template: str, **view: object) -> bytes:
    return well_formed(theme.part(f"book/{template}", "", **view)).encode()
