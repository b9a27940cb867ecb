"""What the commands share: where the corpus is, and that there is one."""

from __future__ import annotations

from pathlib import Path

import click

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the corpus: content, annotations and corpus.yaml lie in it.  [default: here]",
)


def require_corpus(root: Path) -> None:
    """Refuse a folder that is no corpus."""
    if not (root / "content").is_dir() and not (root / "corpus.yaml").is_file():
        message = (
            f"{root.resolve()} holds no corpus: neither a folder content/ nor a corpus.yaml. "
            "Write a text as content/my-text.md, or give the corpus's folder by --root"
        )
        raise click.UsageError(message)
