"""Questions on a terminal: one line each, with what may be answered at the Tab key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

import click

from sicetnon.problems import nearest, printable

LISTED = 30
"""Answers that are listed for a question mark."""

Check = Callable[[str], str | None]
"""Answers what is wrong with an answer, or None."""


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    question: str, options: Mapping[str, str] | None = None, *, needed: bool, many: bool = False
) -> str:
    """One answer, asked for until it will do; an empty one only where nothing is needed.

    `options` are the answers that will do, with their meanings; None where anything does.
    Several answers are parted by commas, where `many`.
    """
    hint = "Tab completes, ? lists" if options else ""
    after = ", ".join(filter(None, (hint, "" if needed else "Enter leaves it out")))
    shown = f"{question} ({after})" if after else question
    while True:
        with _completing(options or ()):
            # Only on standard output does Python let the Tab key complete.
            aside = not sys.stdout.isatty()
            said = click.prompt(shown, default="", show_default=False, err=aside).strip()
        if said == "?" and options:
            _list(options)
            continue
        if not said and needed:
            click.echo("  this is needed", err=True)
            continue
        wrong = _unknown(said, options, many=many) if said and options else None
        if wrong is None:
            return str(said)
        click.echo(f"  {wrong}", err=True)


def split(said: str) -> list[str]:
    """Answers parted by commas."""
    return [part.strip() for part in said.split(",") if part.strip()]


def _unknown(said: str, options: Mapping[str, str], *, many: bool) -> str | None:
    for word in split(said) if many else [said]:
        if word not in options:
            near = nearest(word, options)
            hint = f"did you mean {near}?" if near else "? lists what there is"
            return f"there is no “{printable(word)}”; {hint}"
    return None


def _list(options: Mapping[str, str]) -> None:
    for word, meaning in list(options.items())[:LISTED]:
        click.echo(f"  {word}  {printable(meaning)}", err=True)
    if len(options) > LISTED:
        click.echo(f"  and {len(options) - LISTED} more: begin to type, then Tab", err=True)


@contextmanager
def _completing(options: Collection[str]) -> Iterator[None]:
    """While a question is asked, Tab completes its answers, where the system can."""
    try:
        import readline  # noqa: PLC0415  # Windows has none
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        found = [word for word in sorted(options) if word.startswith(text)]
        return found[state] if state < len(found) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims(", ")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
