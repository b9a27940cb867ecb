"""A book as one page to print: running heads, numbers of pages, contents, pictures in it.

The heads are those of the chapters, each on pages with a name of its own (CSS Paged Media), which
Chromium prints. It cannot print the number of another page, so contents lead by links alone.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import partial

from bs4 import Tag
from markupsafe import Markup

from sicetnon import urls
from sicetnon.i18n import direction
from sicetnon.writing.books.chapter_links import Links, Place, linked, well_formed
from sicetnon.writing.books.chapters import Book
from sicetnon.writing.books.epub import MEDIA_TYPES, Picture, contents
from sicetnon.writing.theming.theme import Theme

PICTURES = {**MEDIA_TYPES, "avif": "image/avif"}
NO_STRING = re.compile(r"""[\\"'<>&\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]""")
"""What may not stand as it is in a string of CSS within a page."""
DIGITS = {"۰": "persian", "٠": "arabic-indic"}
"""By the sign of zero: what CSS calls the digits."""


def printed(book: Book, theme: Theme, load: Picture) -> str:
    """The page of a book. The same book gives the same page."""
    links = Links(_address, partial(_inline, load), _finish)
    pages = linked(book.chapters, links)
    marked = [Markup(html) for html in pages]  # noqa: S704  # from templates, parsed and written
    heads = [_string(chapter.title) for chapter in book.chapters]
    page = theme.part(
        "book/print.html.jinja",
        "",
        book=book,
        style=Markup(theme.book_style()),  # noqa: S704  # judged where it is the corpus's own
        title=_string(book.title),
        heads=heads,
        counter=DIGITS.get(theme.language.digits("0"), "decimal"),
        to_left=direction(theme.config.interface) == "rtl",
        chapters=marked,
        parts=contents(book, _address),
    )
    return well_formed(page)


def _string(text: str) -> Markup:
    """Words as a string of CSS."""
    escaped = NO_STRING.sub(lambda match: f"\\{ord(match.group()):x} ", " ".join(text.split()))
    return Markup(f'"{escaped}"')  # noqa: S704  # nothing of HTML is left in it


def _address(place: Place, _: int) -> str:
    return f"#{place.id or f'c{place.chapter}'}"


def _inline(load: Picture, address: str) -> str:
    folder, kind = urls.picture(""), PICTURES.get(address.rpartition(".")[2])
    if not kind or not address.startswith(folder):
        return ""
    return f"data:{kind};base64,{b64encode(load(address.removeprefix(folder))).decode()}"


def _finish(_: Tag) -> None:
    """HTML as it is on the site needs nothing else."""
