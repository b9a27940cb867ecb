"""Lessons: the steps of a student, the teacher's page, worksheets, and the index of all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from itertools import chain

from sicetnon import urls
from sicetnon.i18n import load_language
from sicetnon.markdown.commentary import commentary
from sicetnon.meaning.lessons import claims_of_step, read_by, texts_of_step
from sicetnon.model import Corpus, Lesson, LessonStep
from sicetnon.writing.citation import reference
from sicetnon.writing.claim_views import claim_views, position_views
from sicetnon.writing.pages import contradictions
from sicetnon.writing.pages.page import Page
from sicetnon.writing.passages import notes_in, passage, places
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import ClaimView, LessonPage, LessonQuestion, Link, PositionView
from sicetnon.writing.worksheets import chart_row, dated, periods


def pages(corpus: Corpus, theme: Theme) -> Iterator[Page]:
    """The pages of all lessons and their index, where there are any."""
    if corpus.lessons:
        yield Page(urls.LESSONS, partial(_index, corpus, theme))
    for name in corpus.lessons:
        for template, address in _pages_of(name):
            yield Page(address, partial(_page, corpus, theme, name, template, address))


def _pages_of(name: str) -> tuple[tuple[str, str], ...]:
    """Templates and addresses of the pages of a lesson."""
    return (
        ("lesson.html.jinja", urls.lesson(name)),
        ("lesson-sheets.html.jinja", urls.worksheets(name)),
        ("lesson-teacher.html.jinja", urls.teachers_page(name)),
    )


def _index(corpus: Corpus, theme: Theme) -> str:
    lessons = sorted(corpus.lessons.values(), key=lambda one: (one.minutes, one.id))
    return theme.page("lessons.html.jinja", urls.LESSONS, lessons=lessons)


def _page(corpus: Corpus, theme: Theme, name: str, template: str, address: str) -> str:
    return theme.page(template, address, page=view(corpus, corpus.lessons[name]))


def links(corpus: Corpus, contradictions: Collection[str] | None = None) -> tuple[Link, ...]:
    """All lessons, the shortest first, or those that ask one of some contradictions."""
    return tuple(
        Link(lesson.title, urls.lesson(lesson.id))
        for lesson in sorted(corpus.lessons.values(), key=lambda one: (one.minutes, one.id))
        if contradictions is None or any(s.contradiction in contradictions for s in lesson.steps)
    )


def view(corpus: Corpus, lesson: Lesson) -> LessonPage:
    """What the pages of a lesson show."""
    own, language = corpus.config.language, load_language(corpus.config.interface)
    sources = dict.fromkeys(text.source for text in read_by(lesson))
    headers = [corpus.headers[name] for name in sources if name in corpus.headers]
    questions = tuple(_question(corpus, lesson, *one) for one in enumerate(lesson.steps, 1))
    dates = tuple(dated(corpus, lesson))
    return LessonPage(
        lesson=lesson,
        introduction=commentary(lesson.introduction or "", own),
        closing=commentary(lesson.closing or "", own),
        aims=commentary(lesson.aims or "", own),
        expect=commentary(lesson.expect or "", own),
        misreadings=commentary(lesson.misreadings or "", own),
        questions=questions,
        texts=tuple((one, reference(one, corpus.config.title, language)) for one in headers),
        chart=tuple(
            chart_row(one, [header.id for header in headers]) for one in questions if one.positions
        ),
        periods=periods([date for date, _ in dates], language),
        dates=tuple(link for _, link in dates),
    )


def _question(corpus: Corpus, lesson: Lesson, number: int, step: LessonStep) -> LessonQuestion:
    texts = texts_of_step(corpus, lesson, step)
    contradiction = corpus.contradictions.get(step.contradiction or "")
    positions = tuple(_positions(corpus, step))
    voices = [voice for position in positions for voice in position.claims]
    return LessonQuestion(
        number=number,
        question=_asked(corpus, step),
        passages=tuple(passage(corpus.sources[text.source], text) for text in texts),
        positions=positions,
        places={
            voice.claim: places(corpus.sources[voice.source.id], voice.claim)
            for voice in voices
            if voice.source.id in {text.source for text in texts}
        },
        notes=tuple(
            chain.from_iterable(notes_in(corpus.sources[text.source], text) for text in texts)
        ),
        more=contradictions.view(corpus, contradiction) if contradiction else None,
    )


def _asked(corpus: Corpus, step: LessonStep) -> str:
    """The question of a step, in the lesson's words or in those of its record."""
    if step.ask:
        return step.ask
    if step.contradiction:
        return corpus.contradictions[step.contradiction].question
    name = corpus.names.get(step.subject or "", step.subject or "")
    return corpus.predicates[step.predicate or ""].question.replace("{subject}", name)


def _positions(corpus: Corpus, step: LessonStep) -> Iterator[PositionView]:
    """The answers to a step's question: of a predicate one for each value."""
    contradiction = corpus.contradictions.get(step.contradiction or "")
    if contradiction:
        yield from position_views(corpus, contradiction, around=False)
        return
    by_value: dict[str, list[ClaimView]] = {}
    for voice in claim_views(corpus, claims_of_step(corpus, step)):
        by_value.setdefault(voice.value or voice.gloss, []).append(voice)
    for value, voices in by_value.items():
        yield PositionView(value, tuple(voices), worded=voices[0].worded)
