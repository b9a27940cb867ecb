"""`corpus.json` is the corpus: nothing is lost, and every word is as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import claims_of
from tests.exports.conftest import ATTACKS

from sicetnon.build import check_corpus
from sicetnon.model import Corpus

Json = dict[str, Any]


@pytest.mark.parametrize("name", ["tiny", "project"])
def test_the_whole_is_the_corpus(name: str, request: pytest.FixtureRequest) -> None:
    """What was read from files and what stands in the one file are the same."""
    corpus = check_corpus(request.getfixturevalue(name)).corpus
    site = request.getfixturevalue({"tiny": "tiny_site", "project": "real_site"}[name])
    whole = json.loads((site / "data/corpus.json").read_text("utf-8"))
    assert [source["id"] for source in whole["sources"]] == [*corpus.sources]
    assert [entity["id"] for entity in whole["entities"]] == [*corpus.entities]
    assert [one["id"] for one in whole["contradictions"]] == [*corpus.contradictions]
    for source in whole["sources"]:
        check_source(source, corpus)


def check_source(source: Json, corpus: Corpus) -> None:
    """The text of a source, its claims with all they say, and the words that each is about."""
    annotated = corpus.sources[source["id"]]
    assert source["text"] == annotated.text.text
    assert len(source["mentions"]) == len(annotated.mentions)
    assert [note["note"] for note in source["notes"]] == [n.record.note for n in annotated.notes]
    for written, anchored in zip(source["claims"], annotated.claims, strict=True):
        claim = claims_of(corpus)[f"{source['id']}/{written['id']}"]
        spans = [(part["start"], part["end"]) for part in written["quote"]]
        assert tuple(spans) == anchored.spans
        assert written["claim"] == claim.gloss
        assert written["attributed_to"] if claim.attributed_to else "attributed_to" not in written
        assert written.get("subject") == claim.subject
        assert bool(written.get("value")) == bool(claim.value)
        assert written.get("created") == claim.created


def test_words_come_back_from_the_whole(attacked: Path) -> None:
    """Every string is as it was written."""
    whole = json.loads((attacked / "data/corpus.json").read_text("utf-8"))
    claims = whole["sources"][0]["claims"]
    assert sorted(claim["claim"] for claim in claims) == sorted(ATTACKS)
    assert {claim["value"]["text"] for claim in claims} == set(ATTACKS)
    assert sorted(e["name"] for e in whole["entities"]) == sorted(ATTACKS)
