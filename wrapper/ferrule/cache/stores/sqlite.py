"""A store in a SQLite file: survives restarts, and many processes of one machine may share it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from ferrule.cache.codec import encode
from ferrule.cache.entry import Record
from ferrule.cache.stores.base import Stats, read
from ferrule.errors.faults import Faults
from ferrule.runtime.forks import reset_in_child

_DEFAULT_LIMIT = 256 * 1024 * 1024
_BUSY = 0.25  # seconds to wait for another process's write; after that the cache does without
_APPLICATION = 1_179_798_577  # marks the file as ours: "FRL1"
_VERSION = 1
_USED_STEP = 60.0  # seconds; reads are noted no more often, as each note is a write
_ROW = 100  # bytes a row takes beside its value, about
_SCHEMA = """
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS entry (
    key BLOB PRIMARY KEY, value BLOB NOT NULL, size INTEGER NOT NULL, used REAL NOT NULL, until REAL NOT NULL);
CREATE INDEX IF NOT EXISTS entry_used ON entry (used);
CREATE TABLE IF NOT EXISTS tag (tag TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY (tag, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tag_key ON tag (key);
CREATE TABLE IF NOT EXISTS claim (key BLOB PRIMARY KEY, owner BLOB NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS total (entries INTEGER NOT NULL, size INTEGER NOT NULL);
INSERT INTO total SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM total);
CREATE TRIGGER IF NOT EXISTS added AFTER INSERT ON entry BEGIN
    UPDATE total SET entries = entries + 1, size = size + NEW.size; END;
CREATE TRIGGER IF NOT EXISTS removed AFTER DELETE ON entry BEGIN
    UPDATE total SET entries = entries - 1, size = size - OLD.size; DELETE FROM tag WHERE key = OLD.key; END;
PRAGMA application_id = 1179798577;
PRAGMA user_version = 1;
COMMIT;
"""


class ForeignFileError(sqlite3.DatabaseError):
    """The file is a database, but not one of ours: it is left alone."""


class SqliteStore:
    """Responses in a file, which only its owner may read. The least recently used go first.

    Args:
        path: the file, made when it is missing.
        limit: most bytes of stored responses (default 256 MiB); the file itself may be some larger.

    Raises:
        ConfigError: the limit is not a whole number of 64 KiB or more.
    """

    def __init__(self, path: str | os.PathLike[str], limit: int = _DEFAULT_LIMIT) -> None:
        faults = Faults("SqliteStore")
        faults.whole("limit", limit, least=65_536)
        faults.raise_if_any()
        self._path = Path(path)
        self._limit = limit
        self._evicted = 0
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._open: WeakSet[_Opened] = WeakSet()  # those of threads that still run
        self._local = threading.local()

    def get(self, key: bytes, wall: float) -> Record | None:
        db = self._connection()
        row = db.execute("SELECT value, used FROM entry WHERE key = ? AND until > ?", (key, wall)).fetchone()
        if row is None:
            return None
        record = read(row[0])
        if record is None:
            self.delete(key)
        elif not isinstance(row[1], float) or wall - row[1] > _USED_STEP:
            with suppress(sqlite3.OperationalError):  # somebody else is writing; the next reader will note it
                db.execute("UPDATE entry SET used = ? WHERE key = ?", (wall, key))
        return record

    def put(self, key: bytes, record: Record, wall: float) -> bool:
        value = encode(record)
        size = len(value) + _ROW
        with self._writing() as db:
            db.execute("DELETE FROM entry WHERE key = ?", (key,))
            if size > self._limit // 8:
                return False
            row = (key, value, size, wall, record.keep_until())
            db.execute("INSERT INTO entry (key, value, size, used, until) VALUES (?, ?, ?, ?, ?)", row)
            db.executemany("INSERT INTO tag (tag, key) VALUES (?, ?)", [(tag, key) for tag in record.tags()])
            self._make_room(db, wall)
        return True

    def delete(self, key: bytes) -> None:
        self._connection().execute("DELETE FROM entry WHERE key = ?", (key,))

    def delete_tagged(self, tag: str) -> int:
        statement = "DELETE FROM entry WHERE key IN (SELECT key FROM tag WHERE tag = ?)"
        return self._connection().execute(statement, (tag,)).rowcount

    def clear(self) -> int:
        return self._connection().execute("DELETE FROM entry WHERE true").rowcount

    def stats(self) -> Stats:
        entries, size = self._connection().execute("SELECT entries, size FROM total").fetchone()
        return Stats(entries, size, self._limit, self._evicted)

    def claim(self, key: bytes, owner: bytes, wall: float, seconds: float) -> bool:
        statement = (
            "INSERT INTO claim (key, owner, until) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET owner = excluded.owner, until = excluded.until WHERE until <= ?"
        )
        return self._connection().execute(statement, (key, owner, wall + seconds, wall)).rowcount > 0

    def release(self, key: bytes, owner: bytes) -> None:
        self._connection().execute("DELETE FROM claim WHERE key = ? AND owner = ?", (key, owner))

    def close(self) -> None:
        for opened in list(self._open):
            opened.db.close()
        self._open = WeakSet()
        self._local = threading.local()

    def _make_room(self, db: sqlite3.Connection, wall: float) -> None:
        if self._size(db) <= self._limit:
            return
        db.execute("DELETE FROM entry WHERE until <= ?", (wall,))
        db.execute("DELETE FROM claim WHERE until <= ?", (wall,))
        while self._size(db) > self._limit * 0.9:  # some at once, so that not every write has to
            oldest = "DELETE FROM entry WHERE key IN (SELECT key FROM entry ORDER BY used LIMIT 64)"
            self._evicted += db.execute(oldest).rowcount

    @staticmethod
    def _size(db: sqlite3.Connection) -> int:
        size: int = db.execute("SELECT size FROM total").fetchone()[0]
        return size

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        db = self._connection()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection: each has its own, so that no lock of ours is needed while it reads or writes."""
        found: _Opened | None = getattr(self._local, "opened", None)
        if found is not None:
            return found.db
        _make_private(self._path)
        db = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(db)
        except BaseException:
            db.close()
            raise
        self._local.opened = opened = _Opened(db)
        self._open.add(opened)
        return db

    @staticmethod
    def _prepare(db: sqlite3.Connection) -> None:
        application, version = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if (application, version) != (_APPLICATION, _VERSION):
            if application or db.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise ForeignFileError("the file belongs to something else, or to another version of Ferrule")
            db.executescript(_SCHEMA)
        db.execute("PRAGMA synchronous = NORMAL")


class _Opened:
    """The connection of one thread, closed when that has ended: its two descriptors are nobody's then."""

    __slots__ = ("__weakref__", "_process", "db")

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._process = os.getpid()

    def __del__(self) -> None:
        if self._process == os.getpid():
            self.db.close()
        else:
            _inherited.append(self.db)


_inherited: list[sqlite3.Connection] = []  # of the process that opened them: a child must not even close them


def _make_private(path: Path) -> None:
    """Make the file, or take the rights of others from it: SQLite itself would let them read it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        mode = os.fstat(descriptor).st_mode
        if os.name == "posix" and mode & 0o077:
            with suppress(PermissionError):  # it is somebody else's, who lets us use it
                os.fchmod(descriptor, mode & 0o700)
    finally:
        os.close(descriptor)
