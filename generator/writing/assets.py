"""What stands beside the pages: style, scripts, the search engine and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generator import urls
from generator.model import Corpus
from generator.writing.pages.page import Page
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


def assets(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """All files that are not pages; none is made yet."""
    yield Page(urls.STYLE, theme.style)
    yield Page(urls.SCRIPT, theme.script)
    yield Page(urls.EARLY_SCRIPT, theme.early_script)
    yield Page(urls.SEARCH_SCRIPT, theme.search_script)
    if theme.search == "pagefind":
        yield Page(urls.SEARCH_PAGEFIND, lambda: stop_script() + theme.pagefind_script())
    else:
        yield Page(urls.SEARCH_ENGINE, engine_script)
        yield Page(urls.SEARCH_INDEX, partial(_index, corpus, theme))
    yield Page(".nojekyll", str)


def _index(corpus: Corpus, theme: Theme) -> str:
    return index_script(entries(corpus, paragraphs=theme.search == "full"))


def finish(corpus: Corpus, theme: Theme) -> tuple[str, Callable[[Path], None]] | None:
    """The folder that another program fills, and how; None where there is none.

    To fill it may raise `SearchError`.
    """
    if theme.search != "pagefind":
        return None

    def write(site: Path) -> None:
        bundle(site, records(each_entry(corpus)), corpus.config.language)

    return urls.SEARCH_BUNDLE.rpartition("/")[0] + "/", write
