"""Which text and which words of it a record is about: from flags, or asked for on a terminal."""

from __future__ import annotations

import click

from sicetnon.authoring.describe import Choice
from sicetnon.authoring.editor import Editor
from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.cli.prompts import ask, can_ask
from sicetnon.cli.report import FORMATS
from sicetnon.model import Selector
from sicetnon.problems import nearest
from sicetnon.reading.yaml import Written


def choose_source(editor: Editor, name: str) -> str:
    """The id of a source: the named one, the only one, or the answer to a question.

    Raises `click.UsageError` where there is no such source, or none can be chosen.
    """
    sources = editor.ids["source"]
    if not name and len(sources) == 1:
        return next(iter(sources))
    if not name and can_ask() and sources:
        return ask("source: which text?", sources, needed=True)
    if name in sources:
        return name
    near = nearest(name, sources)
    hint = f"did you mean {near}?" if near else f"there are: {', '.join(list(sources)[:20])}"
    if not sources:
        hint = "write a text first: sicetnon new source my-text"
    wrong = f"there is no source “{name}”" if name else "which text? give --source"
    raise click.UsageError(f"{wrong}; {hint}")


def select(editor: Editor, source: str, record: WrittenRecord, place: int | None) -> WrittenRecord:
    """The fields that select words of a source; what the record says of them is taken out of it.

    `place` is the number of the place where the words stand more than once.
    Raises `click.exceptions.Exit` where no words are found and nobody can be asked for others.
    """
    exact = record.pop("exact", None)
    words = [str(part) for part in exact] if isinstance(exact, list) else [str(exact or "")]
    prefix, suffix = (str(record.pop(key, "")) for key in ("prefix", "suffix"))
    while True:
        if not words[0]:
            words = [_ask_words()]
        result = editor.describe(source, words, prefix, suffix)
        if result.selector or result.choices:
            return _fields(result.selector or _choose(result.choices, place))
        if result.problem:
            click.echo(FORMATS["text"]([result.problem]), err=True)
        if not can_ask():
            raise click.exceptions.Exit(1)
        words = [""]


def _ask_words() -> str:
    if not can_ask():
        raise click.UsageError("which words? copy them from the text: --exact WORDS")
    return ask("exact: The words, copied from the text", needed=True)


def _choose(choices: tuple[Choice, ...], place: int | None) -> Selector:
    """The selector of one of several places."""
    if place is None:
        click.echo(f"the words stand in {len(choices)} places:", err=True)
        for number, choice in enumerate(choices, 1):
            click.echo(_line(number, choice), err=True)
        if not can_ask():
            click.echo("choose one by --place NUMBER, or copy more words", err=True)
            raise click.exceptions.Exit(1)
        numbers = {str(number): "" for number in range(1, len(choices) + 1)}
        place = int(ask("which of them?", numbers, needed=True))
    if place > len(choices):
        raise click.UsageError(f"--place: there are only {len(choices)} places")
    selector = choices[place - 1].selector
    if selector is None:
        raise click.ClickException("no neighbours tell this place from the others; copy more words")
    return selector


def _line(number: int, choice: Choice) -> str:
    neighbours = _neighbours(choice.selector) if choice.selector else {}
    settling = ", ".join(f"{key} “{words}”" for key, words in neighbours.items())
    return f"{number:>3}  {choice.at}  {choice.shown}" + (f"\n     {settling}" if settling else "")


def _neighbours(selector: Selector) -> dict[str, str]:
    pairs = {"prefix": selector.prefix, "suffix": selector.suffix}
    return {key: words for key, words in pairs.items() if words}


def _fields(selector: Selector) -> WrittenRecord:
    exact: Written = selector.exact[0] if len(selector.exact) == 1 else [*selector.exact]
    return {"exact": exact, **_neighbours(selector)}
