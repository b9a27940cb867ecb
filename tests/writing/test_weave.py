"""Weaving marks into a source: any spans may overlap, and its words stay what they were."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from reading_back import Page, broken_promises, read_page
from sicetnon.markdown import parser, text
from sicetnon.model import Span
from sicetnon.writing.weave import Highlight, weave
from strategies import Tape, annotated, highlights, highlights_of, tapes, written


@given(annotated)
@settings(max_examples=1500, deadline=None, print_blob=True)
def test_contract_holds_for_any_markdown_and_any_spans(drawn: tuple[str, list[Highlight]]) -> None:
    """Whatever is annotated, words and spans are kept and the page is valid."""
    markdown, annotations = drawn
    assert broken_promises(markdown, annotations) == []


def _crowded(tape: Tape) -> tuple[str, list[Highlight]]:
    markdown = written(tape)
    return markdown, highlights(tape, markdown, 100 + tape.below(200))


@given(tapes.map(_crowded))
@settings(max_examples=40, deadline=None, print_blob=True)
def test_contract_holds_for_hundreds_of_annotations(drawn: tuple[str, list[Highlight]]) -> None:
    """The same holds for hundreds of annotations on few words."""
    markdown, annotations = drawn
    assert broken_promises(markdown, annotations) == []


SENTENCE = "The *border* is [long](u), and `relations` are **bad**.\n\n- Two\n- | a |\n\n"
LENGTH = len(text.extract(parser.parse(SENTENCE)).text)
OVERLAPS: dict[str, list[tuple[Span, ...]]] = {
    "none": [],
    "one character": [((0, 1),)],
    "the whole text": [((0, LENGTH),)],
    "nested": [((0, 30),), ((4, 20),), ((5, 6),)],
    "crossing": [((0, 12),), ((6, 20),), ((16, 30),)],
    "identical": [((4, 10),)] * 3,
    "adjacent": [((0, 4),), ((4, 10),), ((10, 14),)],
    "several parts": [((0, 3), (11, 13), (30, 40))],
    "parts that touch": [((0, 3), (3, 10))],
    "parts that overlap": [((0, 10), (4, 14))],
    "a part in a part": [((0, 14), (4, 10))],
    "every character by its own": [((at, at + 1),) for at in range(LENGTH)],
    "every beginning": [((0, at),) for at in range(1, LENGTH + 1)],
}


@pytest.mark.parametrize("kind", ["claim", "entity"])
@pytest.mark.parametrize("overlap", OVERLAPS)
def test_contract_holds_for_every_overlap(overlap: str, kind: str) -> None:
    """Any overlap is legal, across emphasis, links, code and blocks."""
    annotations = highlights_of([(kind, spans) for spans in OVERLAPS[overlap]])
    assert broken_promises(SENTENCE, annotations) == []


def page(markdown: str, annotations: list[Highlight]) -> Page:
    """A source with highlights woven in, read back."""
    tokens = parser.parse(markdown)
    return read_page("".join(weave(tokens, text.extract(tokens), annotations)))


def test_a_mark_names_all_that_hold_its_words() -> None:
    """Text is cut at every boundary; each mark names its annotations in order."""
    annotations = highlights_of([("claim", ((0, 5),)), ("note", ((3, 8),))])
    assert page("0123456789", annotations).marks == [
        (("claim-1",), "012"),
        (("claim-1", "note-2"), "34"),
        (("note-2",), "567"),
    ]


def html(markdown: str, annotations: list[Highlight]) -> str:
    """The HTML of a source with highlights woven in."""
    tokens = parser.parse(markdown)
    return "".join(weave(tokens, text.extract(tokens), annotations))


REFERENCE = '<a class="ref claim" data-apparatus href="#claim-1" id="ref-claim-1">1</a>'


@pytest.mark.parametrize(
    ("markdown", "span", "before"),
    [
        ("one two", (0, 3), "one</mark>"),
        ("one *two* three", (0, 7), "two</mark>"),
        ("[one two](u) three", (0, 3), "two</a>"),
        ("`one two` three", (0, 3), "two</code>"),
        ("one\n\ntwo", (0, 5), "one</mark>"),
        ("- one\n- two", (0, 8), "two</mark>"),
    ],
)
def test_reference_marks_stand_after_the_last_words(markdown: str, span: Span, before: str) -> None:
    """A reference mark follows the last words, outside of links and code in the line."""
    woven = html(
        markdown,
        [
            Highlight(
                mark="claim-1", kinds=("claim",), spans=(span,), address=None, reference=REFERENCE
            )
        ],
    )
    assert f"{before}{REFERENCE}" in woven


def test_an_entity_is_linked_where_no_link_is() -> None:
    """The words of an entity are a link, but not within a link of the source."""
    highlight = Highlight(
        mark="entity-a", kinds=("entity",), spans=((0, 11),), address="../entities/a.html"
    )
    woven = html("one [two](u) end", [highlight])
    assert woven.count('<a href="../entities/a.html">') == 2
    assert '<a href="u"><mark role="none" class="entity" data-a="entity-a">two</mark></a>' in woven


def test_what_people_wrote_is_escaped() -> None:
    """Names, addresses and words are escaped in attributes and text."""
    highlight = Highlight(
        mark='entity-"><b>', kinds=("entity",), spans=((0, 3),), address='"><script>'
    )
    woven = html('`<b>` & "it"', [highlight])
    assert "<b>" not in woven
    assert "<script>" not in woven
    assert page("<b>", [highlight]).marks == [(('entity-"><b>',), "<b>")]


def test_rows_are_woven_one_by_one() -> None:
    """There is one piece of HTML for each row."""
    tokens = parser.parse(
        "# One\n\ntwo\n\n- three\n\n```\nfour\n```\n\n| a |\n|---|\n\n---\n\nb[^1]\n\n[^1]: c"
    )
    read = text.extract(tokens)
    woven = weave(tokens, read, highlights_of([("claim", ((0, len(read.text)),))]))
    assert len(woven) == len(read.rows)
    assert all("<mark" in html for html, row in zip(woven, read.rows, strict=True) if row.id)


def test_a_space_alone_is_no_link() -> None:
    """Where another annotation ends within a name, the piece between two words has no link."""
    entity = Highlight("entity-a", ("entity",), ((0, 9),), "a.html")
    spans = [(0, 4), (5, 9)]
    claims = [Highlight(f"claim-{n}", ("claim",), (span,)) for n, span in enumerate(spans)]
    tokens = parser.parse("John Snow")
    woven = "".join(weave(tokens, text.extract(tokens), [entity, *claims]))
    assert woven.count("<a ") == woven.count("</a>") == 2
    assert "John</a></mark><mark" in woven and "> </mark>" in woven
