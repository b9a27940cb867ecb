"""`sitemap.xml` and `robots.txt`, for search engines; both need the site's whole address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import escape

from sicetnon import urls
from sicetnon.model import Corpus

MOST = 50_000
"""Addresses that one file may have, by the protocol."""
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(corpus: Corpus) -> Iterator[tuple[str, Callable[[], str]]]:
    """Addresses of these files, where the site knows its own address, and how to make each."""
    if corpus.config.base_url:
        for address in file_names(sum(1 for _ in pages(corpus))):
            yield address, partial(_file, corpus, address)
        yield urls.ROBOTS, partial(robots, corpus.config.base_url)


def _file(corpus: Corpus, address: str) -> str:
    return sitemap(corpus.config.base_url, [*pages(corpus)])[address]


def pages(corpus: Corpus) -> Iterator[str]:
    """Addresses of the pages worth finding: all but the search and the page for a wrong address."""
    yield from (urls.HOME, urls.CONTRADICTIONS, urls.CLAIMS, urls.ENTITIES)
    yield from (urls.ABOUT, urls.CONTRIBUTE)
    yield from map(urls.source, corpus.headers)
    yield from map(urls.contradiction, corpus.contradictions)
    yield from map(urls.entity, corpus.entities)


def file_names(count: int, most: int = MOST) -> list[str]:
    """Addresses of the files of a map of so many pages: one file, or an index and its parts."""
    parts = range(1, -(-count // most) + 1)
    return [urls.SITEMAP, *(urls.sitemap_part(number) for number in parts if count > most)]


def sitemap(base: str, pages: Sequence[str], most: int = MOST) -> dict[str, str]:
    """The files of the map, by their addresses.

    No page says when it was changed: no file of a corpus tells, and a guess misleads.
    """
    locations = [urls.absolute(base, page) for page in pages]
    first, *names = file_names(len(pages), most)
    if not names:
        return {first: _listed("urlset", "url", locations)}
    index = [urls.absolute(base, name) for name in names]
    parts = (locations[start : start + most] for start in range(0, len(locations), most))
    listed = (_listed("urlset", "url", part) for part in parts)
    return {first: _listed("sitemapindex", "sitemap", index)} | dict(
        zip(names, listed, strict=True)
    )


def robots(base: str) -> str:
    """All may be read, and here is the map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {urls.absolute(base, urls.SITEMAP)}\n"


def _listed(whole: str, part: str, locations: Iterable[str]) -> str:
    lines = "".join(f"<{part}><loc>{escape(place)}</loc></{part}>\n" for place in locations)
    return f'{OPENING}<{whole} xmlns="{NAMESPACE}">\n{lines}</{whole}>\n'
