"""Timelines as lists: years that unfold, in these months where there is much, and who says what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sicetnon import urls
from sicetnon.formatting import format_date, format_moment
from sicetnon.i18n import Language
from sicetnon.meaning.timeline import Entry, dated, rival_dates, start, timeline
from sicetnon.meaning.times import calendar
from sicetnon.model import Corpus
from sicetnon.writing.claim_views import entity_link, short_link
from sicetnon.writing.time_views import Dated, times_view
from sicetnon.writing.views import DatesView, Link, TimelineEntry, TimelineGroup

MOST_IN_YEAR = 15
"""Entries of a year that need no months."""


def timeline_groups(
    corpus: Corpus, entries: Sequence[Entry], language: Language
) -> tuple[TimelineGroup, ...]:
    """Entries by their years."""
    return tuple(_years(corpus, entries, language))


def dates_view(
    corpus: Corpus, claims: Iterable[str], events: Iterable[str], language: Language
) -> DatesView | None:
    """The dates of some claims and of some events, by ids; None where there is none."""
    dates = ((name, corpus.entities[name].date) for name in events if name in corpus.entities)
    entries = timeline(dated(corpus, claims), dates)
    if not entries:
        return None
    bars = times_view([_dated(corpus, entry) for entry in entries], language)
    return DatesView(bars, timeline_groups(corpus, entries, language))


def _dated(corpus: Corpus, entry: Entry) -> Dated:
    kind = "event" if entry.event else "answer"
    return Dated(kind, entry.date, "", (_what(corpus, entry),))


def _what(corpus: Corpus, entry: Entry) -> Link:
    """An event by its name, a claim by what it says."""
    if entry.event:
        return entity_link(corpus, entry.event)
    gloss = corpus.quoted_claims[entry.claims[0]].claim.gloss
    return Link(gloss, urls.claim(entry.claims[0]))


def _years(corpus: Corpus, entries: Iterable[Entry], language: Language) -> Iterator[TimelineGroup]:
    for year, several in groupby(entries, lambda one: calendar(start(one.date))[0]):
        listed = [*several]
        views = [_entry(corpus, one, language) for one in listed]
        name = format_moment(year, None, None, language) or ""
        if len(listed) <= MOST_IN_YEAR:
            yield TimelineGroup(name, len(listed), tuple(views), ())
            continue
        months: dict[str, list[TimelineEntry]] = {}
        for one, view in zip(listed, views, strict=True):
            months.setdefault(_month(one, year, language), []).append(view)
        inner = (
            TimelineGroup(month, len(within), tuple(within), ()) for month, within in months.items()
        )
        yield TimelineGroup(name, len(listed), (), tuple(inner))


def _month(entry: Entry, year: int, language: Language) -> str:
    """The month in which an entry begins, in words; the year for what is told by no month."""
    known = "-" in entry.date.text.lstrip("-Y")
    month = f"{calendar(start(entry.date))[1]:02}" if known else None
    return format_moment(year, month, None, language) or ""


def _entry(corpus: Corpus, entry: Entry, language: Language) -> TimelineEntry:
    date = format_date(entry.date, language)
    rivals = (rival for key in entry.claims[:1] for rival in rival_dates(corpus, key))
    against = ((format_date(one.date, language), _who(corpus, one.claims)) for one in rivals)
    return TimelineEntry(date, _what(corpus, entry), _who(corpus, entry.claims), tuple(against))


def _who(corpus: Corpus, claims: Iterable[str]) -> tuple[Link, ...]:
    """The sources of some claims, each leading to the first of its claims."""
    first = {key.rpartition("/")[0]: key for key in reversed([*claims])}
    return tuple(
        short_link(corpus.headers[name])._replace(address=urls.claim(key))
        for name, key in reversed(first.items())
    )
