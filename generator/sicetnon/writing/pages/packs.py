"""Which pages belong to a pack: those of a lesson, or of a topic, and what these are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sicetnon import urls
from sicetnon.meaning.lessons import read_by
from sicetnon.model import Corpus, Lesson
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import Link


def of_lesson(corpus: Corpus, lesson: Lesson) -> tuple[Link, ...]:
    """A lesson, its worksheets and the teacher's page; then the texts and questions in it."""
    asked = [step.contradiction for step in lesson.steps if step.contradiction]
    return (
        Link(lesson.title, urls.lesson(lesson.id)),
        Link("", urls.worksheets(lesson.id)),
        Link("", urls.teachers_page(lesson.id)),
        *_about(corpus, (text.source for text in read_by(lesson)), asked),
    )


def of_topic(corpus: Corpus, topic: str) -> tuple[Link, ...]:
    """A topic, and the texts and questions in it."""
    asked = corpus.on_topic.get(topic, ())
    sources = (source for name in asked for source in corpus.contradictions[name].sources)
    return (
        Link(corpus.topics[topic].title, urls.topic(topic)),
        *_about(corpus, sources, asked),
    )


def _about(corpus: Corpus, sources: Iterable[str], asked: Iterable[str]) -> Iterator[Link]:
    for name in dict.fromkeys(sources):
        if name in corpus.headers:
            header = corpus.headers[name]
            yield Link(header.work.title, urls.source(name), header.language)
    for name in dict.fromkeys(asked):
        if name in corpus.contradictions:
            yield Link(corpus.contradictions[name].question, urls.contradiction(name))


def start_page(theme: Theme, title: str, links: tuple[Link, ...]) -> str:
    """The first page of a pack, which lists what is in it."""
    return theme.page("pack.html.jinja", urls.HOME, title=title, links=links)
