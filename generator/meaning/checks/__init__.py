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
from generator.model import Loaded, Source, Text
from generator.problems import Problem

Check = Callable[[Loaded], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (duplicates.check, references.check, positions.check)


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems that all rules find, in the order of the rules."""
    return tuple(problem for rule in CHECKS for problem in rule(loaded))


def check_source(source: Source, text: Text, unreferenced: Sequence[str]) -> tuple[Problem, ...]:
    """The problems of one text; `unreferenced` are labels of footnotes that it defines in vain."""
    return (
        *links.check(source, text),
        *footnotes.check(source, unreferenced),
    )
