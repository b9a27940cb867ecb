"""Paragraphs of a source as students read them: without marks, numbers of notes and links."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from sicetnon.i18n import direction
from sicetnon.meaning.lessons import rows_of
from sicetnon.model import AnnotatedSource, LessonText, Row, Span
from sicetnon.writing.views import PassageView

APPARATUS = "[data-apparatus]"
BETWEEN = " "
"""Between the places of a quote that has several stretches."""


def passage(annotated: AnnotatedSource, text: LessonText) -> PassageView:
    """The paragraphs of a source that a lesson reads."""
    numbers = {row.id: number for number, row in enumerate(annotated.text.rows)}
    rows = tuple(
        (row.id[1:], Markup(plain(annotated.html[numbers[row.id]])))  # noqa: S704  # woven
        for row in rows_of(annotated, text)
    )
    return PassageView(annotated.source, direction(annotated.source.language), rows)


def plain(html: str) -> str:
    """A row of a source's page as its text alone has it."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  # many corpora have no lessons; it loads slowly

    row = BeautifulSoup(html, "html.parser")
    for apparatus in row.select(APPARATUS):
        apparatus.decompose()
    for wrapping in row.select("mark, a"):
        wrapping.unwrap()
    for element in row.select("[id]"):
        del element["id"]
    return row.decode(formatter="html5")


def places(annotated: AnnotatedSource, claim: str) -> str:
    """Where the words of a claim stand: a paragraph and offsets in it, for each stretch.

    `3:120-160` is the third paragraph, from code point 120 to before 160 of its own text.
    """
    found = next((one for one in annotated.claims if one.record.key == claim), None)
    return BETWEEN.join(_place(annotated.text.rows, span) for span in found.spans) if found else ""


def _place(rows: tuple[Row, ...], span: Span) -> str:
    start, end = span
    row = next(row for row in reversed(rows) if row.start <= start)
    return f"{row.id[1:]}:{start - row.start}-{min(end, row.end) - row.start}"


def notes_in(annotated: AnnotatedSource, text: LessonText) -> Iterator[tuple[str, str, str]]:
    """Language, quoted words and commentary of the notes in what a lesson reads of a source."""
    rows = rows_of(annotated, text)
    for note in annotated.notes:
        if any(row.start <= note.start < row.end for row in rows):
            words = annotated.text.text[note.start : note.end]
            yield annotated.source.language, " ".join(words.split()), note.record.note
