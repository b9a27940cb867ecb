"""What belongs to a pack: a lesson, a topic or the whole corpus, with its texts and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sicetnon import urls
from sicetnon.meaning.lessons import read_by
from sicetnon.meaning.prominence import by_prominence
from sicetnon.model import Corpus, Lesson, Topic
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.views import Link

ALL = "all"
"""The name of the whole corpus."""


class Subject(NamedTuple):
    """What a pack is about."""

    name: str
    title: str
    sources: tuple[str, ...]
    """Ids of its texts, in the order in which they are read."""
    questions: tuple[str, ...]
    """Ids of its contradictions."""
    lesson: Lesson | None = None
    topic: Topic | None = None


def subject(corpus: Corpus, name: str) -> Subject | None:
    """What has a name; of a lesson and a topic the lesson; None where nothing has it."""
    if name in corpus.lessons:
        lesson = corpus.lessons[name]
        questions = _known((step.contradiction for step in lesson.steps), corpus.contradictions)
        texts = _known((text.source for text in read_by(lesson)), corpus.headers)
        return Subject(name, lesson.title, texts, questions, lesson=lesson)
    if name in corpus.topics:
        topic = corpus.topics[name]
        questions = _known(corpus.on_topic.get(name, ()), corpus.contradictions)
        of = (source for one in questions for source in corpus.contradictions[one].sources)
        return Subject(name, topic.title, _known(of, corpus.headers), questions, topic=topic)
    if name == ALL:
        prominent = tuple(one.id for one in by_prominence(corpus.contradictions.values()))
        return Subject(name, corpus.config.title, tuple(corpus.headers), prominent)
    return None


def _known(names: Iterable[str | None], records: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of records among some names, each once."""
    return tuple(dict.fromkeys(name for name in names if name and name in records))


def links(corpus: Corpus, of: Subject) -> Iterator[Link]:
    """The pages of a lesson or a topic; then those of its texts and questions."""
    if of.lesson:
        yield Link(of.title, urls.lesson(of.name))
        yield Link("", urls.worksheets(of.name))
        yield Link("", urls.teachers_page(of.name))
    elif of.topic:
        yield Link(of.title, urls.topic(of.name))
    for name in of.sources:
        header = corpus.headers[name]
        yield Link(header.work.title, urls.source(name), header.language)
    for name in of.questions:
        yield Link(corpus.contradictions[name].question, urls.contradiction(name))


def start_page(theme: Theme, title: str, pages: tuple[Link, ...]) -> str:
    """The first page of a pack, which lists what is in it."""
    return theme.page("pack.html.jinja", urls.HOME, title=title, links=pages)
