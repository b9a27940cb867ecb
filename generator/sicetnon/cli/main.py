"""The command `sicetnon`. Only here and beside it is anything printed.

What builds and checks is loaded by the commands that need it: a build with nothing to do is over
before the libraries would be there.
"""

from __future__ import annotations

import gc
import io
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from sicetnon import web_addresses
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.engine import up_to_date
from sicetnon.engine.cache_folder import CACHE, open_folder
from sicetnon.engine.parallel import cores

if TYPE_CHECKING:
    from sicetnon.build import Outcome
    from sicetnon.model import Corpus
    from sicetnon.problems import Problem

SLOW = 1.0
"""Seconds after which a run says how long it took."""

SITE = click.option(
    "--site",
    type=click.Path(path_type=Path),
    help="Folder to write the site to.  [default: site, in the corpus's folder]",
)


FORMS = ("github", "json", "markdown", "text")
"""The keys of `report.FORMATS`, known without loading it."""


class Commands(click.Group):
    """The commands; those that have modules of their own are loaded when they are asked for."""

    later: ClassVar[dict[str, str]] = {
        "init": "sicetnon.cli.init",
        "new": "sicetnon.cli.new",
        "schema": "sicetnon.cli.editor_schemas",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in self.later and cmd_name not in self.commands:
            self.add_command(getattr(import_module(self.later[cmd_name]), cmd_name))
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96}
)
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


JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    help="Processes that work side by side.  [default: one a core]",
)
NO_CACHE = click.option(
    "--no-cache", is_flag=True, help="Read and make everything anew, and keep nothing in .cache/."
)


def _site_base(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The address of the site as the program uses it."""
    found = web_addresses.base(text) if text else ""
    if found is None:
        message = "write the whole address, such as https://example.org/corpus/, without ? and #"
        raise click.BadParameter(f"“{text}” is not the address of a site: {message}")
    return found


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
@JOBS
@NO_CACHE
@click.option("--timings", is_flag=True, help="Tell where the time went.")
def build_command(
    *,
    root: Path,
    site: Path | None,
    base_url: str,
    quiet: bool,
    jobs: int | None,
    no_cache: bool,
    timings: bool,
) -> None:
    """Write the site.

    With an error in texts or annotations nothing is written and the old site stays.
    Only what changed since the last build is made anew; what is remembered lies in .cache/, which
    can be deleted at any time.

    \b
    Example:  sicetnon build --root my-corpus --site public
    """
    require_corpus(root)
    since = time.monotonic()
    site = site or _own_site(root)
    store = None if no_cache else open_folder(root.resolve() / CACHE)
    inputs = up_to_date.inputs_of(root, base_url) if store else b""
    last = up_to_date.recall(store, root, site, inputs) if store else None
    if store:
        store.close()
    if last:
        counts, problems = last.told
        _tell(problems)
        _say(f"{counts}: nothing has changed; open {site / 'index.html'}", quiet)
        return
    options = {"cached": not no_cache, "jobs": jobs or cores(), "base_url": base_url}
    outcome = _build(root, site, Progress(quiet=quiet), options)
    _tell(outcome.problems)
    if outcome.failed:
        from sicetnon.cli.report import summary  # noqa: PLC0415

        _end(f"{summary(outcome.problems)}; the site was not written")
    counts = _counts(outcome.corpus)
    for notice in outcome.notices:
        _say(f"note: {notice}", quiet)
    if store:
        up_to_date.remember(store, root, site, inputs, (counts, outcome.problems))
        store.close()
    _say(f"{counts}{_made(outcome, time.monotonic() - since)}: open {site / 'index.html'}", quiet)
    if timings:
        _tell_timings(outcome, time.monotonic() - since)


def _build(root: Path, site: Path, progress: Progress, options: dict[str, Any]) -> Outcome:
    # What is loaded stays: to look for garbage meanwhile would cost a tenth of the time.
    gc.disable()
    from sicetnon.build import build  # noqa: PLC0415
    from sicetnon.writing.standing import UnwritableError  # noqa: PLC0415

    gc.enable()
    try:
        return build(root, site, progress, **options)
    except UnwritableError as error:
        raise click.ClickException(str(error)) from error


@main.command("check")
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="How problems are printed.  [default: text]",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@JOBS
@NO_CACHE
def check_command(root: Path, form: str, strict: bool, jobs: int | None, no_cache: bool) -> None:
    """Tell what is wrong with texts and annotations, and write nothing.

    \b
    Example:  sicetnon check --format json > problems.json
    """
    from sicetnon.build import check_corpus  # noqa: PLC0415
    from sicetnon.cli.report import FORMATS, summary  # noqa: PLC0415

    require_corpus(root)
    outcome = check_corpus(root, Progress(), cached=not no_cache, jobs=jobs or cores())
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
    from sicetnon.cli.serve import serve  # noqa: PLC0415  # only a preview needs a server

    require_corpus(root)
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
    from sicetnon.cli.explain import explanation, names  # noqa: PLC0415
    from sicetnon.problems import nearest  # noqa: PLC0415

    if name is None:
        click.echo("\n".join(names()))
        return
    text = explanation(name.strip("[]"))
    if text is None:
        near = nearest(name, names())
        hint = f"did you mean {near}?" if near else "see all names with: sicetnon explain"
        raise click.UsageError(f"there is no problem called “{name}”; {hint}")
    click.echo(text)


class Progress:
    """Tells on a terminal, once a second, how far long work has come."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.told = time.monotonic()
        self.silent = quiet or not sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int) -> None:
        """So many of all are done."""
        if not self.silent and time.monotonic() - self.told > SLOW:
            self.told = time.monotonic()
            click.echo(f"{what}: {done:,} of {of:,}", err=True)


def _tell(problems: tuple[Problem, ...]) -> None:
    if problems:
        from sicetnon.cli.report import FORMATS  # noqa: PLC0415

        click.echo(FORMATS["text"](problems) + "\n", err=True)


def _say(message: str, quiet: bool) -> None:
    if not quiet:
        click.echo(message, err=True)


def _made(outcome: Outcome, seconds: float) -> str:
    """What a build came to: how much of it was new, and how long it took, where it took long."""
    made = outcome.counts["files"]
    reused = outcome.written - made
    told = f"; {made:,} of {outcome.written:,} files made anew" if reused else ""
    return told + (f" in {seconds:.1f} s" if seconds > SLOW else "")


def _tell_timings(outcome: Outcome, seconds: float) -> None:
    rest = seconds - sum(outcome.seconds.values())
    for what, took in (*outcome.seconds.items(), ("all else", rest)):
        count = f"{outcome.counts[what]:7,}" if what in outcome.counts else " " * 7
        click.echo(f"{took:8.2f} s {count} {what}", err=True)


def _own_site(root: Path) -> Path:
    """The folder for the site; a link in its place, which a change may bring, leads elsewhere."""
    site = root / "site"
    if site.is_symlink():
        message = f"{site} is a symbolic link, which is not followed; remove it, or give --site"
        raise click.ClickException(message)
    return site


def _end(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)


def _counts(corpus: Corpus) -> str:
    from sicetnon.writing.formatting import format_count  # noqa: PLC0415

    return ", ".join(
        (
            format_count(len(corpus.headers), "source"),
            format_count(len(corpus.entities), "entity", "entities"),
            format_count(sum(n for named in corpus.mentions.values() for _, n in named), "mention"),
            format_count(sum(summary.notes for summary in corpus.summaries.values()), "note"),
            format_count(len(corpus.quoted_claims), "claim"),
            format_count(len(corpus.contradictions), "contradiction"),
        )
    )
