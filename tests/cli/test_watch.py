"""What is noticed of a corpus while it is shown, and what is not."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sicetnon.cli import watch
from sicetnon.cli.watch import Watcher

PATIENCE, SHORTLY = 10, 0.6
"""Seconds after which a change is held to be missed, and those in which one would be noticed."""


@contextmanager
def waiting(watcher: Watcher) -> Iterator[threading.Thread]:
    """Something that waits for a change, which must be noticed by the end."""
    thread = threading.Thread(target=watcher.wait, daemon=True)
    thread.start()
    yield thread
    thread.join(PATIENCE)
    assert not thread.is_alive(), "the change was not noticed"


@pytest.fixture(params=["system", "polling"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus, watched by what the system tells, or without it: it may have no more to give."""

    def exhausted() -> None:
        raise OSError

    if request.param == "polling":
        monkeypatch.setattr(watch, "Observer", exhausted)
    (tmp_path / "content" / "deep").mkdir(parents=True)
    (tmp_path / "content" / "a.md").write_text("Words.\n", "utf-8")
    return tmp_path


def replaced(root: Path) -> None:
    """A file that an editor writes beside the old one and puts in its place."""
    new = root / "corpus.yaml.new"
    new.write_text("title: A corpus\n", "utf-8")
    new.replace(root / "corpus.yaml")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: (root / "content" / "a.md").write_text("Other words.\n", "utf-8"),
    "a new text": lambda root: (root / "content" / "deep" / "b.md").touch(),
    "a text that goes": lambda root: (root / "content" / "a.md").unlink(),
    "a folder that moves": lambda root: (root / "content" / "deep").rename(root / "content" / "b"),
    "the configuration": replaced,
    "a new folder": lambda root: (root / "annotations").mkdir(),
    "a folder that goes": lambda root: shutil.rmtree(root / "content"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(root: Path, change: Callable[[Path], object]) -> None:
    """Whatever a build reads: texts, annotations, the theme, the configuration."""
    with Watcher(root) as watcher, waiting(watcher):
        change(root)


def test_a_folder_that_appears_is_watched(root: Path) -> None:
    """So is one that takes the place of another."""
    with Watcher(root) as watcher:
        for name in ("theme", "annotations", "content"):
            with waiting(watcher):
                shutil.rmtree(root / name, ignore_errors=True)
                (root / name).mkdir()
            with waiting(watcher):
                (root / name / "file").write_text("Words.\n", "utf-8")


def test_what_a_build_does_is_no_change(root: Path) -> None:
    """It reads texts and writes a cache and a site: to build again for that would never end."""
    with Watcher(root) as watcher, waiting(watcher) as thread:
        (root / "content" / "a.md").read_bytes()
        for name in (".cache", "site"):
            (root / name).mkdir()
            (root / name / "content").write_text("Words.\n", "utf-8")
        thread.join(SHORTLY)
        assert thread.is_alive()
        (root / "content" / "a.md").touch()
        (root / "content" / "a.md").write_text("Other words.\n", "utf-8")


def test_many_changes_are_one(root: Path) -> None:
    """An editor that writes many files lets the site be built once, when it has finished."""
    with Watcher(root) as watcher:
        with waiting(watcher):
            for number in range(20):
                (root / "content" / f"{number}.md").write_text("Words.\n", "utf-8")
        thread = threading.Thread(target=watcher.wait, daemon=True)
        thread.start()
        thread.join(SHORTLY)
        assert thread.is_alive()
