"""The cache: results of this build and of earlier ones, each under the digest of all that made it.

One SQLite file a corpus, in the user's cache folder, so that no pull request can bring one along.
Processes write it side by side (write-ahead log); each forked process opens it for itself.
SQLite does not notice damage to values, so each has a checksum. A cache that cannot be used is
told in `notices`, and is then as good as empty: whoever needs a value from it raises
`CacheMissError`, and the build begins again without it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

R = TypeVar("R")
V = TypeVar("V")

PLACE = "SICETNON_CACHE"
"""The environment variable that names another folder than the user's cache folder."""
SUPERSEDED = Path(".cache") / "sicetnon"
"""Where earlier versions kept their cache, in the corpus."""
APPLICATION, FORM = 0x51CE7707, 1
"""What SQLite's header says of whose file it is, and of which form."""
SETTINGS = ("synchronous = OFF", "wal_autocheckpoint = 4000")
"""After a power cut checksums tell what was not written, so no write has to wait for the disk."""
PATIENCE = 5
"""Seconds to wait for another process that writes."""
DAMAGED = {"SQLITE_CORRUPT", "SQLITE_ERROR", "SQLITE_NOTADB"}
AT_HAND = 4_000_000
"""Bytes, as they are cached, of values that stay in memory as well: enough for a small corpus."""
SPARE = 3
"""Times what the last build used, from which what it did not use is thrown away."""


class Cache:
    """Values under keys. Without a path they are kept in memory only."""

    __slots__ = (
        "_at_hand",
        "_database",
        "_pending",
        "_process",
        "_room",
        "notices",
        "path",
        "root",
    )

    def __init__(self, path: Path | None = None, root: Path | None = None) -> None:
        self.path, self.root = path, root
        self.notices: list[str] = []
        """What a publisher should know, each as one sentence."""
        self._database: sqlite3.Connection | None = None
        self._pending: dict[bytes, bytes] = {}
        self._at_hand: dict[bytes, Any] = {}
        self._room, self._process = AT_HAND, os.getpid()

    def load(self, key: bytes, kind: type[V]) -> V | None:
        """A value of a type, or None where it is not there."""
        from sicetnon.engine.serialization import decode  # noqa: PLC0415  # loads slowly

        if key in self._at_hand:
            value: V = self._at_hand[key]
            return value
        data = self.get(key)
        return decode(data, kind) if data is not None else None

    def save(self, key: bytes, value: object) -> None:
        """Keep a value, if possible."""
        from sicetnon.engine.serialization import encode  # noqa: PLC0415  # loads slowly

        mine = self._process == os.getpid()
        if self.path is None:
            if mine:
                self._at_hand[key] = value
            return
        try:
            data = encode(value)
        except UnicodeEncodeError:  # the name of a corpus's folder may be no text
            self._at_hand[key] = value
            return
        self._at_hand.pop(key, None)
        if mine and self._room > len(data):
            self._room -= len(data)
            self._at_hand[key] = value
        self.put(key, data)

    def get(self, key: bytes) -> bytes | None:
        """The bytes that were kept, or None where there are none or they are damaged."""
        if key in self._pending:
            return self._pending[key]
        query = "SELECT checksum, value FROM entries WHERE key = ?"
        row = self._use(lambda database: database.execute(query, (key,)).fetchone())
        return row[1] if row and row[0] == _checksum(key, row[1]) else None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep bytes, if possible; they are written by `flush`."""
        self._pending[key] = data

    def flush(self) -> None:
        """Write what was kept."""
        if not self._pending or (self.path is None and self._process == os.getpid()):
            return
        rows = [(key, _checksum(key, data), data) for key, data in self._pending.items()]

        def write(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("REPLACE INTO entries VALUES (?, ?, ?)", rows)
            database.execute("COMMIT")

        self._use(write)
        self._pending.clear()

    def close(self) -> None:
        """Write what was kept and let go of the file, as is needed before a process is forked."""
        self.flush()
        self._release()

    def clear(self) -> None:
        """Throw everything away."""
        self._release()
        self._pending.clear()
        self._at_hand.clear()
        if self.path:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    Path(f"{self.path}{ending}").unlink()

    def sweep(self, used: Collection[bytes]) -> None:
        """Throw away what builds have not used for long, once it is more than what they use."""

        def sweep(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            database.executemany("INSERT INTO used VALUES (?)", ((key,) for key in used))
            size = "SELECT sum(length(value)) FROM entries"
            ((total,),) = database.execute(size)
            ((needed,),) = database.execute(f"{size} WHERE key IN used")
            if (total or 0) > SPARE * max(needed or 0, 1 << 20):
                database.execute(OLDEST, ((SPARE - 1) * (needed or 0),))
            database.execute("DROP TABLE used")
            database.execute("COMMIT")

        self.flush()
        self._use(sweep)

    def _use(self, work: Callable[[sqlite3.Connection], R]) -> R | None:
        """Do something with the file; None where it cannot be used, which is then told once."""
        if self.path is None:
            return None
        try:
            if self._database is None:
                self._database = self._open(self.path)
            return work(self._database)
        except (sqlite3.Error, OSError, UnicodeError) as error:
            if _is_damage(error):
                self.clear()
            self.notices.append(f"the cache {self.path} is not used: {error}")
            self._release()
            self.path = None
            return None

    def _open(self, path: Path) -> sqlite3.Connection:
        """The file, made if need be. One that is damaged, or of another form, is begun anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect(path)
        except (sqlite3.Error, UnicodeError, _OtherFormError) as error:
            if not _is_damage(error):
                raise
        self.clear()
        self.notices.append(f"the cache {path} was damaged, or of another version: it is made anew")
        return self._connect(path)

    def _connect(self, path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            if _number(database, "schema_version") == 0:
                self._begin(database)
            if _number(database, "application_id") != APPLICATION:
                raise OSError("it is a database of another program")
            if _number(database, "user_version") != FORM:
                raise _OtherFormError
            for setting in SETTINGS:
                database.execute(f"PRAGMA {setting}")
        except BaseException:
            database.close()
            raise
        return database

    def _begin(self, database: sqlite3.Connection) -> None:
        """Make the table, unless another process is just doing so."""
        database.execute("PRAGMA page_size = 8192")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("BEGIN IMMEDIATE")
        if _number(database, "schema_version") == 0:
            database.execute(TABLE)
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {FORM}")
        database.execute("COMMIT")
        if self.root and (self.root / SUPERSEDED).is_dir():
            self.notices.append(f"{self.root / SUPERSEDED} is not used any more; it can be deleted")

    def _release(self) -> None:
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None


TABLE = """CREATE TABLE entries (
    key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, value BLOB NOT NULL
)"""
OLDEST = """DELETE FROM entries WHERE key NOT IN used AND key IN (
    SELECT key FROM (
        SELECT key, sum(length(value)) OVER (ORDER BY key IN used DESC, rowid DESC) AS total
        FROM entries
    ) WHERE total > ?
)"""
"""The entries that no build has used and that are beyond so many bytes, counted from the newest."""


class _OtherFormError(Exception):
    """The file is of another version of this program."""


def open_cache(root: Path) -> Cache:
    """The cache of a corpus, keyed by its path; nothing is opened before it is needed."""
    whole = root.resolve()
    named = blake2b(os.fsencode(whole), digest_size=8).hexdigest()
    return Cache(_folder() / f"{whole.name[:32]}-{named}.sqlite", whole)


def _folder() -> Path:
    given = os.environ.get(PLACE)
    if given:
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415  # not always needed

    return user_cache_path("sicetnon", appauthor=False)


def _is_damage(error: Exception) -> bool:
    """Whether a file is broken, or so old or new that it might as well be."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "") in DAMAGED
    return isinstance(error, UnicodeError | _OtherFormError)


def _number(database: sqlite3.Connection, pragma: str) -> int:
    ((number,),) = database.execute(f"PRAGMA {pragma}")
    return int(number)


def _checksum(key: bytes, data: bytes) -> int:
    return crc32(data, crc32(key))
