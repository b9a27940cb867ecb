"""The timeline: what happened when, and who says so; in parts where it is long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sicetnon import urls
from sicetnon.formatting import format_date
from sicetnon.i18n import load_language
from sicetnon.meaning.timeline import Entry, all_dated, timeline
from sicetnon.model import Corpus
from sicetnon.writing.pages.page import Page
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.timeline_views import timeline_groups
from sicetnon.writing.views import Link

MOST_ENTRIES = 120
"""Entries of one page, which then weighs less than 60 kB."""


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The timeline and its parts, where anything has a date."""
    several = parts(corpus)
    for number in range(len(several)):
        yield Page(urls.timeline(number), partial(_page, corpus, theme, several, number))


def parts(corpus: Corpus) -> list[list[Entry]]:
    """All dates, parted so that each page has room for its own."""
    events = ((one.id, one.date) for one in corpus.entities.values())
    entries = timeline(all_dated(corpus), events)
    return [entries[at : at + MOST_ENTRIES] for at in range(0, len(entries), MOST_ENTRIES)]


def _page(corpus: Corpus, theme: Theme, several: Sequence[Sequence[Entry]], number: int) -> str:
    language = load_language(corpus.config.interface)
    # The parts were made once for all pages, of all dates: each page is out of date with any.
    _ = len(corpus.summaries), len(corpus.entities)
    return theme.page(
        "timeline.html.jinja",
        urls.timeline(number),
        groups=timeline_groups(corpus, several[number], language),
        parts=[_part(at, one, corpus) for at, one in enumerate(several)],
        number=number,
    )


def _part(number: int, entries: Sequence[Entry], corpus: Corpus) -> Link:
    """A part by its first and its last date."""
    language = load_language(corpus.config.interface)
    first, last = (format_date(entries[at].date, language) for at in (0, -1))
    words = first if first == last else f"{first} – {last}"
    return Link(words, urls.timeline(number))
