"""The margin of a text: what stands beside a paragraph, and what waits below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from tests.conftest import WriteCorpus

from sicetnon.build import build
from sicetnon.writing.pages.sources import fitting

LONG = "Much is said of this. " * 12


def corpus_of(paragraph: str, claims: int, notes: int) -> dict[str, str]:
    """A text of one paragraph with contested claims, each with a question of its own, and notes."""
    words = [f"word{number} here" for number in range(claims + notes)]
    quoted = ", ".join(words)
    noted = "".join(f"  - {{exact: {one}, note: A note.}}\n" for one in words[claims:])
    claimed = "".join(
        f"  - {{id: c{n}, exact: {one}, claim: It says {one}.}}\n"
        for n, one in enumerate(words[:claims])
    )
    questions = "".join(
        f"  - id: q{n}\n    question: What of number {n}?\n    status: open\n    positions:\n"
        f"      - {{answer: this, claims: [a/c{n}]}}\n      - {{answer: that, claims: [b/d{n}]}}\n"
        for n in range(claims)
    )
    others = "".join(
        f"  - {{source: b, id: d{n}, exact: other{n} here, claim: Other.}}\n" for n in range(claims)
    )
    return {
        "content/a.md": f"{quoted}. {paragraph}\n",
        "content/b.md": ", ".join(f"other{n} here" for n in range(claims)) + ".\n",
        "annotations/a.yaml": f"source: a\nnotes:\n{noted}claims:\n{claimed}{others}"
        f"contradictions:\n{questions}",
    }


def margin(root: Path) -> Tag:
    """The margin beside the first paragraph of the text a."""
    assert not build(root, root / "site").failed
    page = BeautifulSoup((root / "site/sources/a.html").read_text("utf-8"), "html.parser")
    found = page.select_one("aside.margin")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize(("paragraph", "beside"), [("", 1), (LONG, 3)])
def test_as_many_cards_stand_beside_a_paragraph_as_fit(
    corpus: WriteCorpus, paragraph: str, beside: int
) -> None:
    """Contested ones first, in the order of the text; all others wait in their order below."""
    shown = margin(corpus(corpus_of(paragraph, claims=4, notes=3)))
    direct = shown.find_all(class_="card", recursive=False)
    waiting = shown.select(".waiting > .card")
    assert [card.select_one("[id]")["id"] for card in direct] == [
        f"claim-c{number}" for number in range(beside)
    ]
    numbers = [card.select_one(".number").text for card in waiting]
    assert numbers == sorted(numbers, key=int) and len(direct) + len(waiting) == 7
    assert str(len(waiting)) in shown.select_one(".waiting > summary").text


def test_a_closed_card_leads_with_its_question(corpus: WriteCorpus) -> None:
    """Then come the answers: without the question they say nothing."""
    summary = margin(corpus(corpus_of("", claims=1, notes=0))).select_one(".card > summary")
    texts = [summary.select_one(f".{name}").text for name in ("asked", "gist", "rival")]
    assert texts == ["What of number 0?", "this", "that"]


def test_no_card_stands_open(corpus: WriteCorpus) -> None:
    """A page opens calm."""
    assert not margin(corpus(corpus_of(LONG, claims=3, notes=3))).select("details[open]")


def test_where_nothing_fits_one_card_stands_there_all_the_same() -> None:
    """Without any there would be nothing to be opened."""
    assert fitting((), 0) == ((), ())
