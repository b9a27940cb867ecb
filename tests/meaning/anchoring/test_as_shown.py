"""Quotes that were copied from Markdown, and quotes with dots for words left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.case_files import write_files

from sicetnon.build import check_corpus
from sicetnon.reading.yaml import read_yaml

TEXT = """# The *new* bridge

The bridge was *finished* in [1432](https://example.org), in the reign … of the “second” duke,
under its **old `name`** and at 2 \\* 3 marks, as [the
rolls][1] say &amp; swear_it.

- A *first* pier,
- and a second.

[1]: https://example.org/rolls
"""
QUOTES = {
    "was *finished* in [1432](https://example.org), in": ["was finished in 1432, in"],
    "was *finished": ["was finished"],
    "in [1432](https://example.org)": ["in 1432"],
    "its **old `name`** and": ["its old name and"],
    "at 2 \\* 3 marks, as [the rolls][1] say": ["at 2 * 3 marks, as the\nrolls say"],
    "say &amp; swear_it": ["say & swear_it"],
    "# The *new* bridge": ["The new bridge"],
    "- A *first* pier,\n- and a second.": ["A first pier,\n\nand a second."],
    "in the reign ... of the": ["in the reign … of the"],
    "The bridge ... the rolls": ["The bridge", "the\nrolls"],
    "The bridge […] in [1432](https://example.org)": ["The bridge", "in 1432"],
    "The bridge . . . second duke … a *first* pier": None,
    "The bridge … duke … A *first* pier": ["The bridge", "duke", "A first pier"],
    "a second … The bridge": None,
    "was finished (perhaps) in 1432": None,
}
"""Quotes, and the words of the text that are proposed for them."""


@pytest.mark.parametrize(("quote", "wanted"), QUOTES.items())
def test_the_words_are_offered_as_the_text_has_them(
    tmp_path: Path, quote: str, wanted: list[str] | None
) -> None:
    """What is offered can be pasted, and anchors; without such words the nearest are named."""
    exact = f'"{quote}"'.replace("\\", "\\\\").replace("\n", "\\n")
    files = {"content/a.md": TEXT, "annotations/a.yaml": file_with(f"exact: {exact}")}
    write_files(tmp_path, tuple(files.items()))
    (problem,) = check_corpus(tmp_path).problems
    offered = dict(problem.evidence).get("write")
    assert problem.name == "orphan" and (offered is None) == (wanted is None)
    if offered is None or wanted is None:
        return
    document, _ = read_yaml(offered, "a.yaml")
    assert document and isinstance(document.value, dict)
    exact_value = document.value["exact"]
    parts = exact_value if isinstance(exact_value, list) else [exact_value]
    assert ["".join(str(part).split()) for part in parts] == ["".join(w.split()) for w in wanted]
    (tmp_path / "annotations/a.yaml").write_text(file_with(offered), "utf-8")
    assert not [p for p in check_corpus(tmp_path).problems if p.name in ("orphan", "ambiguous")]


def file_with(exact: str) -> str:
    """An annotation file with a note on a quote."""
    return f"source: a\nnotes:\n  - {exact}\n    note: Why?\n"
