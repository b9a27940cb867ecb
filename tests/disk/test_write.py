"""The site on disk: it is written whole or not at all, and nothing else is changed."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sicetnon.disk import swap
from sicetnon.disk import write as module
from sicetnon.disk.site_folder import UnwritableError
from sites import Files, names, state, texts, write

OLD: Files = {"index.html": "<p>old</p>", "a/b/c.html": "Ärger 🦊\r\n", ".nojekyll": ""}
NEW: Files = {"index.html": "<p>new</p>", "d.html": "d"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder for a site, which does not exist yet."""
    return tmp_path / "corpus" / "site"


@pytest.fixture
def old(place: Path) -> Path:
    """A site that was written before."""
    write(place, OLD.items())
    return place


def breaking(error: BaseException) -> Iterator[tuple[str, str]]:
    """Pages that stop in the middle."""
    yield "index.html", "half"
    yield "a/new.html", "half"
    raise error


def test_a_site_is_written_as_given(place: Path) -> None:
    """Files have their bytes and folders, and can be read by a server."""
    assert not write(place, OLD.items())
    assert texts(place) == OLD
    assert (place / "a/b/c.html").read_bytes() == OLD["a/b/c.html"].encode()
    assert place.stat().st_mode & 0o777 == 0o755
    assert names(place.parent) == ["site"]


def test_a_new_site_takes_the_place_of_the_old(old: Path) -> None:
    """No file of the old one is left in it or beside it."""
    write(old, NEW.items())
    assert texts(old) == NEW
    assert names(old.parent) == ["site"]


@pytest.mark.parametrize(
    "error",
    [RuntimeError("bug"), KeyboardInterrupt(), SystemExit(1), MemoryError(), RecursionError()],
    ids=lambda error: type(error).__name__,
)
def test_a_build_that_fails_leaves_the_old_site(old: Path, error: BaseException) -> None:
    """Whatever stops a build, the old site is as it was, with nothing beside it."""
    before = state(old.parent)
    with pytest.raises(type(error)):
        write(old, breaking(error))
    assert state(old.parent) == before


def test_a_first_build_that_fails_leaves_nothing(place: Path) -> None:
    """There is no site, whole or half."""
    with pytest.raises(RuntimeError):
        write(place, breaking(RuntimeError("bug")))
    assert names(place.parent) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("step", ["open", "mkdir"])
def test_a_disk_that_is_full_leaves_the_old_site(
    old: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    """The message has the folder and the reason, and says that the old site is as it was."""
    before = state(old.parent)
    done = getattr(os, step)

    def full(path: str, *args: object, **named: object) -> object:
        if Path(path).name in ("d.html", "deep"):
            raise OSError(code, os.strerror(code))
        return done(path, *args, **named)

    monkeypatch.setattr(os, step, full)
    with pytest.raises(UnwritableError) as raised:
        write(old, [*NEW.items(), ("deep/e.html", "e")])
    assert os.strerror(code) in str(raised.value) and str(old) in str(raised.value)
    assert "as it was" in str(raised.value)
    assert state(old.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_killed_leaves_the_old_site(old: Path, sign: signal.Signals) -> None:
    """The old site is as it was, and the next build succeeds."""
    before = state(old)
    program = (
        "import pathlib, signal, sys, time\n"
        "from sicetnon.disk.write import replace_site\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background ignores it
        "def fill(fresh):\n"
        "    fresh.put('index.html', b'half')\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
        "replace_site(pathlib.Path(sys.argv[1]), fill)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(old)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdout and running.stdout.readline() == b"half\n"
        running.send_signal(sign)
        assert running.wait(timeout=20)
    assert state(old) == before
    assert not write(old, NEW.items())
    assert texts(old) == NEW
    assert names(old.parent) == ["site"]


@pytest.mark.parametrize("name", ["thesis.docx", ".env", "photos", "index.html"])
def test_a_folder_of_somebody_else_is_never_replaced(place: Path, name: str) -> None:
    """A folder without the marker is refused with what to do."""
    place.mkdir(parents=True)
    (place / name).write_text("years of work", "utf-8")
    with pytest.raises(UnwritableError, match="--site"):
        write(place, NEW.items())
    assert state(place.parent) == {"site": None, f"site/{name}": b"years of work"}


def test_a_file_in_the_place_of_the_site_is_never_replaced(place: Path) -> None:
    """A file there, or in the place of a folder above it, is refused."""
    place.parent.mkdir()
    place.write_text("years of work", "utf-8")
    for site in (place, place / "below", place / "deep" / "below"):
        with pytest.raises(UnwritableError, match="--site"):
            write(site, NEW.items())
    assert state(place.parent) == {"site": b"years of work"}


@pytest.mark.parametrize("rule", ["", "*\n!.gitignore\n"])
def test_an_empty_folder_is_filled_and_its_gitignore_kept(place: Path, rule: str) -> None:
    """Every build keeps the .gitignore of the folder."""
    place.mkdir(parents=True)
    (place / ".gitignore").write_text(rule, "utf-8")
    for files in (OLD, NEW):
        write(place, files.items())
        assert texts(place) == files | {".gitignore": rule}


def test_a_site_may_be_a_link(place: Path, tmp_path: Path) -> None:
    """The folder behind the link is written, even a new one, and the link stays."""
    place.parent.mkdir()
    place.symlink_to(tmp_path / "away" / "public")
    for files in (OLD, NEW):
        write(place, files.items())
        assert place.is_symlink()
        assert texts(tmp_path / "away" / "public") == files
    assert names(tmp_path / "away") == ["public"]


def test_a_link_to_a_folder_of_somebody_else_is_refused(place: Path, tmp_path: Path) -> None:
    """A link to a folder without the marker is refused."""
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "thesis.docx").write_text("years of work", "utf-8")
    place.parent.mkdir()
    place.symlink_to(tmp_path / "away")
    with pytest.raises(UnwritableError):
        write(place, NEW.items())
    assert state(tmp_path / "away") == {"thesis.docx": b"years of work"}


def test_missing_parents_are_made(place: Path) -> None:
    """Missing folders above the site are made."""
    write(place / "x" / "y", NEW.items())
    assert texts(place / "x" / "y") == NEW


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no folder that refuses root")
def test_a_parent_that_takes_no_folders_is_told() -> None:
    """The message has the folder, the reason and what to do; /proc refuses even root."""
    with pytest.raises(UnwritableError, match=r"^/proc.*--site$"):
        write(Path("/proc/site"), NEW.items())
    with pytest.raises(UnwritableError, match=r"^/proc.*--site$"):
        write(Path("/proc/deep/site"), NEW.items())


def test_a_parent_that_may_not_be_written_is_told(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the reason and what to do; the old site stays."""
    before = state(old.parent)

    def refuse(**_: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(UnwritableError, match="Permission denied; choose another folder by --site"):
        write(old, NEW.items())
    assert state(old.parent) == before


def test_folders_are_swapped_where_no_system_call_does_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a system cannot swap two folders, the old one is moved aside first."""
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    write(old, NEW.items())
    assert texts(old) == NEW
    assert names(old.parent) == ["site"]


def test_a_swap_that_fails_half_way_is_taken_back(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old site is moved back."""
    before = state(old.parent)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target == old and (path / "d.html").exists():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(path, target)

    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(UnwritableError):
        write(old, NEW.items())
    assert state(old.parent) == before


def test_a_site_that_is_busy_stays(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be moved, such as a mount point, stays with its files."""
    before = state(old.parent)

    def busy(*_: object) -> bool:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(swap, "_exchange", busy)
    with pytest.raises(UnwritableError, match="busy"):
        write(old, NEW.items())
    assert state(old.parent) == before


def test_a_reader_sees_the_old_or_the_new_site_never_none(old: Path) -> None:
    """Where the system can exchange two names, no moment is without a front page."""
    if not swap._exchange(Path(shutil.copytree(old, old.with_name("copy"))), old):
        pytest.skip("this system cannot exchange two names")
    seen = []

    def files() -> Iterator[tuple[str, str]]:
        for address, content in NEW.items():
            seen.append((old / "index.html").read_text("utf-8"))
            yield address, content

    write(old, files())
    assert seen == [OLD["index.html"]] * 2
    assert (old / "index.html").read_text("utf-8") == NEW["index.html"]


def test_a_file_that_was_taken_over_is_not_written_through(old: Path) -> None:
    """Writing a file anew does not change the old site, with which it may share an inode."""
    (old / "kept.txt").write_text("old", "utf-8")
    fresh = module.NewSite(old.parent / "fresh", old)
    fresh.folder.mkdir()
    for again in (
        lambda: fresh.put("kept.txt", b"new"),
        lambda: fresh.put_pieces([("kept.txt", "new")]),
    ):
        (fresh.folder / "kept.txt").unlink(missing_ok=True)
        stamp = module.stamp_of(old / "kept.txt")
        assert fresh.reuse("kept.txt", stamp)
        again()
        assert (old / "kept.txt").read_text("utf-8") == "old"
        assert (fresh.folder / "kept.txt").read_text("utf-8") == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_web_server_may_read_whatever_the_umask(place: Path, umask: int) -> None:
    """Files are 0644 and folders 0755, also those that are taken over or written piece by piece."""
    before = os.umask(umask)
    try:
        write(place, OLD.items())
        (place / "index.html").chmod(0o600)
        stamp = module.stamp_of(place / "a/b/c.html")

        def fill(fresh: module.NewSite) -> dict[str, bytes]:
            assert not fresh.reuse("index.html", (len("<p>old</p>"), 0))
            assert fresh.reuse("a/b/c.html", stamp)
            fresh.put_pieces([("deep/er/poured.csv", "1")])
            (fresh.folder / "bundle").mkdir()
            (fresh.folder / "bundle" / "index").write_text("x", "utf-8")
            made = ("a/b/c.html", "deep/er/poured.csv", *fresh.addresses_below("bundle"))
            return {address: fresh.digest(address) for address in made}

        module.replace_site(place, fill)
    finally:
        os.umask(before)
    modes = {str(p.relative_to(place)): p.stat().st_mode & 0o777 for p in place.rglob("*")}
    folders = {"a": 0o755, "a/b": 0o755, "deep": 0o755, "deep/er": 0o755, "bundle": 0o755}
    files = dict.fromkeys((".sicetnon", "a/b/c.html", "deep/er/poured.csv", "bundle/index"), 0o644)
    assert modes == folders | files and place.stat().st_mode & 0o777 == 0o755
