"""Anchoring: one place is an anchor, several are ambiguous, none is an orphan; never a guess."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.find import find_all, fold
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.meaning.anchoring.mentions import index_names
from sicetnon.meaning.annotate import annotate
from sicetnon.model import Claim, Mention, Note, Records, Selector, Source, Span, Work
from sicetnon.problems import Location, Problem
from strategies import Tape, tapes

AT = Location("annotations/a.yaml", 7, 10)
BODY_LINE = 5
"""Line of the file on which the Markdown of these tests begins."""
PLACE = re.compile(r"content/a\.md:(\d+):(\d+)")
PROPOSED = re.compile(r'(prefix|suffix): ("(?:[^"\\]|\\.)*")')

TEXT = """\
The group was set up in 2006. It was banned in 2012.

The group was set up in 2010, and “the group” was banned in Tajikistan.

Others say it was set up in 2006. It has no site.
"""


def source(markdown: str) -> Source:
    """A source of that Markdown."""
    path, work = "content/a.md", Work("A")
    return Source(
        id="a",
        path=path,
        work=work,
        kind="full",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body=markdown,
        body_line=BODY_LINE,
    )


def anchor_index(markdown: str) -> AnchorIndex:
    """A source, ready to anchor in."""
    return AnchorIndex(source(markdown), text.extract(parser.parse(markdown)).text)


def quote(*exact: str, prefix: str = "", suffix: str = "") -> Selector:
    """A selector."""
    return Selector(exact, prefix, suffix)


def anchored(markdown: str, selector: Selector) -> list[str] | str:
    """The words that were anchored; else the name of the problem."""
    here = anchor_index(markdown)
    spans, problems = anchor(here, selector, AT)
    assert all(problem.location == AT for problem in problems)
    return [here.text[start:end] for start, end in spans] or problems[0].name


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (quote("was banned in 2012"), ["was banned in 2012"]),
        (quote("was\nbanned  in2012"), ["was banned in 2012"]),
        (quote('"the group"'), ["“the group”"]),
        (quote("2012. The group"), ["2012.\n\nThe group"]),
        (quote("was set up"), "ambiguous"),
        (quote("was set up", prefix="say it "), ["was set up"]),
        (quote("was set up", suffix=" in 2010"), ["was set up"]),
        (quote("was set up", prefix="group ", suffix=" in 2010"), ["was set up"]),
        (quote("was set up", prefix="group ", suffix=" in 2006"), ["was set up"]),
        (quote("was set up", prefix="group "), "ambiguous"),
        (quote("was set up", suffix=" in 2006"), "ambiguous"),
        (quote("was set up", prefix="says it "), "orphan"),
        (quote("was set up", prefix="the group "), "orphan"),
        (quote("was set up", prefix="say it ", suffix=" in 2010"), "orphan"),
        (quote("was set up", prefix="say "), "orphan"),
        (quote("was setup in 2011"), "orphan"),
        (quote("the Group"), "orphan"),
        (quote("banned in 2012", "in Tajikistan"), ["banned in 2012", "in Tajikistan"]),
        (quote("in Tajikistan", "banned in 2012"), "orphan"),
        (quote("was set up in 2006", "in Tajikistan"), ["was set up in 2006", "in Tajikistan"]),
        (quote("was set up in 2006", "has no site"), ["was set up in 2006", "has no site"]),
        (quote("The group", "was set up", "banned"), "ambiguous"),
        (
            quote("The group", "was set up", "was banned", suffix=" in 2012"),
            ["The group", "was set up", "was banned"],
        ),
        (
            quote("The group", "was set up", "was banned", suffix=" in Taj"),
            ["The group", "was set up", "was banned"],
        ),
        (quote("was set up", "was set up", "was set up"), ["was set up"] * 3),
        (quote("was set up", "was set up"), "ambiguous"),
        (quote("was set up", "was set up", "was set up", "was set up"), "orphan"),
        (quote("banned in 2012", "in 2012"), "orphan"),
        (quote("banned in", " 2012"), ["banned in", "2012"]),
        (quote("banned in 2012", "nowhere"), "orphan"),
        (quote("set up", "It", prefix="say it was ", suffix=" has"), ["set up", "It"]),
        (quote("set up", "It", prefix="say it was ", suffix=" was"), "orphan"),
    ],
)
def test_anchor(selector: Selector, found: list[str] | str) -> None:
    """One place is taken, many or none are told; words beside the quote must stand right there."""
    assert anchored(TEXT, selector) == found


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        ("was set up in 2010", []),
        ("was\nset  up in 2010", []),
        ("was setup in 2010", ["divided-words"]),
        ("in Tajiki stan", ["divided-words"]),
    ],
)
def test_other_division_is_a_warning(quoted: str, told: list[str]) -> None:
    """Words that are divided otherwise are anchored, and it is told."""
    spans, problems = anchor(anchor_index(TEXT), quote(quoted), AT)
    assert len(spans) == 1
    assert [problem.name for problem in problems] == told


def test_orphan_shows_the_nearest() -> None:
    """An orphan's message has the nearest words, their place in the file and how alike they are."""
    _, (problem,) = anchor(anchor_index(TEXT), quote("was setup in 2011"), AT)
    label, shown = problem.evidence[-1]
    assert label == "nearest"
    assert shown.startswith("was set up in 2010 ")
    assert "content/a.md:7:11, " in shown
    assert likeness(problem) < 100


def likeness(problem: Problem) -> int:
    """How alike the nearest words are, as the message says it; 0 where it says nothing."""
    said = re.search(r"(\d+) % alike", dict(problem.evidence).get("nearest", ""))
    return int(said[1]) if said else 0


def test_an_orphan_is_never_wholly_alike() -> None:
    """One letter in a long quote is a difference, and the message does not round it away."""
    long = " ".join(f"word{number}" for number in range(200))
    _, (problem,) = anchor(anchor_index(long), quote(long.replace("word50 ", "wort50 ")), AT)
    assert problem.name == "orphan"
    assert 90 < likeness(problem) < 100


def test_a_long_orphan_shows_where_it_differs() -> None:
    """Of a quote of many pages the message shows the stretch that is not there, at its place."""
    pages = "\n\n".join(f"Line {number} of the book, and more of it." for number in range(100))
    _, (problem,) = anchor(
        anchor_index(pages), quote(pages.replace("Line 60 of", "Line 6o of")), AT
    )
    (place,) = [what for label, what in problem.evidence if label == "nearest"]
    line = int(PLACE.search(place)[1])  # type: ignore[index]
    assert abs(line - BODY_LINE - 2 * 60) < 20
    assert likeness(problem) < 100


def test_a_near_context_is_an_orphan_that_shows_the_real_one() -> None:
    """Neighbours that only nearly fit are no guess: the message has each place as it is."""
    _, (problem,) = anchor(anchor_index(TEXT), quote("was set up", prefix="says it "), AT)
    assert problem.name == "orphan"
    shown = [what for label, what in problem.evidence if label == "nearest"]
    assert [PLACE.search(line).groups() for line in shown] == [  # type: ignore[union-attr]
        *(("5", "11"), ("7", "11"), ("9", "15"))
    ]
    assert "say it […] in 2006" in shown[2]


# Ambiguous quotes ---------------------------------------------------------------------------

VOCABULARY = ["the", "the", "group", "was", "banned", "it", "“so”", "Эмомалӣ", "cafe\u0301", "\\*"]


def _repetitive(tape: Tape) -> str:
    """Plain Markdown of few words, so that most of them stand in many places."""
    words = [tape.pick(VOCABULARY) for _ in range(2 + tape.below(30))]
    return "".join(word + tape.pick([" ", " ", " ", "\n", "\n\n", ", "]) for word in words)


def places(problem: Problem) -> list[tuple[tuple[int, int], dict[str, str]]]:
    """Line and column of each place that a message names, and the keys that it proposes."""
    lines = [what for label, what in problem.evidence if label == "place"]
    found = []
    for line in lines:
        place = PLACE.match(line)
        assert place, line
        keys = {key: yaml.safe_load(words) for key, words in PROPOSED.findall(line)}
        found.append(((int(place[1]), int(place[2])), keys))
    return found


def words_at(markdown: str, place: tuple[int, int]) -> str:
    """The Markdown from a line and column on, without its escapes."""
    line, column = place
    rest = "\n".join(markdown.split("\n")[line - BODY_LINE :])
    return rest[column - 1 :].replace("\\*", "*")


@given(tapes.map(_repetitive), st.data())
@settings(max_examples=600, deadline=None, print_blob=True)
def test_every_proposal_settles_its_place(markdown: str, data: st.DataObject) -> None:
    """Each place of an ambiguous quote is a right one, and what is proposed, pasted, settles it."""
    here = anchor_index(markdown)
    start = data.draw(st.integers(0, max(0, len(here.text) - 1)))
    selector = quote(here.text[start : start + data.draw(st.integers(1, 12))].strip())
    _, problems = anchor(here, selector, AT)
    assume([problem.name for problem in problems] == ["ambiguous"])
    expected = find_all(here.folded, selector.exact[0])
    told = places(problems[0])
    assert len(told) == min(20, len(expected))
    for span, (place, proposed) in zip(expected, told, strict=False):
        assert same_beginning(words_at(markdown, place), selector.exact[0])
        assert proposed
        assert anchor(here, selector._replace(**proposed), AT)[0] == (span,), proposed


def same_beginning(one: str, other: str) -> bool:
    """Whether a text begins with some words."""
    return fold(one).folded.startswith(fold(other).folded)


@pytest.mark.parametrize(
    ("markdown", "selector"),
    [
        (TEXT, quote("was set up")),
        (TEXT, quote("was set up", prefix="group ")),
        (TEXT, quote("was set up", suffix=" in 2006")),
        (TEXT, quote("was set up", "was banned")),
        ("same words " * 60, quote("same")),
        ("The same sentence stands here again and again. " * 30, quote("stands here")),
        ("The same sentence stands here again and again. " * 3, quote("stands here")),
        ('Say "x\\y" a. Say "x\\z" a.', quote("a")),
        ("a b\n\nb", quote("b")),
        ("b\n\nb", quote("b")),
    ],
)
def test_proposals_settle_hard_cases(markdown: str, selector: Selector) -> None:
    """What is proposed settles quotes with neighbours, in parts, and in texts that repeat.

    Where nothing near a place would settle it, nothing is proposed.
    """
    here = anchor_index(markdown)
    _, (problem,) = anchor(here, selector, AT)
    assert problem.name == "ambiguous"
    for place, proposed in places(problem):
        settled, number = with_proposal(selector, problem, proposed)
        spans, problems = anchor(here, settled, AT)
        if proposed and spans:
            assert here.location(spans[number][0]) == Location("content/a.md", *place)
        elif proposed:
            # Another part is ambiguous as well.
            assert len(selector.exact) > 1
            assert problems[0].message.split()[1] != problem.message.split()[1]


def with_proposal(
    selector: Selector, problem: Problem, proposed: dict[str, str]
) -> tuple[Selector, int]:
    """A selector with what is proposed for its ambiguous part, and the number of that."""
    if len(selector.exact) == 1:
        return selector._replace(**proposed), 0
    number = int(problem.message.split()[1]) - 1
    contexts = [("", "")] * len(selector.exact)
    contexts[number] = proposed.get("prefix", ""), proposed.get("suffix", "")
    return selector._replace(contexts=tuple(contexts)), number


def test_a_later_part_is_settled_by_its_own_context() -> None:
    """The prefix or suffix that is proposed is that of the part, not that of the whole quote."""
    selector, here = quote("banned in 2012", "was set up"), anchor_index(TEXT)
    _, (problem,) = anchor(here, selector, AT)
    assert problem.name == "ambiguous"
    found = places(problem)
    assert len(found) > 1 and all(proposed for _, proposed in found)
    for place, proposed in found:
        spans, _ = anchor(here, with_proposal(selector, problem, proposed)[0], AT)
        assert here.location(spans[1][0]) == Location("content/a.md", *place)


# Never a guess ------------------------------------------------------------------------------


@given(tapes.map(_repetitive), st.data())
@settings(max_examples=400, deadline=None, print_blob=True)
def test_a_near_match_is_never_taken(markdown: str, data: st.DataObject) -> None:
    """Words with one letter changed, that stand nowhere, are an orphan, whatever is alike."""
    here = anchor_index(markdown)
    at = data.draw(st.integers(0, max(0, len(here.text) - 1)))
    start = max(0, at - data.draw(st.integers(0, 20)))
    end = at + data.draw(st.integers(1, 20))
    changed = here.text[start:at] + "x" + here.text[at + 1 : end]
    spans, problems = anchor(here, quote(changed), AT)
    assert spans == ()
    assert [problem.name for problem in problems] == ["orphan"]
    assert likeness(problems[0]) < 100


def records(selectors: list[Selector]) -> Records:
    """Claims, notes and mentions in turn."""
    claims, notes, mentions = [], [], []
    for number, selector in enumerate(selectors):
        if number % 3 == 0:
            claims.append(claim(f"c{number}", selector))
        elif number % 3 == 1:
            notes.append(
                Note(source="a", selector=selector, note="note", creator=None, created=None, at=AT)
            )
        else:
            mentions.append(Mention("a", selector, "b", AT))
    return Records(claims=tuple(claims), notes=tuple(notes), mentions=tuple(mentions))


def claim(name: str, selector: Selector) -> Claim:
    """A claim with nothing but its words."""
    nothing = (None, None, None, None, (), "asserted", None, None, None, None)
    return Claim("a", name, selector, "gloss", *nothing, AT)


def _selected(tape: Tape) -> tuple[str, list[Selector]]:
    markdown = _repetitive(tape)
    words = text.extract(parser.parse(markdown)).text

    def some() -> str:
        start = tape.below(len(words) or 1)
        return (words + "?")[start : start + 1 + tape.below(15)]

    made = [
        Selector(tuple(some() for _ in range(1 + max(0, tape.below(4) - 1))), *neighbours)
        for neighbours in [("", ""), (some(), ""), ("", some()), ("nowhere", "")] * 3
    ]
    return markdown, made


@given(tapes.map(_selected))
@settings(max_examples=300, deadline=None, print_blob=True)
def test_nothing_is_dropped(drawn: tuple[str, list[Selector]]) -> None:
    """Anchored, ambiguous and orphan are as many as were written, whatever was written."""
    markdown, selectors = drawn
    here = source(markdown)
    seen = text.extract(parser.parse(markdown))
    annotated, problems = annotate(
        seen, records(selectors), index_names([]), AnchorIndex(here, seen.text)
    )
    kept = [*annotated.claims, *annotated.notes, *annotated.mentions]
    lost = [problem for problem in problems if problem.name in ("orphan", "ambiguous")]
    assert len(kept) + len(lost) == len(selectors)
    for one in kept:
        assert one.record is not None
        assert_holds_its_words(annotated.text.text, one.record.selector, one.spans)


def assert_holds_its_words(words: str, selector: Selector, spans: tuple[Span, ...]) -> None:
    """Each part of a selector has one span, of just its words, in order and apart."""
    assert len(spans) == len(selector.exact)
    for exact, (start, end) in zip(selector.exact, spans, strict=True):
        assert find_all(fold(words[start:end]), exact) == [(0, end - start)]
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
