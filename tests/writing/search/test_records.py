"""The records that Pagefind reads."""

from __future__ import annotations

from sicetnon.writing.search.entries import Entry
from sicetnon.writing.search.records import records


def test_records_are_one_a_page_and_kind() -> None:
    """A page has one record, and another one for its claims."""
    entries = (
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
    by_path = dict(records(entries))
    assert list(by_path) == [
        "source/sources/a.html",
        "source/sources/b.html",
        "claim/sources/a.html",
    ]
    assert '<a id="p1"></a>Words.' in by_path["source/sources/a.html"]


def test_nothing_that_people_wrote_is_markup_in_a_record() -> None:
    """Titles, texts and ids are escaped, and separators in them are removed."""
    evil = '"><script>alert(1)</script><a id="x">␟\u200b&amp;'
    for kind in ("source", "claim", "entity", "contradiction"):
        [(_, html)] = records(
            [Entry(kind=kind, title=evil, text=evil, source=evil, address='a.html#"><b>')]
        )  # type: ignore[arg-type]
        assert "<script" not in html and "<b>" not in html and 'id="x"' not in html
        assert "\u200b" not in html and "&amp;amp;" in html


def test_words_that_pagefind_would_miss_are_given_again() -> None:
    """Only words that Pagefind would not find as they are written, and names as one word."""
    [(_, html)] = records(
        [
            Entry(
                kind="entity",
                title="O'Brien",
                text="Qāʿida—“staged” ﬁnal · Раҳмон's été",
                source="",
                address="a.html",
            )
        ]
    )
    again = html.partition("␟")[2].partition("<")[0].split()
    names = ["xqxobrien", "xqxqaidastagedfinal", "xqxрахмонsete"]
    assert again == ["qaida", "staged", "final", "рахмонs", "рахмон", "brien", *names]
