"""Questions by sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sicetnon.build import check_corpus
from sicetnon.meaning.matrix import Answer, Cell, Row, State, rows

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

SHARED = """
entities: [{id: bridge, type: place, name: Bridge}]
predicates:
  - {id: built, label: Built, question: "When was {subject} built?", value: date}
  - {id: cost, label: Cost, question: "What did {subject} cost?"}
contradictions:
  - id: year
    question: When was it built?
    relation: contrary
    status: open
    positions:
      - {answer: "1432", claims: [a/year]}
      - {answer: "1440", claims: [b/year]}
  - {id: no, question: No?, status: rejected, positions: [
      {answer: x, claims: [a/cost]}, {answer: y, claims: [b/year]}]}
read:
  - {source: c, by: ann, predicates: [built]}
  - {source: d, by: ann}
silences:
  - {source: d, subject: bridge, predicate: built}
"""


def claim(name: str, exact: str, predicate: str) -> str:
    """A claim in YAML."""
    return (
        f"  - {{id: {name}, exact: {exact}, claim: Said., subject: bridge, "
        f"predicate: {predicate}, value: 1432}}\n"
    )


@pytest.fixture
def matrix(corpus: WriteCorpus) -> list[Row]:
    """The matrix of five small texts."""
    root = corpus(
        {
            **{f"content/{name}.md": "one two" for name in "abcde"},
            "annotations/all.yaml": SHARED,
            "annotations/a.yaml": "source: a\nclaims:\n"
            + claim("year", "one", "built")
            + claim("cost", "two", "cost"),
            "annotations/b.yaml": "source: b\nclaims:\n" + claim("year", "one", "built"),
        }
    )
    outcome = check_corpus(root)
    assert not outcome.failed
    return list(rows(outcome.corpus, outcome.corpus.headers))


def test_a_contradiction_is_one_row_with_its_positions(matrix: list[Row]) -> None:
    """Its property has no second row, and one that was rejected has none."""
    assert [(row.contradiction, row.properties) for row in matrix] == [
        ("year", (("bridge", "built"),)),
        (None, (("bridge", "cost"),)),
    ]
    assert matrix[0].cells["a"] == Cell(State.SAID, (Answer("a/year", 0),))
    assert matrix[0].cells["b"] == Cell(State.SAID, (Answer("b/year", 1),))
    assert matrix[0].differ("a", "b") and matrix[0].speaking == 2


def test_silent_read_and_unread_differ(matrix: list[Row]) -> None:
    """Silence goes before a mere reading; a reading counts for the properties that it names."""
    assert [matrix[0].state(name) for name in "cde"] == [State.READ, State.SILENT, State.UNREAD]
    assert [matrix[1].state(name) for name in "bcde"] == [
        *(State.UNREAD, State.UNREAD, State.READ, State.UNREAD)
    ]
