"""Times as bars on one axis, and the same in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sicetnon import urls
from sicetnon.formatting import format_date
from sicetnon.i18n import Language, msgid
from sicetnon.meaning.times import bounds, days
from sicetnon.model import Claim, Contradiction, Corpus, Date
from sicetnon.writing.claim_views import entity_link, letter, short_link
from sicetnon.writing.time_axis import Axis, axis, marks
from sicetnon.writing.views import Link, TimeBar, TimesView

LINE = 36
"""Pixels from one bar to the next: a line of words, and the bar below it."""
FOOT = 24
"""Pixels for the words of the axis."""
LONGEST_LABEL = 44
"""Characters beside a bar that a phone has room for."""
MOST_BARS = 24
"""Bars of a picture; of more there is the list alone."""

KINDS = {
    "event": msgid("event"),
    "answer": msgid("answer"),
    "holds": msgid("holds"),
    "text": msgid("date of the text"),
}
"""What a time is the time of."""


class Dated(NamedTuple):
    """A time, and whose it is."""

    kind: str
    """A key of `KINDS`."""
    date: Date | None
    """None where it is not stated."""
    letters: str
    """Of the positions that it belongs to."""
    who: tuple[Link, ...]


def times_view(times: Sequence[Dated], language: Language) -> TimesView | None:
    """Times on one axis; None where there are no two that differ, beside those of texts."""
    differing = {one.date and one.date.text for one in times if one.kind != "text"}
    on = axis((one.date for one in times if one.date), language)
    if on is None or len(differing) < 2:
        return None
    drawn = len(times) <= MOST_BARS
    return TimesView(
        bars=tuple(_bar(one, number, on, language) for number, one in enumerate(times)),
        marks=tuple(marks(on, language)) if drawn else (),
        x="100%" if on.to_left else "0",
        height=len(times) * LINE + FOOT if drawn else 0,
    )


def _bar(one: Dated, number: int, on: Axis, language: Language) -> TimeBar:
    words = format_date(one.date, language) or language.gettext("time not stated")
    names = language.gettext(", ").join(link.text for link in one.who)
    label = language.gettext(KINDS[one.kind])
    room = max(8, LONGEST_LABEL - len(words) - (0 if one.kind == "answer" else len(label)))
    core, doubt = (bounds(one.date), days(one.date)) if one.date else (None, None)
    return TimeBar(
        kind=one.kind,
        label=label,
        letters=one.letters,
        date=words,
        who=one.who,
        name=names if len(names) <= room else f"{names[:room]}…",
        ends=_ends(core, on) if core else None,
        doubt=_ends(doubt, on) if doubt and doubt != core else None,
        open=core is not None and not all(map(math.isfinite, core)),
        y=number * LINE + LINE // 2,
    )


def _ends(span: tuple[float, float], on: Axis) -> tuple[str, str]:
    return on.at(span[0]), on.at(span[1] + 1)


def times_of(corpus: Corpus, contradiction: Contradiction) -> Iterator[Dated]:
    """The times of a contradiction: of its events, of answers, of when they hold, of the texts."""
    held = [
        (letter(number), quoted.claim)
        for number, position in enumerate(contradiction.positions)
        for quoted in map(corpus.quoted_claims.get, position.claims)
        if quoted
    ]
    subjects = dict.fromkeys(claim.subject for _, claim in held if claim.subject)
    for entity in filter(None, map(corpus.entities.get, subjects)):
        if entity.date:
            yield Dated("event", entity.date, "", (entity_link(corpus, entity.id),))
    answers = [(sign, claim, claim.value) for sign, claim in held if isinstance(claim.value, Date)]
    yield from _grouped(corpus, "answer", answers)
    if any(claim.as_of for _, claim in held):
        yield from _grouped(corpus, "holds", ((sign, one, one.as_of) for sign, one in held))
    for name in dict.fromkeys(claim.source for _, claim in held):
        letters = dict.fromkeys(sign for sign, claim in held if claim.source == name)
        source = corpus.headers[name]
        if source.original.issued:
            who = (short_link(source),)
            yield Dated("text", source.original.issued, " ".join(letters), who)


def _grouped(
    corpus: Corpus, kind: str, times: Iterable[tuple[str, Claim, Date | None]]
) -> Iterator[Dated]:
    """The times of some claims: those of one position that are alike together."""
    groups: dict[tuple[str, Date | None], dict[str, Link]] = {}
    for sign, claim, date in times:
        link = short_link(corpus.headers[claim.source])._replace(address=urls.claim(claim.key))
        groups.setdefault((sign, date), {}).setdefault(claim.source, link)
    for (sign, date), who in groups.items():
        yield Dated(kind, date, sign, tuple(who.values()))
