"""A new corpus builds at once, and no file that was there before is changed."""

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
from sicetnon.vocabulary import RELATIONS

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]
KINDS = (
    *("entities", "predicates", "topics", "mentions", "notes", "claims", "silences", "read"),
    *("contradictions", "lessons"),
)


def run(*words: str | Path) -> Result:
    """Run a command in this process; an exception that is no exit fails the test."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything in a folder: bytes of files, targets of links, None for folders."""
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
    """A corpus as `init` writes it."""
    root = tmp_path / "my-first_corpus"
    assert run("init", root, "--repository", "ann/letters").exit_code == 0
    return root


def test_a_new_corpus_builds_at_once(result: Path, soup: Callable[[Path], BeautifulSoup]) -> None:
    """It has no problem, and its front page begins with a disagreement of its two texts."""
    assert run("check", "--strict", "--root", result).exit_code == 0
    assert run("build", "--root", result).exit_code == 0
    quotes = soup(result / "site" / "index.html").select(".lead blockquote")
    assert [quote.get_text(strip=True) for quote in quotes] == [
        "burned from dusk to dawn",
        "the light was out from midnight on",
    ]


def test_the_sample_has_one_of_each_kind(result: Path) -> None:
    """The sample has an example of each kind of record."""
    written: set[str] = set()
    for path in (*(result / "annotations").rglob("*.yaml"), *(result / "lessons").glob("*.yaml")):
        written |= {key for key, value in yaml.safe_load(path.read_text("utf-8")).items() if value}
    assert written == {*KINDS, "source"}


def test_the_sample_shows_the_whole(result: Path, soup: Callable[[Path], BeautifulSoup]) -> None:
    """Topic, origins of an answer, and “who says what” with answers, a silence and a blank."""
    assert run("build", "--root", result).exit_code == 0
    topic = soup(result / "site" / "topics" / "the-wreck.html")
    questions = check_corpus(result).corpus.contradictions.values()
    for question in questions:
        assert question.question in topic.get_text()
    assert {question.relation for question in questions} == set(RELATIONS)
    assert {question.status for question in questions} == {"open", "explained"}
    face_off = soup(result / "site" / "contradictions" / "did-the-light-burn.html")
    assert "2 texts, one origin: the master of the Marigold" in face_off.get_text()
    cells = [cell.get_text() for cell in soup(result / "site" / "matrix.html").select("td")]
    for words in ("from dusk to dawn", "silent", "read"):
        assert any(words in cell for cell in cells), words


def test_the_corpus_is_called_as_its_folder(result: Path, tmp_path: Path) -> None:
    """The title is made from the name of the folder, unless `--title` gives one of any signs."""
    assert check_corpus(result).corpus.config.title == "My first corpus"
    wish = "Yes: “no” # \"@BRANCH@\" {{ 7*7 }} 'x' \\ &amp; SICETNON: ."
    run("init", tmp_path / "other", "--title", wish)
    assert check_corpus(tmp_path / "other").corpus.config.title == wish


def test_pages_lead_to_the_repository(result: Path) -> None:
    """Repository and branch are in corpus.yaml, and the branch in the workflow as well."""
    config = check_corpus(result).corpus.config
    assert (config.repository, config.branch) == ("https://github.com/ann/letters", "main")
    run("init", result.parent / "trunk", "--branch", "trunk")
    assert check_corpus(result.parent / "trunk").corpus.config.branch == "trunk"
    workflow = result.parent / "trunk" / ".github" / "workflows" / "publish.yml"
    assert yaml.safe_load(workflow.read_text("utf-8"))[True]["push"]["branches"] == ["trunk"]


def test_all_that_is_made_is_said(tmp_path: Path) -> None:
    """The command lists each file that it writes, and no other, on a line of its own."""
    result = run("init", tmp_path / "new")
    listed = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("made")}
    assert listed == {
        name for name, content in tree(tmp_path / "new").items() if content is not None
    }
    assert {"README.md", "CONTRIBUTING.md", ".gitignore", ".github/workflows/check.yml"} < listed


def test_the_same_corpus_is_begun_everywhere(tmp_path: Path) -> None:
    """The files are the same in every place and at every time."""
    for parent in ("a", "b"):
        run("init", tmp_path / parent / "corpus")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_no_sign_of_the_scaffold_is_left(result: Path) -> None:
    """All words of the scaffold are filled in."""
    for name, content in tree(result).items():
        assert not isinstance(content, bytes) or b"@TITLE" not in content, name
        for sign in (b"@BRANCH@", b"@REPOSITORY@", b"@SOURCE@", b"@PROGRAM@", b"@TEXTS@"):
            assert not isinstance(content, bytes) or sign not in content, name


@pytest.mark.parametrize("title", ["Letters", 'A "title": with #signs'])
def test_archives_are_told_what_they_keep(tmp_path: Path, title: str) -> None:
    """A CITATION.cff with all that its format wants, and what Zenodo reads, both with the title."""
    run("init", tmp_path / "new", "--title", title)
    cited = yaml.safe_load((tmp_path / "new" / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    kept = json.loads((tmp_path / "new" / ".zenodo.json").read_text("utf-8"))
    assert cited["title"] == kept["title"] == title
    assert cited["authors"] == kept["creators"]


# Bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["corpus.yaml", "notes.txt", ".hidden", "content/a.md"])
def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, name: str) -> None:
    """The message names what is in the folder and what to do; nothing is written."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    before = tree(tmp_path)
    result = run("init", tmp_path)
    assert (result.exit_code, tree(tmp_path)) == (2, before)
    assert name.partition("/")[0] in result.stderr and "--here" in result.stderr


def test_a_clone_of_an_empty_repository_is_empty(tmp_path: Path) -> None:
    """The folder .git does not count."""
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path).exit_code == 0


def test_the_folder_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument the corpus is written into the working directory itself."""
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
    """The message says how a repository is written; nothing is written."""
    result = run("init", tmp_path / "new", "--repository", name)
    assert (result.exit_code, (tmp_path / "new").exists()) == (2, False)
    assert "OWNER/NAME" in result.stderr


@pytest.mark.parametrize("name", ["", "*", "a b", "-x", "${{ x }}", "a]"])
def test_a_branch_that_is_none(tmp_path: Path, name: str) -> None:
    """A name that would mean something else in a workflow is refused."""
    assert run("init", tmp_path / "new", "--branch", name).exit_code == 2
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the folder is refused, and stays as it was."""
    (tmp_path / "file").write_text("mine", "utf-8")
    assert run("init", tmp_path / "file").exit_code == 2
    assert run("init", tmp_path / "file" / "new").exit_code == 1
    assert (tmp_path / "file").read_text("utf-8") == "mine"


@pytest.mark.parametrize("number", [0, 1, 7, 15])
def test_writing_that_fails_halfway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Files and folders are removed again, and the message says what is wrong with the disk."""
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
    """They are built without the sample, and no file is replaced."""
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
    """Their copies have names that can be addresses; files about the folder are not copied."""
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
        "content/der-grosse-brief.md": b"Ein Brief.\n",
        "content/der-grosse-brief-2.md": b"Noch einer.\n",
        "content/письмо.md": "Письмо.\n".encode(),
    }
    assert "content/письмо.md, a copy of Письмо.md" in result.stdout
    assert run("check", "--strict", "--root", root).exit_code == 0


def test_here_in_an_empty_folder_is_a_new_corpus(tmp_path: Path) -> None:
    """It has the sample; a second time nothing is written, and all is listed as left."""
    (tmp_path / "here").mkdir()
    run("init", tmp_path / "here", "--here", "--title", "T")
    run("init", tmp_path / "new", "--title", "T")
    before = tree(tmp_path / "here")
    assert before == tree(tmp_path / "new")
    result = run("init", tmp_path / "here", "--here")
    assert (result.exit_code, tree(tmp_path / "here")) == (0, before)
    assert "made" not in result.stdout and "left  corpus.yaml" in result.stdout


def test_what_is_wrong_with_texts_is_said(corpus: WriteCorpus) -> None:
    """The corpus is written all the same, and the command that shows the problems is named."""
    root = corpus({"content/bad(name).md": "One.\n"})
    result = run("init", root, "--here")
    assert result.exit_code == 0
    assert "sicetnon check" in result.stderr and "1 error" in result.stderr


@pytest.mark.parametrize("name", ["content", ".github", "annotations", "corpus.yaml", "README.md"])
@pytest.mark.parametrize("goal", ["folder", "nowhere", "file"])
def test_no_link_is_written_through(tmp_path: Path, name: str, goal: str) -> None:
    """A link in the place of a folder is refused, one in the place of a file is left."""
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
    """A link to a file outside the folder is no text."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "text.md").symlink_to(tmp_path / "secret")
    run("init", tmp_path / "here", "--here")
    assert b"secret" not in b"".join(
        content for content in tree(tmp_path / "here").values() if isinstance(content, bytes)
    )


# What the workflows install -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "program", "certain"),
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
    certain: bool,
) -> None:
    """They install a release by its version, a commit by its hash, and no private address."""

    class Installed:
        version = "1.2.3"

        def read_text(self, _name: str) -> str | None:
            return json.dumps(written) if written else None

    monkeypatch.setattr(new_corpus, "distribution", lambda _name: Installed())
    assert new_corpus.origin() == (program or "sicetnon>=1.2.3", certain)
