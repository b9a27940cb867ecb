"""All pages of the site: one module a kind, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.writing.pages import contradictions, entities, front, listings, sources
from generator.writing.pages.page import Page
from generator.writing.theme import Theme

__all__ = ["Page", "pages"]


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """Every page of a corpus, in the order of the site's map; none is made yet."""
    yield from front.pages(corpus, theme)
    yield from sources.pages(corpus, theme)
    yield from contradictions.pages(corpus, theme)
    yield from entities.pages(corpus, theme)
    yield from listings.pages(corpus, theme)
