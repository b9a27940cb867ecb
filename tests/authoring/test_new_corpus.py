"""A new corpus: it builds at once, and whatever was there before is as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from sicetnon.authoring import new_corpus
from sicetnon.build import check_corpus
from sicetnon.cli.main import main

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]
KINDS = ("entities", "predicates", "mentions", "notes", "claims", "silences", "contradictions")


def run(*words: str | Path) -> Result:
    """A command within this process; anything that is not an exit is a failure."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """All that lies in a folder: bytes of files, goals of links, None for folders."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A corpus as `init` begins it."""
    root = tmp_path / "my-first_corpus"
    assert run("init", root, "--repository", "ann/letters").exit_code == 0
    return root


def test_a_new_corpus_builds_at_once(result: Path, soup: Callable[[Path], BeautifulSoup]) -> None:
    """Without a warning, and the front page opens with a disagreement of its two texts."""
    assert run("check", "--strict", "--root", result).exit_code == 0
    assert run("build", "--root", result).exit_code == 0
    quotes = soup(result / "site" / "index.html").select(".lead blockquote")
    assert [quote.get_text(strip=True) for quote in quotes] == [
        "burned from dusk to dawn",
        "the light was out from midnight on",
    ]


def test_the_sample_has_one_of_each_kind(result: Path) -> None:
    """So that there is an example of whatever a newcomer wants to write."""
    written: set[str] = set()
    for path in (result / "annotations").rglob("*.yaml"):
        written |= {key for key, value in yaml.safe_load(path.read_text("utf-8")).items() if value}
    assert written == {*KINDS, "source"}


def test_the_corpus_is_called_as_its_folder(result: Path, tmp_path: Path) -> None:
    """Or as one wishes, whatever signs that has."""
    assert check_corpus(result).corpus.config.title == "My first corpus"
    wish = "Yes: “no” # \"@BRANCH@\" {{ 7*7 }} 'x' \\ &amp; SICETNON: ."
    run("init", tmp_path / "other", "--title", wish)
    assert check_corpus(tmp_path / "other").corpus.config.title == wish


def test_pages_lead_to_the_repository(result: Path) -> None:
    """What is wished for stands in corpus.yaml, and the branch in the workflow too."""
    config = check_corpus(result).corpus.config
    assert (config.repository, config.branch) == ("https://github.com/ann/letters", "main")
    run("init", result.parent / "trunk", "--branch", "trunk")
    assert check_corpus(result.parent / "trunk").corpus.config.branch == "trunk"
    workflow = result.parent / "trunk" / ".github" / "workflows" / "publish.yml"
    assert yaml.safe_load(workflow.read_text("utf-8"))[True]["push"]["branches"] == ["trunk"]


def test_all_that_is_made_is_said(tmp_path: Path) -> None:
    """Each file on a line of its own; what is written is told, and what is told is written."""
    result = run("init", tmp_path / "new")
    told = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("made")}
    assert told == {name for name, content in tree(tmp_path / "new").items() if content is not None}
    assert {"README.md", "CONTRIBUTING.md", ".gitignore", ".github/workflows/check.yml"} < told


def test_the_same_corpus_is_begun_everywhere(tmp_path: Path) -> None:
    """No clock, no path, no order of a disk in it."""
    for parent in ("a", "b"):
        run("init", tmp_path / parent / "corpus")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_no_sign_of_the_scaffold_is_left(result: Path) -> None:
    """Every word that is to be filled in was filled in."""
    for name, content in tree(result).items():
        assert not isinstance(content, bytes) or b"@TITLE" not in content, name
        for sign in (b"@BRANCH@", b"@REPOSITORY@", b"@SOURCE@", b"@PROGRAM@", b"@TEXTS@"):
            assert not isinstance(content, bytes) or sign not in content, name


# Bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["corpus.yaml", "notes.txt", ".hidden", "content/a.md"])
def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, name: str) -> None:
    """It is said what lies there and what to do; nothing is written."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    before = tree(tmp_path)
    result = run("init", tmp_path)
    assert (result.exit_code, tree(tmp_path)) == (2, before)
    assert name.partition("/")[0] in result.stderr and "--here" in result.stderr


def test_a_clone_of_an_empty_repository_is_empty(tmp_path: Path) -> None:
    """What git keeps for itself does not count."""
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path).exit_code == 0


def test_the_folder_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder it is the present one, and it stays the same folder."""
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert run("init").exit_code == 0
    assert tmp_path.stat().st_ino == before and Path("corpus.yaml").is_file()


@pytest.mark.parametrize(
    "name",
    [
        *("nonsense", "a/b/c", "https://github.com/a", "git@github.com:a/b", "../..", "a b/c"),
        *("javascript:alert(1)", "https://github.com/a/b?x=1", 'https://x.org/a"b', "-a/b", "/"),
    ],
)
def test_a_repository_that_is_none(tmp_path: Path, name: str) -> None:
    """A sentence that says how one is written; nothing is written."""
    result = run("init", tmp_path / "new", "--repository", name)
    assert (result.exit_code, (tmp_path / "new").exists()) == (2, False)
    assert "OWNER/NAME" in result.stderr


@pytest.mark.parametrize("name", ["", "*", "a b", "-x", "${{ x }}", "a]"])
def test_a_branch_that_is_none(tmp_path: Path, name: str) -> None:
    """It would mean something else in a workflow."""
    assert run("init", tmp_path / "new", "--branch", name).exit_code == 2
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """Wrong use, and the file is as it was."""
    (tmp_path / "file").write_text("mine", "utf-8")
    assert run("init", tmp_path / "file").exit_code == 2
    assert run("init", tmp_path / "file" / "new").exit_code == 1
    assert (tmp_path / "file").read_text("utf-8") == "mine"


@pytest.mark.parametrize("number", [0, 1, 7, 15])
def test_writing_that_fails_halfway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Neither files nor folders; what is wrong with the disk is told."""
    opened, plain = [0], Path.open

    def full(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        opened[0] += mode == "xb"
        if mode == "xb" and opened[0] > number:
            raise OSError(28, "No space left on device", str(path))
        return plain(path, mode, *rest, **more)

    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(Path, "open", full)
    for folder in (tmp_path / "empty", tmp_path / "new" / "below"):
        opened[0] = 0
        result = run("init", folder)
        assert result.exit_code == 1
        assert "No space left on device" in result.stderr and "nothing was written" in result.stderr
    assert tree(tmp_path) == {"empty": None}


# Beside texts that are there ----------------------------------------------------------------


def test_texts_below_content_stay_where_they_are(corpus: WriteCorpus) -> None:
    """They are built, with nothing of the sample beside them, and nothing is replaced."""
    files = {"content/letters/one.md": "One.\n", "README.md": "Mine.\n", "corpus.yaml": "title: T"}
    root = corpus(files)
    result = run("init", root, "--here")
    assert result.exit_code == 0
    after = tree(root)
    assert {name: after[name] for name in files} == {k: v.encode() for k, v in files.items()}
    assert [name for name in after if name.startswith("content/") and after[name]] == [
        "content/letters/one.md"
    ]
    for name in ("README.md", "corpus.yaml"):
        assert f"left  {name}" in result.stdout
    assert "letters/one" in after["annotations/first.yaml"].decode()
    assert run("check", "--strict", "--root", root).exit_code == 0


def test_texts_at_the_top_are_copied(corpus: WriteCorpus) -> None:
    """Under names that can be addresses; what is about the folder is no text."""
    files = {
        "Der große Brief.md": "Ein Brief.\n",
        "der-grosse-brief.MD": "Noch einer.\n",
        "Письмо.md": "Письмо.\n",
        "README.md": "Mine.\n",
        "LICENSE.md": "CC0\n",
    }
    root = corpus(files)
    result = run("init", root, "--here")
    after = tree(root)
    assert {name: after[name] for name in files} == {k: v.encode() for k, v in files.items()}
    copies = {name: content for name, content in after.items() if name.startswith("content/")}
    assert copies == {
        "content/der-groe-brief.md": b"Ein Brief.\n",
        "content/der-grosse-brief.md": b"Noch einer.\n",
        "content/text.md": "Письмо.\n".encode(),
    }
    assert "content/text.md, a copy of Письмо.md" in result.stdout
    assert run("check", "--strict", "--root", root).exit_code == 0


def test_here_in_an_empty_folder_is_a_new_corpus(tmp_path: Path) -> None:
    """With the sample; a second time nothing is made, and all is told as left."""
    (tmp_path / "here").mkdir()
    run("init", tmp_path / "here", "--here", "--title", "T")
    run("init", tmp_path / "new", "--title", "T")
    before = tree(tmp_path / "here")
    assert before == tree(tmp_path / "new")
    result = run("init", tmp_path / "here", "--here")
    assert (result.exit_code, tree(tmp_path / "here")) == (0, before)
    assert "made" not in result.stdout and "left  corpus.yaml" in result.stdout


def test_what_is_wrong_with_texts_is_said(corpus: WriteCorpus) -> None:
    """The corpus is begun all the same, and the way to the messages is told."""
    root = corpus({"content/Bad Name.md": "One.\n"})
    result = run("init", root, "--here")
    assert result.exit_code == 0
    assert "sicetnon check" in result.stderr and "1 error" in result.stderr


@pytest.mark.parametrize("name", ["content", ".github", "annotations", "corpus.yaml", "README.md"])
@pytest.mark.parametrize("goal", ["folder", "nowhere", "file"])
def test_no_link_is_written_through(tmp_path: Path, name: str, goal: str) -> None:
    """A link in the place of a folder is told, one in the place of a file is left."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("theirs", "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / name).symlink_to(tmp_path / goal)
    result = run("init", tmp_path / "here", "--here")
    assert not list((tmp_path / "folder").iterdir()) and not (tmp_path / "nowhere").exists()
    assert (tmp_path / "file").read_text("utf-8") == "theirs"
    assert (tmp_path / "here" / name).is_symlink()
    assert result.exit_code == (0 if "." in name[1:] else 2)
    assert name in result.output


def test_a_linked_text_is_not_copied(tmp_path: Path) -> None:
    """It may be anything on this machine."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "text.md").symlink_to(tmp_path / "secret")
    run("init", tmp_path / "here", "--here")
    assert b"secret" not in b"".join(
        content for content in tree(tmp_path / "here").values() if isinstance(content, bytes)
    )


# What the workflows install -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "program", "known"),
    [
        (None, "sicetnon>=1.2.3", True),
        (
            {"url": "https://example.org/a/b.git", "vcs_info": {"vcs": "git", "commit_id": "c0"}},
            *("sicetnon @ git+https://example.org/a/b.git@c0", True),
        ),
        ({"url": "https://u:p@example.org/a.git", "vcs_info": {"commit_id": "c0"}}, None, False),
        ({"url": "file:///home/me/wheel.whl", "archive_info": {}}, "sicetnon>=1.2.3", False),
    ],
)
def test_workflows_install_what_was_installed(
    monkeypatch: pytest.MonkeyPatch,
    written: dict[str, object] | None,
    program: str | None,
    known: bool,
) -> None:
    """A release by its number, a commit by its digest, and never a password or a private path."""

    class Installed:
        version = "1.2.3"

        def read_text(self, _name: str) -> str | None:
            return json.dumps(written) if written else None

    monkeypatch.setattr(new_corpus, "distribution", lambda _name: Installed())
    assert new_corpus.origin() == (program or "sicetnon>=1.2.3", known)
