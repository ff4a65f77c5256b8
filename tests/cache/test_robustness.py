"""A store in a file when things go wrong around it (other processes, full disks, kills): calls go on, and say so."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ferrule.cache.entry import Entry, Record
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.stores import sqlite
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.call import Call, Options, Response
from ferrule.policies.pipeline import compose
from ferrule.runtime.sim import SimRuntime
from worlds import a_call, a_response

STORED, NOT_STORED = "ferrule; fwd=uri-miss; stored", "ferrule; fwd=uri-miss"


def statuses(store: SqliteStore, *urls: str, seconds: float = 0.0) -> list[str]:
    """What a client over the store says of calls one after another, so many seconds apart."""

    async def server(call: Call) -> Response:
        return a_response(200, os.urandom(2000), cache_control="max-age=600")

    runtime = SimRuntime(server)
    said: list[str] = []

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], runtime)
        for url in urls:
            call = a_call(url=f"https://api.shop.test/{url}", options=Options(deadline=None))
            said.append((await send(call)).headers["cache-status"])
            await runtime.sleep(seconds)

    runtime.run(scenario)
    return said


def test_a_file_locked_by_another_process(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody else holds the file's write lock, one call waits for it in vain, and the others do not."""
    monkeypatch.setattr(sqlite, "_BUSY", 0.01)
    path = tmp_path / "cache.db"
    store = SqliteStore(path)
    assert statuses(store, "a") == [STORED]
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert statuses(store, "b", "c", "a") == [NOT_STORED] * 3
        other.execute("ROLLBACK")
    assert statuses(store, "a", "b") == ["ferrule; hit; ttl=600", STORED]
    other.close()
    store.close()
    (message,) = caplog.messages
    assert "SQLITE_BUSY" in message


def test_a_full_disk(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """When the disk is full, calls go on, and what was stored before is still served."""
    store = SqliteStore(tmp_path / "cache.db")
    assert statuses(store, "a") == [STORED]
    (pages,) = store._file.connection().execute("PRAGMA page_count").fetchone()
    store._file.connection().execute(f"PRAGMA max_page_count = {pages + 1}")
    said = statuses(store, *map(str, range(8)), "a", seconds=6.0)
    assert said[-2:] == [NOT_STORED, "ferrule; hit; ttl=552"]
    (message,) = caplog.messages
    assert "SQLITE_FULL" in message
    store.close()


def test_a_file_damaged_in_the_middle(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file of garbage, or one whose pages are garbage, is a miss and one warning; it is not deleted."""
    path = tmp_path / "cache.db"
    store = SqliteStore(path)
    assert statuses(store, *"abc") == [STORED] * 3
    store.close()
    whole = path.read_bytes()
    for spoilt in (os.urandom(20_000), whole[:4096] + os.urandom(len(whole) - 4096), whole[:5000]):
        path.write_bytes(spoilt)
        store = SqliteStore(path)
        assert set(statuses(store, *"abcabc")) <= {NOT_STORED, STORED}
        store.close()
        assert path.stat().st_size >= 4096
    assert all("calls go on without it" in message for message in caplog.messages)


WRITER = """
import sys
from ferrule.cache.entry import Entry, Record
from ferrule.cache.stores.sqlite import SqliteStore
store = SqliteStore(sys.argv[1], limit=200_000)
number = 0
while True:
    made = Entry(200, [], b"x" * 2000, "HTTP/1.1", (), 1e10, 60.0, tags=("t", f"t{number}"))
    store.put(b"%d" % (number % 500), Record((made,)), 1.0)
    number += 1
    if number == 200:
        print("busy", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_killed_writers_leave_a_sound_file(tmp_path: Path) -> None:
    """Processes killed in the middle of writes leave a file that others read, write and bound as before."""
    path = str(tmp_path / "cache.db")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, path]
    writers = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for writer in writers:
        writer.kill()
        writer.communicate()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counted = db.execute("SELECT count(*), sum(size) FROM entry").fetchone()
        assert db.execute("SELECT entries, size FROM total").fetchone() == counted
        assert db.execute("SELECT count(*) FROM tag WHERE key NOT IN (SELECT key FROM entry)").fetchone() == (0,)
    db.close()
    assert counted[1] <= 200_000
    store = SqliteStore(path, limit=200_000)
    made = Entry(200, [], b"y", "HTTP/1.1", (), 1e10, 60.0)
    assert store.put(b"mine", Record((made,)), 1.0)
    found = store.get(b"mine", 1.0)
    assert found is not None
    assert found.entries[0].content == b"y"
    store.close()
