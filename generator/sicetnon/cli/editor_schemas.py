"""`sicetnon schema`: schema files for editors, and the reference of all fields."""

from __future__ import annotations

from pathlib import Path

import click

from sicetnon.authoring.editor import Editor
from sicetnon.authoring.save import UnsavedError
from sicetnon.cli.options import ROOT, require_corpus


@click.command("schema")
@ROOT
def schema(root: Path) -> None:
    """Write JSON Schema for editors into annotations/.schema, and annotations/README.md.

    With them an editor completes and explains keys and the ids of this corpus (in VS Code, the
    extension “YAML” does). Run it again after adding records by hand; `sicetnon new` does it
    itself. A README that was not written by this command is left alone.

    \b
    Example:  sicetnon schema --root my-corpus
    """
    require_corpus(root)
    try:
        written, left_alone = Editor(root).write_schemas()
    except UnsavedError as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(f"written: {path}", err=True)
    for path in left_alone:
        click.echo(f"left alone, since this command did not write it: {path}", err=True)
    if not written:
        click.echo("all is current", err=True)
