"""What a source withholds stands in no exported file, and a quote settles its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.conftest import WriteCorpus
from tests.exports.conftest import targets

from sicetnon import urls
from sicetnon.build import build, check_corpus
from sicetnon.exports.quotes import quoted

Json = dict[str, Any]


def test_an_editors_context_is_reached_however_long(corpus: WriteCorpus) -> None:
    """Where a refrain stands before a quote twice, what settles it is given as well."""
    refrain = "and so they all went down to the river to drink, every one of them"
    root = corpus(
        {
            "content/a.md": f"First {refrain}, and sang.\n\nThen {refrain}, and sang.\n",
            "annotations/a.yaml": (
                f"source: a\nnotes:\n  - {{exact: and sang, prefix: 'Then {refrain}, ', note: N}}\n"
            ),
        }
    )
    found = check_corpus(root)
    assert not found.problems
    annotated = found.corpus.sources["a"]
    (note,) = quoted(found.corpus.config, annotated, {}).notes
    (passage,) = note.passages
    assert annotated.text.text.count(passage.prefix + passage.exact + passage.suffix) == 1


# Texts that are withheld --------------------------------------------------------------------

WITHHELD = """\
---
title: A
display: {display}
---
SECRET-one Quoted words SECRET-two of Bob.

SECRET-three and Bob, a noted word, SECRET-four.

SECRET-five Bob.
"""
RECORDS = """\
source: a
entities: [{id: bob, type: person, name: Bob}]
claims: [{id: c, exact: Quoted words, claim: C., created: 2026-01-01}]
notes: [{exact: a noted word, note: N., created: 2026-01-01}]
"""


@pytest.fixture
def data(corpus: WriteCorpus) -> Any:
    """All texts of the files of a site whose text is withheld, joined, and its annotations."""

    def make(display: str) -> tuple[str, list[Json]]:
        root = corpus(
            {
                "corpus.yaml": "base_url: https://example.org/\n",
                "content/a.md": WITHHELD.format(display=display),
                "annotations/a.yaml": RECORDS,
            }
        )
        assert not build(root, root / "site").failed
        paths = [*(root / "site" / "data").rglob("*.*"), root / "site" / urls.FEED]
        made = json.loads((root / "site" / urls.annotations_of("a")).read_text("utf-8"))
        return "\n".join(path.read_text("utf-8") for path in paths), made["first"]["items"]

    return make


def test_what_is_withheld_stands_in_no_file(data: Any) -> None:
    """Of `link` the words of claims alone, with nothing around them and no place."""
    text, made = data("link")
    assert "SECRET" not in text and "noted word" not in text
    assert [target for one in made for target in targets(one)] == [
        {
            "type": "SpecificResource",
            "source": "https://example.org/sources/a.html",
            "selector": {
                "type": "TextQuoteSelector",
                "exact": "Quoted words",
                "prefix": "",
                "suffix": "",
            },
        },
        *["https://example.org/sources/a.html"] * 4,
    ]


def test_excerpts_tell_of_their_paragraphs_alone(data: Any) -> None:
    """What is around a quote ends with its paragraph; a paragraph that is not shown is not told."""
    text, made = data("excerpts")
    assert "SECRET-five" not in text
    quotes = [t["selector"] for one in made for t in targets(one) if isinstance(t, dict)]
    assert all(quote["type"] == "TextQuoteSelector" for quote in quotes)
    quoted = [quote["prefix"] + quote["exact"] + quote["suffix"] for quote in quotes]
    assert quoted[0] == "SECRET-one Quoted words SECRET-two of Bob."
    assert quoted[1] == "SECRET-three and Bob, a noted word, SECRET-four."
    assert len(quoted) == 4
    assert made[-1]["target"] == "https://example.org/sources/a.html"
