"""The command `sicetnon`. Only here and beside it is anything printed."""

from __future__ import annotations

import io
import re
import shlex
import sys
import time
from pathlib import Path

import click

from generator import addresses
from generator.build import Outcome, build, examine
from generator.faces.explain import explanation, names
from generator.faces.report import FORMATS, summary
from generator.model import Corpus
from generator.problems import nearest
from generator.writing.wording import counted
from generator.writing.write import UnwritableError

SLOW = 1.0
"""Seconds after which a run says how long it took."""

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the corpus: content, annotations and corpus.yaml lie in it.  [default: here]",
)
SITE = click.option(
    "--site",
    type=click.Path(path_type=Path),
    help="Folder to write the site to.  [default: site, in the corpus's folder]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(package_name="sicetnon")
def main() -> None:
    """Publish texts that disagree, with every contradiction shown on the words.

    \b
    Begin with one text and one note:
        content/letter.md             any Markdown
        annotations/letter.yaml       source: letter
                                      notes:
                                        - {exact: words of the text, note: What you have to say.}
    and run:  sicetnon build

    Exit status: 0 fine, 1 problems in what was written, 2 wrong use.
    """
    for stream in (sys.stdout, sys.stderr):
        # A quote that a terminal's encoding lacks is shown escaped rather than not at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _site_base(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The address of the site as the program uses it."""
    found = addresses.base(text) if text else ""
    if found is None:
        message = "write the whole address, such as https://example.org/corpus/, without ? and #"
        raise click.BadParameter(f"“{text}” is not the address of a site: {message}")
    return found


def _repository(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The address of a repository as the program uses it."""
    found = addresses.repository(text) if text else ""
    if found is None:
        message = "write OWNER/NAME, or the whole address, such as https://github.com/OWNER/NAME"
        raise click.BadParameter(f"“{text}” is not the name of a repository: {message}")
    return found


def _branch(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The name of a branch, without the signs that mean something in a workflow."""
    if not re.fullmatch(r"\w[\w./-]*", text):
        raise click.BadParameter(f"“{text}” is not the name of a branch, such as main")
    return text


@main.command("build")
@ROOT
@SITE
@click.option(
    "--base-url",
    default="",
    callback=_site_base,
    help="Where the site will stand.  [default: base_url of corpus.yaml]",
)
@click.option("--quiet", is_flag=True, help="Print problems only.")
def build_command(root: Path, site: Path | None, base_url: str, quiet: bool) -> None:
    """Write the site.

    With an error in texts or annotations nothing is written and the old site stays.

    \b
    Example:  sicetnon build --root my-corpus --site public
    """
    _require_corpus(root)
    since = time.monotonic()
    site = site or _own_site(root)
    try:
        outcome = build(root, site, Progress(quiet=quiet), base_url=base_url)
    except UnwritableError as error:
        raise click.ClickException(str(error)) from error
    _tell(outcome)
    if outcome.failed:
        _end(f"{summary(outcome.problems)}; the site was not written")
    if not quiet:
        seconds = time.monotonic() - since
        took = f" in {seconds:.1f} s" if seconds > SLOW else ""
        click.echo(f"{_counts(outcome.corpus)}{took}: open {site / 'index.html'}", err=True)


@main.command("check")
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    help="How problems are printed.  [default: text]",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
def check_command(root: Path, form: str, strict: bool) -> None:
    """Tell what is wrong with texts and annotations, and write nothing.

    \b
    Example:  sicetnon check --format json > problems.json
    """
    _require_corpus(root)
    outcome = examine(root, Progress())
    if outcome.problems or form in ("json", "markdown"):
        click.echo(FORMATS[form](outcome.problems))
    if outcome.failed or (strict and outcome.problems):
        _end(summary(outcome.problems))
    click.echo(f"{_counts(outcome.corpus)}: {summary(outcome.problems)}", err=True)


@main.command("serve")
@ROOT
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="[default: 8000]")
@click.option("--open", "browser", is_flag=True, help="Open it in a browser.")
def serve_command(root: Path, port: int, browser: bool) -> None:
    """Show the site on this machine, and again after every change.

    Problems are shown over the pages; the last good site stays below them.

    \b
    Example:  sicetnon serve --port 8080
    """
    from generator.faces.serve import serve  # noqa: PLC0415  # only a preview needs a server

    _require_corpus(root)
    try:
        serve(root, port, open_in_browser=browser)
    except OSError as error:
        raise click.ClickException(
            f"port {port}: {error.strerror}; choose another by --port"
        ) from error


@main.command("explain")
@click.argument("name", required=False)
def explain_command(name: str | None) -> None:
    """Tell what a problem means, with a wrong and a right example.

    \b
    Example:  sicetnon explain orphan
    """
    if name is None:
        click.echo("\n".join(names()))
        return
    text = explanation(name.strip("[]"))
    if text is None:
        near = nearest(name, names())
        hint = f"did you mean {near}?" if near else "see all names with: sicetnon explain"
        raise click.UsageError(f"there is no problem called “{name}”; {hint}")
    click.echo(text)


@main.command("init")
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
def init_command(folder: Path, here: bool, title: str, repository: str, branch: str) -> None:
    """Begin a corpus of your own: a folder that builds at once.

    Writes corpus.yaml, two short texts that disagree with an annotation of each kind, the workflows
    that check and publish on GitHub, and what tells contributors how to contribute.

    With --here the folder may hold texts already: below content/, or Markdown files at its top,
    which are copied there. What is there is left as it is.

    \b
    Example:  sicetnon init my-corpus --repository owner/my-corpus
    """
    from generator.faces import init  # noqa: PLC0415  # only this command needs it

    wishes = init.Wishes(title, repository, branch)
    try:
        begun = init.begin(folder, wishes, here=here)
    except init.RefusedError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror}; nothing was written"
        raise click.ClickException(message) from error
    for line in init.told(begun):
        click.echo(line)
    problems = examine(folder).problems
    _tell_next(folder, summary(problems) if problems else "")


def _tell_next(folder: Path, wrong: str) -> None:
    root = "" if folder == Path() else f" --root {shlex.quote(str(folder))}"
    if wrong:
        click.echo(f"{wrong} in the texts: sicetnon check{root} tells them", err=True)
    click.echo(f"Look at it:  sicetnon serve{root}", err=True)


class Progress:
    """Tells on a terminal, once a second, how far long work has come."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.told = time.monotonic()
        self.silent = quiet or not sys.stderr.isatty()

    def __call__(self, done: int, of: int) -> None:
        """So many of all texts are read."""
        if not self.silent and time.monotonic() - self.told > SLOW:
            self.told = time.monotonic()
            click.echo(f"{done:,} of {counted(of, 'text')}", err=True)


def _require_corpus(root: Path) -> None:
    if not (root / "content").is_dir() and not (root / "corpus.yaml").is_file():
        message = (
            f"{root.resolve()} holds no corpus: neither a folder content/ nor a corpus.yaml. "
            "Write a text as content/my-text.md, or give the corpus's folder by --root"
        )
        raise click.UsageError(message)


def _own_site(root: Path) -> Path:
    """The folder for the site; a link in its place, which a change may bring, leads elsewhere."""
    site = root / "site"
    if site.is_symlink():
        message = f"{site} is a symbolic link, which is not followed; remove it, or give --site"
        raise click.ClickException(message)
    return site


def _tell(outcome: Outcome) -> None:
    if outcome.problems:
        click.echo(FORMATS["text"](outcome.problems) + "\n", err=True)


def _end(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)


def _counts(corpus: Corpus) -> str:
    return ", ".join(
        (
            counted(len(corpus.sources), "source"),
            counted(len(corpus.entities), "entity", "entities"),
            counted(sum(len(found) for found in corpus.mentions.values()), "mention"),
            counted(sum(len(studied.notes) for studied in corpus.sources.values()), "note"),
            counted(len(corpus.claims), "claim"),
            counted(len(corpus.contradictions), "contradiction"),
        )
    )
