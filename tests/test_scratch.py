"""Folders for work that is thrown away: nobody else's is touched, and none is left for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sicetnon import scratch

PREFIX = "sicetnon-test-"
PROGRAM = (
    "import sys, tempfile\n"
    "from sicetnon import scratch\n"
    "tempfile.tempdir = sys.argv[1]\n"
    f"with scratch.scratch_folder({PREFIX!r}) as folder:\n"
    "    (folder / 'file').write_text('half')\n"
    "    print(folder, flush=True)\n"
    "    sys.stdin.read()\n"
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process with a folder, and the folder."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        yield process, Path(process.stdout.readline().strip())
        process.kill()


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's temporary folder is the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_gone_afterwards(tmp_path: Path) -> None:
    """With what is in it, and with no lock file beside it, also after a failure."""
    with pytest.raises(RuntimeError), scratch.scratch_folder(PREFIX) as folder:
        (folder / "file").write_text("half", "utf-8")
        assert names(tmp_path) == [folder.name]
        raise RuntimeError
    assert names(tmp_path) == []


def test_a_folder_in_use_is_left_alone(
    running: tuple[subprocess.Popen[str], Path], tmp_path: Path
) -> None:
    """By however many processes at once, each with its own."""
    process, theirs = running
    with scratch.scratch_folder(PREFIX) as mine, scratch.scratch_folder(PREFIX) as more:
        assert len({mine, more, theirs}) == 3
        assert (theirs / "file").is_file() and scratch.left_over(theirs) is None
    process.communicate("")
    assert names(tmp_path) == []


def test_the_folder_of_a_killed_process_is_removed_by_the_next(
    running: tuple[subprocess.Popen[str], Path], tmp_path: Path
) -> None:
    """At once, however young it is."""
    process, theirs = running
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (theirs / "file").is_file()
    with scratch.scratch_folder(PREFIX) as mine:
        assert names(tmp_path) == [mine.name]


def test_what_only_looks_like_one_is_left_alone(tmp_path: Path) -> None:
    """Other names, files, links, folders of other users, and what a link leads to."""
    for name in ("sicetnon-test-", "sicetnon-test-abcd_12", "sicetnon-test-ABCD_123", "sicetnon-x"):
        (tmp_path / name).mkdir()
    (tmp_path / "sicetnon-test-file_123").write_text("mine", "utf-8")
    (tmp_path / "goal").mkdir()
    (tmp_path / "goal" / "file").write_text("mine", "utf-8")
    (tmp_path / "sicetnon-test-link_123").symlink_to("goal")
    if os.geteuid() == 0:
        (tmp_path / "sicetnon-test-their_12").mkdir()
        os.chown(tmp_path / "sicetnon-test-their_12", 12345, 12345)
    before = names(tmp_path)
    with scratch.scratch_folder(PREFIX):
        pass
    assert names(tmp_path) == before
    assert (tmp_path / "goal" / "file").is_file()


def test_without_locks_age_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on network file systems: what is an hour old is left, what is younger may be in use."""

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(scratch.fcntl, "flock", refuse)
    for name, age in (("abcd_old", 1), ("abcd_new", None)):
        (tmp_path / f"{PREFIX}{name}").mkdir()
        if age:
            os.utime(tmp_path / f"{PREFIX}{name}", (age, age))
    with scratch.scratch_folder(PREFIX):
        assert f"{PREFIX}abcd_new" in names(tmp_path) and f"{PREFIX}abcd_old" not in names(tmp_path)
    assert names(tmp_path) == [f"{PREFIX}abcd_new"]
