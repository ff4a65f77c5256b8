"""A replay store in a SQLite file: survives restarts, and many processes of one machine may share it."""

from __future__ import annotations

import os
from typing import Final

from ferrule.databases.sqlite import SqliteFile
from ferrule.webhooks.stores.base import Found

_BUSY: Final = 5.0  # seconds to wait for another process's write; senders wait about ten for an answer
_APPLICATION: Final = 1_179_798_615  # marks the file as ours: "FRLW"
_VERSION: Final = 1
_SCHEMA: Final = f"""
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS delivery (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS delivery_until ON delivery (until);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
COMMIT;
"""
_DONE: Final = ""  # owner of what is done
_CLAIM: Final = (
    "INSERT INTO delivery (key, owner, until) VALUES (?, ?, ?) "
    "ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE until <= ?"
)
_FINISH: Final = (
    "INSERT INTO delivery (key, owner, until) VALUES (?, ?, ?) "
    "ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until"
)


class ReplayStoreSqlite:
    """Remembers deliveries in a file, which only its owner may read.

    Args:
        path: the file, made when it is missing.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        # Each write is on the disk before it counts: a delivery that was done must not be new after a power cut.
        self._file = SqliteFile(path, _SCHEMA, (_APPLICATION, _VERSION), busy=_BUSY, synchronous="FULL")

    def claim(self, key: str, owner: str, now: float, lease: float) -> Found:
        with self._file.writing() as db:
            if db.execute(_CLAIM, (key, owner, now + lease, now)).rowcount:
                db.execute("DELETE FROM delivery WHERE until <= ?", (now,))
                return Found.NEW
            (held_by,) = db.execute("SELECT owner FROM delivery WHERE key = ?", (key,)).fetchone()
        return Found.DONE if held_by == _DONE else Found.OPEN

    def finish(self, key: str, now: float, keep: float) -> None:
        self._file.connection().execute(_FINISH, (key, _DONE, now + keep))

    def release(self, key: str, owner: str) -> None:
        self._file.connection().execute("DELETE FROM delivery WHERE key = ? AND owner = ?", (key, owner))

    def close(self) -> None:
        self._file.close()
