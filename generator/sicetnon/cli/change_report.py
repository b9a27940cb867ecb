"""What changed between two states of a corpus, as text, as Markdown and as JSON.

Changes may quote anything that a stranger wrote. In Markdown every word of theirs stands escaped in
`<pre>`, where there is no markup, no link and no mention.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Any, NamedTuple

import click

from sicetnon.cli.report import LARGEST, as_record, as_text, format_count, summary
from sicetnon.meaning.comparison.cards import FieldChange, Plain
from sicetnon.meaning.comparison.changes import (
    Change,
    Changes,
    Prominence,
    RecordChange,
    TextChange,
)
from sicetnon.meaning.comparison.snapshot import Coverage
from sicetnon.meaning.comparison.text_changes import Edit
from sicetnon.problems import Problem, printable
from sicetnon.reading.history import Commit

COLOURS = {"-": "red", "+": "green", "!": "yellow"}
"""By the first sign of a line: gone, new, to be looked at."""
FIRST_PROBLEMS = 3
"""Problems that are shown of a state that does not build."""
MANY = 40
"""Changes of a kind from which they are folded in a summary."""
LABEL = 14
"""Characters of a field's name that stand in a column."""


class State(NamedTuple):
    """One of the two states."""

    name: str
    """As it was asked for; empty for the files as they are now."""
    commit: Commit | None
    errors: Sequence[Problem]

    def __str__(self) -> str:
        if self.commit is None:
            return "the present state"
        return f"{self.name} ({self.commit.short}, {self.commit.day})"


class Compared(NamedTuple):
    """Two states and what changed between them."""

    before: State
    after: State
    changes: Changes


class Section(NamedTuple):
    """Changes of one kind."""

    title: str
    items: Sequence[str]
    """Of one or several lines, each with its sign."""


def sections(changes: Changes) -> list[Section]:
    """All changes in words, what matters most first; sections without any are left out."""
    ranks = {one.id: one for one in changes.prominence}
    listed: Mapping[str, Iterable[str]] = {
        "Contradictions": (
            _item(
                "!" if one.after == "open" else "-" if not one.after else " ",
                f"{one.change} {one.id}",
                one.question,
                f"status {one.before or 'none'}"
                + (f" → {one.after or 'gone'}" if one.before != one.after else ""),
            )
            for one in changes.questions
        ),
        "Quotes that no longer stand where they stood": (
            _item(
                "+" if one.change is Change.REPAIRED else "!",
                f"{one.change} {one.kind} {one.label}",
                *([] if one.label.endswith("”") else [f"“{one.quote}”"]),
                f"{one.source}: {one.before or 'nowhere'} → {one.after or 'nowhere'}",
                str(one.at),
            )
            for one in changes.anchors
        ),
        "Claims that stand otherwise": (
            f"  {printable(one.claim)}: {_standing(one.before)} → {_standing(one.after)}"
            for one in changes.standings
        ),
        "Texts": map(_text, changes.texts),
        "Prominence": (
            f"  {printable(name)}: {_rank(one.before)} → {_rank(one.after)}"
            for name, one in ranks.items()
        ),
        "Coverage": (
            *(
                f"  {printable(one.source)}: {_coverage(one.before)} → {_coverage(one.after)}"
                for one in changes.coverage
            ),
            *(
                f"  answers {state.value}: {before:,} → {after:,}"
                for state, before, after in changes.answers
            ),
        ),
        "Who signed": (
            f"  {printable(one.contributor) or 'nobody'}: {one.wrote:,} written, "
            f"{one.reviewed:,} reviewed, {one.judged:,} judged otherwise"
            for one in changes.signatures
        ),
        "Records": map(_card, changes.records),
    }
    found = (Section(title, list(items)) for title, items in listed.items())
    return [section for section in found if section.items]


def _item(sign: str, title: str, *lines: str) -> str:
    return "\n".join([f"{sign} {printable(title)}", *(f"    {printable(line)}" for line in lines)])


def _text(one: TextChange) -> str:
    sign = {Change.ADDED: "+", Change.REMOVED: "-"}.get(one.change, " ")
    was = f", formerly {one.was}" if one.was else ""
    counts = f"{format_count(one.words_in, 'word')} in, {one.words_out:,} out"
    lines = [_item(sign, f"{one.change} {one.id}{was}: {counts}")]
    for paragraph in one.paragraphs:
        moved = ", moved" if paragraph.moved else ""
        lines.append(
            f"    {paragraph.row or 'a line'}: {paragraph.words_in:,} in, "
            f"{paragraph.words_out:,} out{moved}"
        )
        lines += [f"        {_edit(edit)}" for edit in paragraph.edits]
    if one.change is not Change.ADDED:
        lines += [line for field in one.fields for line in _field(field)]
    return "\n".join(lines)


def _edit(edit: Edit) -> str:
    """Words that went and that came among those around them, on one line."""
    changed = (f"~~{edit.out}~~" if edit.out else "", f"**{edit.into}**" if edit.into else "")
    return printable(f"{edit.before}{' '.join(filter(None, changed))}{edit.after}".strip())


def _card(one: RecordChange) -> str:
    sign = {Change.ADDED: "+", Change.REMOVED: "-"}.get(one.change, " ")
    title = f"{sign} {one.change} {one.kind} {printable(one.label)}      {printable(str(one.at))}"
    known = [f"    {printable(one.title)}"] if one.title and one.change is Change.CHANGED else []
    return "\n".join([title, *known, *(line for field in one.fields for line in _field(field))])


def _field(field: FieldChange) -> Iterator[str]:
    """The lines of a field: what is gone of it, and what is new; items of a list one by one."""
    before, after = _items(field.before), _items(field.after)
    reordered = sorted(before) == sorted(after)
    for sign, items, others in (("-", before, after), ("+", after, before)):
        for item in items:
            if reordered or item not in others:
                yield f"    {sign} {field.name:<{LABEL}}{printable(item)}"


def _items(value: Plain) -> list[str]:
    if isinstance(value, list):
        return [_words(item) for item in value]
    if isinstance(value, Mapping):
        return [f"{name} {_words(one)}" for name, one in value.items()]
    return [] if value is None else [_words(value)]


def _words(value: Plain) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_words(one)}" for name, one in value.items())
    if isinstance(value, list):
        return " ".join(map(_words, value))
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _standing(word: str) -> str:
    return word or "not contested"


def _rank(one: Prominence | None) -> str:
    return f"weight {one.weight}, place {one.place:,}" if one else "none"


def _coverage(one: Coverage | None) -> str:
    if one is None:
        return "none"
    share = one.quoted / max(1, one.characters)
    counts = f"{format_count(one.claims, 'claim')}, {format_count(one.notes, 'note')}"
    return f"{counts}, {format_count(one.mentions, 'mention')}, {share:.0%} of the text quoted"


def _notices(compared: Compared) -> Iterator[tuple[str, Sequence[Problem]]]:
    """Sentences on what could not be compared, each with problems that show why."""
    for state in (compared.before, compared.after):
        if state.errors:
            words = (
                f"{state} does not build ({summary(state.errors)}); compared is what can be read"
            )
            yield printable(words), state.errors[:FIRST_PROBLEMS]
    if compared.changes.skipped:
        paths = ", ".join(compared.changes.skipped)
        yield printable(f"what cannot be read of these files was passed over: {paths}"), ()


def _title(compared: Compared) -> str:
    return f"From {compared.before} to {compared.after}"


def _as_text(compared: Compared) -> str:
    parts = [click.style(printable(_title(compared)), bold=True)]
    for sentence, problems in _notices(compared):
        parts.append("\n".join([f"note: {sentence}", *map(as_text, problems)]))
    for section in sections(compared.changes):
        title = click.style(f"{section.title} ({len(section.items):,})", bold=True)
        parts.append("\n".join([title, *map(_coloured, section.items)]))
    if not compared.changes.any:
        parts.append("nothing changed in meaning")
    return "\n\n".join(parts)


def _coloured(item: str) -> str:
    lines = (click.style(line, fg=COLOURS.get(line.lstrip()[:1])) for line in item.split("\n"))
    return "\n".join(lines)


def _as_markdown(compared: Compared) -> str:
    """The summary of a job: as much as fits, what matters most first."""
    parts = ["### What changes in meaning", _quoted(_title(compared))]
    for sentence, problems in _notices(compared):
        lines = [f"note: {sentence}", *(click.unstyle(as_text(problem)) for problem in problems)]
        parts.append(_quoted("\n".join(lines)))
    if not compared.changes.any:
        return "\n\n".join([*parts, "Nothing changed in meaning."])
    found = sections(compared.changes)
    counts = " · ".join(f"{section.title}: {len(section.items):,}" for section in found)
    parts.append(counts)
    room = LARGEST - sum(len(part.encode()) for part in parts)
    for section in found:
        room -= len(section.title) + 50
        items = list(_fitting(section.items, room))
        room -= sum(len(item.encode()) for item in items)
        left = len(section.items) - len(items)
        quoted = "<pre>" + "\n".join(items) + "</pre>"
        if len(section.items) > MANY:
            title = f"<summary>{section.title} ({len(section.items):,})</summary>"
            parts.append(f"<details>{title}{quoted}</details>")
        else:
            parts += [f"#### {section.title}", quoted]
        if left:
            parts.append(f"… and {left:,} more. `sicetnon diff` tells them all.")
    return "\n\n".join(parts)


def _fitting(items: Iterable[str], room: int) -> Iterator[str]:
    """The first items, escaped, that a number of bytes has room for."""
    for item in items:
        quoted = escape(item)
        room -= len(quoted.encode()) + 1
        if room < 0:
            return
        yield quoted


def _quoted(words: str) -> str:
    return f"<pre>{escape(words)}</pre>"


def _as_json(compared: Compared) -> str:
    record = {
        "before": _state(compared.before),
        "after": _state(compared.after),
        **_plain(compared.changes),
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _state(state: State) -> dict[str, object]:
    commit = state.commit
    return {
        "name": state.name or None,
        "commit": commit.id if commit else None,
        "day": commit.day if commit else None,
        "errors": [as_record(problem) for problem in state.errors],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401  # a named tuple of such, or what JSON has
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


FORMATS: dict[str, Callable[[Compared], str]] = {
    "json": _as_json,
    "markdown": _as_markdown,
    "text": _as_text,
}
