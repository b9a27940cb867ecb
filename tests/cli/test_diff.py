"""`sicetnon diff`: states of a corpus out of git, and three ways to print what changed."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt
from tests.sites import state

from sicetnon.cli import change_report
from sicetnon.cli.main import main
from sicetnon.meaning.comparison.text_changes import MOST_EDITS

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

TEXT = "The bridge was finished in 1432.\n\nMaster Hugh built it of grey stone.\n"
NOTES = """source: letter
notes:
  - exact: finished in 1432
    note: The year.
  - exact: grey stone
    note: From the quarry.
"""
HOSTILE = (
    "</pre> @everyone #1 [x](https://evil.example) ![x](https://evil.example/x.png) `x` "
    "<script>alert(1)</script> ::error::x {{ x }} \N{RIGHT-TO-LEFT OVERRIDE}x \\x1b[31m"
)


def git(root: Path, *arguments: str) -> str:
    """Run git in a folder, and answer what it prints."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    command = ["git", "-C", str(root), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def committed(root: Path) -> Path:
    """The same folder, with all that is in it committed."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    return root


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of commits go where a test's other files go, and so does the cache."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SICETNON_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def letter(corpus: WriteCorpus) -> Path:
    """A text with notes, in git."""
    return committed(corpus({"content/letter.md": TEXT, "annotations/letter.yaml": NOTES}))


def run(root: Path, *words: str, status: int = 0) -> Result:
    """Run `sicetnon diff` in a corpus; it must end with a status, and by no exception."""
    result = CliRunner().invoke(main, ["diff", "--root", str(root), *words])
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def edit(root: Path, before: str, after: str, path: str = "content/letter.md") -> None:
    """Replace words in a file; they must stand there."""
    text = (root / path).read_text("utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after), "utf-8")


def test_the_files_as_they_are_now_are_compared_with_a_commit(letter: Path) -> None:
    """What broke is named with its words and its place, and nothing is left behind."""
    edit(letter, "finished", "completed")
    before = state(letter)
    said = run(letter, "HEAD").output
    assert "broken note letter: “finished in 1432”" in said
    assert "letter: p1 → nowhere" in said
    assert "changed letter: 1 word in, 1 out" in said
    assert state(letter) == before
    assert not list(letter.parent.glob("sicetnon-diff-*"))


def test_two_commits_are_compared(letter: Path) -> None:
    """The working tree does not count then."""
    edit(letter, "The year.", "The year it was done.", "annotations/letter.yaml")
    git(letter, "commit", "-qam", "two")
    edit(letter, "grey", "red")
    found = json.loads(run(letter, "HEAD~1", "HEAD", "--format", "json").stdout)
    assert [one["label"] for one in found["records"]] == ["letter: “finished in 1432”"]
    fields = [("note", "The year.", "The year it was done.")]
    assert [(*one.values(),) for one in found["records"][0]["fields"]] == fields
    assert found["texts"] == found["anchors"] == []
    assert found["before"]["commit"] == git(letter, "rev-parse", "HEAD~1")


def test_exit_codes_are_those_of_git(letter: Path) -> None:
    """0 whatever changed; with --exit-code 1 if anything did."""
    run(letter, "HEAD", "--exit-code")
    edit(letter, "grey", "red")
    run(letter, "HEAD")
    run(letter, "HEAD", "--exit-code", status=1)


def test_what_others_did_since_is_left_out_with_merge_base(letter: Path) -> None:
    """A branch is compared with the commit at which it left the other."""
    git(letter, "checkout", "-qb", "mine")
    edit(letter, "grey", "red")
    git(letter, "commit", "-qam", "mine")
    git(letter, "checkout", "-q", "main")
    edit(letter, "Hugh", "Hugo")
    git(letter, "commit", "-qam", "theirs")
    git(letter, "checkout", "-q", "mine")
    words = json.loads(run(letter, "main", "--format", "json", "--merge-base").stdout)["texts"][0]
    assert (words["words_in"], words["words_out"]) == (1, 1)
    words = json.loads(run(letter, "main", "--format", "json").stdout)["texts"][0]
    assert (words["words_in"], words["words_out"]) == (2, 2)


def test_a_corpus_may_lie_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    """Paths count from the corpus's root, and other folders do not count."""
    root = tmp_path / "project" / "corpus"
    (root / "content").mkdir(parents=True)
    (root / "content" / "letter.md").write_text(TEXT)
    committed(root.parent)
    (root.parent / "content").mkdir()
    (root.parent / "content" / "other.md").write_text(TEXT)
    edit(root, "grey", "red")
    found = json.loads(run(root, "HEAD", "--format", "json").stdout)
    assert [one["id"] for one in found["texts"]] == ["letter"]
    assert not found["before"]["errors"]


@pytest.mark.parametrize("name", ["nowhere", "--all", "HEAD:content", "HEAD~9", "", "a..b"])
def test_what_is_no_commit_is_told_with_the_way_out(letter: Path, name: str) -> None:
    """A name that git does not know is wrong use, and never an option of git's."""
    said = run(letter, "--", name, status=2)
    assert "is no commit of this repository; git fetch" in said.output


def test_a_shallow_clone_says_what_it_lacks(letter: Path, tmp_path: Path) -> None:
    """And how to fetch it."""
    edit(letter, "grey", "red")
    git(letter, "commit", "-qam", "two")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", letter.as_uri(), str(clone))
    said = run(clone, "HEAD~1", status=2).output
    assert "git fetch --unshallow brings the rest" in said
    git(clone, "fetch", "-q", "--deepen=1")
    assert "changed letter: 1 word in, 1 out" in run(clone, "HEAD~1").output


def test_without_git_there_is_nothing_to_compare_with(
    corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside of a repository, in one without commits, and where git is not installed."""
    root = corpus({"content/letter.md": TEXT})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert "there is no history to compare with: not a git" in run(root, "HEAD", status=2).output
    git(root, "init", "-q")
    assert "git has no commit yet" in run(root, "HEAD", status=2).output
    monkeypatch.setenv("PATH", "")
    assert "git cannot be run" in run(root, "HEAD", status=2).output


def test_of_a_state_that_does_not_build_what_can_be_read_is_compared(letter: Path) -> None:
    """Its first problems are shown; records of a file that cannot be read are not called new."""
    edit(letter, "notes:", "<<<<<<< HEAD\nnotes:", "annotations/letter.yaml")
    git(letter, "commit", "-qam", "broken")
    edit(letter, "<<<<<<< HEAD\n", "", "annotations/letter.yaml")
    edit(letter, "grey", "red")
    for words in (["HEAD"], ["HEAD", "--format", "markdown"]):
        said = run(letter, *words).output
        assert "does not build (1 error, 0 warnings); compared is what can be read" in said
        assert "a merge is not finished here" in said
        assert "passed over: annotations/letter.yaml" in said
        assert "added note" not in said
        assert "changed letter: 1 word in, 1 out" in said
    assert "removed" not in run(letter, "HEAD~1", "HEAD").output


def test_nothing_of_the_repository_is_run(letter: Path, tmp_path: Path) -> None:
    """No hook, no filter, no program that its settings name."""
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/run\ncat\n")
    trap.chmod(0o755)
    hooks = ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction")
    for hook in hooks:
        (letter / ".git" / "hooks" / hook).write_text(trap.read_text())
        (letter / ".git" / "hooks" / hook).chmod(0o755)
    settings = ("core.fsmonitor", "core.pager", "diff.external", "filter.x.smudge", "gpg.program")
    for setting in (*settings, "diff.x.textconv", "core.sshCommand", "core.alternateRefsCommand"):
        git(letter, "config", setting, str(trap))
    git(letter, "config", "log.showSignature", "true")
    (letter / ".gitattributes").write_text("* filter=x diff=x export-subst\n")
    (tmp_path / "run").unlink(missing_ok=True)
    edit(letter, "grey", "red")
    assert "changed letter" in run(letter, "HEAD").output
    assert not (tmp_path / "run").exists()


def test_links_of_a_commit_lead_nowhere(letter: Path, tmp_path: Path) -> None:
    """A link in a commit is left out, so it cannot be written through."""
    (tmp_path / "secret.md").write_text("A secret.")
    (letter / "content" / "link.md").symlink_to(tmp_path / "secret.md")
    (letter / "content" / "folder").symlink_to(tmp_path)
    git(letter, "add", "-A")
    git(letter, "commit", "-qm", "links")
    assert "secret" not in run(letter, "HEAD~1", "HEAD").output


def test_markdown_shows_every_word_of_theirs_as_it_stands(corpus: WriteCorpus) -> None:
    """Whatever a pull request holds is neither markup, nor a link, a mention or a command."""
    root = committed(corpus({"content/letter.md": TEXT}))
    record = {"exact": "grey stone", "note": HOSTILE}
    contradiction = {
        "id": "q",
        "question": HOSTILE,
        "relation": "contrary",
        "positions": [{"answer": HOSTILE, "claims": [HOSTILE]}],
        "status": "open",
    }
    written = {"source": "letter", "notes": [record], "contradictions": [contradiction]}
    (root / "annotations").mkdir()
    (root / "annotations" / f"{HOSTILE[:12].replace('/', '')}.yaml").write_text(json.dumps(written))
    edit(root, "grey stone", "&lt;/pre> **@everyone** ::error::evil stone")
    printed = run(root, "HEAD", "--format", "markdown").output
    page = BeautifulSoup(MarkdownIt("commonmark").enable("table").render(printed), "html5lib")
    assert not page.select("script, img, a, code, strong em, input")
    assert HOSTILE.partition("\N{RIGHT-TO-LEFT OVERRIDE}")[0] in page.get_text()
    for quoted in page.select("pre"):
        quoted.decompose()
    assert "evil" not in page.get_text()
    assert "@" not in page.get_text()
    assert not [line for line in printed.split("\n") if line.startswith("::")]


def test_changed_words_are_shown_among_those_around_them(letter: Path) -> None:
    """What went and what came, each place once, with the words around; the same in JSON."""
    edit(letter, "finished in 1432", "begun, they say, in 1423")
    edit(letter, "of grey stone", "of stone")
    printed = [line.strip() for line in run(letter, "HEAD").stdout.split("\n")]
    assert "The bridge was ~~finished~~ **begun, they say**, in 1423" in printed
    assert "bridge was begun, they say, in ~~1432~~ **1423**" in printed
    assert "Master Hugh built it of ~~grey~~ stone" in printed
    (text,) = json.loads(run(letter, "HEAD", "--format", "json").stdout)["texts"]
    assert [len(paragraph["edits"]) for paragraph in text["paragraphs"]] == [2, 1]
    (one,) = text["paragraphs"][1]["edits"]
    assert one == {
        "before": "Master Hugh built it of ",
        "out": "grey",
        "into": "",
        "after": " stone",
    }


def test_of_a_text_that_is_another_a_few_places_are_shown(letter: Path) -> None:
    """However much of a text changed, what is shown of it is bounded."""
    old = " ".join(f"stays{n} goes{n}" for n in range(500))
    new = " ".join(f"stays{n} {'comes' * n} here" for n in range(500))
    (letter / "content/letter.md").write_text(f"{TEXT}\n{old}\n")
    git(letter, "commit", "-qam", "two")
    edit(letter, old, new)
    (text,) = json.loads(run(letter, "HEAD", "--format", "json").stdout)["texts"]
    (paragraph,) = text["paragraphs"]
    assert paragraph["words_in"] > 500
    assert 10 < len(paragraph["edits"]) <= MOST_EDITS


def test_a_summary_that_is_too_long_is_cut_between_records(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays below what GitHub shows, and says how many more there are."""
    monkeypatch.setattr(change_report, "LARGEST", 4_000)
    notes = "".join(f"  - exact: grey stone\n    note: {'é' * 80}{n}\n" for n in range(200))
    (letter / "annotations" / "more.yaml").write_text(f"source: letter\nnotes:\n{notes}", "utf-8")
    printed = run(letter, "HEAD", "--format", "markdown").output
    assert len(printed.encode()) < 4_500
    shown = printed.count("added note")
    assert 0 < shown < 200
    assert f"… and {200 - shown} more." in printed
    assert printed.count("<pre>") == printed.count("</pre>")


def test_who_signed_is_named(letter: Path) -> None:
    """Who wrote a record, and who looked one over."""
    people = "contributors:\n  - {id: ann, name: Ann}\n  - {id: ben, name: Ben}\n"
    (letter / "annotations" / "people.yaml").write_text(people)
    edit(letter, "The year.", "The year.\n    reviewed_by: ben", "annotations/letter.yaml")
    new = "  - exact: Master Hugh\n    note: Who?\n    creator: ann\n"
    (letter / "annotations" / "letter.yaml").open("a").write(new)
    said = run(letter, "HEAD").output
    assert "ann: 1 written, 0 reviewed" in said
    assert "ben: 0 written, 1 reviewed" in said


QUESTION = """contradictions:
  - id: year
    question: When?
    relation: contrary
    status: open
    positions:
      - {answer: "1432", claims: [letter/one]}
      - {answer: "1440", claims: [other/two]}
"""


def test_who_judges_otherwise_is_named(letter: Path) -> None:
    """A reading that another contributor adds stands in the card, and among those who signed."""
    (letter / "annotations" / "question.yaml").write_text(QUESTION)
    git(letter, "add", "-A")
    git(letter, "commit", "-qm", "two")
    reading = (
        "    readings:\n      - {creator: ben, relation: tension, explanation: Both may be.}\n"
    )
    (letter / "annotations" / "question.yaml").open("a").write(reading)
    said = run(letter, "HEAD").output
    assert "+ readings      creator ben, relation tension, explanation Both may be." in said
    assert "ben: 0 written, 0 reviewed, 1 judged otherwise" in said


def test_a_text_that_is_gone_breaks_what_stood_in_it(letter: Path) -> None:
    """Its annotations are left, and stand nowhere."""
    (letter / "content" / "other.md").write_text("Quite another text.")
    (letter / "content" / "letter.md").unlink()
    said = run(letter, "HEAD").output
    assert "removed letter: 0 words in, 13 out" in said
    assert "added other" in said
    assert said.count("broken note letter") == 2
    assert "letter: p1 → nowhere" in said


def test_of_a_text_that_was_renamed_alone_the_quotes_are_broken(letter: Path) -> None:
    """Its records name a text that is not there any more, and the rename tells why."""
    (letter / "content" / "letter.md").rename(letter / "content" / "epistle.md")
    said = run(letter, "HEAD").output
    assert "renamed epistle, formerly letter: 0 words in, 0 out" in said
    assert said.count("broken note epistle") == 2
    assert "added note" not in said and "removed note" not in said
