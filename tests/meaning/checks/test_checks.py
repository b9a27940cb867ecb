"""What every check can rely on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sicetnon.build import build, check_corpus
from sicetnon.cli.main import main
from sicetnon.engine.cache import open_cache
from sicetnon.meaning import checks
from sicetnon.model import WrittenCorpus
from sicetnon.problems import Problem


def wordy(corpus: WrittenCorpus) -> Iterator[Problem]:
    """A check over claims, notes and mentions: each must stand in a file of its own source."""
    for record in (*corpus.records.claims, *corpus.records.notes, *corpus.records.mentions):
        if "wordy" in "".join(record.selector.exact):
            yield Problem("orphan", record.at, f"{record.source} is wordy")


@pytest.fixture
def wordy_corpus(tiny_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus in which that check finds a claim."""
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, wordy))
    (tiny_copy / "content/wordy.md").write_text("Some wordy words, all wordy.\n", "utf-8")
    claim = "source: wordy\nclaims:\n  - id: one\n    exact: Some wordy\n    claim: It is.\n"
    (tiny_copy / "annotations/wordy.yaml").write_text(claim, "utf-8")
    return tiny_copy


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_check_sees_the_whole_corpus(wordy_corpus: Path, jobs: int) -> None:
    """In check and in build, with and without what an earlier run has cached."""
    for _ in ("cold", "warm"):
        for outcome in (
            check_corpus(wordy_corpus, cache=open_cache(wordy_corpus), jobs=jobs),
            build(wordy_corpus, wordy_corpus / "site", cache=open_cache(wordy_corpus), jobs=jobs),
        ):
            found = [f"{p.location} {p.message}" for p in outcome.problems]
            assert found == ["annotations/wordy.yaml:4:12 wordy is wordy"]


def test_new_refuses_what_a_check_would_find(wordy_corpus: Path) -> None:
    """Before anything is written."""
    before = (wordy_corpus / "annotations/wordy.yaml").read_text("utf-8")
    words = ["--exact", "all wordy", "--claim", "All of it is.", "--id", "two"]
    command = ["new", "claim", "--root", str(wordy_corpus), "--source", "wordy", *words]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1, result.output
    assert (wordy_corpus / "annotations/wordy.yaml").read_text("utf-8") == before
