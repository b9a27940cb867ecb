"""`sicetnon new --from-issue`: what an issue proposes becomes records that `check` accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from sicetnon.authoring.issue import LABELS
from sicetnon.build import check_corpus
from sicetnon.cli.main import main
from sicetnon.reading.load import load

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

TEXT = """The bridge was finished in 1432, in the reign of the second duke.
Master Hugh built it, and the second duke paid; the second duke was glad.
"""
FILE = """contributors:
  - id: ann-reader
    name: Ann Reader
source: letters/one
notes:
  - exact: Master Hugh
    note: |-
      Nobody else says so: "odd".

      $(touch /tmp/x) `x` <script>
    creator: ann-reader
    created: 2026-11-28
"""


@pytest.fixture
def bridge(corpus: WriteCorpus) -> Path:
    """One text with a title, in a folder."""
    return corpus(
        {
            "content/letters/one.md": f"---\ntitle: A Letter\n---\n{TEXT}",
            "corpus.yaml": "contributors:\n  - {id: ben, name: Ben}\n",
        }
    )


def body(**words: str) -> str:
    """The body of an issue, as the forge makes it from its form."""
    fields = {name: words.get(name, "_No response_") for name in LABELS}
    return "\n\n".join(f"### {LABELS[name]}\n\n{text}" for name, text in fields.items())


def run(root: Path, issue: str, *words: str) -> Result:
    """Run the command on the body of an issue."""
    arguments = ["new", "--from-issue", "-", *words, "--root", str(root)]
    return CliRunner().invoke(main, arguments, input=issue)


def added(root: Path, issue: str) -> str:
    """The content of the one file that is new; the corpus has no problems with it."""
    result = run(root, issue)
    assert result.exit_code == 0, result.output
    assert [p.message for p in check_corpus(root).problems] == []
    (file,) = (root / "annotations" / "proposed").iterdir()
    assert file.suffix == ".yaml" and "letters-one" in file.name
    return file.read_text("utf-8")


def test_the_labels_are_those_of_the_form(project: Path) -> None:
    """The headings by which an issue is read are those that its form writes."""
    path = project / ".github" / "ISSUE_TEMPLATE" / "annotation.yml"
    form = yaml.safe_load(path.read_text("utf-8"))["body"]
    assert {one["id"]: one["attributes"]["label"] for one in form} == LABELS


@pytest.mark.parametrize("fence", ["```", "~~~~"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_file_in_an_issue_is_added_as_it_is(bridge: Path, fence: str, line_break: str) -> None:
    """Under its heading or in a body that was only pasted; what it quotes is words."""
    issue = body(where="A Letter", record=f"{fence}yaml\n{FILE}{fence}").replace("\n", line_break)
    added(bridge, f"title:\tAn annotation\nstate:\tOPEN\n--\n{issue}")
    (note,) = load(bridge).records.notes
    assert note.creator == "ann-reader" and note.note.endswith("$(touch /tmp/x) `x` <script>")


@pytest.mark.parametrize(
    "where", ["A Letter", "a letter", "letters/one", "https://x.org/a/sources/letters/one.html#p1"]
)
def test_words_in_an_issue_become_a_note(bridge: Path, where: str) -> None:
    """By whatever name the text is called."""
    issue = body(where=where, exact="Master Hugh", kind="a note, which explains", note="Not: he.")
    assert yaml.safe_load(added(bridge, issue)) == {
        "source": "letters/one",
        "notes": [{"exact": "Master Hugh", "note": "Not: he."}],
    }


def test_words_in_an_issue_become_a_claim(bridge: Path) -> None:
    """With an id of its own."""
    added(bridge, body(where="A Letter", exact="in 1432", kind="claim", note="It was in 1432."))
    assert [claim.id for claim in load(bridge).records.claims] == ["it-was-in-1432"]


WRONG = {
    "no such words": (body(where="A Letter", exact="no words", note="x"), "no such words"),
    "many places": (body(where="A Letter", exact="the second duke", note="x"), "3 places"),
    "no text": (body(where="Another", exact="Master Hugh", note="x"), "no source"),
    "nothing": ("please add this", "no answer to"),
    "a name": (body(where="A Letter", exact="Hugh", kind="a name", note="x"), "which entity"),
    "no YAML": (body(record="```yaml\na: [\n```"), "cannot be read"),
    "a tag": (body(record="```yaml\na: !!python/object/apply:os.system [ls]\n```"), "read"),
    "no keys": (body(record="```yaml\n- a\n```"), "no keys"),
    "an orphan": (body(record=f"```yaml\n{FILE.replace('Master', 'Mister')}```"), "no such words"),
    "a key": (body(record="```yaml\nsettings: [{a: b}]\n```"), "not a key"),
    "a stranger": (
        body(record="```yaml\n" + FILE.replace("creator: ann-reader", "creator: cid") + "```"),
        "no contributor",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_written(bridge: Path, name: str) -> None:
    """In a sentence; never by an exception."""
    issue, sentence = WRONG[name]
    result = run(bridge, issue)
    assert isinstance(result.exception, SystemExit) and result.exit_code in (1, 2)
    assert sentence in result.output
    assert not (bridge / "annotations").exists()


def test_a_dry_run_writes_nothing(bridge: Path) -> None:
    """It prints what would be written."""
    result = run(bridge, body(record=f"```yaml\n{FILE}```"), "--dry-run")
    assert result.exit_code == 0 and "exact: Master Hugh" in result.output
    assert not (bridge / "annotations").exists()


def test_options_before_a_kind_are_wrong_use(bridge: Path) -> None:
    """They would be ignored otherwise."""
    words = ["new", "--root", str(bridge), "note", "--exact", "Hugh"]
    assert CliRunner().invoke(main, words).exit_code == 2
