"""The page for editors: what wants work, each line with where it is edited."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sicetnon import urls
from sicetnon.meaning.health import health
from sicetnon.model import Corpus
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme

MOST = 60
"""Lines of a section; `sicetnon health` tells the others."""


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The one page."""
    yield Page(urls.HEALTH, partial(_page, corpus, theme))


def _page(corpus: Corpus, theme: Theme) -> str:
    return theme.page("health.html.jinja", urls.HEALTH, sections=health(corpus, MOST))
