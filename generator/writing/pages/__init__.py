"""All pages of the site: one module a kind, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.writing.pages import contradictions, entities, front, listings, sources
from generator.writing.theme import Theme

Page = tuple[str, str]
"""Address and HTML."""


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """Every page of a corpus, in the order of the site's map."""
    yield from front.pages(corpus, theme)
    yield from sources.pages(corpus, theme)
    yield from contradictions.pages(corpus, theme)
    yield from entities.pages(corpus, theme)
    yield from listings.pages(corpus, theme)
