"""Results in few files: found again, never believed when damaged, and no more than is useful."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sicetnon.engine import cache
from sicetnon.engine.cache import Cache

KEY = b"k" * 64
ONE, TWO, THREE = b"1" * 16, b"2" * 16, b"3" * 16


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Cache]:
    """A store with two results."""
    store = Cache(tmp_path, KEY)
    store.put(ONE, b"first")
    store.put(TWO, b"second" * 1000)
    yield store
    store.close()


def files(folder: Path) -> list[Path]:
    """The files of a store, the oldest first."""
    return sorted(folder.glob("*.pack"))


def test_others_find_what_was_kept(kept: Cache, tmp_path: Path) -> None:
    """Also what was kept after they began to look, in whichever file."""
    other = Cache(tmp_path, KEY)
    assert other.get(TWO) == b"second" * 1000 and other.get(THREE) is None
    kept.put(THREE, b"")
    assert other.get(THREE) == b""
    other.put(ONE, b"newer")
    assert Cache(tmp_path, KEY).get(ONE) == b"newer"
    assert len(files(tmp_path)) == 2


@pytest.mark.usefixtures("kept")
def test_another_key_finds_nothing(tmp_path: Path) -> None:
    """Neither what a stranger sealed, nor what was sealed under another name."""
    assert Cache(tmp_path, b"x" * 64).get(ONE) is None
    path = files(tmp_path)[0]
    path.write_bytes(path.read_bytes().replace(ONE, THREE))
    assert Cache(tmp_path, KEY).get(THREE) is None


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("left", [5, 39, 41, 60, 100, 6000])
def test_a_file_that_was_cut_off(tmp_path: Path, left: int) -> None:
    """What is whole in it is found, and what is not is kept again."""
    path = files(tmp_path)[0]
    path.write_bytes(path.read_bytes()[:left])
    store = Cache(tmp_path, KEY)
    assert store.get(ONE) == (b"first" if left >= cache.HEAD.size + 5 else None)
    assert store.get(TWO) is None
    store.put(TWO, b"again")
    assert Cache(tmp_path, KEY).get(TWO) == b"again"


@pytest.mark.usefixtures("kept")
def test_damage_hides_nothing_but_itself(tmp_path: Path) -> None:
    """A changed byte of one result leaves the other as it was."""
    path = files(tmp_path)[0]
    path.write_bytes(path.read_bytes().replace(b"first", b"fir5t"))
    store = Cache(tmp_path, KEY)
    assert store.get(ONE) is None and store.get(TWO) == b"second" * 1000


@pytest.mark.usefixtures("kept")
def test_a_link_is_no_file_of_results(tmp_path: Path) -> None:
    """Nothing outside the folder is read, nor thrown away."""
    outside = tmp_path / "outside"
    outside.mkdir()
    moved = files(tmp_path)[0].rename(outside / "a.pack")
    (tmp_path / "00000001-aa.pack").symlink_to(moved)
    store = Cache(tmp_path, KEY)
    assert store.get(ONE) is None
    store.clear()
    assert moved.exists()


def rest(folder: Path) -> None:
    """Let it be long since anybody wrote to the files of a store."""
    for path in files(folder):
        os.utime(path, (1, 1))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("name", ["99999999-0badcafe.pack", "zzz.pack", "99999998-0badcafe.pack"])
def test_a_strangers_file_hides_nothing_for_long(tmp_path: Path, name: str) -> None:
    """Whatever it is called, what is kept afterwards is found."""
    mine = files(tmp_path)[0]
    (tmp_path / name).write_bytes(mine.read_bytes().replace(b"first", b"fir5t"))
    store = Cache(tmp_path, KEY)
    assert store.get(ONE) in (None, b"first")
    for _ in range(3):
        store = Cache(tmp_path, KEY)
        store.put(ONE, b"again")
        store.close()
        assert Cache(tmp_path, KEY).get(ONE) == b"again"


def test_what_another_build_writes_to_is_left_alone(kept: Cache, tmp_path: Path) -> None:
    """Files that were written to just now are neither joined nor thrown away."""
    other = Cache(tmp_path, KEY)
    for number in range(10):
        other.put(number.to_bytes(16, "big"), bytes(2_000_000))
    other.sweep(set())
    assert kept.get(ONE) == b"first" and other.get((3).to_bytes(16, "big"))


def test_no_more_files_are_open_than_a_system_allows(tmp_path: Path) -> None:
    """However many lie there, all results are found."""
    for number in range(2 * cache.MOST):
        store = Cache(tmp_path, KEY)
        store.put(number.to_bytes(16, "big"), b"%d" % number)
        store.close()
    store = Cache(tmp_path, KEY)
    for number in range(2 * cache.MOST):
        assert store.get(number.to_bytes(16, "big")) == b"%d" % number
    assert len(store._open) <= cache.MOST
    store.close()


def test_many_files_become_one(tmp_path: Path) -> None:
    """And all that was kept is there still."""
    for number in range(cache.MOST):
        store = Cache(tmp_path, KEY)
        store.put(number.to_bytes(16, "big"), b"%d" % number)
        store.close()
    rest(tmp_path)
    store = Cache(tmp_path, KEY)
    store.sweep(set())
    assert len(files(tmp_path)) == 1
    for number in range(cache.MOST):
        assert store.get(number.to_bytes(16, "big")) == b"%d" % number


def test_what_is_long_unused_is_thrown_away(tmp_path: Path) -> None:
    """The oldest first, and nothing that the last build used."""
    store = Cache(tmp_path, KEY)
    for number in range(10):
        store.put(number.to_bytes(16, "big"), bytes([number]) * 1_000_000)
    used = {number.to_bytes(16, "big") for number in (0, 1)}
    store.close()
    rest(tmp_path)
    store.sweep(used)
    left = [number for number in range(10) if store.get(number.to_bytes(16, "big"))]
    assert left == [0, 1, 8, 9]
    assert sum(path.stat().st_size for path in files(tmp_path)) < 4_001_000


def test_a_full_disk_costs_time_only(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written whole is not there, and what follows is."""
    write = cache.os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) > 10:
            return write(descriptor, data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "write", full)
    kept.put(THREE, b"3" * 95)
    monkeypatch.undo()
    assert kept.get(THREE) is None
    kept.put(THREE, b"three")
    assert Cache(kept.folder, KEY).get(THREE) == b"three"
