"""What texts and records must hold to: a rule is one module of this folder, and needs no row here.

A rule defines functions that yield problems: `check(corpus)` over the records as written,
`check_related(corpus)` where it needs the values of claims, `notice(corpus)` for what only
`sicetnon check` tells, `check_source(source, env)` for one text. The name of each problem is that
of a page in `explanations/`, whose wrong and right examples are run as tests.
Rules run in the order of their modules' names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from sicetnon.markdown.parser import Env
from sicetnon.model import Corpus, Source, WrittenCorpus
from sicetnon.problems import Problem

Check = Callable[[WrittenCorpus], Iterator[Problem]]
RelatedCheck = Callable[[Corpus], Iterator[Problem]]
SourceCheck = Callable[[Source, Env], Iterator[Problem]]

RULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
CHECKS: tuple[Check, ...] = tuple(rule.check for rule in RULES if hasattr(rule, "check"))
RELATED_CHECKS: tuple[RelatedCheck, ...] = tuple(
    rule.check_related for rule in RULES if hasattr(rule, "check_related")
)
NOTICES: tuple[RelatedCheck, ...] = tuple(rule.notice for rule in RULES if hasattr(rule, "notice"))
SOURCE_CHECKS: tuple[SourceCheck, ...] = tuple(
    rule.check_source for rule in RULES if hasattr(rule, "check_source")
)


def check(corpus: WrittenCorpus) -> tuple[Problem, ...]:
    """The problems that all rules find in a corpus, in the order of the rules."""
    return tuple(problem for rule in CHECKS for problem in rule(corpus))


def check_related(corpus: Corpus) -> tuple[Problem, ...]:
    """The problems that show only when records are related."""
    return tuple(problem for rule in RELATED_CHECKS for problem in rule(corpus))


def notices(corpus: Corpus) -> tuple[Problem, ...]:
    """What an editor may want to look at."""
    return tuple(problem for rule in NOTICES for problem in rule(corpus))


def check_source(source: Source, env: Env) -> tuple[Problem, ...]:
    """The problems of one text; `env` is what `parser.parse` filled."""
    return tuple(problem for rule in SOURCE_CHECKS for problem in rule(source, env))
