"""`sicetnon explain`: what each problem means, from the pages of `explanations/`."""

from __future__ import annotations

from pathlib import Path

import click

from sicetnon.problems import nearest

FOLDER = Path(__file__).resolve().parent.parent / "explanations"


@click.command("explain")
@click.argument("name", required=False)
def explain(name: str | None) -> None:
    """Tell what a problem means, with a wrong and a right example.

    \b
    Example:  sicetnon explain orphan
    """
    if name is None:
        click.echo("\n".join(names()))
    elif name.strip("[]") in names():
        click.echo(explanation(name.strip("[]")))
    else:
        near = nearest(name, names())
        hint = f"did you mean {near}?" if near else "see all names with: sicetnon explain"
        raise click.UsageError(f"there is no problem called “{name}”; {hint}")


def names() -> list[str]:
    """The names of all problems."""
    return sorted(path.stem for path in FOLDER.iterdir())


def explanation(name: str) -> str:
    """The page of a problem, whose first line is `level: sentence`, with its name above it."""
    level, _, page = (FOLDER / f"{name}.md").read_text("utf-8").partition(": ")
    return f"{name} ({level})\n\n{page.rstrip()}"
