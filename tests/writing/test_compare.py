"""What opposed values come to, and how a source is cited."""

from __future__ import annotations

import json

import pytest

from sicetnon.exports.bibtex import bibtex
from sicetnon.exports.csl import csl_item, csl_json
from sicetnon.i18n import load_language
from sicetnon.model import Author, Number, Source, TextValue, Value, Work
from sicetnon.reading.dates import read_date
from sicetnon.writing.citation import citation, reference
from sicetnon.writing.compare import compared


def date(text: str) -> Value:
    """A date that is one."""
    found = read_date(text)
    assert found
    return found


def number(low: float | None, high: float | None = None, unit: str | None = None) -> Number:
    """A quantity or a range."""
    return Number(
        text="", low=low, high=low if high is None else high, unit=unit, approximate=False
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([date("2006"), date("2010")], "4 years apart"),
        ([date("2010"), date("2006")], "4 years apart"),
        ([date("2023-09-05"), date("2023-09-06")], "1 day apart"),
        ([date("2023-08-25"), date("2023-09-06")], "12 days apart"),
        ([date("2015"), date("2015-06/2015-08")], ""),
        ([date("-0479"), date("-0431~")], "48 years apart"),
        ([date("-0431-03"), date("-0479-11")], "at least 47 years apart"),
        ([date("-0043"), date("1200")], "1,243 years apart"),
        ([date("-0001-12-31"), date("0000-01-01")], "1 day apart"),
        ([date("Y-17000"), date("Y-16990")], "10 years apart"),
        ([date("156X"), date("1432-21"), date("[1432,1433]")], "at least 126 years apart"),
        ([date("143X"), date("1435")], ""),
        ([number(1), number(2)], "2 times as many"),
        ([number(100, 250), number(200)], "the ranges overlap"),
        ([number(20), number(25)], "5 apart"),
        ([number(20, unit="men"), number(25, unit="horses")], ""),
        ([number(20), date("2006")], ""),
        ([TextValue("a"), TextValue("b")], ""),
        ([number(3)], ""),
    ],
)
def test_values_are_set_against_each_other(values: list[Value], said: str) -> None:
    """Dates and numbers are, where they can be; nothing is said of what cannot."""
    assert compared([[value] for value in values]) == said


def test_a_distance_is_told_in_the_language_of_the_page() -> None:
    """With the form that the count takes there."""
    russian = load_language("ru")
    assert compared([[date("2006")], [date("2010")]], russian) == "разница: 4 года"
    assert compared([[number(1)], [number(5)]], russian) == "в 5 раз больше"
    assert compared([[number(100, 250)], [number(200)]], russian) == "промежутки пересекаются"


def source(**fields: object) -> Source:
    """A digest of a work with these fields."""
    work = Work(**{"title": "On 100 % of {Things} & Co", **fields})  # type: ignore[arg-type]
    mine = Work(title="A digest")
    return Source(
        id="a/b",
        path="content/a/b.md",
        work=mine,
        kind="digest",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=work,
        body="",
        body_line=1,
    )


def test_a_digest_is_cited_as_its_work_and_where_it_was_read() -> None:
    """Who cites it cites both."""
    cited = reference(source(author=(Author("Bly", "Ann"),), issued=date("2024-02")), "Panj")
    assert cited == (
        "Ann Bly, “On 100 % of {Things} & Co”, February 2024. Digest: “A digest”, in Panj."
    )


@pytest.mark.parametrize(
    ("language", "title", "cited"),
    [
        ("en", "“Tajikistan’s Taliban” today", "“‘Tajikistan’s Taliban’ today”"),
        ("en", 'The "Annals" and "Acts"', "“The ‘Annals’ and ‘Acts’”"),
        ("en", "О «Талибане»", "“О «Талибане»”"),
        ("en", 'A 12" gun', '“A 12" gun”'),
        ("de", "Die „Annalen“", "„Die ‚Annalen‘“"),
        ("fr", "Les « Annales »", "«\u202fLes “Annales”\u202f»"),
        ("ru", "О «Талибане»", "«О „Талибане“»"),
        ("fa", "روایت «نخست»", "«روایت ‹نخست›»"),
    ],
)
def test_quotes_within_quotes_are_the_inner_ones(language: str, title: str, cited: str) -> None:
    """A cited title never stands in doubled quotes, and others stay as they were typed."""
    one = source()._replace(digest_of=None, work=Work(title))
    assert reference(one, "Panj", load_language(language)) == f"{cited}."


def test_bibtex_is_escaped() -> None:
    """No sign of a title breaks the entry."""
    entry = bibtex(source(issued=date("2024-02"), volume="21"))
    assert entry.startswith("@misc{a:b,")
    assert r"title = {{On 100 \% of \textbraceleft{}Things\textbraceright{} \& Co}}" in entry
    assert "date = {2024-02}" in entry
    assert entry.count("{") == entry.count("}")


def test_csl_has_the_fields_and_no_empty_ones() -> None:
    """As reference managers read them."""
    (item,) = json.loads(csl_json(source(author=(Author("Bly", "Ann"),), issued=date("2023~"))))
    assert item["author"] == [{"family": "Bly", "given": "Ann"}]
    assert item["issued"] == {"date-parts": [[2023]], "circa": True}
    assert "volume" not in item


def test_the_head_of_a_page_has_what_zotero_takes() -> None:
    """Highwire Press tags and Dublin Core."""
    found = source(author=(Author("Bly", "Ann"),), issued=date("2024-02"), publisher="SIGA")
    meta = dict(citation(found, "Corpus", "CC BY 4.0").meta)
    assert meta["citation_author"] == "Bly, Ann"
    assert meta["citation_publication_date"] == "2024/02"
    assert (meta["DC.publisher"], meta["DC.rights"]) == ("SIGA", "CC BY 4.0")


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ("2024-02-01/2024-03", "2024/02/01"),
        ("2013~", "2013"),
        ("1432-21", "1432"),
        ("2004-06~-11", "2004/06"),
        ("2010-09-XX", "2010/09"),
        ("-0479", None),
        ("143X", None),
    ],
)
def test_the_head_of_a_page_has_dates_of_the_calendar_only(
    issued: str, published: str | None
) -> None:
    """A season is no month, and of a date that is known in part its sure beginning is given."""
    meta = dict(citation(source(issued=date(issued)), "Corpus", "").meta)
    assert meta.get("citation_publication_date") == published


def test_seasons_and_years_before_the_common_era_are_cited() -> None:
    """In the forms of CSL and biblatex, and in words where they have none."""
    spring, old, either = (source(issued=date(one)) for one in ("1432-21", "-0479", "[1432,1433]"))
    assert csl_item(spring)["issued"] == {"date-parts": [[1432]], "season": 1}
    assert csl_item(old)["issued"] == {"date-parts": [[-480]]}
    assert csl_item(either)["issued"] == {"literal": "1432 or 1433"}
    assert "date = {1432-21}" in bibtex(spring)
    assert "date = {-0479}" in bibtex(old)
    assert "480 BC" in reference(old, "Corpus")
