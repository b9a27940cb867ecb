"""Problems as text, as JSON, and for GitHub as workflow commands and as the summary of a job.

Problems may quote anything that a stranger wrote; it is escaped, so that it is neither a workflow
command nor markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

import click

from sicetnon.problems import Level, Problem, printable

LARGEST = 900_000
"""Bytes of a summary; GitHub drops one of more than 1 MiB."""
PLACES = 3
"""Places of a warning that are named beside its first."""
COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTICE: "cyan"}


def as_text(problem: Problem) -> str:
    """A problem in lines: place, level, what is wrong; then evidence and hint."""
    level = click.style(problem.level.value, fg=COLOURS[problem.level], bold=True)
    place = click.style(printable(str(problem.location)), bold=True)
    lines = [f"{place}: {level}: {problem.message} [{problem.name}]"]
    pairs = [*problem.evidence, *([("mend", problem.hint)] if problem.hint else [])]
    width = max((len(label) for label, _ in pairs), default=0) + 2
    lines += [f"    {label:<{width}}{value}" for label, value in pairs]
    return "\n".join(lines)


def as_record(problem: Problem) -> dict[str, object]:
    """A problem as a JSON object."""
    return {
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "level": problem.level.value,
        "name": problem.name,
        "message": problem.message,
        "evidence": [{"label": label, "value": value} for label, value in problem.evidence],
        "mend": problem.hint,
    }


def as_github(problem: Problem) -> str:
    """A problem as a workflow command, which GitHub shows at the line of the change."""
    place = problem.location
    evidence = (f"{label}: {value}" for label, value in problem.evidence)
    body = "\n".join([problem.message, *evidence, problem.hint]).strip()
    return (
        f"::{problem.level.value} file={_property(place.path)},line={place.line},"
        f"col={place.column},title={_property(problem.name)}::{_data(body)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """The same, but warnings that differ in their places alone are one that names other places.

    So a key that another program has put at the top of each text is told once.
    """
    alike: dict[object, list[Problem]] = {}
    for problem in problems:
        place = problem.location if problem.level is Level.ERROR else None
        key = (place, problem.name, problem.message, problem.evidence, problem.hint)
        alike.setdefault(key, []).append(problem)
    return [_with_places(*several) for several in alike.values()]


def _with_places(first: Problem, *others: Problem) -> Problem:
    if not others:
        return first
    places = ", ".join(str(other.location) for other in others[:PLACES])
    more = f" and {len(others) - PLACES:,} more" if len(others) > PLACES else ""
    return replace(first, evidence=(*first.evidence, ("also at", f"{places}{more}")))


def _text(problems: Iterable[Problem]) -> str:
    return "\n\n".join(as_text(problem) for problem in joined(problems))


def _json(problems: Iterable[Problem]) -> str:
    return json.dumps([as_record(problem) for problem in problems], ensure_ascii=False, indent=2)


def _github(problems: Iterable[Problem]) -> str:
    """Workflow commands, the worst first: GitHub shows only the first ten of a step."""
    return "\n".join(as_github(problem) for problem in _worst_first(joined(problems)))


def _worst_first(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: [*Level].index(problem.level))


def _markdown(problems: Iterable[Problem]) -> str:
    """The summary of a job: as many problems as fit, the worst first."""
    every = list(problems)
    if not every:
        return "Nothing is wrong with texts and annotations."
    parts, ordered = [f"### {summary(every)}"], _worst_first(joined(every))
    size = 0
    for number, problem in enumerate(ordered):
        part = f"<pre>{escape(click.unstyle(as_text(problem)))}</pre>"
        size += len(part.encode())
        if size > LARGEST:
            parts.append(f"… and {len(ordered) - number:,} more. `sicetnon check` tells them all.")
            break
        parts.append(part)
    return "\n\n".join(parts)


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "markdown": _markdown,
}


def summary(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words, and how many notices if any."""
    levels = [problem.level for problem in problems]
    shown = [level for level in Level if level is not Level.NOTICE or level in levels]
    return ", ".join(format_count(levels.count(level), level.value) for level in shown)


def way_out(problems: Iterable[Problem]) -> str:
    """What follows a summary where several quotes stand nowhere: a text was probably corrected."""
    lost = sum(problem.name == "orphan" for problem in problems)
    return "; was a text corrected? sicetnon repair finds its quotes again" if lost > 1 else ""


def require_readable(problems: Iterable[Problem]) -> None:
    """Raise `click.ClickException` where an error leaves out a part of the corpus.

    What has not been read would be taken for missing.
    """
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors:
        click.echo(_text(errors), err=True)
        raise click.ClickException("mend what stands above first: the corpus cannot be read whole")


def format_count(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 claim, 2 claims."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
