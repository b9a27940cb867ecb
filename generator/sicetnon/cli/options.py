"""What several commands share: options, and the check that there is a corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from sicetnon import web_addresses

F = TypeVar("F", bound=Callable[..., object])

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the corpus: content, annotations and corpus.yaml lie in it.  [default: here]",
)


def address(
    normalise: Callable[[str], str | None], wrong: str
) -> Callable[[click.Context, click.Parameter, str], str]:
    """The callback of an option that takes an address, which `normalise` answers in one form.

    Where `normalise` answers None, it raises `click.BadParameter`; `wrong` ends the sentence.
    """

    def callback(_context: click.Context, _option: click.Parameter, text: str) -> str:
        normal = normalise(text) if text else ""
        if normal is None:
            raise click.BadParameter(f"“{text}” is not {wrong}")
        return normal

    return callback


def repository_option(text: str) -> Callable[[F], F]:
    """The option --repository; `text` is its help."""
    return click.option(
        "--repository",
        metavar="OWNER/NAME",
        default="",
        callback=address(
            web_addresses.repository,
            "the name of a repository: write OWNER/NAME, or the whole address, such as "
            "https://github.com/OWNER/NAME",
        ),
        help=text,
    )


def require_corpus(root: Path) -> None:
    """Raise `click.UsageError` for a folder that is no corpus."""
    if not (root / "content").is_dir() and not (root / "corpus.yaml").is_file():
        message = (
            f"{root.resolve()} holds no corpus: neither a folder content/ nor a corpus.yaml. "
            "Write a text as content/my-text.md, or give the corpus's folder by --root"
        )
        raise click.UsageError(message)
