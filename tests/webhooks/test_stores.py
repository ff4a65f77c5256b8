"""The replay stores, one by one and against a model."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ferrule.errors import ConfigError
from ferrule.webhooks import Found, ReplayStore, ReplayStoreMemory, ReplayStoreRedis, ReplayStoreSqlite
from ferrule.webhooks.stores.redis import _milliseconds

NOW = 1_700_000_000.0


def test_one_owner_until_it_is_done(store: ReplayStore) -> None:
    """Claimed once, given back by its owner alone; done for all, whoever gives it back afterwards."""
    assert store.claim("k", "a", NOW, 60) is Found.NEW
    assert store.claim("k", "b", NOW, 60) is Found.OPEN
    assert store.claim("other", "b", NOW, 60) is Found.NEW
    store.release("k", "b")
    assert store.claim("k", "b", NOW, 60) is Found.OPEN
    store.release("k", "a")
    assert store.claim("k", "b", NOW, 60) is Found.NEW
    store.finish("k", NOW, 60)
    store.release("k", "b")
    store.release("k", "a")
    assert store.claim("k", "c", NOW, 60) is Found.DONE
    assert store.claim("other", "c", NOW, 60) is Found.OPEN
    store.close()
    store.close()


def test_many_threads_claim_one_delivery_once(store: ReplayStore) -> None:
    """Of each of ten deliveries one of eight threads gets the right to handle it."""
    found: list[Found] = []
    start = threading.Barrier(8)

    def claim(owner: str) -> None:
        start.wait()
        found.extend(store.claim(f"k{number}", owner, NOW, 60) for number in range(10))

    threads = [threading.Thread(target=claim, args=(f"t{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found.count(Found.NEW), found.count(Found.OPEN)) == (10, 70)


def test_memory_forgets_the_oldest_that_are_done() -> None:
    """Beyond its bound, and never what is open."""
    store = ReplayStoreMemory(most=2)
    assert store.claim("open", "a", NOW, 60) is Found.NEW
    for key in ("one", "two", "three"):
        store.finish(key, NOW, 60)
    assert [store.claim(key, "b", NOW, 60) for key in ("open", "three", "two", "one")] == [
        Found.OPEN, Found.DONE, Found.DONE, Found.NEW,
    ]  # fmt: skip
    with pytest.raises(ConfigError, match="most"):
        ReplayStoreMemory(most=0)


def test_sqlite_forgets_what_is_over(tmp_path: Path) -> None:
    """With the next claim, so that the file does not grow for ever; and others cannot read it."""
    store = ReplayStoreSqlite(tmp_path / "replay.db")
    for number in range(50):
        store.finish(f"k{number}", NOW, 60)
    assert store.claim("new", "a", NOW + 60, 60) is Found.NEW
    store.close()
    with sqlite3.connect(tmp_path / "replay.db") as db:
        assert db.execute("SELECT key FROM delivery").fetchall() == [("new",)]
    db.close()
    assert (tmp_path / "replay.db").stat().st_mode & 0o077 == 0


def test_sqlite_leaves_the_file_of_another_alone(tmp_path: Path) -> None:
    """A cache's, for one."""
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    store = ReplayStoreSqlite(tmp_path / "other.db")
    with pytest.raises(sqlite3.DatabaseError, match="belongs to something else"):
        store.claim("k", "a", NOW, 60)


def test_redis_shows_no_password() -> None:
    """Not in an error, nor in its repr."""
    with pytest.raises(ConfigError, match="must be redis://") as caught:
        ReplayStoreRedis("http://user:planted@host/")
    assert "planted" not in str(caught.value)
    assert "planted" not in repr(ReplayStoreRedis("redis://user:planted@host/"))
    with pytest.raises(ConfigError, match="timeout"):
        ReplayStoreRedis("redis://host/", timeout=0)


KILLED = """
import os, signal, sys
from ferrule.webhooks import ReplayStoreRedis, ReplayStoreSqlite
kind, place, now = sys.argv[1:]
store = ReplayStoreSqlite(place) if kind == "sqlite" else ReplayStoreRedis(place, prefix="killed:")
store.finish("done", float(now), 1000)
print(store.claim("open", "a", float(now), 0.4), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_holds_a_delivery_until_its_lease_ends_in_sqlite(tmp_path: Path) -> None:
    """And what it had done stays done."""
    place = str(tmp_path / "replay.db")
    run = subprocess.run([sys.executable, "-c", KILLED, "sqlite", place, str(NOW)], capture_output=True, text=True)
    assert run.stdout == "Found.NEW\n", run.stderr
    store = ReplayStoreSqlite(place)
    assert store.claim("open", "b", NOW + 0.3, 60) is Found.OPEN
    assert store.claim("open", "b", NOW + 0.4, 60) is Found.NEW
    assert store.claim("done", "b", NOW + 999, 60) is Found.DONE
    store.close()


def test_a_killed_process_holds_a_delivery_until_its_lease_ends_in_valkey(valkey: str) -> None:
    """The server's own clock ends it."""
    run = subprocess.run([sys.executable, "-c", KILLED, "redis", valkey, str(NOW)], capture_output=True, text=True)
    assert run.stdout == "Found.NEW\n", run.stderr
    store = ReplayStoreRedis(valkey, prefix="killed:")
    waited = threading.Event()
    for _ in range(300):
        if store.claim("open", "b", NOW, 60) is Found.NEW:
            break
        waited.wait(0.02)
    else:
        pytest.fail("its lease did not end")
    assert store.claim("done", "b", NOW, 60) is Found.DONE
    store.close()


@pytest.mark.parametrize(("seconds", "milliseconds"), [(60.0, 60_000), (0.0025, 2), (0.0015, 1), (0.0001, 1), (0.0, 1)])
def test_a_time_is_told_to_the_server_in_milliseconds(seconds: float, milliseconds: int) -> None:
    """One at least: it takes no other."""
    assert _milliseconds(seconds) == milliseconds
