"""Values under keys in one file: found again, never believed when damaged, told when unusable."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sicetnon.engine import cache as cache_module
from sicetnon.engine.cache import PLACE, SUPERSEDED, Cache, open_cache
from sicetnon.engine.serialization import encode
from sicetnon.model import Location, Problem, QuotedClaim

ONE, TWO, THREE = b"1" * 16, b"2" * 16, b"3" * 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a cache with two entries."""
    cache = Cache(tmp_path / "folder" / "cache.sqlite")
    cache.put(ONE, b"first")
    cache.put(TWO, b"second" * 1000)
    cache.close()
    assert cache.path
    return cache.path


def test_others_find_what_was_kept(path: Path) -> None:
    """Also what was kept after they began to look; of what is kept twice the later counts."""
    one, other = Cache(path), Cache(path)
    assert other.get(TWO) == b"second" * 1000 and other.get(THREE) is None
    one.put(THREE, b"")
    assert one.get(THREE) == b"" and other.get(THREE) is None
    one.flush()
    assert other.get(THREE) == b""
    other.put(ONE, b"newer")
    other.flush()
    assert one.get(ONE) == b"newer"


def test_values_come_back_as_they_were(path: Path) -> None:
    """From memory and from the file; what is of another type raises, and nothing is run."""
    problem = Problem(name="orphan", location=Location("a.yaml", 2, 3), message="no such words")
    cache = Cache(path)
    cache.save(THREE, (problem,))
    assert cache.load(THREE, tuple[Problem, ...]) == (problem,)
    cache.close()
    assert Cache(path).load(THREE, tuple[Problem, ...]) == (problem,)
    with pytest.raises(ValueError, match="Expected"):
        Cache(path).load(THREE, tuple[QuotedClaim, ...])
    with pytest.raises(TypeError):
        encode(print)


def test_without_a_path_all_stays_in_memory() -> None:
    """And nothing is written."""
    cache = Cache()
    cache.put(ONE, b"bytes")
    cache.save(TWO, ["value"])
    cache.close()
    assert cache.get(ONE) == b"bytes" and cache.load(TWO, list[str]) == ["value"]


@pytest.mark.parametrize("found", [b"first", b"111111"])
def test_a_damaged_entry_is_none(path: Path, found: bytes) -> None:
    """A changed byte of a value or a key hides that entry and no other."""
    content = path.read_bytes()
    path.write_bytes(content.replace(found, b"#" + found[1:]))
    cache = Cache(path)
    assert cache.get(ONE) is None and cache.get(TWO) == b"second" * 1000
    cache.put(ONE, b"again")
    cache.flush()
    assert Cache(path).get(ONE) == b"again" and not cache.notices


def no_database(path: Path) -> None:
    """Bytes that are no database."""
    path.write_bytes(b"no database " * 1000)


def another_form(path: Path) -> None:
    """A cache of another version of this program."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize("spoil", [no_database, another_form])
def test_a_damaged_cache_is_made_anew(path: Path, spoil: Callable[[Path], None]) -> None:
    """So is one of another version, and it is told once."""
    spoil(path)
    cache = Cache(path)
    assert cache.get(ONE) is None
    cache.put(ONE, b"again")
    cache.close()
    assert len(cache.notices) == 1 and "made anew" in cache.notices[0]
    assert Cache(path).get(ONE) == b"again"


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    """It is as it was afterwards, and it is told once."""
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE theirs (words TEXT)")
    before = path.read_bytes()
    unusable(Cache(path), "another program")
    assert path.read_bytes() == before


def test_a_locked_cache_is_not_waited_for_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program holds is done without."""
    monkeypatch.setattr(cache_module, "PATIENCE", 0)
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("BEGIN IMMEDIATE")
        unusable(Cache(path), "locked")


def test_where_no_folder_can_be_made(tmp_path: Path) -> None:
    """A file where the folder should be, as where `SICETNON_CACHE` names one."""
    (tmp_path / "file").write_text("")
    unusable(Cache(tmp_path / "file" / "cache.sqlite"), "not used")


def test_a_full_disk(path: Path) -> None:
    """Nothing is there but what is in memory."""
    cache = Cache(path)
    assert cache.get(ONE) == b"first"
    assert cache._database
    cache._database.execute("PRAGMA max_page_count = 1")
    unusable(cache, "full", data=bytes(100_000))


def unusable(cache: Cache, why: str, data: bytes = b"3") -> None:
    """Whatever is done with the cache, it is told once why it is not used."""
    for _ in range(2):
        cache.put(THREE, data)
        cache.flush()
        assert cache.get(ONE) is None
        cache.sweep({ONE})
    cache.close()
    assert len(cache.notices) == 1 and why in cache.notices[0], cache.notices


def test_two_may_begin_at_once(tmp_path: Path) -> None:
    """What both of them keep is found."""
    one, other = Cache(tmp_path / "cache.sqlite"), Cache(tmp_path / "cache.sqlite")
    one.put(ONE, b"one")
    other.put(TWO, b"two")
    one.flush()
    other.flush()
    assert one.get(TWO) == b"two" and other.get(ONE) == b"one"


def test_what_is_long_unused_is_thrown_away(tmp_path: Path) -> None:
    """The oldest first, nothing that the last build used, and nothing as long as it is little."""
    cache = Cache(tmp_path / "cache.sqlite")
    keys = [number.to_bytes(16, "big") for number in range(10)]
    for key in keys[:6]:
        cache.put(key, bytes(1_000_000))
    cache.sweep({keys[0], keys[1]})
    assert all(map(cache.get, keys[:6]))
    for key in keys[6:]:
        cache.put(key, bytes(1_000_000))
    cache.sweep({keys[0], keys[1]})
    assert [key for key in keys if cache.get(key)] == [keys[0], keys[1], keys[8], keys[9]]


def test_each_corpus_has_a_file_outside_it(
    tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its path, however it is reached; `SICETNON_CACHE` says in which folder."""
    monkeypatch.setenv(PLACE, str(tmp_path / "caches"))
    (tmp_path / "link").symlink_to(tiny_copy)
    path = open_cache(tiny_copy).path
    assert path and path.parent == tmp_path / "caches"
    assert open_cache(tmp_path / "link").path == path != open_cache(tmp_path).path
    monkeypatch.delenv(PLACE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    usual = open_cache(tiny_copy).path
    assert usual and usual.name == path.name
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert usual.parent == tmp_path / "home" / "sicetnon"


def test_an_old_cache_in_the_corpus_is_named_once(tiny_copy: Path) -> None:
    """It is left alone."""
    (tiny_copy / SUPERSEDED).mkdir(parents=True)
    first, second = open_cache(tiny_copy), open_cache(tiny_copy)
    assert first.get(ONE) is None and second.get(ONE) is None
    assert len(first.notices) == 1 and "can be deleted" in first.notices[0]
    assert not second.notices and (tiny_copy / SUPERSEDED).is_dir()
