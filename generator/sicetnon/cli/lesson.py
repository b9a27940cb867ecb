"""`sicetnon lesson`: what teachers do with the answers to a lesson."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sicetnon.authoring.tally import (
    FORMATS,
    LARGEST,
    AnswerFile,
    UnreadableError,
    of_lesson,
    read_answers,
    tally,
)


@click.group("lesson")
def lesson() -> None:
    """Lessons: count what students have answered.

    A lesson is written by `sicetnon new lesson`, and its pages by `sicetnon build`.

    \b
    Example:  sicetnon lesson tally answers/*.json
    """


@lesson.command("tally")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--lesson", "wanted", default="", help="Its id.  [default: that of most files]")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    help="How the table is printed.  [default: text]",
)
def tally_command(files: tuple[Path, ...], wanted: str, format_name: str) -> None:
    """Count the answers in files that students have saved: who chose what, which words how often.

    A file that cannot be read, or is of another lesson, is told by its name; the others are
    counted, and the exit status is 1.

    Example:  sicetnon lesson tally answers/*.json --format csv > class.csv
    """
    read = list(_read(files))
    counted = of_lesson(read, wanted)
    own = [file for file in read if file.lesson == counted]
    for file in read:
        if file.lesson != counted:
            click.echo(f"{file.name}: not counted, it is of the lesson {file.lesson!a}", err=True)
    click.echo(FORMATS[format_name](tally(own)), nl=False)
    click.echo(f"{len(own)} of {len(files)} files counted: {counted}", err=True)
    if len(own) < len(files):
        sys.exit(1)


def _read(files: tuple[Path, ...]) -> Iterator[AnswerFile]:
    """The files that can be read; the others are told."""
    for path in files:
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            yield read_answers(path.name, content)
        except UnreadableError as error:
            click.echo(f"{path.name}: not counted, {error}", err=True)
        except OSError as error:
            click.echo(f"{path.name}: not counted, {error.strerror}", err=True)
