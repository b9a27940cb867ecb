"""`sicetnon new`: a record or a text from flags and answers, put where it belongs.

What a record must have and no flag gives is asked for on a terminal; elsewhere it is wrong use.
Nothing is written that `check` would report.
Each kind of record is a command that is made from its row in `vocabulary` and its shape.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click

from sicetnon.authoring.add_record import Addition
from sicetnon.authoring.editor import Editor
from sicetnon.authoring.fields import Field, fields
from sicetnon.authoring.lessons import lesson_on
from sicetnon.authoring.naming import make_id
from sicetnon.authoring.save import UnsavedError
from sicetnon.authoring.splice import UnspliceableError
from sicetnon.authoring.yaml_format import WrittenRecord
from sicetnon.cli.flags import flag, flag_name, parameter, read
from sicetnon.cli.from_issue import from_issue
from sicetnon.cli.options import ROOT, require_corpus
from sicetnon.cli.prompts import ask, can_ask, split
from sicetnon.cli.report import FORMATS
from sicetnon.cli.selection import choose_source, select
from sicetnon.reading.schema import RECORDS, SelectorSchema, SourceSchema
from sicetnon.vocabulary import KINDS_BY_KEY, RECORD_KINDS, RecordKind

SELECTOR = tuple(SelectorSchema.model_fields)
"""Fields that say which words are meant."""
DRY_RUN = click.Option(
    ["--dry-run"], is_flag=True, help="Print what would be written, and write nothing."
)


@ROOT
@click.group("new", invoke_without_command=True)
@click.option(
    "--from-issue",
    "issue",
    type=click.File(encoding="utf-8"),
    help="Add what an issue proposes: its body in a file, or - for standard input.",
)
@click.pass_context
def new(context: click.Context, root: Path, issue: IO[str] | None, dry_run: bool) -> None:
    """Add a text or a record; what is missing is asked for.

    It goes into the file where its like stand, or into a new one; all else in a file stays as it
    is. Words are looked up in the text, and the shortest selector is written.

    \b
    Example:  sicetnon new note --source letter --exact "the second duke" --note "Not the third."
    """
    if context.invoked_subcommand is None and issue is not None:
        _add_issue(root, issue, dry_run=dry_run)
    elif context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)
    elif issue is not None or dry_run or root != Path():
        raise click.UsageError("options of the record stand behind its kind, as in new note --root")


new.params.append(DRY_RUN)


@contextmanager
def _refusals() -> Iterator[None]:
    """Let the command end with a sentence where a file cannot be changed."""
    try:
        yield
    except (UnsavedError, UnspliceableError) as error:
        raise click.ClickException(str(error)) from error


@_refusals()
def _add_issue(root: Path, issue: IO[str], *, dry_run: bool) -> None:
    require_corpus(root)
    editor = Editor(root)
    try:
        addition = from_issue(editor, issue, _today())
    except UnicodeDecodeError as error:
        raise UnsavedError("the issue is not in UTF-8; save it with that encoding") from error
    _finish(editor, addition, "file", dry_run=dry_run)


# One command a kind -------------------------------------------------------------------------


def _command(kind: RecordKind) -> click.Command:
    of_kind = fields(RECORDS[kind.key])
    params: list[click.Parameter] = [flag(field) for field in of_kind]
    if kind.anchored:
        text = "Where the words stand more than once: which of the places, as they are listed."
        params.append(click.Option(["--place"], type=click.IntRange(1), help=text))
    text = "The file, below annotations/.  [default: where its like stand]"
    params += [click.Option(["--file", "path"], help=text), DRY_RUN]
    command = click.Command(
        kind.name,
        params=params,
        callback=lambda **arguments: _add_record(kind, of_kind, **arguments),
        help=f"{RECORDS[kind.key].__doc__}\n\n\b\nExample:  {kind.example}",
    )
    return ROOT(command)


@_refusals()
def _add_record(
    kind: RecordKind,
    of_kind: Sequence[Field],
    *,
    root: Path,
    path: str | None,
    dry_run: bool,
    place: int | None = None,
    **arguments: Any,  # noqa: ANN401
) -> None:
    require_corpus(root)
    editor = Editor(root)
    record = _record(of_kind, arguments)
    ask_more = can_ask() and bool(_missing(kind, of_kind, record, editor))
    source = choose_source(editor, str(record.pop("source", ""))) if kind.of_source else ""
    if kind.anchored:
        record |= select(editor, source, record, place)
    _complete(kind, of_kind, record, editor, ask_more=ask_more)
    if kind.id_from and "id" not in record:
        record["id"] = _new_id(kind, record, editor, source)
    if "creator" in record and "created" not in record:
        record["created"] = _today()
    keys = dict.fromkeys(["id", *(field.key for field in of_kind)])
    ordered = {key: record[key] for key in keys if key in record}
    _finish(editor, editor.add(kind.key, ordered, source, path), kind.name, dry_run=dry_run)


def _record(of_kind: Sequence[Field], arguments: Mapping[str, Any]) -> WrittenRecord:
    """The fields that flags give."""
    values = {field.key: read(field, arguments[parameter(field)]) for field in of_kind}
    return {key: value for key, value in values.items() if value is not None}


def _missing(
    kind: RecordKind, of_kind: Sequence[Field], record: WrittenRecord, editor: Editor
) -> list[Field]:
    """Fields that a record lacks; of the only source in a corpus the record need not say it."""
    needed = {field.key for field in of_kind if field.required}
    if kind.id_from:
        needed.discard("id")
    if kind.of_source and len(editor.ids["source"]) != 1:
        needed.add("source")
    return [field for field in of_kind if field.key in needed - record.keys()]


def _complete(
    kind: RecordKind,
    of_kind: Sequence[Field],
    record: WrittenRecord,
    editor: Editor,
    *,
    ask_more: bool,
) -> None:
    """Ask for the fields that are missing, and with `ask_more` for others that are often given.

    Raises `click.UsageError` where nobody can be asked.
    """
    missing = [f for f in _missing(kind, of_kind, record, editor) if f.key not in SELECTOR]
    if missing and not can_ask():
        flags = ", ".join(flag_name(field) for field in missing)
        raise click.UsageError(f"a {kind.name} needs {flags}; see sicetnon new {kind.name} --help")
    for field in of_kind:
        optional = ask_more and field.key in kind.asked and field.key not in record
        if field in missing or optional:
            record |= _answer(field, editor)


def _answer(field: Field, editor: Editor) -> WrittenRecord:
    """A field as somebody answers; none where the answer is empty."""
    if field.key == "positions":
        return {"positions": read(field, _positions(editor))}
    options = editor.ids[field.refers] if field.refers else field.words or None
    question = f"{field.key}: {field.description}"
    answer = ask(question, options, needed=field.required, many=field.many)
    value = read(field, tuple(split(answer)) if field.many else answer)
    return {} if value is None else {field.key: value}


def _positions(editor: Editor) -> list[tuple[str, str]]:
    """Answers to a question with their claims, two at least."""
    positions: list[tuple[str, str]] = []
    while answer := ask(f"answer {len(positions) + 1}", needed=len(positions) < 2):
        claims = ask("  its claims, parted by commas", editor.ids["claim"], needed=True, many=True)
        positions.append((answer, claims))
    return positions


def _new_id(kind: RecordKind, record: WrittenRecord, editor: Editor, source: str) -> str:
    """An id made from the record's words, unique in its source or in the corpus."""
    used = {
        other.id
        for other in getattr(editor.corpus.records, kind.key)
        if not kind.of_source or other.source == source
    }
    values = ([record.get(key) for key in keys] for keys in kind.id_from)
    words = next((" ".join(map(str, v)) for v in values if all(isinstance(w, str) for w in v)), "")
    default = record.get("type", kind.name) if kind.key == "entities" else kind.name
    return make_id(words, used, f"{default}-1")


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date().isoformat()


# Texts --------------------------------------------------------------------------------------


def _source_command() -> click.Command:
    of_source = fields(SourceSchema)
    text = "A file with the text in Markdown, or - for standard input."
    command = click.Command(
        "source",
        params=[
            click.Argument(["source_id"], metavar="ID", required=False),
            *(flag(field) for field in of_source),
            click.Option(["--body"], type=click.File(encoding="utf-8"), help=text),
            DRY_RUN,
        ],
        callback=lambda **arguments: _add_source(of_source, **arguments),
        help="A text: content/ID.md, with its front matter.\n\nThe ID is what annotations call it, "
        "and becomes its address; made from the title if not given.\n\n\b\nExample:  "
        'sicetnon new source letters/hild --title "Hild to her sister" --body hild.md',
    )
    return ROOT(command)


@_refusals()
def _add_source(
    of_source: Sequence[Field],
    *,
    root: Path,
    source_id: str | None,
    body: IO[str] | None,
    dry_run: bool,
    **arguments: Any,  # noqa: ANN401
) -> None:
    editor = Editor(root)
    front_matter = _record(of_source, arguments)
    if not source_id and not front_matter:
        if not can_ask():
            raise click.UsageError("give the text an ID, or a --title")
        for field in of_source:
            if field.key in ("title", "author", "issued", "language"):
                front_matter |= _answer(field, editor)
    title = str(front_matter.get("title", ""))
    source_id = source_id or make_id(title, editor.ids["source"], "text-1")
    try:
        text = body.read() if body else ""
    except UnicodeDecodeError as error:
        raise UnsavedError("the text is not in UTF-8; save it with that encoding") from error
    _finish(editor, editor.add_source(source_id, front_matter, text), "source", dry_run=dry_run)


# Lessons ------------------------------------------------------------------------------------


def _lesson_command() -> click.Command:
    command = click.Command(
        "lesson",
        params=[
            click.Option(["--topic"], required=True, metavar="ID", help="The topic it is made of."),
            click.Option(["--audience"], metavar="TEXT", help="For whom it is: Year 10."),
            click.Option(
                ["--minutes"],
                type=click.IntRange(1, 999),
                default=45,
                help="How many minutes it takes.  [default: 45]",
            ),
            click.Option(["--file", "path"], help="The file.  [default: lessons/ID.yaml]"),
            DRY_RUN,
        ],
        callback=_add_lesson,
        help="A lesson, from the questions of a topic and the texts that answer them.\n\n"
        "Everything in it can be changed in its file afterwards.\n\n\b\nExample:  "
        + KINDS_BY_KEY["lessons"].example,
    )
    return ROOT(command)


@_refusals()
def _add_lesson(
    root: Path, topic: str, audience: str | None, minutes: int, path: str | None, *, dry_run: bool
) -> None:
    require_corpus(root)
    editor = Editor(root)
    if topic not in editor.ids["topic"]:
        known = ", ".join(editor.ids["topic"]) or "none"
        raise click.UsageError(f"there is no topic “{topic}”; there are: {known}")
    if audience is None and can_ask():
        audience = ask("audience: for whom it is", needed=True)
    if not audience:
        raise click.UsageError("a lesson needs --audience; see sicetnon new lesson --help")
    record = lesson_on(editor.corpus, topic, audience, minutes)
    if not record["steps"]:
        raise click.UsageError(f"no open question on “{topic}” stands in a text that is shown")
    _finish(editor, editor.add("lessons", record, "", path), "lesson", dry_run=dry_run)


# The end ------------------------------------------------------------------------------------


def _finish(editor: Editor, addition: Addition, name: str, *, dry_run: bool) -> None:
    """Write an addition, or print it or its problems."""
    if addition.problems:
        click.echo(FORMATS["text"](addition.problems), err=True)
        click.echo("nothing was written", err=True)
        sys.exit(1)
    if dry_run:
        click.echo(_changed_lines(addition.before or "", addition.content), nl=False)
        click.echo(f"would be written: {addition.at}", err=True)
        return
    editor.save(addition)
    record_id = addition.record.get("id")
    click.echo(f"{addition.at}: a new {name}{f', {record_id}' if record_id else ''}", err=True)


def _changed_lines(before: str, after: str) -> str:
    """The lines of a text that are not the same before and after a change at one place."""
    old, new_lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    shorter = min(len(old), len(new_lines))
    first = last = 0
    while first < shorter and old[first] == new_lines[first]:
        first += 1
    while last < shorter - first and old[-1 - last] == new_lines[-1 - last]:
        last += 1
    return "".join(new_lines[first : len(new_lines) - last])


new.add_command(_source_command())
new.add_command(_lesson_command())
for _kind in RECORD_KINDS:
    if _kind.name not in new.commands:
        new.add_command(_command(_kind))
