"""Where a problem is shown: its source, and the row of its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sicetnon.authoring.locate import locate
from sicetnon.build import check_corpus
from sicetnon.cli.preview import shown

TEXT = "---\ntitle: A\n---\n# A heading\n\nThe king fled.\n\n- The queen stayed.\n- *Nobody* won.\n"

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]


def places(root: Path) -> list[tuple[str, str | None, str | None]]:
    """The name, source and row of each problem of a corpus."""
    located = locate(root, check_corpus(root).problems)
    return [(p.problem.name, p.source, p.row) for p in located]


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ("notes: [{exact: The kin fled, note: x}]", ("orphan", "a", "p1")),
        ("notes: [{exact: The queens stayed, note: x}]", ("orphan", "a", "p2")),
        ("notes: [{exact: quite other words, note: x}]", ("orphan", "a", None)),
        ("notes: [{exact: The, note: x}]", ("ambiguous", "a", "p1")),
        ("notes: [{exact: A head, note: x, nope: 1}]", ("unknown-key", "a", "a-heading")),
        ("mentions: [{exact: Nobody, entity: no-one}]", ("dangling-reference", "a", "p2")),
        ("entities: [{id: B c, type: person, name: N}]", ("bad-id", None, None)),
        ("nonsense: 1", ("unknown-key", "a", None)),
        ("notes: 1", ("wrong-kind", "a", None)),
        ("notes: [", ("yaml-syntax", None, None)),
    ],
)
def test_a_problem_is_seen_in_its_text(
    corpus: WriteCorpus, annotations: str, expected: tuple[str, str | None, str | None]
) -> None:
    """A problem is at the row that its evidence names, or whose words its record quotes."""
    files = {"content/a.md": TEXT, "annotations/a.yaml": f"source: a\n{annotations}\n"}
    assert places(corpus(files)) == [expected]


def test_a_problem_of_a_text_is_seen_there(corpus: WriteCorpus) -> None:
    """A problem of a text is at its row; one of its front matter, at the text as a whole."""
    footnote = TEXT + "\n[^1]: In vain.\n"
    broken = TEXT.replace("title: A", "titel: A")
    root = corpus({"content/a.md": footnote, "content/b/c.md": broken, "corpus.yaml": "titel: x"})
    shown_at = places(root)
    assert ("unknown-key", "b/c", None) in shown_at and ("unknown-key", None, None) in shown_at
    assert any(name == "lost-footnote" and source == "a" for name, source, _ in shown_at)


def test_nothing_that_was_written_reaches_a_page_as_markup(corpus: WriteCorpus) -> None:
    """Messages and names of files are escaped in the preview."""
    evil = "source: a\nnotes: [{exact: '<script>x</script> fled', note: x, '<b>': 1}]\n"
    root = corpus({"content/a.md": TEXT, "annotations/<i>.yaml": evil})
    problems = locate(root, check_corpus(root).problems)
    page = shown("<body></body>", "sources/a.html", problems, "1")
    assert "<script>x" not in page and "<b>:" not in page and "<i>.yaml" not in page
    assert "&lt;b&gt;" in page
