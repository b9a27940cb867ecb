"""The command `sicetnon init`: a new corpus that builds at once (see `authoring.new_corpus`)."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from sicetnon import web_addresses
from sicetnon.authoring.new_corpus import InitOptions, NewCorpusError, begin, told
from sicetnon.build import check_corpus
from sicetnon.cli.report import summary


def _repository(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The address of a repository as the program uses it."""
    found = web_addresses.repository(text) if text else ""
    if found is None:
        message = "write OWNER/NAME, or the whole address, such as https://github.com/OWNER/NAME"
        raise click.BadParameter(f"“{text}” is not the name of a repository: {message}")
    return found


def _branch(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The name of a branch, without the signs that mean something in a workflow."""
    if not re.fullmatch(r"\w[\w./-]*", text):
        raise click.BadParameter(f"“{text}” is not the name of a branch, such as main")
    return text


@click.command("init")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path()
)
@click.option("--here", is_flag=True, help="Write beside what the folder holds; replace nothing.")
@click.option("--title", default="", help="What the corpus is called.  [default: as the folder]")
@click.option(
    "--repository",
    metavar="OWNER/NAME",
    default="",
    callback=_repository,
    help="The repository that will keep it, on GitHub, or its whole address elsewhere.",
)
@click.option("--branch", default="main", callback=_branch, help="Published.  [default: main]")
def init(folder: Path, here: bool, title: str, repository: str, branch: str) -> None:
    """Begin a corpus of your own: a folder that builds at once.

    Writes corpus.yaml, two short texts that disagree with an annotation of each kind, the workflows
    that check and publish on GitHub, and what tells contributors how to contribute.

    With --here the folder may hold texts already: below content/, or Markdown files at its top,
    which are copied there. What is there is left as it is.

    \b
    Example:  sicetnon init my-corpus --repository owner/my-corpus
    """
    options = InitOptions(title, repository, branch)
    try:
        result = begin(folder, options, here=here)
    except NewCorpusError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror}; nothing was written"
        raise click.ClickException(message) from error
    for line in told(result):
        click.echo(line)
    problems = check_corpus(folder).problems
    _tell_next(folder, summary(problems) if problems else "")


def _tell_next(folder: Path, wrong: str) -> None:
    root = "" if folder == Path() else f" --root {shlex.quote(str(folder))}"
    if wrong:
        click.echo(f"{wrong} in the texts: sicetnon check{root} tells them", err=True)
    click.echo(f"Look at it:  sicetnon serve{root}", err=True)
