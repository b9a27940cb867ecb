"""Templates of the corpus's own, which anybody may propose: judged before they are published.

They fill parts of a page. The page itself, with its policy and its scripts, is made from
`document.html.jinja` by an environment that does not know their folder, so no template of a corpus
can change what stands there, by whatever it yields.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from jinja2 import BaseLoader, Environment, FileSystemLoader
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from sicetnon.problems import Location, Problem
from sicetnon.writing.bounded import Bounded, TooMuchError
from sicetnon.writing.judge import Finding, judge_page, judge_words

DOCUMENT = "document.html.jinja"
"""The template of every page's frame."""
BLOCKS = "{{ capture(self.title(), self.summary(), self.form(), self.head(), self.body()) }}"
"""Stands in its place here: a way to have what the blocks of a template yield."""
MAIN = '{% extends "base.html.jinja" %}{% block main %}{{ main }}{% endblock %}'
"""A page of which a template yields the middle only."""
FRAME = (
    f'{{% extends "{DOCUMENT}" %}}'
    "{% block title %}{{ parts.title }}{% endblock %}"
    "{% block summary %}{{ parts.summary }}{% endblock %}"
    "{% block form %}{{ parts.form }}{% endblock %}"
    "{% block head %}{{ parts.head }}{% endblock %}"
    "{% block body %}{{ parts.body }}{% endblock %}"
)
"""The page that is made of its parts."""
LARGEST = 1_000_000
"""Characters of a template."""
MARK, BEHIND = "\ufdd0", "\ufdd1"
"""Stand around the number of a place in a template; no text may hold these characters."""
MARKED = re.compile(f"{MARK}([0-9]+){BEHIND}")
HINT = (
    "take it out, or, if whoever may change the theme may do all that a script can, write "
    "theme_trusted: true in corpus.yaml"
)


class Parts(NamedTuple):
    """What a template yields for the blocks of a page."""

    title: Markup
    summary: Markup
    form: Markup
    head: Markup
    body: Markup


class ThemeError(Exception):
    """A template or a style of the corpus's own does not work, or may not be published."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.message


class MakeEnvironment(Protocol):
    """Makes an environment with all that templates use."""

    def __call__(self, loader: BaseLoader, *extensions: type[Extension]) -> Bounded:
        """From what loads templates, and Jinja's extensions."""


class OwnTemplates:
    """The templates of a folder, and behind them the shipped ones."""

    def __init__(self, own: Path, shipped: Path, make: MakeEnvironment) -> None:
        self.own, self.make = own, make
        self.loader = _Loader(own, shipped)
        self.environment = make(self.loader)

    def fill(self, template: str, base: str, view: Mapping[str, object]) -> Parts:
        """The parts of a page.

        `base`: where the site stands, if addresses of the page begin with it. Raises
        `ThemeError`, and whatever a template raises that does not work.
        """
        parts = _filled(self.environment, template, view)
        for name, part in parts._asdict().items():
            finding = _judged(name, part, base)
            if finding:
                at = self._location(template, base, view)
                raise ThemeError(unsafe(at, finding))
        return parts

    def _location(self, template: str, base: str, view: Mapping[str, object]) -> Location:
        """The line of what was found: the page is filled again, with places in it."""
        places: list[Location] = []

        class Marking(_Marking):
            own = self.own
            known = places

        parts = _filled(self.make(self.loader, Marking), template, view)
        for name, part in parts._asdict().items():
            finding = _judged(name, MARKED.sub("", part), base)
            if finding:
                return _place(part, finding.offset, places) or Location(f"theme/{template}")
        return Location(f"theme/{template}")


def unsafe(location: Location, finding: Finding) -> Problem:
    """The problem of something that a theme may not publish."""
    return Problem(
        name="unsafe-theme",
        location=location,
        message=f"a theme publishes {finding.message}",
        evidence=(("written", finding.written),),
        hint=HINT,
    )


class _Loader(FileSystemLoader):
    """Loads templates of the corpus's own first, but for the frame of all pages."""

    def __init__(self, own: Path, shipped: Path) -> None:
        super().__init__([own, shipped])
        self.shipped = FileSystemLoader(shipped)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template == DOCUMENT:
            source, path, current = self.shipped.get_source(environment, template)
            return f"{{% if false %}}{source}{{% endif %}}{BLOCKS}", path, current
        source, path, current = super().get_source(environment, template)
        if len(source) > LARGEST:
            raise TooMuchError(f"a template has more than {LARGEST:,} characters")
        return source, path, current


class _Marking(Extension):
    """Puts the number of its place before each text of templates of the corpus's own."""

    own: Path
    known: list[Location]

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens, the texts marked."""
        name = stream.name or ""
        is_own = name != DOCUMENT and (self.own / name).is_file()
        for token in stream:
            if is_own and token.type == "data":
                self.known.append(Location(f"theme/{name}", token.lineno))
                marked = f"{MARK}{len(self.known) - 1}{BEHIND}{token.value}"
                yield Token(token.lineno, "data", marked)
            else:
                yield token


def _filled(environment: Bounded, template: str, view: Mapping[str, object]) -> Parts:
    """What a template yields, by the blocks of a page."""
    environment.begin()
    captured: list[Parts] = []

    def capture(*parts: Markup) -> str:
        captured.append(Parts(*parts))
        return ""

    yielded = environment.get_template(template).render(capture=capture, **view)
    if not captured:
        main = environment.from_string(MAIN)
        main.render(capture=capture, main=Markup(yielded), **view)  # noqa: S704  # it is judged
    return captured[-1]


def _judged(name: str, part: str, base: str) -> Finding | None:
    part = str(part)  # a piece of markup would be markup as well, which takes longer
    if name in ("head", "body"):
        return judge_page(part, base, head=name == "head")
    return judge_words(part)


def _place(marked: str, offset: int, places: list[Location]) -> Location | None:
    """The place of an offset that was counted without marks."""
    starts, numbers, taken = [], [], 0
    for mark in MARKED.finditer(marked):
        starts.append(mark.start() - taken)
        numbers.append(int(mark[1]))
        taken += len(mark[0])
    if not starts:
        return None
    last = max(bisect(starts, offset) - 1, 0)
    between = MARKED.sub("", marked)[starts[last] : offset]
    place = places[numbers[last]]
    return place._replace(line=place.line + between.count("\n"))
