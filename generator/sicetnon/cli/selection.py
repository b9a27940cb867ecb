"""Which text and which words of it are meant: from flags, or from answers on a terminal."""

from __future__ import annotations

import click

from sicetnon.authoring.describe import Choice, Described
from sicetnon.authoring.editor import Editor
from sicetnon.authoring.splice import Record
from sicetnon.cli.prompts import ask, can_ask
from sicetnon.cli.report import FORMATS
from sicetnon.model import Selector
from sicetnon.problems import nearest


def chosen_source(editor: Editor, named: str) -> str:
    """The source that is meant: the named one, the only one, or the answer."""
    sources = editor.ids["source"]
    if not named and len(sources) == 1:
        return next(iter(sources))
    if not named and can_ask() and sources:
        return ask("source: which text?", sources, needed=True)
    if named in sources:
        return named
    near = nearest(named, sources)
    hint = f"did you mean {near}?" if near else f"there are: {', '.join(list(sources)[:20])}"
    if not sources:
        hint = "write a text first: sicetnon new source my-text"
    said = f"there is no source “{named}”" if named else "which text? give --source"
    raise click.UsageError(f"{said}; {hint}")


def selected(editor: Editor, source: str, record: Record, place: int | None) -> Record:
    """The selector of the words that are meant."""
    written = record.pop("exact", None)
    prefix, suffix = (str(record.pop(key, "")) for key in ("prefix", "suffix"))
    exact = [str(part) for part in written] if isinstance(written, list) else [str(written or "")]
    while True:
        if not exact[0]:
            exact = [_asked_words()]
        described = editor.describe(source, exact, prefix, suffix)
        if described.selector:
            return _as_record(described.selector)
        if described.choices:
            return _as_record(_chosen(described, place))
        if described.problem:
            click.echo(FORMATS["text"]([described.problem]), err=True)
        if not can_ask():
            raise click.exceptions.Exit(1)
        exact = [""]


def _asked_words() -> str:
    if not can_ask():
        raise click.UsageError("which words? copy them from the text: --exact WORDS")
    return ask("exact: The words, copied from the text", needed=True)


def _chosen(described: Described, place: int | None) -> Selector:
    """The selector of one of several places."""
    if place is None:
        click.echo(f"the words stand in {len(described.choices)} places:", err=True)
        for number, choice in enumerate(described.choices, 1):
            click.echo(_listed(number, choice), err=True)
        if not can_ask():
            click.echo("choose one by --place NUMBER, or copy more words", err=True)
            raise click.exceptions.Exit(1)
        numbers = {str(number): "" for number in range(1, len(described.choices) + 1)}
        place = int(ask("which of them?", numbers, needed=True))
    if place > len(described.choices):
        raise click.UsageError(f"--place: there are only {len(described.choices)} places")
    selector = described.choices[place - 1].selector
    if selector is None:
        raise click.ClickException("no neighbours tell this place from the others; copy more words")
    return selector


def _listed(number: int, choice: Choice) -> str:
    selector = choice.selector
    pairs = (("prefix", selector.prefix), ("suffix", selector.suffix)) if selector else ()
    settling = ", ".join(f"{key} “{words}”" for key, words in pairs if words)
    return f"{number:>3}  {choice.at}  {choice.shown}" + (f"\n     {settling}" if settling else "")


def _as_record(selector: Selector) -> Record:
    exact = list(selector.exact)
    made: Record = {"exact": exact[0] if len(exact) == 1 else [*exact]}
    neighbours = (("prefix", selector.prefix), ("suffix", selector.suffix))
    return made | {key: words for key, words in neighbours if words}
