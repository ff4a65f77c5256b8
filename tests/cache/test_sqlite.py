"""The store in a file: its bounds, to the second and to the byte, and what a failure leaves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from ferrule.cache.codec import encode
from ferrule.cache.entry import Entry, Record
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.databases.sqlite import ForeignFileError
from ferrule.errors import ConfigError

NOW = 1_767_225_600.0
LIMIT = 65_536  # the least there is


def record(size: int = 1, *tags: str, lifetime: float = 60.0) -> Record:
    """A record of one response, of no use once it is stale."""
    return Record((Entry(200, [], bytes(size), "HTTP/1.1", (), NOW, lifetime, tags=tags),))


def of_size(taken: int, lifetime: float = 1e6) -> Record:
    """A record that counts for so many bytes: those of its row, and what goes with each row."""
    made = record(taken - 250, lifetime=lifetime)
    return record(taken - 250 + taken - 100 - len(encode(made)), lifetime=lifetime)


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """An empty one."""
    return SqliteStore(tmp_path / "cache.db", limit=LIMIT)


def rows(store: SqliteStore, query: str) -> list[Any]:
    """What a query finds."""
    return store._file.connection().execute(query).fetchall()


def test_a_record_is_of_use_until_its_end(store: SqliteStore) -> None:
    """And no more at that very moment."""
    store.put(b"a", record(), NOW)
    assert store.get(b"a", NOW + 59.9) is not None
    assert store.get(b"a", NOW + 60.0) is None


def test_uses_are_noted_once_a_minute(store: SqliteStore) -> None:
    """Each note is a write."""
    store.put(b"a", record(lifetime=1e6), NOW)
    for later, noted in ((60.0, NOW), (61.0, NOW + 61.0), (100.0, NOW + 61.0)):
        store.get(b"a", NOW + later)
        assert rows(store, "SELECT used FROM entry") == [(noted,)]


def test_a_record_takes_an_eighth_of_the_room_at_most(store: SqliteStore) -> None:
    """What is larger is not taken, and what it was to replace is gone."""
    assert store.put(b"a", of_size(LIMIT // 8), NOW)
    assert store.stats().size == LIMIT // 8
    assert not store.put(b"a", of_size(LIMIT // 8 + 1), NOW)
    assert store.get(b"a", NOW) is None


def test_a_claim_ends_with_its_time(store: SqliteStore) -> None:
    """From that moment on it is anybody's."""
    assert store.claim(b"a", b"me", NOW, 30.0)
    assert not store.claim(b"a", b"you", NOW + 29.9, 30.0)
    assert store.claim(b"a", b"you", NOW + 30.0, 30.0)


def test_a_store_may_be_full_to_the_last_byte(store: SqliteStore) -> None:
    """One byte more, and some at once make room, so that not every write has to: the least recently used."""
    for number in range(8):
        store.put(b"%d" % (8 - number), of_size(LIMIT // 8), NOW + number)
    assert (store.stats().size, store.stats().evicted) == (LIMIT, 0)
    store.put(b"9", of_size(1_000), NOW + 9)
    assert store.stats().evicted > 0
    assert store.stats().size <= LIMIT * 0.9


def test_the_least_recently_used_go_first(store: SqliteStore) -> None:
    """Whatever their keys are."""
    for number in range(131):
        store.put(b"%03d" % (131 - number), of_size(500), NOW + number)
    assert store.get(b"131", NOW) is not None
    store.put(b"000", of_size(500), NOW + 200)
    assert store.get(b"131", NOW) is None
    assert store.get(b"000", NOW) is not None
    assert store.get(b"001", NOW) is not None


def test_what_is_over_makes_room_before_anything_else(store: SqliteStore) -> None:
    """Records and claims whose time has passed."""
    store.put(b"kept", of_size(1_000), NOW)
    store.claim(b"old", b"me", NOW, 1.0)
    store.claim(b"new", b"me", NOW, 9_999.0)
    for number in range(8):
        store.put(b"%d" % number, of_size(8_000, lifetime=5.0), NOW + 1)
    store.put(b"more", of_size(8_000), NOW + 10)
    assert store.get(b"kept", NOW + 10) is not None
    assert rows(store, "SELECT key FROM claim") == [(b"new",)]
    assert (store.stats().entries, store.stats().evicted) == (2, 0)


def test_some_room_is_made_at_once(store: SqliteStore) -> None:
    """Also where what is over would just have been enough."""
    for number in range(70):
        store.put(b"%d" % number, of_size(900), NOW + number)
    store.put(b"over", of_size(2_500, lifetime=80.0), NOW + 70)
    store.put(b"more", of_size(500), NOW + 81)
    assert store.stats().size <= LIMIT * 0.9


def test_a_write_that_fails_changes_nothing(store: SqliteStore) -> None:
    """What was there stays, and the next write works."""
    store.put(b"a", record(7), NOW)
    with pytest.raises(sqlite3.IntegrityError):
        store.put(b"a", record(9, "twice", "twice"), NOW)
    found = store.get(b"a", NOW)
    assert found is not None
    assert len(found.entries[0].content) == 7
    assert store.put(b"a", record(8, "once"), NOW)


_PROBE = """
import fcntl, os, sys
fcntl.lockf(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 1073741826)
"""


@pytest.mark.skipif(os.name != "posix", reason="locks of POSIX belong to a process")
def test_a_thread_that_begins_ends_no_lock_of_another(tmp_path: Path) -> None:
    """Otherwise another process takes the file for unused, and drops what was written last."""
    path = tmp_path / "cache.db"
    store = SqliteStore(path)
    store.put(b"a", record(), NOW)

    def is_locked() -> bool:  # SQLite's own range of bytes
        return (
            subprocess.run([sys.executable, "-c", _PROBE, str(path)], capture_output=True, check=False).returncode > 0
        )

    assert is_locked()
    thread = threading.Thread(target=store.get, args=(b"a", NOW))
    thread.start()
    thread.join()
    assert is_locked()
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="links and FIFOs are POSIX'")
@pytest.mark.parametrize("beside", ["", "-wal", "-journal"])
@pytest.mark.parametrize("kind", ["link", "FIFO", "another user's"])
def test_a_file_that_others_may_have_put_there_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, beside: str
) -> None:
    """What it holds would be served, and what is written could be read. Calls go on without it; the log says why."""
    path, elsewhere = tmp_path / "cache.db", tmp_path / "elsewhere"
    elsewhere.touch(0o644)
    there = Path(f"{path}{beside}")
    match kind:
        case "link":
            there.symlink_to(elsewhere)
        case "FIFO":
            os.mkfifo(there)
        case _:
            there.touch()
            monkeypatch.setattr(os, "geteuid", lambda: there.stat().st_uid + 1)
    store = SqliteStore(path)
    with pytest.raises(ConfigError, match="is a link or no regular file" if kind != "another user's" else "belongs to"):
        store.get(b"a", NOW)
    assert elsewhere.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """Also one without tables yet; and it is not kept open."""
    path = tmp_path / "cache.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 5")
    db.close()
    before, store = path.read_bytes(), SqliteStore(path)
    held: list[BaseException] = []  # tracebacks would keep what was forgotten
    opened = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(ForeignFileError) as caught:
            store.get(b"a", NOW)
        held.append(caught.value)
    assert len(list(Path("/proc/self/fd").iterdir())) == opened
    assert path.read_bytes() == before
