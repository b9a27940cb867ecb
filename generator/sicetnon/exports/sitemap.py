"""`sitemap.xml` and `robots.txt`, for search engines; both need the site's whole address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sicetnon import urls
from sicetnon.model import Corpus

MOST = 50_000
"""Addresses that one file may have, by the protocol."""
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def addresses(corpus: Corpus) -> Iterator[str]:
    """The pages that are worth finding: all but the search and the one for what is not there."""
    yield from (urls.HOME, urls.CONTRADICTIONS, urls.CLAIMS, urls.ENTITIES)
    yield from (urls.ABOUT, urls.CONTRIBUTE)
    yield from map(urls.source, corpus.headers)
    yield from map(urls.contradiction, corpus.contradictions)
    yield from map(urls.entity, corpus.entities)


def sitemap(base: str, pages: Iterable[str], most: int = MOST) -> Iterator[tuple[str, str]]:
    """The map of a site, in several files with an index of them where it is large.

    No page says when it was changed: nothing that was written tells, and a guess misleads.
    """
    whole = [urls.absolute(base, page) for page in pages]
    if len(whole) <= most:
        yield urls.SITEMAP, _listed("urlset", "url", whole)
        return
    parts = [whole[start : start + most] for start in range(0, len(whole), most)]
    names = [urls.sitemap_part(number) for number in range(1, len(parts) + 1)]
    index = [urls.absolute(base, name) for name in names]
    yield urls.SITEMAP, _listed("sitemapindex", "sitemap", index)
    for name, part in zip(names, parts, strict=True):
        yield name, _listed("urlset", "url", part)


def robots(base: str) -> str:
    """All may be read, and here is the map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {urls.absolute(base, urls.SITEMAP)}\n"


def _listed(whole: str, part: str, locations: Iterable[str]) -> str:
    lines = "".join(f"<{part}><loc>{escape(place)}</loc></{part}>\n" for place in locations)
    return f'{OPENING}<{whole} xmlns="{NAMESPACE}">\n{lines}</{whole}>\n'
