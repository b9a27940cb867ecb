"""What stands beside the pages: style, scripts, the search engine and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generator import urls
from generator.model import Corpus
from generator.writing.search import (
    bundle,
    each_entry,
    engine_script,
    entries,
    index_script,
    records,
    stop_script,
)
from generator.writing.theme import Theme


def assets(corpus: Corpus, theme: Theme) -> Iterator[tuple[str, str]]:
    """Addresses and texts of all files that are not pages."""
    yield urls.STYLE, theme.style()
    yield urls.SCRIPT, theme.script()
    yield urls.EARLY_SCRIPT, theme.early_script()
    yield urls.SEARCH_SCRIPT, theme.search_script()
    if theme.search == "pagefind":
        yield urls.SEARCH_PAGEFIND, stop_script() + theme.pagefind_script()
    else:
        yield urls.SEARCH_ENGINE, engine_script()
        yield urls.SEARCH_INDEX, index_script(entries(corpus, paragraphs=theme.search == "full"))
    yield ".nojekyll", ""


def finish(corpus: Corpus, theme: Theme) -> Callable[[Path], None] | None:
    """What is left to do in the fresh folder of a site, once all its files are there, if anything.

    It may raise `SearchError`.
    """
    if theme.search != "pagefind":
        return None
    return partial(bundle, records=records(each_entry(corpus)), language=corpus.config.language)
