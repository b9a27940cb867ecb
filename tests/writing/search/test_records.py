"""The records that Pagefind reads."""

from __future__ import annotations

from sicetnon.writing.search.entries import Entry
from sicetnon.writing.search.records import records


def test_records_are_one_a_page_and_kind() -> None:
    """All that is found on a page stands in one record, claims in one of their own."""
    found = (
        Entry(kind="source", title="A", text="", source="", address="sources/a.html"),
        Entry(kind="source", title="", text="Words.", source="A", address="sources/a.html#p1"),
        Entry(kind="source", title="B", text="", source="", address="sources/b.html"),
        Entry(
            kind="claim", title="It is.", text="is", source="A", address="sources/a.html#claim-x"
        ),
        Entry(
            kind="claim", title="It was.", text="was", source="A", address="sources/a.html#claim-y"
        ),
    )
    made = dict(records(found))
    assert list(made) == ["source/sources/a.html", "source/sources/b.html", "claim/sources/a.html"]
    assert '<a id="p1"></a>Words.' in made["source/sources/a.html"]


def test_nothing_that_people_wrote_is_markup_in_a_record() -> None:
    """Titles, texts and ids are escaped; signs of the record's own are taken out."""
    evil = '"><script>alert(1)</script><a id="x">␟\u200b&amp;'
    for kind in ("source", "claim", "entity", "contradiction"):
        [(_, made)] = records(
            [Entry(kind=kind, title=evil, text=evil, source=evil, address='a.html#"><b>')]
        )  # type: ignore[arg-type]
        assert "<script" not in made and "<b>" not in made and 'id="x"' not in made
        assert "\u200b" not in made and "&amp;amp;" in made


def test_words_that_pagefind_would_miss_are_given_again() -> None:
    """Dashes, ligatures and letters for apostrophes; not the many words that need it not."""
    [(_, made)] = records(
        [
            Entry(
                kind="entity",
                title="",
                text="Qāʿida—“staged” ﬁnal Раҳмон's été",
                source="",
                address="a.html",
            )
        ]
    )
    assert made.partition("␟")[2].partition("<")[0].split() == ["qaida", "staged", "final"]
