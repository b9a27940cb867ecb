"""A fresh site in the place of the old one: a checkout keeps its own, and nothing is half done."""

from __future__ import annotations

import errno
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sicetnon.disk import swap
from sicetnon.disk.manifest import MARKER
from sicetnon.disk.site_folder import UnwritableError
from sites import Files, names, state, texts, write

OLD: Files = {"index.html": "old", "a/b/c.html": "old", "a/stays.html": "same", "e.html": "old"}
NEW: Files = {"index.html": "new", "d/d/d.html": "d", "a/stays.html": "same", "e.html": "new"}


def git(folder: Path, *words: str) -> str:
    """What git says in a folder."""
    run = ["git", "-c", "user.name=x", "-c", "user.email=x@x", *words]
    return subprocess.run(run, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A site that was written before into a repository of its own, and committed."""
    site = tmp_path / "corpus" / "site"
    site.mkdir(parents=True)
    git(site, "init", "-q")
    (site / "CNAME").write_text("texts.example.org", "utf-8")
    write(site, OLD.items())
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "first")
    return site


def own(site: Path) -> Files:
    """The files of a site, without those of the repository."""
    return {path: text for path, text in pages(site).items() if path != "CNAME"}


def pages(site: Path) -> Files:
    """All files of a checkout but those of git."""
    whole = {p: b for p, b in state(site).items() if b is not None and p.split("/")[0] != ".git"}
    return {path: content.decode() for path, content in whole.items() if path != MARKER}


def test_a_checkout_keeps_its_place_and_its_history(checkout: Path) -> None:
    """The folder and `.git` are the same as before; git sees the new site and nothing else."""
    before = (checkout.stat().st_ino, state(checkout / ".git"))
    assert not write(checkout, NEW.items())
    assert (checkout.stat().st_ino, state(checkout / ".git")) == before
    assert own(checkout) == NEW and names(checkout.parent) == ["site"]
    assert not (checkout / "a" / "b").exists(), "a folder that only held stale pages goes"
    changed = git(checkout, "status", "--porcelain", "-uall").splitlines()
    assert sorted(line.split()[1] for line in changed) == [
        *(MARKER, "a/b/c.html", "d/d/d.html", "e.html", "index.html"),
    ]


def test_the_worktree_of_a_branch_keeps_its_place(tmp_path: Path) -> None:
    """There `.git` is a file; the first site goes into a branch that is empty."""
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    git(tmp_path, "worktree", "add", "-q", "site")
    site = tmp_path / "site"
    for files in (OLD, NEW):
        write(site, files.items())
        assert own(site) == files
        assert git(site, "status", "--short")


@pytest.mark.parametrize("name", [".git", "photos/.git", "a/.GIT", ".hg"])
def test_a_repository_anywhere_in_the_site_is_not_touched(tmp_path: Path, name: str) -> None:
    """Nor looked into: what lies in it is not the site's."""
    site = tmp_path / "site"
    write(site, OLD.items())
    (site / name).mkdir(parents=True)
    (site / name / "link").symlink_to("/etc")
    before = (site / name).stat().st_ino
    write(site, NEW.items())
    assert (site / name).stat().st_ino == before
    assert (site / name / "link").is_symlink()
    assert NEW.items() <= {p: (site / p).read_text("utf-8") for p in NEW}.items()


def failing(count: int, done: Callable[..., object]) -> Callable[..., object]:
    """A function that fails when it is called for the so-many-th time, and not again."""
    left = [count]

    def fail(*given: object, **named: object) -> object:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return done(*given, **named)

    return fail


@pytest.mark.parametrize("count", range(1, 6))
@pytest.mark.parametrize("step", ["replace", "mkdir", "unlink", "write_text"])
def test_a_file_that_cannot_be_put_takes_all_back(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, step: str, count: int
) -> None:
    """Pages, folders, the list of files: all is as it was, byte for byte."""
    before = state(checkout.parent)
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, failing(count, getattr(Path, step)))
        try:
            write(checkout, NEW.items())
        except UnwritableError as error:
            assert "Input/output error" in str(error)
            assert state(checkout.parent) == before
        else:
            assert own(checkout) == NEW
    write(checkout, NEW.items())
    assert own(checkout) == NEW and names(checkout.parent) == ["site"]


def test_an_interrupt_takes_all_back(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Ctrl-C does."""
    before = state(checkout.parent)
    replace, left = Path.replace, [4]

    def interrupt(path: Path, goal: Path) -> Path:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return replace(path, goal)

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(checkout, NEW.items())
    assert state(checkout.parent) == before


def test_where_files_cannot_be_linked_the_folder_keeps_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some file systems, and for files of other users on some systems."""
    site = tmp_path / "site"
    write(site, OLD.items())
    (site / "photos").mkdir()
    (site / "photos" / "king.jpg").write_text("years of work", "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    before = ((site / "photos").stat().st_ino, site.stat().st_ino)
    write(site, NEW.items())
    assert ((site / "photos").stat().st_ino, site.stat().st_ino) == before
    assert texts(site) == NEW | {"photos/king.jpg": "years of work"}
    assert names(tmp_path) == ["site"]


def test_what_comes_at_the_last_moment_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that appears or changes after the old site was looked at is in the new one."""
    site = tmp_path / "site"
    write(site, OLD.items())
    (site / "mine.txt").write_text("first", "utf-8")
    exchange = swap._exchange

    def late(one: Path, other: Path) -> bool:
        (site / "late").mkdir()
        (site / "late" / "new.txt").write_text("late", "utf-8")
        (site / "mine.txt").write_text("second", "utf-8")
        (site / "index.html").unlink()
        (site / "index.html").write_text("mine", "utf-8")
        return exchange(one, other)

    monkeypatch.setattr(swap, "_exchange", late)
    (told,) = write(site, NEW.items())
    assert texts(site) == NEW | {"late/new.txt": "late", "mine.txt": "second"}
    (beside,) = (path for path in tmp_path.iterdir() if path != site)
    assert (beside / "index.html").read_text("utf-8") == "mine" and str(beside) in told


@pytest.mark.parametrize("seed", range(20))
def test_whatever_changes_only_the_programs_files_change(tmp_path: Path, seed: int) -> None:
    """Pages and other people's files come and go at random, with and without a repository."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    site, foreign = tmp_path / "site", dict[str, str]()
    folders = ("", "a/", "a/b/", "c/")
    if seed % 2:
        (site / ".git").mkdir(parents=True)
    for step in range(12):
        wanted = {f"{f}{n}.html": f"{chance.random()}" for f in folders for n in "xyz"}
        files = {a: t for a, t in wanted.items() if chance.random() < 0.5} | {"index.html": "i"}
        write(site, files.items())
        assert texts(site) == files | foreign
        name = f"{chance.choice(folders)}mine-{chance.randrange(5)}"
        if name in foreign and chance.random() < 0.5:
            (site / name).unlink()
            del foreign[name]
        else:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(f"{step}", "utf-8")
            foreign[name] = f"{step}"
    assert names(tmp_path) == ["site"]
