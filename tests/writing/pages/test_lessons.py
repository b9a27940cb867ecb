"""The pages of a lesson: passages without marks, questions in their order, sheets and their key."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sicetnon import urls
from sicetnon.build import build, check_corpus
from sicetnon.i18n import ENGLISH
from sicetnon.model import Date
from sicetnon.writing.pages.lessons import view
from sicetnon.writing.worksheets import periods


def read(site: Path, address: str) -> BeautifulSoup:
    """A page."""
    return BeautifulSoup((site / address).read_text("utf-8"), "html5lib")


@pytest.fixture(scope="module")
def lesson(tiny_site: Path) -> BeautifulSoup:
    """The lesson of the tiny corpus."""
    return read(tiny_site, urls.lesson("the-year"))


def test_passages_are_the_paragraphs_with_the_claims_without_marks(lesson: BeautifulSoup) -> None:
    """Of each text of the lesson; nothing in them is marked, numbered or linked."""
    passages = lesson.select("#step-1 .passage")
    assert [passage["data-source"] for passage in passages] == ["anselm", "letters/hild"]
    assert [[par["data-p"] for par in passage.select(".par")] for passage in passages] == [
        ["1"],
        ["1"],
    ]
    assert not lesson.select(".passage mark, .passage a, .passage [id]")
    first = passages[0].select_one(".words")
    assert first and first.text.startswith("In the year 1142 King Osric met the host")
    assert "1142" in str(first.strong)


def test_questions_come_in_their_order_in_the_words_of_lesson_or_record(
    lesson: BeautifulSoup,
) -> None:
    """A contradiction, a property of a subject, and a free question with what it reads."""
    assert [asked.text for asked in lesson.select(".step .asked")] == [
        "In which year was the battle fought?",
        "How many fell in Battle of the Ford?",
        "Whom do you trust?",
    ]
    assert len(lesson.select("#step-3 .par")) == 6


def test_words_of_claims_are_found_again_in_their_paragraph(tiny: Path) -> None:
    """Paragraph and offsets give the quoted words."""
    corpus = check_corpus(tiny).corpus
    question = view(corpus, corpus.lessons["the-year"]).questions[0]
    assert question.places["anselm/fought-1142"] == "1:0-40"
    number, _, span = question.places["letters/hild/fought-1143"].partition(":")
    start, end = map(int, span.split("-"))
    words = BeautifulSoup(dict(question.passages[1].rows)[number], "html.parser").get_text()
    assert words[start:end] == "the battle was in 1143"


def test_what_is_not_hidden_stands_before_the_answer(tiny_copy: Path) -> None:
    """Answers as choices, reliability with the texts; what is hidden comes with the reading."""
    path = tiny_copy / "lessons/the-year.yaml"
    path.write_text(path.read_text("utf-8") + "    hidden: [explanation, notes]\n", "utf-8")
    build(tiny_copy, tiny_copy / "site")
    page = read(tiny_copy / "site", urls.lesson("the-year"))
    assert page.select_one("#step-1 > .choices") and not page.select_one(".judged .choices")
    assert "source reliability B" in page.select_one(".cited").text  # type: ignore[union-attr]
    assert "Easter" in page.select_one("#step-1 .judged").text  # type: ignore[union-attr]


def test_the_teacher_has_the_key_and_students_blank_sheets(tiny_site: Path) -> None:
    """Questions by texts with the answers, and the same without them; years from first to last."""
    key = read(tiny_site, urls.teachers_page("the-year"))
    sheets = read(tiny_site, urls.worksheets("the-year"))
    row = key.select_one(".worksheet tbody tr")
    assert row and [cell.text for cell in row.select("td")] == ["1142", "1143"]
    assert not any(cell.text for cell in sheets.select(".worksheet td"))
    assert [row.text for row in sheets.select(".timeline th[scope=row]")] == ["1142", "1143"]
    assert "Most will choose 1142." in key.text and "Most will" not in sheets.text


def dates(*days: str) -> list[Date]:
    """Dates of a day each."""
    return [Date(day, day, day, uncertain=False) for day in days]


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        (("2023-08-31", "2023-09-02"), ("31 August 2023", "1 September 2023", "2 September 2023")),
        (("2023-11-20", "2024-01-02"), ("November 2023", "December 2023", "January 2024")),
        (("2006-01-01", "2010-01-01"), ("2006", "2007", "2008", "2009", "2010")),
        (("1432-01-01", "2010-01-01"), ("1432", "2010")),
        (("-0044-03-15",), ()),
    ],
)
def test_a_timeline_goes_by_days_months_or_years(
    days: tuple[str, ...], rows: tuple[str, ...]
) -> None:
    """Whichever fits on a sheet."""
    assert periods(dates(*days), ENGLISH) == rows


def test_lessons_are_found_from_the_front_and_from_their_topic(tiny_site: Path) -> None:
    """One line each; the index leads to every lesson and its page for the teacher."""
    target = urls.lesson("the-year")
    for address in (urls.HOME, urls.topic("the-battle"), urls.LESSONS):
        assert read(tiny_site, address).select_one(f'main a[href$="{target}"]'), address


def test_without_lessons_there_is_no_page_of_them(tiny_copy: Path) -> None:
    """Nothing leads to a page that is empty."""
    (tiny_copy / "lessons/the-year.yaml").unlink()
    build(tiny_copy, tiny_copy / "site")
    assert not (tiny_copy / "site" / urls.LESSONS).exists()
    assert urls.LESSONS not in (tiny_copy / "site" / urls.HOME).read_text("utf-8")
