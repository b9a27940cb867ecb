"""All pages of the site: one module a kind, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Corpus
from sicetnon.writing.pages import (
    contradictions,
    entities,
    front,
    health,
    lessons,
    listings,
    matrix,
    records,
    side_by_side,
    sitemap,
    sources,
    timeline,
    topics,
)
from sicetnon.writing.pages.page import Bundle, Page
from sicetnon.writing.theming.theme import Theme

__all__ = ["Bundle", "Page", "pages"]


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """Every page of a corpus; none is made yet. What shows the same stands together."""
    yield from front.pages(corpus, theme)
    for name in corpus.headers:
        yield sources.page(corpus, theme, name)
        yield from listings.of_source(corpus, theme, name)
        yield records.of_source(corpus, name)
    yield from contradictions.pages(corpus, theme)
    yield from topics.pages(corpus, theme)
    yield from lessons.pages(corpus, theme)
    yield from entities.pages(corpus, theme)
    yield from listings.pages(corpus, theme)
    yield from matrix.pages(corpus, theme)
    yield from timeline.pages(corpus, theme)
    yield from side_by_side.pages(corpus, theme)
    yield records.page(corpus, theme)
    yield from health.pages(corpus, theme)
    yield from sitemap.pages(corpus)
