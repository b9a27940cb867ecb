"""`sicetnon new`: a record or a text from flags and answers, put where it belongs.

What a record must have and no flag gives is asked for on a terminal; elsewhere it is wrong use.
Nothing is written that `check` would object to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from sicetnon.authoring.add_record import Addition
from sicetnon.authoring.editor import Editor
from sicetnon.authoring.fields import Field, fields
from sicetnon.authoring.naming import make_id
from sicetnon.authoring.save import UnsavedError
from sicetnon.authoring.splice import Record, UnspliceableError
from sicetnon.cli.flags import flag, parameter, read
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.cli.prompts import ask, can_ask, split
from sicetnon.cli.report import FORMATS
from sicetnon.cli.selection import chosen_source, selected
from sicetnon.reading.schema import RECORDS, SourceSchema
from sicetnon.vocabulary import RECORD_KINDS, RecordKind

SELECTOR = ("source", "exact", "prefix", "suffix")
"""Fields that say which words are meant."""


@click.group("new")
def new() -> None:
    """Add a text or a record; what is missing is asked for.

    It goes into the file where its like stand, or into a new one; all else in a file stays as it
    is. Words are looked up in the text, and the shortest selector is written.

    \b
    Example:  sicetnon new note --source letter --exact "the second duke" --note "Not the third."
    """


# One command a kind -------------------------------------------------------------------------


def _command(kind: RecordKind) -> click.Command:
    listed = fields(RECORDS[kind.key])
    options = [flag(field) for field in listed]
    if "exact" in {field.key for field in listed}:
        said = "Where the words stand more than once: which of the places, as they are listed."
        options.append(click.Option(["--place"], type=click.IntRange(1), help=said))
    said = "The file, below annotations/.  [default: where its like stand]"
    options.append(click.Option(["--file", "path"], help=said))
    command = click.Command(
        kind.name,
        params=[*options, _dry_run()],
        callback=lambda **given: _make(kind, listed, **given),
        help=f"{RECORDS[kind.key].__doc__}\n\n\b\nExample:  {kind.example}",
    )
    return ROOT(command)


def _dry_run() -> click.Option:
    said = "Print what would be written, and write nothing."
    return click.Option(["--dry-run"], is_flag=True, help=said)


def _make(
    kind: RecordKind,
    listed: Sequence[Field],
    root: Path,
    path: str | None,
    dry_run: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    require_corpus(root)
    editor = Editor(root)
    place = given.pop("place", None)
    record = _given(listed, given)
    asking = can_ask() and _missing(kind, listed, record, editor) != []
    source = ""
    if kind.of_source:
        source = chosen_source(editor, str(record.pop("source", "")))
    if "exact" in given:
        record |= selected(editor, source, record, place)
    _complete(kind, listed, record, editor, asking=asking)
    _name(kind, record, editor, source)
    _sign(record)
    with _refusals():
        addition = editor.add(kind.key, _ordered(record, listed), source, path)
    _finish(editor, addition, kind.name, dry_run=dry_run)


def _given(listed: Sequence[Field], given: Mapping[str, Any]) -> Record:
    """What flags say, as it is written."""
    read_all = {field.key: read(field, given[parameter(field)]) for field in listed}
    return {key: value for key, value in read_all.items() if value is not None}


def _missing(
    kind: RecordKind, listed: Sequence[Field], record: Record, editor: Editor
) -> list[Field]:
    """Fields without which there is no record; a source need not be named where there is one."""
    made = {"id"} if kind.id_from else set()
    missing = [f for f in listed if f.required and f.key not in record and f.key not in made]
    sourceless = kind.of_source and "source" not in record and len(editor.ids["source"]) != 1
    return [*(f for f in listed if f.key == "source" and sourceless), *missing]


def _complete(
    kind: RecordKind, listed: Sequence[Field], record: Record, editor: Editor, *, asking: bool
) -> None:
    """Ask for what is missing, or say which flags are."""
    missing = [f for f in _missing(kind, listed, record, editor) if f.key not in SELECTOR]
    if missing and not can_ask():
        flags = ", ".join(_flag_of(field) for field in missing)
        raise click.UsageError(f"a {kind.name} needs {flags}; see sicetnon new {kind.name} --help")
    for field in listed:
        if field.key in record or field.key in SELECTOR:
            continue
        if field in missing or (asking and field.key in kind.asked):
            record |= _answer(field, editor)


def _flag_of(field: Field) -> str:
    return str(flag(field).opts[0])


def _answer(field: Field, editor: Editor) -> Record:
    """What somebody says of a field; nothing where nothing is said."""
    if field.key == "positions":
        return {"positions": read(field, tuple(_answers(editor)))}
    options = editor.ids[field.refers] if field.refers else field.words or None
    question = f"{field.key}: {field.description}"
    said = ask(question, options, needed=field.required, many=field.many)
    value = read(field, tuple(split(said)) if field.many else said)
    return {} if value is None else {field.key: value}


def _answers(editor: Editor) -> list[tuple[str, str]]:
    """The answers to a question with their claims, two at least."""
    said: list[tuple[str, str]] = []
    while answer := ask(f"answer {len(said) + 1}", needed=len(said) < 2):
        claims = ask("  its claims, parted by commas", editor.ids["claim"], needed=True, many=True)
        said.append((answer, claims))
    return said


# What is made by itself ---------------------------------------------------------------------


def _name(kind: RecordKind, record: Record, editor: Editor, source: str) -> None:
    """An id, where it needs one and none is given."""
    if not kind.id_from or "id" in record:
        return
    records = editor.corpus.records
    taken = {"claims": {c.id for c in records.claims if c.source == source}}.get(
        kind.key, set(editor.ids.get(kind.name, ()))
    )
    words = str(next((record[key] for key in kind.id_from if key in record), ""))
    value, predicate = record.get("value"), record.get("predicate")
    if kind.key == "claims" and predicate and isinstance(value, str):
        words = f"{predicate} {value}"
    otherwise = str(record.get("type", kind.name)) if kind.key == "entities" else kind.name
    record["id"] = make_id(words, taken, f"{otherwise}-1")


def _sign(record: Record) -> None:
    """Whoever signs a record need not say what day it is."""
    if "creator" in record and "created" not in record:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
        record["created"] = now.date().isoformat()


def _ordered(record: Record, listed: Sequence[Field]) -> Record:
    """The id first, then the fields as the reference has them."""
    keys = ["id", *(field.key for field in listed)]
    return {key: record[key] for key in dict.fromkeys(keys) if key in record}


# Texts --------------------------------------------------------------------------------------


def _source_command() -> click.Command:
    listed = fields(SourceSchema)
    said = "A file with the text in Markdown, or - for standard input."
    body = click.Option(["--body"], type=click.File(encoding="utf-8"), help=said)
    command = click.Command(
        "source",
        params=[
            click.Argument(["source_id"], metavar="ID", required=False),
            *(flag(field) for field in listed),
            body,
            _dry_run(),
        ],
        callback=lambda **given: _make_source(listed, **given),
        help="A text: content/ID.md, with its front matter.\n\nThe ID is what annotations call it, "
        "and becomes its address; made from the title if not given.\n\n\b\nExample:  "
        'sicetnon new source letters/hild --title "Hild to her sister" --body hild.md',
    )
    return ROOT(command)


def _make_source(
    listed: Sequence[Field],
    root: Path,
    source_id: str | None,
    body: Any,  # noqa: ANN401  # an open file, or None
    dry_run: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    editor = Editor(root)
    matter = _given(listed, given)
    if not source_id and not matter:
        if not can_ask():
            raise click.UsageError("give the text an ID, or a --title")
        for field in listed:
            if field.key in ("title", "author", "issued", "language"):
                matter |= _answer(field, editor)
    source_id = source_id or make_id(str(matter.get("title", "")), editor.ids["source"], "text-1")
    with _refusals():
        try:
            text = body.read() if body else ""
        except UnicodeDecodeError as error:
            raise UnsavedError("the text is not in UTF-8; save it with that encoding") from error
        addition = editor.add_source(source_id, matter, text)
    _finish(editor, addition, "source", dry_run=dry_run)


# The end ------------------------------------------------------------------------------------


@contextmanager
def _refusals() -> Iterator[None]:
    """What cannot be done is told in a sentence, and ends the command."""
    try:
        yield
    except (UnsavedError, UnspliceableError) as error:
        raise click.ClickException(str(error)) from error


def _finish(editor: Editor, addition: Addition, name: str, *, dry_run: bool) -> None:
    """Write, print, or say what is wrong."""
    if addition.problems:
        click.echo(FORMATS["text"](addition.problems), err=True)
        click.echo("nothing was written", err=True)
        sys.exit(1)
    if dry_run:
        click.echo(_added(addition), nl=False)
        click.echo(f"would be written: {addition.at}", err=True)
        return
    with _refusals():
        editor.save(addition)
    called = addition.record.get("id")
    click.echo(f"{addition.at}: a new {name}{f', {called}' if called else ''}", err=True)


def _added(addition: Addition) -> str:
    """The lines that are new, or changed, in a file."""
    old = (addition.before or "").splitlines(keepends=True)
    made = addition.content.splitlines(keepends=True)
    first = last = 0
    while first < min(len(old), len(made)) and old[first] == made[first]:
        first += 1
    while last < min(len(old), len(made)) - first and old[-1 - last] == made[-1 - last]:
        last += 1
    return "".join(made[first : len(made) - last])


new.add_command(_source_command())
for _kind in RECORD_KINDS:
    new.add_command(_command(_kind))
