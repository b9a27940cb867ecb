"""What a lesson reads, and which claims answer its questions."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import AnnotatedSource, Corpus, Lesson, LessonStep, LessonText, Row


def read_by(lesson: Lesson) -> Iterator[LessonText]:
    """All that a lesson reads: its sources, then what single steps read beside them."""
    yield from lesson.sources
    for step in lesson.steps:
        yield from step.read


def claims_of_step(corpus: Corpus, step: LessonStep) -> tuple[str, ...]:
    """Keys of the anchored claims that answer a step's question; none for one in free words."""
    if step.contradiction:
        contradiction = corpus.contradictions.get(step.contradiction)
        positions = contradiction.positions if contradiction else ()
        return tuple(k for one in positions for k in one.claims if k in corpus.quoted_claims)
    if not step.subject:
        return ()
    about = corpus.claims_about.get(step.subject, ())
    return tuple(
        key for key in about if corpus.quoted_claims[key].claim.predicate == step.predicate
    )


def rows_of(annotated: AnnotatedSource, text: LessonText) -> tuple[Row, ...]:
    """The paragraphs of a source that are read, without headings."""
    rows = [row for row in annotated.text.rows if row.id and not row.heading]
    wanted = {f"p{number}" for number in text.paragraphs}
    return tuple(row for row in rows if not wanted or row.id in wanted)


def texts_of_step(corpus: Corpus, lesson: Lesson, step: LessonStep) -> tuple[LessonText, ...]:
    """What is read for a step: what it names, else the paragraphs in which its claims stand.

    A question in free words that names nothing is about what was read before.
    """
    read = [text for text in step.read or lesson.sources if text.source in corpus.sources]
    keys = claims_of_step(corpus, step)
    if step.read:
        return tuple(read)
    texts = []
    for text in read:
        annotated = corpus.sources[text.source]
        starts = [one.start for one in annotated.claims if one.record.key in keys]
        rows = [r for r in rows_of(annotated, text) if any(r.start <= s < r.end for s in starts)]
        if rows:
            texts.append(text._replace(paragraphs=tuple(int(row.id[1:]) for row in rows)))
    return tuple(texts)
