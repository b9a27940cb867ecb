"""A lesson reads what the site shows, and asks what its texts answer."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.meaning.lessons import claims_of_step, read_by
from sicetnon.model import Corpus, Lesson, LessonStep, Reading, WrittenCorpus
from sicetnon.problems import Problem


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each text of a lesson that the site withholds."""
    withheld = {source.id: source.display for source in corpus.sources if source.display != "full"}
    for lesson in corpus.records.lessons:
        for reading in read_by(lesson):
            if reading.source in withheld:
                yield Problem(
                    name="withheld-text",
                    location=reading.at,
                    message=f"the lesson reads “{reading.source}”, which the site does not show",
                    evidence=(("display", withheld[reading.source]),),
                    hint="read another text, or write display: full in this one if you may",
                )


def check_related(corpus: Corpus) -> Iterator[Problem]:
    """A problem for each paragraph that is not there, and each question without an answer."""
    for lesson in corpus.lessons.values():
        for reading in read_by(lesson):
            yield from _paragraphs(corpus, reading)
        for step in lesson.steps:
            yield from _question(corpus, lesson, step)


def _paragraphs(corpus: Corpus, reading: Reading) -> Iterator[Problem]:
    if not reading.paragraphs or reading.source not in corpus.sources:
        return
    rows = corpus.sources[reading.source].text.rows
    there = {row.id for row in rows if row.id and not row.heading}
    for number in reading.paragraphs:
        if f"p{number}" not in there:
            yield Problem(
                name="no-paragraph",
                location=reading.at,
                message=f"the text “{reading.source}” has no paragraph {number}",
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
    sources = {reading.source for reading in step.read or lesson.sources}
    answers = [key for key in claims_of_step(corpus, step) if key.rpartition("/")[0] in sources]
    if contradiction and contradiction.status == "rejected":
        message, hint = "an editor has rejected this contradiction", "ask something else"
    elif not answers:
        message = "no text of the lesson answers this question"
        hint = "add a text that does, or ask something else"
    else:
        return
    yield Problem(name="dead-question", location=step.at, message=message, hint=hint)
