"""What a lesson reads, and which claims answer its questions."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Corpus, Lesson, LessonStep, LessonText


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
