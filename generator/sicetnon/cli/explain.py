"""`sicetnon explain`: what each problem means, from the pages of `explanations/`."""

from __future__ import annotations

from pathlib import Path

import click

from sicetnon.problems import KINDS, nearest

FOLDER = Path(__file__).resolve().parent.parent / "explanations"


@click.command("explain")
@click.argument("name", required=False)
def explain(name: str | None) -> None:
    """Tell what a problem means, with a wrong and a right example.

    \b
    Example:  sicetnon explain orphan
    """
    if name is None:
        click.echo("\n".join(sorted(KINDS)))
        return
    text = explanation(name.strip("[]"))
    if text is None:
        near = nearest(name, KINDS)
        hint = f"did you mean {near}?" if near else "see all names with: sicetnon explain"
        raise click.UsageError(f"there is no problem called “{name}”; {hint}")
    click.echo(text)


def explanation(name: str) -> str | None:
    """The page of a problem, or None where there is no such problem."""
    if name not in KINDS:
        return None
    level, sentence = KINDS[name]
    body = (FOLDER / f"{name}.md").read_text("utf-8").rstrip()
    return f"{name} ({level.value})\n\n{sentence}\n\n{body}"
