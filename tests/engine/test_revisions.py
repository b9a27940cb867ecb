"""Versions: what can be cited names the day and the commit at which it last changed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from tests.sites import state

from sicetnon.build import build
from sicetnon.cli.main import main
from sicetnon.engine.cache import Cache
from sicetnon.reading.revisions import digest_at, records_of

WriteCorpus = Callable[[Mapping[str, str | bytes]], Path]

FILES = {
    "corpus.yaml": "title: Bridges\n",
    "content/letter.md": "The bridge was finished in 1432.\n",
    "content/chronicle.md": "The bridge was finished in 1440.\n",
    "annotations/sources/letter.yaml": (
        "source: letter\nclaims:\n  - id: finished\n    exact: finished in 1432\n"
        "    claim: It was finished in 1432.\n"
    ),
    "annotations/sources/chronicle.yaml": (
        "source: chronicle\nclaims:\n  - id: finished\n    exact: finished in 1440\n"
        "    claim: It was finished in 1440.\n"
    ),
    "annotations/shared.yaml": (
        "entities:\n"
        "  - id: bridge\n    type: place\n    name: the bridge\n    description: Of stone.\n"
        "  # another one\n"
        "  - id: ford\n    type: place\n    name: the ford\n    aliases:\n      - ford\n"
        "contradictions:\n"
        "  - id: year\n    question: When?\n    relation: contrary\n    positions:\n"
        "      - answer: '1432'\n        claims: [letter/finished]\n"
        "      - answer: '1440'\n        claims: [chronicle/finished]\n"
        "    topic: matter\n    weight: 3\n"
        "topics:\n  - id: matter\n    title: The matter\n"
    ),
}
PAGES = (
    *("sources/letter", "sources/chronicle", "entities/bridge", "entities/ford"),
    *("contradictions/year", "topics/matter"),
)
VERSION = re.compile(r"Version of (\d\d?) \w+ \d{4} \((\w{10})\)\.$")


def git(root: Path, *arguments: str, day: int = 1) -> str:
    """Run git in a folder on a day of May, and answer what it prints."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    dated = os.environ | {"GIT_COMMITTER_DATE": f"2026-05-{day:02}T23:00:00-0500", "TZ": "UTC"}
    command = ["git", "-C", str(root), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=dated).stdout


@pytest.fixture
def bridges(corpus: WriteCorpus) -> Path:
    """A corpus that was committed on the second of May (UTC)."""
    root = corpus(FILES)
    git(root, "init", "-q", "-b", "main")
    commit(root, 1)
    return root


def commit(root: Path, day: int) -> str:
    """Commit all that changed, on the evening of a day west of Greenwich: the day after in UTC."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", "--allow-empty", day=day)
    return git(root, "rev-parse", "HEAD").strip()[:10]


def edit(root: Path, before: str, after: str, path: str = "annotations/shared.yaml") -> None:
    """Replace words in a file; they must stand there."""
    text = (root / path).read_text("utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after), "utf-8")


def days(root: Path, site: Path, cache: Cache | None = None) -> dict[str, int]:
    """By page: the day of May that its citation names; pages without one are left out."""
    assert not build(root, site, cache=cache).failed
    found = {}
    for page in PAGES:
        soup = BeautifulSoup((site / f"{page}.html").read_text("utf-8"), "html5lib")
        match = VERSION.search(soup.select_one("#reference").get_text())
        if match:
            found[page] = int(match[1])
            for quoted in soup.select(".cite pre"):
                assert f"2026-05-{int(match[1]):02} ({match[2]})" in quoted.get_text()
    return found


def test_a_citation_names_the_last_change_of_what_it_cites(bridges: Path, tmp_path: Path) -> None:
    """A text with its records, or a record: whatever else its file holds."""
    site = tmp_path / "site"
    assert days(bridges, site) == dict.fromkeys(PAGES, 2)
    edit(bridges, "1432", "1433", "content/letter.md")
    edit(bridges, "in 1432", "in 1433", "annotations/sources/letter.yaml")
    edit(bridges, "Of stone.", "Of grey stone.")
    commit(bridges, 3)
    changed = {"sources/letter": 4, "entities/bridge": 4}
    assert days(bridges, site) == dict.fromkeys(PAGES, 2) | changed
    edit(bridges, "    weight: 3\n", "")
    edit(bridges, "another one", "one more")
    commit(bridges, 5)
    changed |= {"contradictions/year": 6}
    assert days(bridges, site) == dict.fromkeys(PAGES, 2) | changed
    edit(bridges, "      - ford\n", "      - ford\n      - the shallows\n")
    commit(bridges, 7)
    changed |= {"entities/ford": 8}
    assert days(bridges, site) == dict.fromkeys(PAGES, 2) | changed


def test_a_page_changes_only_when_what_it_shows_does(bridges: Path, tmp_path: Path) -> None:
    """Also with a cache, which changes no byte; a commit of other files changes nothing at all."""
    warm, cache = tmp_path / "warm", Cache(tmp_path / "cache.sqlite")
    build(bridges, warm, cache=cache)
    first = state(warm)
    (bridges / "notes.txt").write_text("nothing of the corpus")
    commit(bridges, 9)
    build(bridges, warm, cache=cache)
    assert state(warm) == first
    edit(bridges, "Of stone.", "Of grey stone.")
    commit(bridges, 11)
    build(bridges, warm, cache=cache)
    second = state(warm)
    assert second["sources/letter.html"] == first["sources/letter.html"]
    assert second["topics/matter.html"] == first["topics/matter.html"]
    assert second["entities/bridge.html"] != first["entities/bridge.html"]
    build(bridges, tmp_path / "cold")
    assert state(tmp_path / "cold") == second


def test_what_is_not_committed_has_no_version(bridges: Path, tmp_path: Path) -> None:
    """An edited record, and a source of which one file was edited; all others keep theirs."""
    edit(bridges, "Of stone.", "Of grey stone.")
    edit(bridges, "in 1440.", "about 1440.", "annotations/sources/chronicle.yaml")
    rest = set(PAGES) - {"entities/bridge", "sources/chronicle"}
    assert days(bridges, tmp_path / "site") == dict.fromkeys(rest, 2)
    assert "revision" not in (tmp_path / "site/data/corpus.json").read_text("utf-8")


def test_exports_and_about_name_the_version_of_the_whole(bridges: Path, tmp_path: Path) -> None:
    """That of the last commit that changed anything of the corpus."""
    (bridges / "content/more.md").write_text("More.")
    last = commit(bridges, 3)
    (bridges / "notes.txt").write_text("nothing of the corpus")
    commit(bridges, 5)
    site = tmp_path / "site"
    build(bridges, site)
    named = f'"revision":{{"day":"2026-05-04","commit":"{last}"}}'
    assert named in (site / "data/corpus.json").read_text("utf-8")
    assert f"2026-05-04 ({last})" in (site / "data/datapackage.json").read_text("utf-8")
    assert f"version of 2026-05-04 ({last})" in (site / "about.html").read_text("utf-8")
    (bridges / "content/more.md").unlink()
    assert not build(bridges, site).failed
    assert "revision" not in (site / "data/corpus.json").read_text("utf-8")


def test_a_commit_alone_brings_versions(
    bridges: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though no file has changed since the last build, which had none to name."""
    monkeypatch.setenv("SICETNON_CACHE", str(tmp_path / "cache"))
    edit(bridges, "Of stone.", "Of grey stone.")
    page = bridges / "site" / "entities" / "bridge.html"
    command = ["build", "--root", str(bridges)]
    for is_committed in (False, True):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        assert ("Version of" in page.read_text("utf-8")) == is_committed
        commit(bridges, 3)
    commit(bridges, 5)
    CliRunner().invoke(main, command)
    assert "nothing has changed" in CliRunner().invoke(main, command).output


def test_versions_can_be_turned_off(bridges: Path, tmp_path: Path) -> None:
    """`version: none`, and nothing is named anywhere."""
    edit(bridges, "Bridges\n", "Bridges\nversion: none\n", "corpus.yaml")
    commit(bridges, 3)
    assert days(bridges, tmp_path / "site") == {}


def test_without_the_whole_history_there_are_no_versions(
    bridges: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in a shallow clone, whose first commit is not the first, nor without git."""
    edit(bridges, "Of stone.", "Of grey stone.")
    commit(bridges, 3)
    git(tmp_path, "clone", "-q", "--depth=1", bridges.as_uri(), str(tmp_path / "clone"))
    assert days(tmp_path / "clone", tmp_path / "site") == {}
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert days(tmp_path / "clone", tmp_path / "site")["entities/bridge"] == 4
    monkeypatch.setenv("PATH", "")
    assert days(bridges, tmp_path / "other") == {}


def test_a_corpus_in_a_folder_of_its_repository_has_its_own_versions(tmp_path: Path) -> None:
    """What others commit beside it does not count, and a merge counts on the day of the merge."""
    root = tmp_path / "project" / "corpus"
    for path, content in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")
    git(root.parent, "init", "-q", "-b", "main")
    commit(root.parent, 1)
    git(root, "checkout", "-qb", "change")
    edit(root, "Of stone.", "Of grey stone.")
    commit(root, 3)
    git(root, "checkout", "-q", "main")
    (root.parent / "content").mkdir()
    (root.parent / "content" / "letter.md").write_text("Another.")
    commit(root.parent, 5)
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "change", day=7)
    found = days(root, tmp_path / "site")
    assert found == dict.fromkeys(PAGES, 2) | {"entities/bridge": 8}


def test_records_are_told_apart_by_their_lines() -> None:
    """Items of the list under a key; blank lines and comments belong to none of them."""
    content = b"# x\nsource: a\nnotes:\n- exact: b\n  note: c\n\n- exact: d\n  more:\n  - e\n"
    records = records_of(content)
    assert [line for line, _ in records] == [1, 2, 3, 4, 7]
    assert digest_at(records, 5) == digest_at(records, 4) != digest_at(records, 8)
    other = records_of(content.replace(b"\n\n", b"\n  # comment\n\n\n").replace(b"\n", b"\r\n"))
    assert [digest for _, digest in other] == [digest for _, digest in records]
