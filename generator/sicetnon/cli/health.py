"""`sicetnon health`: what of a corpus wants work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from sicetnon.authoring.health_report import health_report
from sicetnon.build import examine
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.engine.cache import open_cache
from sicetnon.engine.parallel import cores
from sicetnon.problems import printable

Row = Mapping[str, Any]


@click.command("health")
@ROOT
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=20,
    help="How many lines of each section are printed.  [default: 20]",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How they are printed.  [default: text]",
)
def health(root: Path, most: int, format_name: str) -> None:
    """Tell what wants work: candidates to judge, warnings, blanks, thin and unsigned records.

    The same stands on the page health.html of the site.

    \b
    Example:  sicetnon health --most 5
    """
    require_corpus(root)
    sections = examine(
        root,
        lambda outcome: health_report(outcome.corpus, most),
        cache=open_cache(root),
        jobs=cores(),
    )
    if format_name == "json":
        click.echo(json.dumps(sections, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(map(_section, sections)))


def _section(section: Row) -> str:
    left = section["total"] - len(section["lines"])
    more = [f"  … and {left:,} more: raise --most"] if left else []
    heading = click.style(f"{section['title']}: {section['total']:,}", bold=True)
    return "\n".join([heading, *map(_line, section["lines"]), *more])


def _line(line: Row) -> str:
    number = "" if line["number"] is None else f" ({line['number']:,})"
    return printable(f"  {line['at']} {line['text']}{number}")
