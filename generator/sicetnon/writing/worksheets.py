"""What the worksheets of a lesson ask for, and their key: who answers what, and what was when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sicetnon import urls
from sicetnon.formatting import format_date
from sicetnon.i18n import Language, load_language
from sicetnon.meaning.lessons import claims_of_step
from sicetnon.model import Corpus, Date, Lesson
from sicetnon.writing.views import ChartRow, DatedLink, LessonQuestion, PositionView

MOST_ROWS = 24
"""Rows of a timeline that is to be filled: as many as fit on a sheet of paper."""
MONTHS = 12


def chart_row(question: LessonQuestion, sources: Iterable[str]) -> ChartRow:
    """What each source answers to a question; empty where it does not."""
    answers: dict[str, list[PositionView]] = {}
    for position in question.positions:
        for source in dict.fromkeys(claim.source.id for claim in position.claims):
            answers.setdefault(source, []).append(position)
    cells = tuple(tuple(answers.get(source, ())) for source in sources)
    return ChartRow(question.question, cells)


def dated(corpus: Corpus, lesson: Lesson) -> Iterator[tuple[Date, DatedLink]]:
    """The dates that the claims of a lesson's questions give, from the earliest on."""
    language = load_language(corpus.config.interface)
    keys = dict.fromkeys(key for step in lesson.steps for key in claims_of_step(corpus, step))
    claims = (corpus.quoted_claims[key].claim for key in keys)
    found = [(claim.value, claim) for claim in claims if isinstance(claim.value, Date)]
    for value, claim in sorted(found, key=lambda pair: (pair[0].first, pair[1].key)):
        yield value, DatedLink(format_date(value, language), claim.gloss, urls.claim(claim.key))


def periods(dates: Sequence[Date], language: Language) -> tuple[str, ...]:
    """The rows of a timeline: days, months or years from the first date to the last.

    Where these are too many for a sheet, the years that are named. Years before 1 have no row, and
    one date alone is no timeline.
    """
    days = sorted({date.fromisoformat(one.first) for one in dates if one.first[:1].isdigit()})
    if len(days) < 2:
        return ()
    first, last = days[0], days[-1]
    if (last - first).days < MOST_ROWS and _to(dates, len("YYYY-MM-DD")):
        every = (first + timedelta(n) for n in range((last - first).days + 1))
        return tuple(language.day(day.year, day.month, day.day) for day in every)
    start, end = first.year * MONTHS + first.month - 1, last.year * MONTHS + last.month
    if end - start <= MOST_ROWS and _to(dates, len("YYYY-MM")):
        return tuple(language.month(n // MONTHS, n % MONTHS + 1) for n in range(start, end))
    years = range(first.year, last.year + 1)
    named = sorted({day.year for day in days})
    return tuple(language.year(year) for year in (years if len(years) <= MOST_ROWS else named))


def _to(dates: Iterable[Date], length: int) -> bool:
    """Whether a date is that precise: so many characters of its first and last day are alike."""
    return any(one.first[:length] == one.last[:length] for one in dates)
