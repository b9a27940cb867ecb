"""A lesson reads what the site shows, and asks what its texts answer."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.meaning.lessons import claims_of_step, read_by
from sicetnon.model import Corpus, Lesson, LessonStep, LessonText, WrittenCorpus
from sicetnon.problems import Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each text of a lesson that the site withholds."""
    withheld = {source.id: source.display for source in corpus.sources if source.display != "full"}
    for lesson in corpus.records.lessons:
        for text in read_by(lesson):
            if text.source in withheld:
                yield Problem(
                    name="withheld-text",
                    location=text.at,
                    message=f"the lesson reads “{text.source}”, which the site does not show",
                    evidence=(("display", withheld[text.source]),),
                    hint="read another text, or write display: full in this one if you may",
                )


def check_related(corpus: Corpus) -> Iterator[Problem]:
    """A problem for each paragraph that is not there, and each question without an answer."""
    for lesson in corpus.lessons.values():
        for text in read_by(lesson):
            yield from _paragraphs(corpus, text)
        for step in lesson.steps:
            yield from _question(corpus, lesson, step)


def _paragraphs(corpus: Corpus, text: LessonText) -> Iterator[Problem]:
    if not text.paragraphs or text.source not in corpus.sources:
        return
    rows = corpus.sources[text.source].text.rows
    there = {row.id for row in rows if row.id and not row.heading}
    for number in text.paragraphs:
        if f"p{number}" not in there:
            yield Problem(
                name="no-paragraph",
                location=text.at,
                message=f"the text “{text.source}” has no paragraph {number}",
                evidence=(("paragraphs", f"1 to {len(there)}"),),
                hint="write the number that stands beside the paragraph on its page",
            )


def _question(corpus: Corpus, lesson: Lesson, step: LessonStep) -> Iterator[Problem]:
    """A problem if a step asks what is no question any more, or what no text of it answers."""
    contradiction = corpus.contradictions.get(step.contradiction or "")
    known = contradiction or (
        step.subject in corpus.entities and step.predicate in corpus.predicates
    )
    if not known:  # in words, or a reference that has a problem of its own
        return
    sources = {text.source for text in step.read or lesson.sources}
    answers = [key for key in claims_of_step(corpus, step) if key.rpartition("/")[0] in sources]
    if contradiction and contradiction.status == "rejected":
        message, hint = "an editor has rejected this contradiction", "ask something else"
    elif not answers:
        message = "no text of the lesson answers this question"
        hint = "add a text that does, or ask something else"
    else:
        return
    yield Problem(name="dead-question", location=step.at, message=message, hint=hint)
