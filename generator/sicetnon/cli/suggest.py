"""`sicetnon suggest`: contradictions that nobody has recorded, and what else a corpus lacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sicetnon.authoring.candidates_file import write_candidates
from sicetnon.authoring.save import UnsavedError
from sicetnon.authoring.suggestions import Suggestions, find_suggestions
from sicetnon.build import Outcome, examine
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.cli.report import FORMATS, format_count, require_readable
from sicetnon.engine.cache import open_cache
from sicetnon.engine.parallel import cores
from sicetnon.problems import printable

Row = Mapping[str, Any]


@click.command("suggest")
@ROOT
@click.option("--write", is_flag=True, help="Write the contradictions into a new file.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=50,
    help="How many of each kind are printed or written.  [default: 50]",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How suggestions are printed.  [default: text]",
)
def suggest(root: Path, write: bool, most: int, format_name: str) -> None:
    """Propose contradictions, and tell what has no record or no effect.

    Claims about one property are compared by their values: dates and quantities with their bounds
    and doubts, places and groups with what they are part of, at one time, and by who says it how.
    What a contradiction joins, also a rejected one, is not proposed. Then: names that no entity
    has, aliases that no text has, and claims that stand alone.

    \b
    Example:  sicetnon suggest --write --most 20
    """
    require_corpus(root)

    def ask(outcome: Outcome) -> Suggestions:
        require_readable(outcome.problems)
        return find_suggestions(outcome.corpus)

    found = examine(root, ask, cache=open_cache(root), jobs=cores())
    shown = {kind: rows[:most] for kind, rows in found.rows.items()}
    if format_name == "json":
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(_section(kind, found.rows[kind], most) for kind in shown))
    if write:
        _write(root, found, most)


def _write(root: Path, found: Suggestions, most: int) -> None:
    """Write the candidates into one new file, or nothing."""
    chosen = found.candidates[:most]
    if not chosen:
        click.echo("nothing to write: no contradiction is proposed", err=True)
        return
    try:
        addition = write_candidates(root, chosen, found.corpus)
    except UnsavedError as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    if addition.problems:
        click.echo(FORMATS["text"](addition.problems), err=True)
        raise click.ClickException("nothing was written: mend what stands above first")
    click.echo(
        f"{format_count(len(chosen), 'candidate')} written; judge each by its status; "
        f"undo with: rm '{root.resolve() / addition.path}'",
        err=True,
    )


def _section(kind: str, rows: Sequence[Row], most: int) -> str:
    """A kind of suggestions under its heading."""
    heading, line = SECTIONS[kind]
    left = len(rows) - most
    more = [f"… and {left:,} more: raise --most"] if left > 0 else []
    lines = [line(row) for row in rows[:most]] or ["none"]
    return "\n".join([click.style(f"{heading}: {len(rows):,}", bold=True), *lines, *more])


def _candidate(row: Row) -> str:
    reasons = "; ".join(f"{rule}: {words}" for rule, words in row["rules"].items())
    lines = [f"  {printable(row['question'])} [{row['relation']}; {reasons}]"]
    for side in row["sides"]:
        lines.append(f"    {printable(side['answer'])}")
        lines += [f"      {_voice(claim)}" for claim in side["claims"]]
    if row["beside"]:
        lines.append(f"    on the same: {', '.join(row['beside'])}")
    return "\n".join(lines)


def _voice(row: Row) -> str:
    how = [row["modality"]]
    how += [f"by {' ← '.join(row['attributed_to'])}"] if row["attributed_to"] else []
    how += [f"as of {row['as_of']}"] if row["as_of"] else []
    return printable(f"{row['at']} {row['claim']} ({', '.join(how)}): “{row['words']}”")


def _lacking(row: Row) -> str:
    return f"  {row['contradiction']}, {printable(row['as'])}: {_voice(row)}"


def _name(row: Row) -> str:
    sources = ", ".join(row["sources"][:3]) + (" …" if len(row["sources"]) > 3 else "")
    return printable(f"  {row['count']:>5} {row['name']} ({sources}): … {row['words']} …")


def _alias(row: Row) -> str:
    where = "only inside of other names or words" if row["hidden"] else "in no text"
    return printable(f"  {row['at']} {row['entity']}: {row['alias']} ({where})")


SECTIONS: Mapping[str, tuple[str, Callable[[Row], str]]] = {
    "contradictions": ("Contradictions that nobody has recorded", _candidate),
    "lacking": ("Claims that answer a contradiction and do not stand in it", _lacking),
    "names": ("Names that no entity has", _name),
    "aliases": ("Aliases that are linked nowhere", _alias),
    "lone": ("Claims that stand alone", lambda row: f"  {_voice(row)}"),
}
"""By kind of suggestion: a heading, and how one is printed."""
