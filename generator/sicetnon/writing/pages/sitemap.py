"""`sitemap.xml` and `robots.txt` for search engines, where the site knows its own address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from itertools import islice, starmap

from sicetnon import urls
from sicetnon.meaning.matrix import pairs
from sicetnon.model import Corpus
from sicetnon.writing.pages.matrix import contested_parts
from sicetnon.writing.pages.page import Page
from sicetnon.writing.pages.timeline import parts

MOST = 50_000
"""Addresses that one file may have, by the protocol."""
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages(corpus: Corpus, most: int = MOST) -> Iterator[Page]:
    """The map, as one file or as an index and its parts, and `robots.txt`, which leads to it."""
    if base := corpus.config.base_url:
        yield Page(urls.ROBOTS, partial(_robots, base))
        count = sum(1 for _ in _addresses(corpus))
        if count <= most:
            yield Page(urls.SITEMAP, partial(_part, corpus, 0, most))
            return
        yield Page(urls.SITEMAP, partial(_index, corpus, most))
        for number, start in enumerate(range(0, count, most), 1):
            yield Page(urls.sitemap_part(number), partial(_part, corpus, start, most))


def _addresses(corpus: Corpus) -> Iterator[str]:
    """The pages worth finding: not the search, what wants work, or the page for a wrong address."""
    yield from (urls.HOME, urls.CONTRADICTIONS, urls.CLAIMS, urls.ENTITIES)
    yield from (urls.MATRIX, urls.ABOUT, urls.GLOSSARY, urls.CONTRIBUTE)
    yield from map(urls.source, corpus.headers)
    yield from map(urls.contradiction, corpus.contradictions)
    yield from (urls.TOPICS, *map(urls.topic, corpus.topics)) if corpus.topics else ()
    yield from (urls.LESSONS, *map(urls.lesson, corpus.lessons)) if corpus.lessons else ()
    yield from map(urls.entity, corpus.entities)
    yield from map(urls.matrix, range(1, len(contested_parts(corpus))))
    yield from map(urls.timeline, range(len(parts(corpus))))
    yield from starmap(urls.side_by_side, pairs(corpus))


def _robots(base: str) -> str:
    """All may be read, and here is the map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {urls.absolute(base, urls.SITEMAP)}\n"


def _index(corpus: Corpus, most: int) -> str:
    count = len(range(0, sum(1 for _ in _addresses(corpus)), most))
    parts = map(urls.sitemap_part, range(1, count + 1))
    return _listed("sitemapindex", "sitemap", corpus.config.base_url, parts)


def _part(corpus: Corpus, start: int, most: int) -> str:
    """Some of the pages. None says when it was changed: no file tells, and a guess misleads."""
    addresses = islice(_addresses(corpus), start, start + most)
    return _listed("urlset", "url", corpus.config.base_url, addresses)


def _listed(whole: str, part: str, base: str, addresses: Iterable[str]) -> str:
    locations = (escape(urls.absolute(base, address)) for address in addresses)
    lines = "".join(f"<{part}><loc>{location}</loc></{part}>\n" for location in locations)
    return f'{OPENING}<{whole} xmlns="{NAMESPACE}">\n{lines}</{whole}>\n'
