"""What happened when, and who says so: events, and claims whose value is a date, in their order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from sicetnon.meaning.standing import rivals
from sicetnon.meaning.times import bounds
from sicetnon.model import Corpus, Date


class DatedClaim(NamedTuple):
    """A claim whose value is a date."""

    key: str
    subject: str | None
    predicate: str | None
    date: Date


class Rival(NamedTuple):
    """Another date that is given for the same."""

    date: Date
    claims: tuple[str, ...]
    """Keys of those that give it."""


class Entry(NamedTuple):
    """A date on a timeline."""

    date: Date
    event: str | None
    """Id of an event; None where claims give the date."""
    claims: tuple[str, ...]
    """Keys of the claims that give it for the same property of one subject."""


def all_dated(corpus: Corpus) -> Iterator[DatedClaim]:
    """All claims whose value is a date; none of them is loaded."""
    for name, summary in corpus.summaries.items():
        columns = (summary.claims, summary.subjects, summary.predicates, summary.dates)
        for claim, subject, predicate, date in zip(*columns, strict=True):
            if date:
                yield DatedClaim(f"{name}/{claim}", subject, predicate, date)


def has_dates(corpus: Corpus) -> bool:
    """Whether anything stands on the timeline of the corpus."""
    events = (one.date for one in corpus.entities.values() if one.date)
    return any(map(_is_placed, chain(events, (one.date for one in all_dated(corpus)))))


def dated(corpus: Corpus, keys: Iterable[str]) -> Iterator[DatedClaim]:
    """Those of some claims whose value is a date."""
    for key in dict.fromkeys(keys):
        quoted = corpus.quoted_claims.get(key)
        if quoted and isinstance(quoted.claim.value, Date):
            claim = quoted.claim
            yield DatedClaim(key, claim.subject, claim.predicate, quoted.claim.value)


def timeline(
    claims: Iterable[DatedClaim], events: Iterable[tuple[str, Date | None]]
) -> list[Entry]:
    """Claims, and events by id and date, in the order of their dates.

    What has no date is left out, and what may be of any time.
    """
    groups: dict[tuple[str | None, ...], list[DatedClaim]] = {}
    for one in claims:
        about = (one.subject, one.predicate) if one.subject and one.predicate else (one.key,)
        groups.setdefault((*about, one.date.text), []).append(one)
    entries = [
        Entry(several[0].date, None, tuple(one.key for one in several))
        for several in groups.values()
    ]
    entries += [Entry(date, name, ()) for name, date in events if date]
    entries = [one for one in entries if _is_placed(one.date)]
    return sorted(entries, key=lambda one: (start(one.date), one.date.text, one[1] or "", one[2]))


def _is_placed(date: Date) -> bool:
    return math.isfinite(start(date))


@lru_cache(maxsize=4096)
def start(date: Date) -> float:
    """The day at which a date stands on a timeline: its first or, of an open start, its last."""
    first, last = bounds(date)
    return first if math.isfinite(first) else last


def rival_dates(corpus: Corpus, key: str) -> list[Rival]:
    """The other dates that open contradictions set against that of a claim, in their order."""
    standing = corpus.standings.get(key)
    found: dict[Date, list[str]] = {}
    for name in standing.contradictions if standing else ():
        contradiction = corpus.contradictions[name]
        own = next(one for one in contradiction.positions if key in one.claims)
        against = rivals(contradiction, own) if contradiction.status == "open" else ()
        others = (other for position in against for other in position.claims)
        for one in dated(corpus, others):
            found.setdefault(one.date, []).append(one.key)
    ordered = sorted(found.items(), key=lambda one: start(one[0]))
    return [Rival(date, tuple(keys)) for date, keys in ordered]
