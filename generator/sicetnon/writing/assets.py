"""What stands beside the pages: style, scripts, the search engine and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sicetnon import urls
from sicetnon.writing.pages.page import Page
from sicetnon.writing.search.index import stop_script
from sicetnon.writing.search.lunr_js import engine_script
from sicetnon.writing.search.pagefind import indexing
from sicetnon.writing.theme import Theme
from sicetnon.writing.write import NewSite

BUNDLE = urls.SEARCH_BUNDLE.rpartition("/")[0] + "/"
"""The folder of Pagefind's files."""


def assets(theme: Theme, index: Callable[[], str]) -> Iterator[Page]:
    """All files that are not pages, to be made later; `index` makes the script of lunr's index."""
    yield Page(urls.STYLE, theme.style, here=True)
    yield Page(urls.VIEWS_STYLE, theme.views_style, here=True)
    yield Page(urls.SCRIPT, theme.script, here=True)
    yield Page(urls.EARLY_SCRIPT, theme.early_script, here=True)
    yield Page(urls.SEARCH_SCRIPT, theme.search_script, here=True)
    if theme.search == "pagefind":
        yield Page(urls.SEARCH_PAGEFIND, lambda: stop_script() + theme.pagefind_script(), here=True)
    else:
        yield Page(urls.SEARCH_ENGINE, engine_script)
        yield Page(urls.SEARCH_INDEX, index)
    yield Page(".nojekyll", str)


def is_bundled(address: str) -> bool:
    """Whether a file is one of Pagefind's."""
    return address.startswith(BUNDLE)


@contextmanager
def bundling(
    fill: Callable[[Path], None], language: str, site: NewSite
) -> Iterator[Callable[[], Iterable[str]]]:
    """Let Pagefind index the records that `fill` writes into a folder.

    Yields a function that completes Pagefind's files and returns their addresses.
    Raises `SearchError` where Pagefind fails.
    """
    with indexing(site.folder, fill, language) as finish:

        def complete() -> Iterable[str]:
            finish()
            return site.addresses_below(BUNDLE)

        yield complete
