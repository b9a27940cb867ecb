"""Whatever the source audit finds in a file and not on its page."""

from __future__ import annotations

from collections.abc import Iterator

from sicetnon.markdown.audit import lost_problem
from sicetnon.markdown.parser import Env
from sicetnon.model import Source
from sicetnon.problems import Location, Problem


def check_source(source: Source, env: Env) -> Iterator[Problem]:
    """A problem for each loss."""
    for lost in env.get("lost words", ()):
        yield lost_problem(lost, Location(source.path, source.body_line + lost.line))
