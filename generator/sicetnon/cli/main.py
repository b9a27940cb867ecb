"""The command `sicetnon`.

Commands import what they need when they run, so that a build with nothing to do ends before the
libraries would have been loaded.
"""

from __future__ import annotations

import gc
import io
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import click

from sicetnon import web_addresses
from sicetnon.cli.options import ROOT, address, repository_option, require_corpus
from sicetnon.engine import up_to_date
from sicetnon.engine.cache import open_cache
from sicetnon.engine.parallel import cores
from sicetnon.reading.history import History

if TYPE_CHECKING:
    from sicetnon.build import Outcome
    from sicetnon.engine.cache import Cache
    from sicetnon.model import Corpus
    from sicetnon.problems import Problem

SLOW = 1.0
"""Seconds after which a run says how long it took."""

FORMAT_NAMES = ("github", "json", "markdown", "text")
"""The keys of `report.FORMATS`, without loading it."""


class Commands(click.Group):
    """The commands; those that have modules of their own are loaded when they are called."""

    modules: ClassVar[dict[str, str]] = {
        "diff": "sicetnon.cli.diff",
        "explain": "sicetnon.cli.explain",
        "health": "sicetnon.cli.health",
        "init": "sicetnon.cli.init",
        "lesson": "sicetnon.cli.lesson",
        "new": "sicetnon.cli.new",
        "pack": "sicetnon.cli.pack",
        "repair": "sicetnon.cli.repair",
        "schema": "sicetnon.cli.editor_schemas",
        "suggest": "sicetnon.cli.suggest",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self.modules})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None where there is none."""
        if cmd_name in self.modules and cmd_name not in self.commands:
            self.add_command(getattr(import_module(self.modules[cmd_name]), cmd_name))
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; where the program itself fails, say so and ask for a report."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # whatever it is, no traceback reaches a user
            from sicetnon.cli.fault import EXIT_STATUS, fault  # noqa: PLC0415

            click.echo(fault(error), err=True)
            if ctx.invoked_subcommand == "build":
                click.echo("the site was left as it was", err=True)
            raise click.exceptions.Exit(EXIT_STATUS) from error


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
                                        - exact: words of the text
                                          note: What you have to say.
    and run:  sicetnon build

    Exit status: 0 fine, 1 problems in what was written, 2 wrong use, 3 a fault of the program.
    """
    for stream in (sys.stdout, sys.stderr):
        # Characters that the encoding of a terminal lacks are shown escaped.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    help="Processes that work side by side.  [default: one a core]",
)
NO_CACHE = click.option(
    "--no-cache",
    is_flag=True,
    help="Read and make everything anew, and keep nothing for the next build.",
)


@main.command("build")
@ROOT
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    help="Folder to write the site to.  [default: site, in the corpus's folder]",
)
@click.option(
    "--base-url",
    default="",
    callback=address(
        web_addresses.base,
        "the address of a site: write the whole address, such as https://example.org/corpus/, "
        "without ? and #",
    ),
    help="Where the site will stand.  [default: base_url of corpus.yaml]",
)
@repository_option("Where its files are kept.  [default: repository of corpus.yaml]")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@JOBS
@NO_CACHE
@click.option("--timings", is_flag=True, help="Tell where the time went.")
def build_command(
    *,
    root: Path,
    site: Path | None,
    base_url: str,
    repository: str,
    quiet: bool,
    jobs: int | None,
    no_cache: bool,
    timings: bool,
) -> None:
    """Write the site.

    With an error in texts or annotations nothing is written and the old site stays.
    Only what changed since the last build is made anew; what is known of it lies in the user's
    cache folder, or where SICETNON_CACHE says, and can be deleted at any time.

    \b
    Example:  sicetnon build --root my-corpus --site public
    """
    require_corpus(root)
    start = time.monotonic()
    site = site or _own_site(root)
    cache = None if no_cache else open_cache(root)
    asked = (base_url, repository, History(root).head)
    inputs = up_to_date.inputs_of(root, *asked) if cache else b""
    last = up_to_date.recall(cache, root, site, inputs) if cache else None
    if last is not None:
        counts, _, problems = last.partition("\n")
        _print_problems(problems)
        _print(f"{counts}: nothing has changed; open {site / 'index.html'}", quiet)
        return
    options = {
        "cache": cache,
        "jobs": jobs or cores(),
        "base_url": base_url,
        "repository": repository,
    }
    outcome = _build(root, site, TerminalProgress(quiet=quiet), options)
    problems = _as_text(outcome.problems)
    _print_problems(problems)
    _print_notices(cache, quiet)
    if outcome.failed:
        from sicetnon.cli.report import summary, way_out  # noqa: PLC0415

        found = outcome.problems
        _fail(f"{summary(found)}; the site was not written{way_out(found)}")
    counts = _counts(outcome.corpus)
    for notice in outcome.notices:
        _print(f"note: {notice}", quiet)
    if cache:
        up_to_date.remember(cache, root, site, inputs, f"{counts}\n{problems}")
        cache.close()
    seconds = time.monotonic() - start
    _print(f"{counts}{_effort(outcome, seconds)}: open {site / 'index.html'}", quiet)
    if timings:
        _print_timings(outcome, time.monotonic() - start)


def _build(root: Path, site: Path, progress: TerminalProgress, options: dict[str, Any]) -> Outcome:
    # Garbage collection while modules are loaded finds nothing, and takes a tenth of the time.
    gc.disable()
    from sicetnon.build import build  # noqa: PLC0415
    from sicetnon.disk.site_folder import UnwritableError  # noqa: PLC0415

    gc.enable()
    try:
        return build(root, site, progress, **options)
    except UnwritableError as error:
        raise click.ClickException(str(error)) from error


@main.command("check")
@ROOT
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMAT_NAMES),
    default="text",
    help="How problems are printed.  [default: text]",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@JOBS
@NO_CACHE
def check_command(
    root: Path, format_name: str, strict: bool, jobs: int | None, no_cache: bool
) -> None:
    """Tell what is wrong with texts and annotations, and write nothing.

    \b
    Example:  sicetnon check --format json > problems.json
    """
    from sicetnon.build import check_corpus  # noqa: PLC0415
    from sicetnon.cli.report import FORMATS, summary, way_out  # noqa: PLC0415

    require_corpus(root)
    cache = None if no_cache else open_cache(root)
    outcome = check_corpus(root, TerminalProgress(), cache=cache, jobs=jobs or cores())
    _print_notices(cache)
    if outcome.problems or format_name in ("json", "markdown"):
        click.echo(FORMATS[format_name](outcome.problems))
    if outcome.failed or (strict and outcome.problems):
        _fail(summary(outcome.problems) + way_out(outcome.problems))
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
    from sicetnon.cli.serve import serve  # noqa: PLC0415

    require_corpus(root)
    try:
        serve(root, port, open_in_browser=browser)
    except OSError as error:
        raise click.ClickException(
            f"port {port}: {error.strerror}; choose another by --port"
        ) from error


class TerminalProgress:
    """Prints on a terminal, once a second, how much of a stage is done."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.printed = time.monotonic()
        self.silent = quiet or not sys.stderr.isatty()

    def __call__(self, stage: str, done: int, count: int) -> None:
        """Report that `done` of `count` items of a stage are done."""
        if not self.silent and time.monotonic() - self.printed > SLOW:
            self.printed = time.monotonic()
            click.echo(f"{stage}: {done:,} of {count:,}", err=True)


def _as_text(problems: tuple[Problem, ...]) -> str:
    from sicetnon.cli.report import FORMATS  # noqa: PLC0415

    return FORMATS["text"](problems) + "\n" if problems else ""


def _print_problems(problems: str) -> None:
    if problems:
        click.echo(problems, err=True)


def _print_notices(cache: Cache | None, quiet: bool = False) -> None:
    for notice in cache.notices if cache else ():
        _print(f"note: {notice}", quiet)


def _print(message: str, quiet: bool) -> None:
    if not quiet:
        click.echo(message, err=True)


def _effort(outcome: Outcome, seconds: float) -> str:
    """How many files a build made if not all, and how long it took if it was slow."""
    new = outcome.counts["pages"]
    files = f"; {new:,} of {outcome.written:,} files made anew" if new < outcome.written else ""
    return files + (f" in {seconds:.1f} s" if seconds > SLOW else "")


def _print_timings(outcome: Outcome, seconds: float) -> None:
    stages = {name: took for name, took in outcome.seconds.items() if name}
    for stage, took in {"start": seconds - sum(stages.values()), **stages}.items():
        count = f"{outcome.counts[stage]:7,}" if stage in outcome.counts else " " * 7
        click.echo(f"{took:8.2f} s {count} {stage}", err=True)


def _own_site(root: Path) -> Path:
    """The corpus's own folder for the site; a link there could lead a build anywhere."""
    site = root / "site"
    if site.is_symlink():
        message = f"{site} is a symbolic link, which is not followed; remove it, or give --site"
        raise click.ClickException(message)
    return site


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)


def _counts(corpus: Corpus) -> str:
    from sicetnon.cli.report import format_count  # noqa: PLC0415

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
