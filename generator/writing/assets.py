"""What stands beside the pages: style, scripts, the search engine and its index."""

from __future__ import annotations

from collections.abc import Iterator

from generator import urls
from generator.model import Corpus
from generator.writing.pages.page import Page
from generator.writing.search import engine_script, entries, index_script
from generator.writing.theme import Theme


def assets(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """All files that are not pages; none is made yet."""
    yield Page(urls.STYLE, theme.style)
    yield Page(urls.SCRIPT, theme.script)
    yield Page(urls.EARLY_SCRIPT, theme.early_script)
    yield Page(urls.SEARCH_SCRIPT, theme.search_script)
    yield Page(urls.SEARCH_ENGINE, engine_script)
    yield Page(urls.SEARCH_INDEX, lambda: index_script(entries(corpus)))
    yield Page(".nojekyll", str)
