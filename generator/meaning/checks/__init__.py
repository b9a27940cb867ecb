"""What the records of a corpus must hold together: one rule a file, and this list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.meaning.checks import duplicates, positions, references
from generator.model import Loaded
from generator.problems import Problem

Check = Callable[[Loaded], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (duplicates.check, references.check, positions.check)


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems that all rules find, in the order of the rules."""
    return tuple(problem for rule in CHECKS for problem in rule(loaded))
