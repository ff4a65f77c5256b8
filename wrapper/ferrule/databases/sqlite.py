"""A SQLite file that only its owner may read, used by many threads and processes."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from ferrule.files.private import own
from ferrule.runtime.forks import reset_in_child


class ForeignFileError(sqlite3.DatabaseError):
    """The file is a database, but not one of ours: it is left alone."""


class SqliteFile:
    """A database in a file, made when it is first used. Each thread has its own connection.

    Each use raises a `ConfigError` where the file is a link, no regular file, or somebody else's.

    Args:
        path: the file.
        schema: statements that make an empty database ours. They set `application_id` and `user_version`.
        mark: these two, by which it is known again.
        busy: seconds to wait for another process's write.
        synchronous: `NORMAL`, where the last writes may be lost with the machine's power, or `FULL`.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        schema: str,
        mark: tuple[int, int],
        *,
        busy: float,
        synchronous: str = "NORMAL",
    ) -> None:
        self._path = Path(path)
        self._schema = schema
        self._mark = mark
        self._busy = busy
        self._synchronous = synchronous
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._open: WeakSet[_Opened] = WeakSet()  # those of threads that still run
        self._local = threading.local()
        self._making = threading.Lock()

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """A transaction that writes; it is undone when the block raises."""
        db = self.connection()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

    def connection(self) -> sqlite3.Connection:
        """This thread's connection: each has its own, so that no lock of ours is needed while it reads or writes."""
        found: _Opened | None = getattr(self._local, "opened", None)
        if found is not None:
            return found.db
        with self._making:  # who has just made it closes it, and must not end another thread's locks
            _make_private(self._path)
        db = sqlite3.connect(self._path, timeout=self._busy, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(db)
        except BaseException:
            db.close()
            raise
        self._local.opened = opened = _Opened(db)
        self._open.add(opened)
        return db

    def close(self) -> None:
        """Close all connections; a later use opens them again."""
        for opened in list(self._open):
            opened.db.close()
        self._open = WeakSet()
        self._local = threading.local()

    def _prepare(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN")  # one view of it: another thread or process may be making it
        mark = tuple(db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        is_empty = not mark[0] and db.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        db.execute("COMMIT")
        if mark != self._mark:
            if not is_empty:
                raise ForeignFileError("the file belongs to something else, or to another version of Ferrule")
            db.executescript(self._schema)
        db.execute(f"PRAGMA synchronous = {self._synchronous}")


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
    """Make the file, or take the rights of others from it: SQLite itself would let them read it.

    What is there is not opened: when it is closed again, all locks of this process on it would end (POSIX), and another
    process could take it for unused.

    Raises:
        ConfigError: it, or a file that SQLite keeps beside it, is a link, no regular file, or somebody else's.
    """
    for beside in ("", "-wal", "-shm", "-journal"):
        one = Path(f"{path}{beside}")
        if (found := own(one)) is None:
            if not beside:
                with suppress(FileExistsError):  # another process was quicker
                    os.close(os.open(one, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        elif os.name == "posix" and found.st_mode & 0o077:
            one.chmod(found.st_mode & 0o700)
