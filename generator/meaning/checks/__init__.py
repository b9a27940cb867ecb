"""What texts and records must hold to: one rule a file, and the lists of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.meaning.checks import (
    duplicates,
    footnotes,
    links,
    positions,
    references,
)
from generator.model import Loaded, Source
from generator.problems import Problem

Check = Callable[[Loaded], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (duplicates.check, references.check, positions.check)


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems that all rules find, in the order of the rules."""
    return tuple(problem for rule in CHECKS for problem in rule(loaded))


def check_source(
    source: Source, unreferenced: Sequence[str], refused: Sequence[str]
) -> tuple[Problem, ...]:
    """The problems of one text: footnotes that it defines in vain, addresses not linked to."""
    return (
        *links.check(source, refused),
        *footnotes.check(source, unreferenced),
    )
