"""What stands beside the pages: style, scripts, the search engine and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from sicetnon import urls
from sicetnon.disk.write import NewSite
from sicetnon.writing.pages.page import Page
from sicetnon.writing.search.lunr_js import engine_script
from sicetnon.writing.search.pagefind import indexing
from sicetnon.writing.search.plan import Mode
from sicetnon.writing.search.words_in_page import words_in_page
from sicetnon.writing.theming.theme import PAGE_SCRIPTS, PAGE_STYLES, Theme

BUNDLE = urls.SEARCH_BUNDLE.rpartition("/")[0] + "/"
"""The folder of Pagefind's files."""


class SearchIndexes(Protocol):
    """What makes the scripts of the search that depend on the corpus."""

    def index(self, mode: Mode) -> str:
        """The script of lunr's index."""

    def names(self, mode: Mode) -> str:
        """The script of the small index that comes first."""

    def languages(self) -> tuple[str, ...]:
        """The languages of all texts."""


def assets(theme: Theme, search: SearchIndexes) -> Iterator[Page]:
    """All files that are not pages, to be made later."""
    yield Page(urls.STYLE, theme.style, here=True)
    for name in PAGE_STYLES:
        yield Page(urls.page_style(name), partial(theme.page_style, name), here=True)
    yield Page(urls.ICON, theme.icon, here=True)
    for name in PAGE_SCRIPTS:
        yield Page(urls.page_script(name), partial(theme.page_script, name), here=True)
    yield Page(urls.SCRIPT, theme.script, here=True)
    yield Page(urls.EARLY_SCRIPT, theme.early_script, here=True)
    yield Page(urls.ANNOTATE_SCRIPT, theme.form_script, here=True)
    yield Page(urls.ANNOTATE_STYLE, theme.form_style, here=True)
    yield Page(urls.LESSON_SCRIPT, theme.lesson_script, here=True)
    yield Page(urls.LESSON_LOAD_SCRIPT, theme.lesson_load_script, here=True)
    yield Page(urls.SEARCH_SCRIPT, theme.search_script, here=True)
    words = partial(_words_script, theme, search.languages)
    yield Page(urls.SEARCH_WORDS, words, here=True)
    yield Page(urls.SEARCH_NAMES, partial(search.names, theme.search))
    if theme.search == "pagefind":
        yield Page(urls.SEARCH_PAGEFIND, theme.pagefind_script, here=True)
    else:
        yield Page(urls.SEARCH_ENGINE, engine_script)
        yield Page(urls.SEARCH_INDEX, partial(search.index, theme.search))
    yield Page(".nojekyll", str)


def pictures(paths: Mapping[str, str], load: Callable[[str], bytes]) -> Iterator[Page]:
    """The pictures that texts show, as they are: `paths` by the names of their files."""
    for name in sorted(paths):
        yield Page(urls.picture(name), partial(load, paths[name]))


def _words_script(theme: Theme, languages: Callable[[], tuple[str, ...]]) -> str:
    """The script by which the page makes the words of a query as the index has them."""
    return theme.words_script(*words_in_page(languages()))


def is_search_index(address: str) -> bool:
    """Whether a file is made from all that can be found."""
    return address in (urls.SEARCH_INDEX, urls.SEARCH_NAMES) or is_bundled(address)


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
