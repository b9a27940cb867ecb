"""The command `sicetnon init`: a new corpus that builds at once (see `authoring.new_corpus`)."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from sicetnon.authoring.new_corpus import InitOptions, NewCorpusError, report, write_corpus
from sicetnon.build import check_corpus
from sicetnon.cli.options import repository_option
from sicetnon.cli.report import summary


def _branch(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The name of a branch, without characters that mean something in a workflow."""
    if not re.fullmatch(r"\w[\w./-]*", text):
        raise click.BadParameter(f"“{text}” is not the name of a branch, such as main")
    return text


@click.command("init")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path()
)
@click.option("--here", is_flag=True, help="Write beside what the folder holds; replace nothing.")
@click.option("--title", default="", help="What the corpus is called.  [default: as the folder]")
@repository_option("The repository that will keep it, on GitHub, or its whole address elsewhere.")
@click.option("--branch", default="main", callback=_branch, help="Published.  [default: main]")
def init(folder: Path, here: bool, title: str, repository: str, branch: str) -> None:
    """Begin a corpus of your own: a folder that builds at once.

    Writes corpus.yaml, three short texts that disagree with annotations of each kind, the workflows
    that check and publish on GitHub, and what tells contributors how to contribute.

    With --here the folder may hold texts already: below content/, or Markdown files at its top,
    which are copied there. What is there is left as it is.

    \b
    Example:  sicetnon init my-corpus --repository owner/my-corpus
    """
    options = InitOptions(title, repository, branch)
    try:
        result = write_corpus(folder, options, here=here)
    except NewCorpusError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror}; nothing was written"
        raise click.ClickException(message) from error
    click.echo("\n".join(report(result)))
    root = "" if folder == Path() else f" --root {shlex.quote(str(folder))}"
    problems = check_corpus(folder).problems
    if problems:
        click.echo(f"{summary(problems)} in the texts: sicetnon check{root} tells them", err=True)
    click.echo(f"Look at it:  sicetnon serve{root}", err=True)
