"""The tables hold what the corpus holds."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import claims_of
from tests.exports.conftest import package

from sicetnon.build import check_corpus


def test_tables_hold_everything(tiny: Path, tiny_site: Path) -> None:
    """As many rows as there are records, and the values of claims in their columns."""
    corpus = check_corpus(tiny).corpus
    _, tables = package(tiny_site)
    assert [row["id"] for row in tables["sources"]] == [*corpus.sources]
    assert [row["id"] for row in tables["entities"]] == [*corpus.entities]
    assert [f"{row['source']}/{row['id']}" for row in tables["claims"]] == [*claims_of(corpus)]
    assert [row["id"] for row in tables["contradictions"]] == [*corpus.contradictions]
    assert len(tables["mentions"]) == sum(len(s.mentions) for s in corpus.sources.values())
    assert len(tables["notes"]) == sum(len(s.notes) for s in corpus.sources.values())
    assert [tuple(row.values()) for row in tables["silences"]] == [
        ("letters/samir", "battle", "fallen")
    ]
    claims = {row["id"]: row for row in tables["claims"]}
    lost = claims["four-hundred"]
    assert (lost["minimum"], lost["maximum"], lost["unit"]) == ("400", "", "men")
    assert (lost["approximate"], lost["standing"]) == ("true", "tension")
    fought = claims["fought-1142"]
    assert (fought["first"], fought["last"], fought["as_of"]) == (
        "1142-01-01",
        "1142-12-31",
        "1187",
    )
    assert claims["at-the-ford"]["entity"] == "ford"
    assert claims["horses"]["standing"] == ""
    assert claims["others-say"]["standing"] == "explained"
    held = [tuple(row.values()) for row in tables["position-claims"]]
    assert ("victor", "2", "letters/hild", "osric-won") in held
    assert [row["entity"] for row in tables["attributions"]] == ["sexton", "hild", "maud"]
