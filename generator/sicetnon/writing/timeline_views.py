"""Timelines as lists: years that unfold, in these months and days where there is much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sicetnon import urls
from sicetnon.formatting import format_date, format_moment
from sicetnon.i18n import Language
from sicetnon.meaning.timeline import Entry, dated, rival_dates, start, timeline
from sicetnon.meaning.times import calendar
from sicetnon.model import Corpus
from sicetnon.writing.claim_views import entity_link, short_link
from sicetnon.writing.time_views import Dated, times_view
from sicetnon.writing.views import DatesView, Link, TimelineEntry, TimelineGroup

MOST_TOGETHER = 15
"""Entries of a year that need no months, and of a month that need no days."""
MOST_OPEN = 40
"""Entries of which all are shown; of more only the first year is open."""
BEGINNING = re.compile(
    r"[\[{]?[?~%]?(?:-?\d{4}|Y-?\d+)[?~%]?(-[?~%]?(?:0\d|1[0-2])[?~%]?(-[?~%]?\d\d)?)?", re.ASCII
)
"""A date in EDTF as far as its first day, with its month and its day; seasons are none."""
LEVELS = 3
"""Years, months and days."""


def timeline_groups(
    corpus: Corpus, entries: Sequence[Entry], language: Language
) -> tuple[TimelineGroup, ...]:
    """Entries by their years."""
    groups = tuple(_grouped(corpus, entries, 0, language))
    if len(entries) <= MOST_OPEN:
        return groups
    return groups[:1] + tuple(one._replace(open=False) for one in groups[1:])


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


def _grouped(
    corpus: Corpus, entries: Iterable[Entry], level: int, language: Language
) -> Iterator[TimelineGroup]:
    """Entries by their years, months or days; in smaller groups where there is much."""
    together: dict[tuple[int, int | None, int | None], list[Entry]] = {}
    for one in entries:
        together.setdefault(_moment(one, level), []).append(one)
    for (year, *parts), listed in together.items():
        month, day = (f"{part:02}" if part else None for part in parts)
        much = len(listed) > MOST_TOGETHER and level + 1 < LEVELS
        yield TimelineGroup(
            name=format_moment(year, month, day, language) or "",
            total=len(listed),
            level=level,
            entries=() if much else tuple(_entry(corpus, one, language) for one in listed),
            groups=tuple(_grouped(corpus, listed, level + 1, language)) if much else (),
        )


def _moment(entry: Entry, level: int) -> tuple[int, int | None, int | None]:
    """When an entry begins, as exactly as a level asks for and its date tells."""
    year, month, day = calendar(start(entry.date))
    told = BEGINNING.match(entry.date.text)
    has_month, has_day = told.groups() if told else (None, None)
    return (
        year,
        month if level > 0 and has_month else None,
        day if level > 1 and has_day else None,
    )


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
