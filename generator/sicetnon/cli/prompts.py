"""Questions on a terminal: one line each, with the answers completed by the Tab key."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import click

from sicetnon.problems import nearest, printable

LISTED = 30
"""Options that a question mark lists."""


def can_ask() -> bool:
    """Whether standard input and standard error are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    question: str, options: Mapping[str, str] | None = None, *, needed: bool, many: bool = False
) -> str:
    """The answer to a question, which is repeated until the answer is allowed.

    `options` are the allowed answers with their meanings; without them any text is allowed.
    `needed` forbids an empty answer; with `many` an answer is a list parted by commas.
    """
    hints = ["Tab completes, ? lists"] * bool(options) + ["Enter leaves it out"] * (not needed)
    shown = f"{question} ({', '.join(hints)})" if hints else question
    while True:
        with _completing(options or ()):
            # Python lets the Tab key complete only where it asks on standard output.
            on_stderr = not sys.stdout.isatty()
            answer = click.prompt(shown, default="", show_default=False, err=on_stderr).strip()
        if answer == "?" and options:
            _list(options)
            continue
        wrong = "this is needed" if needed and not answer else None
        if answer and options:
            wrong = _unknown(split(answer) if many else [answer], options)
        if wrong is None:
            return str(answer)
        click.echo(f"  {wrong}", err=True)


def split(answer: str) -> list[str]:
    """The parts of a list parted by commas."""
    return [part.strip() for part in answer.split(",") if part.strip()]


def _unknown(words: list[str], options: Mapping[str, str]) -> str | None:
    """What is wrong with the first word that is no option; None where all are."""
    for word in words:
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
    """Let Tab complete options, where the system can."""
    try:
        import readline  # noqa: PLC0415  # Windows has none
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        matches = [word for word in sorted(options) if word.startswith(text)]
        return matches[state] if state < len(matches) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims(", ")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
