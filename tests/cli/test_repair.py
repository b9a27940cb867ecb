"""`sicetnon repair`: quotes found again after an edit, and nothing else touched."""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sicetnon.build import check_corpus
from sicetnon.cli import repair as repair_command
from sicetnon.cli.main import main

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

TEXT = """---
title: The bridge
---
The bridge was *finished* in 1432, in the reign of the second duke.

Master Hugh built it of grey stone, and the second duke paid for the work.
Nobody has seen the bill since the fire of that winter.

Two hundred years later the bridge fell into the river during a flood.
"""
NOTES = """source: letter  # one text
notes:
  # in the order of the text
  - {exact: "was finished in 1432", note: The year}
  - exact: "Master Hugh built it"   # who
    note: |
      The builder.
  - {exact: the second duke, prefix: 'and ', note: Who paid}
  - {exact: [seen the bill, the fire of that winter], note: Two stretches}
  - {exact: fell into the river, note: The end}
"""


def git(root: Path, *arguments: str) -> None:
    """Run git in a corpus."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of old files go where a test's other files go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def letter(corpus: WriteCorpus) -> Path:
    """A text with notes, in git."""
    root = corpus({"content/letter.md": TEXT, "annotations/letter.yaml": NOTES})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    return root


def edit(root: Path, *pairs: tuple[str, str], path: str = "content/letter.md") -> None:
    """Replace words in a file; each must stand there."""
    text = (root / path).read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    (root / path).write_text(text)


def run(root: Path, *words: str, status: int) -> Result:
    """Run `sicetnon repair` in a corpus; it must end with a status, and by no exception."""
    result = CliRunner().invoke(main, ["repair", *words, "--root", str(root)])
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def tiers(root: Path) -> dict[str, str]:
    """By the first words of each broken quote: its tier."""
    found = json.loads(run(root, "--format", "json", status=1).stdout)
    return {one["old"]["exact"]: one["tier"] for one in found}


def notes(root: Path) -> str:
    """The annotation file."""
    return (root / "annotations/letter.yaml").read_text()


def test_an_edited_text_loses_no_note(letter: Path) -> None:
    """Every quote follows its words; comments, layout and other bytes stay; `check` is content."""
    edit(
        letter,
        ("was *finished* in 1432", "was completed in 1432"),
        ("Hugh", "Hugo"),
        ("stone, and the", "stone, while the"),
        ("bill", "account"),
    )
    git(letter, "commit", "-qam", "two")
    edit(letter, ("Two hundred years later the bridge fell", "Later it tumbled"))
    run(letter, "--write=likely", status=0)
    wanted = NOTES.replace("was finished", "was completed").replace("Hugh", "Hugo")
    wanted = wanted.replace("'and '", "'while '").replace("seen the bill", "seen the account")
    assert notes(letter) == wanted.replace("fell into", "tumbled into")
    assert not check_corpus(letter).problems


def test_nothing_is_written_unasked(letter: Path) -> None:
    """Without `--write` the proposals are only printed, and the status says that there are any."""
    edit(letter, ("Hugh", "Hugo"))
    shown = run(letter, status=1)
    assert "annotations/letter.yaml:5:12: certain" in shown.stdout
    assert "content/letter.md:6:1" in shown.stdout
    assert notes(letter) == NOTES
    assert "every quote" in run_unbroken(letter).stderr


def run_unbroken(root: Path) -> Result:
    """Take the edit of a text back, and run."""
    git(root, "checkout", "-q", "--", "content")
    return run(root, status=0)


def test_deleted_words_are_lost(letter: Path) -> None:
    """What is gone is put on no other words, and is listed with the nearest ones."""
    edit(
        letter, ("Master Hugh built it of grey stone, and the second duke paid for the work.\n", "")
    )
    assert tiers(letter) == {"Master Hugh built it": "lost", "the second duke": "lost"}
    shown = run(letter, "--write=likely", status=1)
    assert "no such words in content/letter.md" in shown.stdout
    assert notes(letter) == NOTES


def test_a_changed_number_is_never_certain(letter: Path) -> None:
    """The place is sure, but what the note says may be wrong now: somebody has to look."""
    edit(letter, ("1432", "1434"))
    assert tiers(letter) == {"was finished in 1432": "likely"}
    run(letter, "--write", status=1)
    assert notes(letter) == NOTES
    run(letter, "--write=likely", status=0)
    assert "was finished in 1434" in notes(letter)


def test_what_is_left_of_a_changed_quote_must_tell_its_place(corpus: WriteCorpus) -> None:
    """In a list whose entries are much alike, an entry that was replaced is not taken for another.

    Where the entry's own words are left, it is certain.
    """
    entries = [
        f"- The {name} Bridge Toll Roll." for name in ("Abbey", "Copper", "Miller", "Priory")
    ]
    root = corpus(
        {
            "content/letter.md": "The rolls:\n\n" + "\n".join(entries),
            "annotations/letter.yaml": "source: letter\nnotes:\n"
            "  - {exact: Copper Bridge Toll Roll, note: Gone}\n"
            "  - {exact: The Miller Bridge, note: Here}\n",
        }
    )
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    edit(root, ("Copper", "Cooper"), ("The Miller", "A Miller"))
    assert tiers(root) == {"Copper Bridge Toll Roll": "certain", "The Miller Bridge": "certain"}
    edit(root, ("Cooper", "Cornmarket"))
    assert tiers(root)["Copper Bridge Toll Roll"] == "likely"


def test_what_is_likely_is_asked_one_by_one(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal each likely proposal is shown and written only where somebody agrees."""
    edit(letter, ("1432", "1434"), ("fell into the river", "fell into 2 rivers"))
    monkeypatch.setattr(repair_command, "can_ask", lambda: True)
    result = CliRunner().invoke(main, ["repair", "--write", "--root", str(letter)], input="y\nn\n")
    assert result.exit_code == 1
    assert "was finished in 1434" in notes(letter)
    assert "fell into the river" in notes(letter)


def test_an_ambiguous_quote_means_what_it_meant(letter: Path) -> None:
    """Words that stand twice now get the prefix or suffix of the place where they stood before."""
    edit(
        letter, ("during a flood.", "during a flood.\n\nThe second bridge fell into the river too.")
    )
    assert tiers(letter) == {"fell into the river": "certain"}
    run(letter, "--write", status=0)
    assert "exact: fell into the river" in notes(letter)
    assert not check_corpus(letter).problems


def test_the_old_files_come_back(letter: Path) -> None:
    """The command that is printed undoes what was written."""
    edit(letter, ("Hugh", "Hugo"))
    shown = run(letter, "--write", status=0)
    assert notes(letter) != NOTES
    command = shlex.split(shown.stderr.partition("undo with: ")[2].splitlines()[0])
    subprocess.run(command, check=True)
    assert notes(letter) == NOTES


def test_a_renamed_text_keeps_its_history(letter: Path) -> None:
    """A text that was renamed in a commit, or is just renamed, is followed to its old name."""
    for commit in (False, True):
        (letter / "content/letter.md").rename(letter / "content/epistle.md")
        edit(letter, ("Hugh", "Hugo"), path="content/epistle.md")
        shown = run(letter, status=1)
        assert "write source: epistle" in shown.stderr
        edit(letter, ("source: letter", "source: epistle"), path="annotations/letter.yaml")
        if commit:
            git(letter, "add", "-A")
            git(letter, "commit", "-qm", "renamed")
        assert tiers(letter) == {"Master Hugh built it": "certain"}
        git(letter, "checkout", "-q", "-f", "HEAD")
        git(letter, "clean", "-qfd")


def test_a_deleted_text_can_be_brought_back(letter: Path) -> None:
    """Notes without their text are told how to get it again, and nothing is written."""
    (letter / "content/other.md").write_text("Another text about nothing.\n")
    (letter / "content/letter.md").unlink()
    git(letter, "commit", "-qam", "gone")
    shown = run(letter, "--write", status=1)
    command = shown.stderr.partition("is gone: ")[2].partition(" brings")[0]
    assert command.startswith("git checkout ")
    git(letter, *command.split()[1:])
    assert (letter / "content/letter.md").read_text() == TEXT


def test_a_deleted_text_is_named_as_its_file_was(letter: Path) -> None:
    """Though its id has hyphens for what its name had."""
    (letter / "content/letter.md").rename(letter / "content/the v1.2 letter.md")
    edit(letter, ("source: letter", "source: the-v1-2-letter"), path="annotations/letter.yaml")
    git(letter, "add", "-A")
    git(letter, "commit", "-qm", "renamed")
    (letter / "content/the v1.2 letter.md").unlink()
    (letter / "content/other.md").write_text("Another text about nothing.\n")
    git(letter, "commit", "-qam", "gone")
    shown = run(letter, status=1)
    assert " -- 'content/the v1.2 letter.md' brings it back" in shown.stderr


def test_without_git_a_long_quote_may_differ_more_than_a_short_one(corpus: WriteCorpus) -> None:
    """One word in seven is another: of a long quote that is told, of a short one much resembles."""
    root = corpus(
        {
            "content/letter.md": TEXT,
            "annotations/letter.yaml": "source: letter\nnotes:\n"
            "  - {exact: Master Hugh made it of grey granite and the second duke, note: Long}\n"
            "  - {exact: the third duke, note: Short}\n",
        }
    )
    found = tiers(root)
    assert found.pop("the third duke") == "lost"
    assert list(found.values()) == ["likely"]


def test_without_git_words_are_looked_for_by_likeness(corpus: WriteCorpus) -> None:
    """Only case and signs may differ in what is certain, and the reason is told."""
    root = corpus({"content/letter.md": TEXT, "annotations/letter.yaml": NOTES})
    edit(root, ("Master Hugh built it", "MASTER HUGH, built it"), ("fell into", "fell in to"))
    edit(
        root, ("finished* in 1432", "finished* about 1432"), ("and the second", "while the second")
    )
    assert tiers(root) == {
        "was finished in 1432": "lost",
        "Master Hugh built it": "certain",
        "the second duke": "lost",
    }
    shown = run(root, "--write", status=1)
    assert "no history to look in: not a git repository" in shown.stderr
    assert 'exact: "MASTER HUGH, built it"   # who' in notes(root)


def test_a_shallow_clone_is_told(letter: Path, tmp_path: Path) -> None:
    """Where the version is cut off in which the words stood, the command to fetch it is named."""
    edit(letter, ("Master Hugh built it", "A certain builder made it"))
    git(letter, "commit", "-qam", "two")
    shallow = tmp_path / "shallow"
    git(letter, "clone", "-q", "--depth=1", letter.as_uri(), str(shallow))
    assert "git fetch --unshallow" in run(shallow, status=1).stderr


def test_an_unfinished_merge_is_left_alone(letter: Path) -> None:
    """With signs of a merge in a file nothing is written, and the sentence says where they are."""
    edit(letter, ("Hugh", "Hugo"))
    merge = "<<<<<<< HEAD\n  - {exact: a, note: b}\n=======\n>>>>>>> other\n"
    (letter / "annotations/z.yaml").write_text(f"source: letter\nnotes:\n{merge}")
    shown = run(letter, "--write", status=1)
    assert "annotations/z.yaml:3:1" in shown.stderr
    assert "a merge is not finished here" in shown.stderr
    assert notes(letter) == NOTES
    (letter / "annotations/z.yaml").unlink()
    edit(letter, ("Hugo", "\n<<<<<<< HEAD\nHugo\n=======\nHugh\n>>>>>>> other\n"))
    assert "content/letter.md holds a merge" in run(letter, "--write", status=1).stderr
    assert notes(letter) == NOTES
