"""Templates of the corpus's own, which anybody may propose: judged before they are published.

They fill parts of a page. The page itself, with its policy and its scripts, is made from
`document.html.jinja` by an environment that does not know their folder, so no template of a corpus
can change what stands there, whatever it yields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from jinja2 import BaseLoader, Environment, FileSystemLoader
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from sicetnon.problems import Location, Problem
from sicetnon.writing.theming.bounded import Bounded, TooMuchError
from sicetnon.writing.theming.rules import Finding, judge_page, judge_words

DOCUMENT = "document.html.jinja"
"""The template of every page's frame."""
PARTS = ("title", "summary", "form", "head", "body")
"""The blocks of the frame."""
BORDER, BEFORE, BEHIND = "\ufdd0", "\ufdd1", "\ufdd2"
"""Stand between parts, and around the place of a text in a template; no text may hold them."""
BLOCKS = BORDER.join(f"{{{{ self.{part}() }}}}" for part in PARTS)
"""Stands in place of the frame here."""
MAIN = '{% extends "base.html.jinja" %}{% block main %}{{ main }}{% endblock %}'
"""A page of which a template yields the middle only."""
FRAME = f'{{% extends "{DOCUMENT}" %}}' + "".join(
    f"{{% block {part} %}}{{{{ filled.{part} }}}}{{% endblock %}}" for part in PARTS
)
"""The page that is made of its parts."""
MARK = re.compile(f"{BEFORE}([^{BEHIND}]*):([0-9]+){BEHIND}")
LARGEST = 1_000_000
"""Characters of a template."""


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
        loader = _Loader(own, shipped)
        self.environment = make(loader)
        self.marking = make(loader, type("Marking", (_Marking,), {"own": own}))
        """Yields the same with the place of each text before it, wherever it is not looked at."""

    def fill(self, template: str, base: str, view: Mapping[str, object]) -> dict[str, Markup]:
        """The parts of a page.

        `base`: where the site stands, if addresses of the page begin with it. Raises
        `ThemeError`, and whatever a template raises that does not work.
        """
        parts = _fill(self.environment, template, view)
        for name, part in parts.items():
            if finding := _judge(name, part, base):
                marked = _fill(self.marking, template, view)[name]
                raise ThemeError(unsafe(_locate(marked, name, base, template), finding))
        return parts


def unsafe(location: Location, finding: Finding) -> Problem:
    """The problem of something that a theme may not publish."""
    return Problem(
        name="unsafe-theme",
        location=location,
        message=f"a theme publishes {finding.message}",
        evidence=(("written", finding.written),),
        hint="take it out, or, if whoever may change the theme may do all that a script can, "
        "write theme_trusted: true in corpus.yaml",
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
    """Puts its place before each text of templates of the corpus's own."""

    own: Path

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens, the texts marked."""
        name = stream.name or ""
        is_own = name != DOCUMENT and (self.own / name).is_file()
        for token in stream:
            if is_own and token.type == "data":
                marked = f"{BEFORE}{name}:{token.lineno}{BEHIND}{token.value}"
                yield Token(token.lineno, "data", marked)
            else:
                yield token


def _fill(environment: Bounded, template: str, view: Mapping[str, object]) -> dict[str, Markup]:
    """What a template yields, by the blocks of a page."""
    environment.begin()
    filled = environment.get_template(template).render(view)
    if BORDER not in filled:
        main = Markup(filled)  # noqa: S704  # it is judged
        filled = environment.from_string(MAIN).render({**view, "main": main})
    return dict(zip(PARTS, map(Markup, filled.split(BORDER, len(PARTS) - 1)), strict=True))


def _judge(name: str, part: str, base: str) -> Finding | None:
    part = str(part)  # a piece of markup would be markup as well, which takes longer
    if name in {"head", "body"}:
        return judge_page(part, base, head=name == "head")
    return judge_words(part)


def _locate(marked: str, name: str, base: str, template: str) -> Location:
    """The line of what is wrong in a part, by the marks in it."""
    finding = _judge(name, MARK.sub("", marked), base)
    offset = finding.offset if finding else 0
    location = Location(f"theme/{template}")
    before, *texts = MARK.split(marked)
    start = len(before)
    for path, line, text in zip(texts[::3], texts[1::3], texts[2::3], strict=True):
        if start > offset:
            break
        location = Location(f"theme/{path}", int(line) + text[: offset - start].count("\n"))
        start += len(text)
    return location
