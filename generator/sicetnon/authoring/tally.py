"""Students' answers to a lesson, as its page saves them, counted in one table.

What a file holds is data of strangers: whatever is not as the page writes it is refused.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

FORMAT = "sicetnon lesson answers"
LARGEST = 5_000_000
"""Bytes of a file that is read."""
SHORTEST = 60
"""Characters of a cell in the table for a terminal."""
HEAD = ("step", "question", "kind", "text", "source", "times", "who")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may run at the beginning of a cell."""


class UnreadableError(Exception):
    """A file is not what a lesson's page saves; the message says why."""


class AnswerFile(NamedTuple):
    """One student's answers."""

    name: str
    """Of the file."""
    lesson: str
    student: str
    """As the student signs; else the name of the file."""
    answers: tuple[Mapping[str, Any], ...]


class TallyRow(NamedTuple):
    """How often something was answered, chosen or relied on in a step."""

    step: int
    question: str
    kind: str
    """choice, answer, sure or words."""
    text: str
    source: str
    """Where words stand: source and paragraph; else empty."""
    times: int
    who: str


def read_answers(name: str, content: bytes) -> AnswerFile:
    """The answers in a file; raises `UnreadableError`."""
    if len(content) > LARGEST:
        raise UnreadableError(f"it has more than {LARGEST:,} bytes")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("it is no JSON") from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise UnreadableError("no page of a lesson has saved it")
    lesson, answers, student = value.get("lesson"), value.get("answers"), value.get("name", "")
    if not isinstance(answers, list) or not all(map(_is_answer, answers)):
        raise UnreadableError("its answers are broken")
    if not isinstance(lesson, str) or not isinstance(student, str):
        raise UnreadableError("its answers are broken")
    return AnswerFile(name, lesson, " ".join(student.split()) or name, tuple(answers))


def _is_answer(answer: object) -> bool:
    if not isinstance(answer, dict) or type(answer.get("step")) is not int:
        return False
    texts = all(isinstance(answer.get(key), str) for key in ("question", "choice", "answer", "why"))
    words = answer.get("words")
    return texts and isinstance(words, list) and all(map(_are_words, words))


def _are_words(words: object) -> bool:
    if not isinstance(words, dict):
        return False
    exact = words.get("exact")
    stretches = exact if isinstance(exact, list) else [exact]
    return isinstance(words.get("source"), str) and all(isinstance(s, str) for s in stretches)


def of_lesson(files: Sequence[AnswerFile], lesson: str = "") -> str:
    """The lesson that is counted: the one asked for, or that of most files, of equals the first."""
    counts: dict[str, int] = defaultdict(int)
    for file in files:
        counts[file.lesson] += 1
    return lesson or max(counts, key=lambda name: counts[name], default="")


def tally(files: Iterable[AnswerFile]) -> tuple[TallyRow, ...]:
    """What was answered, by step; in each the commonest first."""
    found: dict[tuple[int, int, str, str], list[str]] = defaultdict(list)
    questions: dict[int, str] = {}
    for file in files:
        for answer in file.answers:
            questions.setdefault(answer["step"], _line(answer["question"]))
            for key in dict.fromkeys(_given(answer)):
                found[(answer["step"], *key)].append(file.student)
    ordered = sorted(found.items(), key=lambda item: (item[0][:2], -len(item[1]), item[0]))
    return tuple(
        TallyRow(step, questions[step], KINDS[kind], text, source, len(who), "; ".join(who))
        for (step, kind, text, source), who in ordered
    )


KINDS = ("choice", "answer", "sure", "words")


def _given(answer: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """What a student gives in a step: number of the kind, text, source."""
    for number, key in enumerate(KINDS[:3]):
        if text := _line(str(answer.get(key) or "")):
            yield number, text, ""
    for words in answer["words"]:
        exact = words["exact"]
        text = " […] ".join(exact if isinstance(exact, list) else [exact])
        paragraph = words.get("paragraph", "")
        yield 3, _line(text), f"{words['source']} ¶ {paragraph}".removesuffix(" ¶ ")


def _line(text: str) -> str:
    """A text on one line; signs that a terminal would obey are left out."""
    return " ".join("".join(s if s.isprintable() else " " for s in text).split())


def as_csv(rows: Sequence[TallyRow]) -> str:
    """A table for spreadsheets, in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for row in rows:
        cells = (str(cell) for cell in row)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue()


def as_markdown(rows: Sequence[TallyRow]) -> str:
    """A table in Markdown."""
    cells = ([_escaped(str(cell)) for cell in row] for row in rows)
    lines = [list(HEAD), ["---"] * len(HEAD), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\|<*_`[" else sign for sign in text)


def as_text(rows: Sequence[TallyRow]) -> str:
    """A list for a terminal: the questions, and below each what was given how often."""
    lines: list[str] = []
    for number, row in enumerate(rows):
        if not number or row.step != rows[number - 1].step:
            lines += ["", f"{row.step}. {row.question}"]
        text = row.text if len(row.text) <= SHORTEST else f"{row.text[: SHORTEST - 1]}…"
        where = f"  ({row.source})" if row.source else ""
        lines.append(f"  {row.times:4}  {row.kind:6}  {text}{where}")
    return "\n".join([*lines[1:], ""])


FORMATS: Mapping[str, Callable[[Sequence[TallyRow]], str]] = {
    "csv": as_csv,
    "markdown": as_markdown,
    "text": as_text,
}
