"""A reading of a contradiction says something that the contradiction does not say already."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.model import Contradiction, Reading, WrittenCorpus
from sicetnon.problems import Level, Problem

JUDGED = ("relation", "status", "because", "explanation")
"""What a reading may judge otherwise."""


def check(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A problem for each reading that agrees with its contradiction in all that it says."""
    for contradiction in corpus.records.contradictions:
        for reading in contradiction.readings:
            if _is_same(reading, contradiction):
                yield Problem(
                    name="same-reading",
                    location=reading.at,
                    message=f"the reading of “{reading.creator}” says nothing else than "
                    f"“{contradiction.id}” itself",
                    hint="say what is judged otherwise: relation, status, because or explanation; "
                    "who agrees stands in reviewed_by",
                    level=Level.WARNING,
                )


def _is_same(reading: Reading, contradiction: Contradiction) -> bool:
    judged = [name for name in JUDGED if getattr(reading, name) is not None]
    return all(getattr(reading, name) == getattr(contradiction, name) for name in judged)
