"""A store in a SQLite file: survives restarts, and many processes of one machine may share it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress

from ferrule.cache.codec import encode
from ferrule.cache.entry import Record
from ferrule.cache.stores.base import Stats, read
from ferrule.databases.sqlite import SqliteFile
from ferrule.errors.faults import Faults

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
        self._limit = limit
        self._evicted = 0
        self._file = SqliteFile(path, _SCHEMA, (_APPLICATION, _VERSION), busy=_BUSY)

    def get(self, key: bytes, wall: float) -> Record | None:
        db = self._file.connection()
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
        with self._file.writing() as db:
            db.execute("DELETE FROM entry WHERE key = ?", (key,))
            if size > self._limit // 8:
                return False
            row = (key, value, size, wall, record.keep_until())
            db.execute("INSERT INTO entry (key, value, size, used, until) VALUES (?, ?, ?, ?, ?)", row)
            db.executemany("INSERT INTO tag (tag, key) VALUES (?, ?)", [(tag, key) for tag in record.tags()])
            self._make_room(db, wall)
        return True

    def delete(self, key: bytes) -> None:
        self._file.connection().execute("DELETE FROM entry WHERE key = ?", (key,))

    def delete_tagged(self, tag: str) -> int:
        statement = "DELETE FROM entry WHERE key IN (SELECT key FROM tag WHERE tag = ?)"
        return self._file.connection().execute(statement, (tag,)).rowcount

    def clear(self) -> int:
        return self._file.connection().execute("DELETE FROM entry WHERE true").rowcount

    def stats(self) -> Stats:
        entries, size = self._file.connection().execute("SELECT entries, size FROM total").fetchone()
        return Stats(entries, size, self._limit, self._evicted)

    def claim(self, key: bytes, owner: bytes, wall: float, seconds: float) -> bool:
        statement = (
            "INSERT INTO claim (key, owner, until) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET owner = excluded.owner, until = excluded.until WHERE until <= ?"
        )
        return self._file.connection().execute(statement, (key, owner, wall + seconds, wall)).rowcount > 0

    def release(self, key: bytes, owner: bytes) -> None:
        self._file.connection().execute("DELETE FROM claim WHERE key = ? AND owner = ?", (key, owner))

    def close(self) -> None:
        self._file.close()

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
