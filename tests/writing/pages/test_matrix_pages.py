"""The matrix of all questions, and those of topics and entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sicetnon.build import build
from sicetnon.writing.pages import matrix

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]


def files(texts: int, questions: int) -> dict[str, str | bytes]:
    """Texts of which each two neighbours disagree on some questions, all of one topic."""
    words = " ".join(f"w{number}" for number in range(questions))
    found: dict[str, str | bytes] = {f"content/t{n:03}.md": words for n in range(texts)}
    found["annotations/shared.yaml"] = (
        "entities: [{id: bridge, type: place, name: Bridge}]\n"
        "predicates: [{id: built, label: Built, question: 'When was {subject} built?'}]\n"
        "topics: [{id: when, title: When}]\n"
    )
    for n in range(texts):
        found[f"annotations/t{n:03}.yaml"] = f"source: t{n:03}\nclaims:\n" + "".join(
            f"  - {{id: c{q}, exact: w{q}, claim: Said., subject: bridge, predicate: built}}\n"
            for q in range(questions)
        )
    asked = [(n, q) for n in range(0, texts - 1, 2) for q in range(questions)]
    found["annotations/contradictions.yaml"] = "contradictions:\n" + "".join(
        f"  - {{id: k{n}-{q}, question: Question {n} {q}?, status: open, topic: when, positions: ["
        f"{{answer: A{q}, claims: [t{n:03}/c{q}]}}, "
        f"{{answer: B{q}, claims: [t{n + 1:03}/c{q}]}}]}}\n"
        for n, q in asked
    )
    return found


def questions(path: Path) -> list[str]:
    """What the rows of a page ask."""
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    return [one.get_text() for one in page.select(".matrix tbody th > a")]


def test_a_large_matrix_comes_in_parts(
    corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each contested question stands in just one of them, and none is heavy."""
    monkeypatch.setattr(matrix, "MOST_ANSWERS", 100)
    monkeypatch.setattr(matrix, "MOST_OF_PART", 60)
    root = corpus(files(16, 10))
    assert not build(root, root / "site").failed
    pages = [root / "site/matrix.html", *sorted((root / "site/matrix").glob("*.html"))]
    found = [one for path in pages for one in questions(path)]
    assert len(found) == len({*found}) == 80 and len(pages) == 4
    for path in pages:
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert len(page.select(".parts li")) == len(pages)
        assert len(page.select(".parts [aria-current]")) == 1
        assert path.stat().st_size < 60_000


def test_the_matrix_of_a_topic_has_its_texts_alone(corpus: WriteCorpus) -> None:
    """And so has that of an entity; a question that no two texts answer makes none."""
    small = files(5, 2)
    root = corpus({**small, "content/other.md": "nothing"})
    assert not build(root, root / "site").failed
    for name in ("topics/when.html", "entities/bridge.html"):
        page = BeautifulSoup((root / "site" / name).read_text("utf-8"), "html.parser")
        heads = [one.get_text() for one in page.select(".matrix thead th")][1:]
        assert heads == ["T000", "T001", "T002", "T003"], name
        assert len(questions(root / "site" / name)) == 4


def test_a_text_leads_to_those_it_is_compared_with(corpus: WriteCorpus) -> None:
    """Both ways, to one page."""
    root = corpus(files(2, 1))
    assert not build(root, root / "site").failed
    for name in ("t000", "t001"):
        page = (root / "site/sources" / f"{name}.html").read_text("utf-8")
        assert 'href="../compare/t000--t001.html"' in page
