"""What stands beside the pages: style, scripts, the search engine and its index."""

from __future__ import annotations

from collections.abc import Iterator

from generator import urls
from generator.model import Corpus
from generator.writing.search import engine_script, entries, index_script
from generator.writing.theme import Theme


def assets(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """Addresses and texts of all files that are not pages."""
    yield urls.STYLE, theme.style()
    yield urls.SCRIPT, theme.script()
    yield urls.EARLY_SCRIPT, theme.early_script()
    yield urls.SEARCH_SCRIPT, theme.search_script()
    yield urls.SEARCH_ENGINE, engine_script()
    yield urls.SEARCH_INDEX, index_script(entries(corpus))
    yield ".nojekyll", ""
