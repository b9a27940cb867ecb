"""Dates and quantities in words, whatever a date may look like and in every language."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sicetnon.exports import FORMATS
from sicetnon.exports.bibtex import bibtex
from sicetnon.exports.csl import csl_item, csl_json
from sicetnon.exports.schema_org import creative_work
from sicetnon.formatting import format_date, format_quantity, format_validity
from sicetnon.i18n import load_language
from sicetnon.model import Author, Config, Corpus, Date, Number, Source, Work
from sicetnon.reading.dates import read_date
from sicetnon.writing.citation import citation
from sicetnon.writing.compare import compared

TAGS = ("en", "de", "fr", "ru", "fa")


def date(text: str) -> Date:
    """A date that is one."""
    found = read_date(text)
    assert found, text
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2010", "2010"),
        ("0987", "987"),
        ("2010-09", "September 2010"),
        ("2010-09-03", "3 September 2010"),
        ("2010~", "about 2010"),
        ("2010?", "perhaps 2010"),
        ("2010-09-03%", "perhaps about 3 September 2010"),
        ("2010/2012", "2010 to 2012"),
        ("2010~/2012-05", "about 2010 to May 2012"),
        ("2010/..", "since 2010"),
        ("../2010-09", "until September 2010"),
        ("2010/", "since 2010"),
        ("-0479", "480 BC"),
        ("-0431~", "about 432 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0000", "1 BC"),
        ("-0479/-0431", "480 BC to 432 BC"),
        ("1432-21", "spring 1432"),
        ("1432-28", "winter 1432"),
        ("1432-29", "spring 1432, southern hemisphere"),
        ("1432-34", "second quarter of 1432"),
        ("1432-39", "last third of 1432"),
        ("1432-40", "first half of 1432"),
        ("-0479-23", "autumn 480 BC"),
        ("2010-21/2010-22", "spring 2010 to summer 2010"),
        ("143X", "1430s"),
        ("14XX", "15th century"),
        ("10XX", "11th century"),
        ("20XX?", "perhaps 21st century"),
        ("-04XX", "5th century BC"),
        ("-043X", "between 440 BC and 431 BC"),
        ("000X", "between 1 BC and 9"),
        ("1XXX", "between 1000 and 1999"),
        ("1432-XX", "1432"),
        ("1432-05-XX", "May 1432"),
        ("Y17000", "17,000"),
        ("Y-17000", "17,001 BC"),
        ("Y17E7", "170,000,000"),
        ("1950S2", "about 1950"),
        ("[1432,1433]", "1432 or 1433"),
        ("{1667,1668,1670..1672}", "1667, 1668 and 1670 to 1672"),
        ("[1667,1670-12..]", "1667 or since December 1670"),
        ("[..1984]", "until 1984"),
        ("2004-06~-11", "about 11 June 2004"),
        ("2004?-06", "perhaps June 2004"),
    ],
)
def test_a_date_reads_as_people_write_it(text: str, words: str) -> None:
    """Of all kinds that EDTF has."""
    assert format_date(date(text)) == words


@pytest.mark.parametrize(
    "text", ["XXXX", "XXXX-12-XX", "../..", "2010-09-03T10:11:12Z", "[1432,XXXX]", "XXXX/2010"]
)
def test_what_no_rule_words_stays_as_typed(text: str) -> None:
    """It is still what the author meant."""
    for tag in TAGS:
        assert format_date(read_date(text), load_language(tag)) == (text if read_date(text) else "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2010", "as of 2010"),
        ("2010-09-03~", "as of about 3 September 2010"),
        ("2010/2012", "from 2010 to 2012"),
        ("2010/..", "since 2010"),
        ("../2010", "until 2010"),
        ("1432-21", "as of spring 1432"),
        ("1432-21/1433", "from spring 1432 to 1433"),
        ("XXXX", "as of XXXX"),
    ],
)
def test_a_statement_holds_as_of_or_from_to(text: str, words: str) -> None:
    """An interval has two ends, and an open one says so itself."""
    assert format_validity(date(text)) == words


@pytest.mark.parametrize(
    ("tag", "text", "words", "validity"),
    [
        ("de", "-0431~", "etwa 432 v. Chr.", "Stand: etwa 432 v. Chr."),
        ("de", "2010-10-03/..", "seit dem 3. Oktober 2010", "seit dem 3. Oktober 2010"),
        ("de", "14XX", "15. Jahrhundert", "Stand: 15. Jahrhundert"),
        ("fr", "2010-10-01", "1er octobre 2010", "au 1er octobre 2010"),
        ("fr", "00XX", "Ier siècle", "état\xa0: Ier siècle"),
        ("fr", "14XX", "XVe siècle", "état\xa0: XVe siècle"),
        ("ru", "2010-10", "октябрь 2010\u202fг.", "время: октябрь 2010\u202fг."),
        ("ru", "2010-10-03", "3 октября 2010\u202fг.", "на 3 октября 2010\u202fг."),
        ("ru", "-0479", "480\u202fг. до\xa0н.\xa0э.", "время: 480\u202fг. до\xa0н.\xa0э."),
        ("fa", "2010-10-03", "۳ اکتبر ۲۰۱۰", "به تاریخ ۳ اکتبر ۲۰۱۰"),
        ("fa", "143X/144X", "دههٔ ۱۴۳۰ تا دههٔ ۱۴۴۰", "از دههٔ ۱۴۳۰ تا دههٔ ۱۴۴۰"),
    ],
)
def test_a_date_reads_so_in_every_language(tag: str, text: str, words: str, validity: str) -> None:
    """In its own words, order and digits, and with what it puts before a day."""
    language = load_language(tag)
    assert format_date(date(text), language) == words
    assert format_validity(date(text), language) == validity


@pytest.mark.parametrize(
    ("low", "high", "unit", "approximate", "english", "german"),
    [
        (100, 250, "men", False, "100 to 250 men", "100 bis 250 men"),
        (1234.5, None, None, False, "at least 1,234.5", "mindestens 1.234,5"),
        (None, 40, "marks", True, "about at most 40 marks", "etwa höchstens 40 marks"),
        (7, 7, None, False, "7", "7"),
        (0, 0.5, None, False, "0 to 0.5", "0 bis 0,5"),
    ],
)
def test_a_quantity_is_worded_from_its_bounds(
    low: float | None,
    high: float | None,
    unit: str | None,
    approximate: bool,
    english: str,
    german: str,
) -> None:
    """Where its author gave no more."""
    number = Number("", low, high, unit, approximate)
    assert format_quantity(number) == english
    assert format_quantity(number, load_language("de")) == german


def test_a_number_stays_as_typed() -> None:
    """Thousands parted as its author does it, in any language."""
    number = Number("1 234,5", 12345, 12345, None, approximate=False)
    assert {format_quantity(number, load_language(tag)) for tag in TAGS} == {"1 234,5"}


# Whatever reading takes ---------------------------------------------------------------------

DOUBT = st.sampled_from(["", "", "", "?", "~", "%"])
YEAR = st.one_of(
    st.integers(0, 9999).map("{:04}".format),
    st.integers(1, 9999).map("-{:04}".format),
    st.from_regex(r"\A-?[0-2][0-9X]{3}\Z"),
    st.from_regex(r"\AY-?[1-9][0-9]{4,7}(E[1-9])?(S[1-9])?\Z"),
    st.from_regex(r"\A[0-2][0-9]{3}S[1-4]\Z"),
)
MONTH = st.one_of(st.integers(1, 41).map("-{:02}".format), st.just("-XX"))
DAY = st.one_of(st.integers(1, 31).map("-{:02}".format), st.just("-XX"))


@st.composite
def moments(draw: st.DrawFn) -> str:
    """A year, a month or season, or a day, with doubts in any place."""
    parts = [draw(DOUBT), draw(YEAR), draw(DOUBT)]
    if draw(st.booleans()):
        parts += [draw(MONTH), draw(DOUBT)]
        if draw(st.booleans()):
            parts += [draw(DAY), draw(DOUBT)]
    return "".join(parts)


ENDS = st.one_of(moments(), st.sampled_from(["..", ""]))
ELEMENTS = st.one_of(
    moments(), st.builds("{}..{}".format, st.one_of(moments(), st.just("")), moments())
)
EDTF = st.one_of(
    moments(),
    st.builds("{}/{}".format, ENDS, ENDS),
    st.builds("[{}]".format, st.lists(ELEMENTS, min_size=1, max_size=3).map(",".join)),
    st.builds("{{{}}}".format, st.lists(ELEMENTS, min_size=1, max_size=3).map(",".join)),
    st.from_regex(
        r"\A20[01][0-9]-0[1-9]-[0-2][0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+]01:00)?\Z"
    ),
)
CONFIG = Config(
    title="Corpus",
    description="",
    language="en",
    base_url="",
    repository="",
    branch="main",
    text_licence="",
    annotation_licence="",
    contributors={},
)


def source(issued: Date) -> Source:
    """A text that was issued then."""
    work = Work(title="A title", author=(Author(literal="Ann Bly"),), issued=issued)
    return Source(
        id="a",
        path="content/a.md",
        work=work,
        kind="full",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body="",
        body_line=1,
    )


@settings(deadline=None, max_examples=150)
@given(EDTF, EDTF)
@example("1432-21", "156X")
@example("-0479", "-0431~")
@example("[1432,1433]", "Y170000002")
@example("../-0100", "-0004-02/..")
@example("2010-09-03T10:11:12Z", "1432-33")
def test_whatever_is_a_date_can_be_worded_compared_and_cited(one: str, other: str) -> None:
    """In every language and in every form; and no words of one language stand in another."""
    first, second = read_date(one), read_date(other)
    assume(first or second)
    for found in filter(None, (first, second)):
        for tag in TAGS:
            language = load_language(tag)
            assert format_date(found, language)
            assert format_validity(found, language)
            assert citation(source(found), "Corpus", "", language).reference
        assert bibtex(source(found))
        assert csl_json(source(found))
        assert creative_work(Corpus(CONFIG), source(found), FORMATS)
        parts = csl_item(source(found))["issued"]
        months = [part[1] for part in parts.get("date-parts", ()) if len(part) > 1]  # type: ignore[attr-defined]
        assert all(1 <= month <= 12 for month in months)
    if first and second:
        for tag in TAGS:
            forth = compared([[first], [second]], load_language(tag))
            assert forth == compared([[second], [first]], load_language(tag))
