"""What texts and records must hold to: one rule a file, and the lists of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sicetnon.markdown.parser import Env, refused, too_involved, unreferenced
from sicetnon.meaning.checks import (
    duplicates,
    footnotes,
    involved,
    links,
    positions,
    references,
)
from sicetnon.model import Source, WrittenCorpus
from sicetnon.problems import Problem

Check = Callable[[WrittenCorpus], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (duplicates.check, references.check, positions.check)


def check(corpus: WrittenCorpus) -> tuple[Problem, ...]:
    """The problems that all rules find, in the order of the rules."""
    return tuple(problem for rule in CHECKS for problem in rule(corpus))


def check_source(source: Source, env: Env) -> tuple[Problem, ...]:
    """The problems of one text, by what the parser kept of it: see `parser.parse`."""
    return (
        *involved.check(source, too_involved(env)),
        *links.check(source, refused(env)),
        *footnotes.check(source, unreferenced(env)),
    )
