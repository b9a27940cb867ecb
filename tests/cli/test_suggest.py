"""`sicetnon suggest` prints what it proposes, and writes it into one new file or nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import WriteCorpus

from sicetnon.cli.main import main

HEAD = """
entities: [{id: bridge, type: place, name: the bridge}]
predicates:
  - {id: age, label: Age, question: "How old is {subject}?", value: date, single: true}
"""
CLAIM = """source: SOURCE
claims:
  - {id: c, exact: finished in, claim: Then., subject: bridge, predicate: age, value: YEAR}
"""


@pytest.fixture
def root(corpus: WriteCorpus) -> Path:
    """Two texts that give the bridge two years."""
    files = {"annotations/head.yaml": HEAD}
    for source, year in (("letter", "1432"), ("roll", "1440")):
        files[f"content/{source}.md"] = f"The bridge was finished in {year}, said Hugh.\n"
        claim = CLAIM.replace("SOURCE", source).replace("YEAR", year)
        files[f"annotations/{source}.yaml"] = claim
    return corpus(files)


def run(root: Path, *args: str) -> Result:
    """The command in a corpus."""
    return CliRunner().invoke(main, ["suggest", "--root", str(root), *args])


def test_it_prints_the_words_of_both_sides_with_their_places(root: Path) -> None:
    """And the rule that fired; nothing is written."""
    before = sorted(root.rglob("*"))
    result = run(root)
    assert result.exit_code == 0
    for words in ("How old is the bridge? [contrary; apart", "1432", "1440", "“finished in”"):
        assert words in result.output
    assert "annotations/letter.yaml:3:20 letter/c (asserted)" in result.output
    assert "Hugh" in result.output and sorted(root.rglob("*")) == before


def test_json_has_the_same(root: Path) -> None:
    """By kind, with sides, rules and places."""
    found = json.loads(run(root, "--format", "json").stdout)
    assert list(found) == ["contradictions", "lacking", "names", "aliases", "lone"]
    (one,) = found["contradictions"]
    assert list(one["rules"]) == ["apart"]
    assert [side["answer"] for side in one["sides"]] == ["1432", "1440"]
    assert [name["name"] for name in found["names"]] == ["Hugh"]


def test_what_is_written_is_a_candidate_and_not_proposed_again(root: Path) -> None:
    """In a file of its own; the undo that is printed removes it."""
    result = run(root, "--write")
    path = root / "annotations/candidates.yaml"
    assert "status: candidate" in path.read_text("utf-8")
    assert f"undo with: rm '{path}'" in result.stderr
    assert not CliRunner().invoke(main, ["check", "--strict", "--root", str(root)]).exit_code
    again = run(root, "--write")
    assert "nothing to write" in again.stderr and "recorded: 0" in again.stdout
    rejected = path.read_text("utf-8").replace("status: candidate", "status: rejected")
    path.write_text(rejected, "utf-8")
    assert "recorded: 0" in run(root).stdout


def test_a_second_time_it_takes_another_file(root: Path) -> None:
    """What an editor has changed stays as it is."""
    path = root / "annotations/candidates.yaml"
    path.write_text("# judged\n", "utf-8")
    run(root, "--write")
    assert path.read_text("utf-8") == "# judged\n"
    assert (root / "annotations/candidates-2.yaml").is_file()


def test_a_merge_that_is_not_finished(root: Path) -> None:
    """What cannot be read would be taken for missing, so nothing is proposed."""
    path = root / "annotations/roll.yaml"
    path.write_text(f"<<<<<<< HEAD\n{path.read_text('utf-8')}=======\n>>>>>>> other\n", "utf-8")
    result = run(root, "--write")
    assert result.exit_code == 1 and not (root / "annotations/candidates.yaml").exists()
    assert "a merge is not finished here" in result.stderr and "mend" in result.stderr


def test_where_it_cannot_write_it_says_so(root: Path) -> None:
    """With the reason; nothing is half written."""
    (root / "annotations/candidates.yaml").mkdir()
    result = run(root, "--write")
    assert result.exit_code == 1 and "nothing was written: " in result.stderr
    assert not list((root / "annotations/candidates.yaml").iterdir())


def test_very_many_candidates(corpus: WriteCorpus) -> None:
    """As many as asked for are printed and written, and how many are left is told."""
    count = 1_000
    entities = "".join(f"  - {{id: e{n}, type: place, name: Place {n}}}\n" for n in range(count))
    files = {"annotations/head.yaml": f"entities:\n{entities}{HEAD[HEAD.index('predicates') :]}"}
    for source, year in (("letter", 1432), ("roll", 1440)):
        claims = "".join(
            f"  - {{id: c{n}, exact: so, claim: S., subject: e{n}, predicate: age, "
            f"value: {year}}}\n"
            for n in range(count)
        )
        files[f"content/{source}.md"] = "It is so.\n"
        files[f"annotations/{source}.yaml"] = f"source: {source}\nclaims:\n{claims}"
    root = corpus(files)
    result = run(root, "--write")
    assert "recorded: 1,000" in result.output and "… and 950 more: raise --most" in result.output
    assert "50 candidates written" in result.output
    written = (root / "annotations/candidates.yaml").read_text("utf-8")
    assert written.count("status: candidate") == 50
