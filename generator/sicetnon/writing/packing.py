"""Some pages of a site as one zip that opens from disk: links that lead out of it are marked.

A pack is made of the files of a built site, so its pages are as they stand there. The search and
the site's menu, which are about all pages, are left out; what the kept pages load comes along.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO

from bs4 import BeautifulSoup, Tag

from sicetnon import urls

Read = Callable[[str], bytes | None]
"""The content of a file of the site by its address; None where there is none."""

LEFT_OUT = "#search-form, header.site nav, link[rel=alternate], .rights.how"
"""Parts of a page that have no use without the whole site."""
LAZY = (
    *("data-annotate", "data-annotate-style", "data-annotate-data", "data-annotate-records"),
    "data-load",
)
"""Attributes with addresses of what a page loads on first use."""
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of all files: the earliest that a zip can hold."""
UNIX, PLAIN_FILE = 3, 0o100644 << 16
STYLE = b"""a.out::after { content: " \\2197"; font: .75em system-ui; }
a.out:not([href]) { text-decoration: none; color: var(--soft); }
"""


def packed(read: Read, start: bytes, pages: Collection[str], base: str, out: str) -> bytes:
    """The zip of some pages of a site and of all that they load.

    `start` is its first page, `base` where the site stands on the web, if that is known, and `out`
    says of a link that it leads out of the pack.
    """
    files = {urls.PACK_STYLE: STYLE}
    kept = {*pages, urls.HOME}
    for address in sorted(kept):
        content = start if address == urls.HOME else read(address)
        if content is None:
            continue
        page = BeautifulSoup(content, "html.parser")
        for part in page.select(LEFT_OUT):
            part.decompose()
        for link in page.select("a[href]"):
            _mark(link, address, kept, base, out)
        for target in _loaded(page, address):
            files.setdefault(target, read(target) or b"")
        style = page.new_tag("link", rel="stylesheet", href=urls.relative(address, urls.PACK_STYLE))
        if page.head:
            page.head.append(style)
        files[address] = page.decode(formatter="html5").encode()
    return zipped(files.items())


def _mark(link: Tag, address: str, kept: Collection[str], base: str, out: str) -> None:
    """Mark a link that leads out of a pack, and lead it to the site where that is known."""
    href = str(link["href"])
    if ":" in href.partition("/")[0]:
        return
    path, sign, rest = href.partition("#") if "?" not in href else href.partition("?")
    target = resolve(address, path) if path else address
    if target in kept:
        return
    link["class"] = " ".join([*filter(None, link.get_attribute_list("class")), "out"])
    link["title"] = out
    del link["href"]
    if base:
        link["href"] = urls.absolute(base, target) + sign + rest


def _loaded(page: BeautifulSoup, address: str) -> Iterator[str]:
    """The addresses of what a page loads, at once or on first use."""
    for element in page.select("script[src], link[href]:not([rel=canonical]), img[src]"):
        yield resolve(address, str(element.get("src") or element.get("href")))
    for element in page.select(",".join(f"[{name}]" for name in LAZY)):
        yield from (resolve(address, str(element[name])) for name in LAZY if element.get(name))


def resolve(address: str, link: str) -> str:
    """The address to which a link on a page leads."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(address), link))


def zipped(files: Iterable[tuple[str, bytes]], first: tuple[str, bytes] | None = None) -> bytes:
    """Files as a zip that has the same bytes each time; `first` stands before them, as it is."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(_entry(first[0], zipfile.ZIP_STORED), first[1])
        for name, content in sorted(files):
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
    return out.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.compress_type, entry.create_system = compression, UNIX
    entry.external_attr = PLAIN_FILE
    return entry
