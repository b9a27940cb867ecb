"""`sicetnon repair`: what the quotes that no longer anchor should become, and puts it there."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from sicetnon.authoring.propose import Tier
from sicetnon.authoring.repair import Repair, RepairPlan, apply, plan
from sicetnon.authoring.save import UnsavedError
from sicetnon.authoring.splice import UnspliceableError
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.cli.prompts import can_ask
from sicetnon.cli.report import FORMATS, format_count
from sicetnon.model import Selector
from sicetnon.problems import printable

COLOURS = {Tier.CERTAIN: "green", Tier.LIKELY: "yellow", Tier.LOST: "red"}


@click.command("repair")
@ROOT
@click.option(
    "--write",
    is_flag=False,
    flag_value="certain",
    type=click.Choice(["certain", "likely"]),
    help="Write what is certain, and ask for the rest; with =likely write both, and ask nothing.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How proposals are printed.  [default: text]",
)
def repair(root: Path, write: str | None, format_name: str) -> None:
    """Find again what quotes meant, after a text was edited.

    For each quote that stands nowhere or in several places, the history of its text is searched for
    the version in which it stood once, and its words are followed from there. It is certain where
    they were carried along, likely where they were rewritten more, and lost where they were
    deleted. Without git they are looked for by likeness.

    \b
    Example:  sicetnon repair --write
    """
    require_corpus(root)
    planned = plan(root)
    if format_name == "json":
        click.echo(json.dumps(list(map(_as_record, planned.repairs)), ensure_ascii=False, indent=2))
    elif planned.repairs:
        click.echo("\n\n".join(map(_as_text, planned.repairs)))
    if planned.problems:
        click.echo(FORMATS["text"](planned.problems), err=True)
    for notice in planned.notices:
        click.echo(f"note: {printable(notice)}", err=True)
    written = _write(root, planned, write) if write else 0
    _finish(planned, written)


def _write(root: Path, planned: RepairPlan, write: str) -> int:
    """Write what is certain and what is agreed to; returns how many selectors that were."""
    if planned.problems:
        raise click.ClickException("nothing was written: mend the files that cannot be read first")
    chosen = [repair for repair in planned.repairs if _is_chosen(repair, write)]
    if not chosen:
        return 0
    try:
        copies = apply(root, chosen)
    except (UnsavedError, UnspliceableError) as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    files = format_count(len({repair.at.path for repair in chosen}), "file")
    message = f"{format_count(len(chosen), 'quote')} in {files} repaired; undo with: "
    click.echo(f"{message}cp -R '{copies}/.' '{root.resolve()}'", err=True)
    return len(chosen)


def _is_chosen(repair: Repair, write: str) -> bool:
    if repair.proposal.tier is not Tier.LIKELY:
        return repair.proposal.tier is Tier.CERTAIN
    if write == "likely" or not can_ask():
        return write == "likely"
    click.echo(f"\n{_as_text(repair)}", err=True)
    return click.confirm("Write this?", default=False, err=True)


def _finish(planned: RepairPlan, written: int) -> None:
    """Say what is left to do; exit 1 if anything is."""
    counts = Counter(repair.proposal.tier for repair in planned.repairs)
    if not planned.repairs and not planned.notices and not planned.problems:
        click.echo("every quote stands once in its text", err=True)
        return
    if planned.repairs:
        click.echo(", ".join(f"{counts[tier]:,} {tier.value}" for tier in Tier), err=True)
    if counts[Tier.CERTAIN] and not written:
        click.echo("sicetnon repair --write puts right what is certain", err=True)
    if written < len(planned.repairs) or planned.notices or planned.problems:
        sys.exit(1)


def _as_text(repair: Repair) -> str:
    """A repair in lines: its place and tier; then the words as they are and as they should be."""
    tier = repair.proposal.tier
    place = click.style(printable(str(repair.at)), bold=True)
    since = f" (last in {repair.since})" if repair.since else ""
    lines = [f"{place}: {click.style(tier.value, fg=COLOURS[tier], bold=True)}{since}"]
    new = repair.proposal.selector
    if new is None:
        problem = repair.problem
        pairs: Sequence[tuple[str, str]] = problem.evidence if problem else ()
        lines[0] += f": {problem.message}" if problem else ""
    else:
        pairs = _pairs(repair, new)
    width = max((len(label) for label, _ in pairs), default=0) + 2
    return "\n".join(
        [*lines, *(f"    {label:<{width}}{printable(words)}" for label, words in pairs)]
    )


def _pairs(repair: Repair, new: Selector) -> list[tuple[str, str]]:
    """Fields with their words before and after, as far as they change."""
    old, pairs = repair.old, []
    for before, after, place in zip(old.exact, new.exact, repair.places, strict=True):
        pairs += [
            ("exact", before),
            ("becomes" if before != after else "stands", f"{after}      {place}"),
        ]
    for key, before, after in (
        ("prefix", old.prefix, new.prefix),
        ("suffix", old.suffix, new.suffix),
    ):
        if before != after:
            pairs += [(key, f"“{before}”"), ("becomes", f"“{after}”")]
    return pairs


def _as_record(repair: Repair) -> dict[str, object]:
    """A repair as a JSON object."""
    new = repair.proposal.selector
    return {
        "path": repair.at.path,
        "line": repair.at.line,
        "column": repair.at.column,
        "source": repair.source,
        "tier": repair.proposal.tier.value,
        "since": repair.since or None,
        "old": _selector(repair.old),
        "new": _selector(new) if new else None,
        "places": [str(place) for place in repair.places],
    }


def _selector(selector: Selector) -> dict[str, object]:
    return {
        "exact": selector.written,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }
