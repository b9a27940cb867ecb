"""`sicetnon diff`: what changed in meaning between two states of a corpus."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from sicetnon.authoring.checkout import checked_out
from sicetnon.build import snapshot_corpus
from sicetnon.cli.change_report import FORMATS, Compared, State
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.engine.cache import Cache, open_cache
from sicetnon.engine.parallel import cores
from sicetnon.meaning.comparison.compare import compare
from sicetnon.meaning.comparison.snapshot import Snapshot
from sicetnon.problems import printable
from sicetnon.reading.history import Commit, History, NoHistoryError


@click.command("diff")
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@ROOT
@click.option(
    "--format",
    "format_name",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    help="How changes are printed.  [default: text]",
)
@click.option(
    "--merge-base",
    is_flag=True,
    help="Compare with the commit at which HEAD left BASE, not with BASE as it is now.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed.")
def diff(
    *, base: str, head: str | None, root: Path, format_name: str, merge_base: bool, exit_code: bool
) -> None:
    """Tell what changed in meaning since BASE: a commit, a branch or a tag; since HEAD without one.

    Texts and records that were added, removed or changed; quotes that no longer stand where they
    stood; contradictions that opened, closed or lost a side; and who signed for it.
    Without the second name the files as they are now are compared. Nothing is checked out.

    \b
    Exit status: 0 compared, 1 with --exit-code if anything changed, 2 where there is nothing to
    compare with (no git, no such commit).

    \b
    Example:  sicetnon diff --merge-base main
    """
    require_corpus(root)
    history, cache = History(root), open_cache(root)
    try:
        ends = history.commit(base), history.commit(head) if head else None
        first = history.merge_base(base, head or "HEAD") if merge_base else ends[0]
        before = _snapshot(history, first, cache)
        after = _snapshot(history, ends[1], cache)
    except NoHistoryError as error:
        raise click.UsageError(printable(str(error))) from error
    except OSError as error:
        message = f"the files of a commit cannot be written: {error.strerror}; free some space"
        raise click.ClickException(message) from error
    changes = compare(before, after)
    states = State(base, first, before.errors), State(head or "", ends[1], after.errors)
    click.echo(FORMATS[format_name](Compared(*states, changes)))
    if exit_code and changes.any:
        sys.exit(1)


def _snapshot(history: History, commit: Commit | None, cache: Cache | None) -> Snapshot:
    """The corpus at a commit, or as it is now."""
    with checked_out(history, commit) if commit else nullcontext(history.root) as root:
        return snapshot_corpus(root, cache=cache, jobs=cores())
