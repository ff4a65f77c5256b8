"""An API that takes no new connections, while those that it has go on: inputs wait, and do not fail."""

import itertools
import socket
import threading
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import ferrule
from batches.conftest import drain, echo, slow, states
from ferrule import (
    AttemptTimeout,
    BulkStopped,
    ClientSpec,
    ConnectFailed,
    Failed,
    Ok,
    Policies,
    ReadFailed,
    Retry,
    TLSFailed,
)
from ferrule.batches.blocks import run_block
from ferrule_apis.github import AsyncGitHub, GitHub
from users import Users
from worlds import BlockingWorld, a_response


def unsent(kind):
    """An error by which nothing was sent."""
    error = kind("no connection")
    error.may_have_acted = False
    return error


def without_connection(site, error, *, until, every=20):
    """One of so many inputs has no connection, and gets none until some time."""
    cut = set()

    def answer(call):
        name = call.url.rpartition("/")[2]
        if site.world.runtime.now() < until and (name in cut or len(site.sent) % every == 0):
            cut.add(name)
            return error()
        return slow(site, call)

    site.serve(answer)
    return cut


@pytest.mark.parametrize("kind", [ConnectFailed, TLSFailed, AttemptTimeout, ReadFailed])
@pytest.mark.parametrize(("operation", "count"), [("get", 1000), ("create", 100)])
def test_an_input_that_gets_no_connection_waits_for_one(site, kind, operation, count):
    """Nothing of it was sent, so that another try costs nothing; a POST is sent once all the same."""
    cut = without_connection(site, lambda: unsent(kind), until=100.0, every=15)
    items = site.run(getattr(site.users, operation), map(str, range(count)), concurrency=40, journal=site.journal)
    assert {type(item.result) for item in items} == {Ok}
    assert len(items) == count
    assert len(cut) >= 5
    latest = dict(states(site.journal))
    assert set(latest.values()) == {"answered"}
    if operation == "create":
        assert [state for key, state in states(site.journal) if key == min(cut)][:3] == ["sent", "unsent", "sent"]


def test_it_waits_longer_from_one_try_to_the_next(site):
    """An API that comes back is not met by all at once, again and again."""
    site.serve(
        lambda call: (
            unsent(ConnectFailed) if call.url.endswith("/x") and site.world.runtime.now() < 100 else slow(site, call)
        )
    )
    site.run(site.users.get, ["x", *map(str, range(2000))], concurrency=4)
    assert [at for name, _, at in site.sent if name == "x"] == [0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 61.0, 91.0, 121.0]


def test_a_get_whose_connection_broke_first_waits_for_another_one(site):
    """It was sent, and may be sent again. A POST may not."""
    site.fresh(Policies(cache=None, retry=Retry(attempts=2, transient_scale=0.01)))
    tried = []

    def answer(call):
        if not call.url.endswith("/x") or site.world.runtime.now() > 100:
            return slow(site, call)
        tried.append(call)
        return ReadFailed("broken") if len(tried) == 1 else ConnectFailed("refused")

    site.serve(answer)
    item, *_ = site.run(site.users.get, ["x", *map(str, range(2000))], concurrency=4, ordered=True)
    assert isinstance(item.result, Ok)
    tried.clear()
    site.fresh(Policies(cache=None, retry=None))
    item, *_ = site.run(site.users.create, ["x", *map(str, range(99))], concurrency=4, ordered=True)
    assert isinstance(item.result, Failed)
    assert len(tried) == 1


def test_who_never_gets_a_connection_fails_when_the_patience_is_over(site):
    """The others go on."""
    site.serve(lambda call: unsent(ConnectFailed) if call.url.endswith("/x") else slow(site, call))
    items = {item.key: item for item in site.run(site.users.get, ["x", *map(str, range(2000))], patience=60.0)}
    assert isinstance(items.pop("x").result, Failed)
    assert {type(item.result) for item in items.values()} == {Ok}


def test_an_address_that_never_answered_is_given_up_after_two_minutes(site):
    """It may be wrong. Once there are enough failures for the circuit, the run ends with it."""
    site.serve(lambda call: unsent(ConnectFailed))
    assert {type(item.result) for item in site.run(site.users.get, ["a", "b"])} == {Failed}
    assert 60 < site.world.runtime.now() <= 120
    with pytest.raises(BulkStopped, match=r"patience is over after \d+ s: .*circuit"):
        site.run(site.users.get, map(str, range(1000)))
    assert site.world.runtime.now() <= 240


def test_where_a_redirect_leads_is_not_waited_for(site):
    """It may be gone for good, though the API is well."""
    away = lambda call: a_response(302, b"", location="https://gone.example/x")  # noqa: E731
    site.serve(
        lambda call: (
            ConnectFailed("refused")
            if "gone" in call.url
            else away(call)
            if call.url.endswith("/x")
            else slow(site, call)
        )
    )
    items = {item.key: item for item in site.run(site.users.get, ["x", *map(str, range(200))])}
    assert isinstance(items["x"].result, Failed)
    assert site.world.runtime.now() < 10


def test_who_leaves_does_not_wait_for_a_connection(site):
    """What waits is not under way, and a second run sends it."""
    without_connection(site, lambda: unsent(ConnectFailed), until=1e9, every=5)

    async def scenario():
        async def take(run):
            for _ in range(50):
                _ = next(run) if isinstance(run, ferrule.Bulk) else await anext(run)

        run = ferrule.bulk(site.users.create, map(str, range(100)), journal=site.journal, concurrency=30)
        if isinstance(run, ferrule.Bulk):
            with run:
                await take(run)
        else:
            async with run:
                await take(run)

    site.world.run(scenario)
    assert site.world.runtime.now() < 60
    site.fresh()
    site.serve(echo)
    assert {type(item.result) for item in site.run(site.users.create, map(str, range(100)), journal=site.journal)} == {
        Ok
    }


def test_a_worker_of_a_cluster_waits_for_connections_as_this_process_does(monkeypatch):
    """Its block comes back whole."""
    world = BlockingWorld()
    github = GitHub(runtime=world.runtime, base_url="http://localhost:1", policies=Policies(retry=None, cache=None))
    monkeypatch.setattr(ClientSpec, "open", lambda self, share: github)

    async def handler(call):
        await world.runtime.sleep(0.2)
        if call.url.endswith("7") and world.runtime.now() < 60:
            raise ConnectFailed("refused")
        return a_response(404, b'{"message": "Not Found"}')

    class Here:
        spec = ClientSpec(GitHub, base_url="http://localhost:1")

        def workers(self):
            return 1

        def submit(self, block):
            work = Future()
            work.set_result(run_block(block))
            return work

        def result(self, work):
            return work.result()

    world.handler = handler
    got = []

    async def scenario():
        names = [f"n{number}" for number in range(100)]  # one block
        await drain(ferrule.bulk(github.users.get_by_username, names, executor=Here()), got.append)

    world.run(scenario)
    assert len(got) == 100
    assert not any(isinstance(item.result, Failed) for item in got)


class Site(ThreadingHTTPServer):
    """Answers on connections that it keeps; its listener can be closed, and opened again at the same port."""

    daemon_threads = True

    def __init__(self):
        self.to_close = [None] * 5
        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        self.is_open = threading.Event()
        self.open()

    def open(self):
        """Take connections."""
        if self.socket.fileno() < 0:
            self.socket = socket.create_server(("127.0.0.1", self.port), backlog=128)
        self._serving = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._serving.start()
        self.is_open.set()

    def refuse(self):
        """Take no more of them."""
        self.is_open.clear()
        self.shutdown()
        self._serving.join()
        self.socket.close()


class Handler(BaseHTTPRequestHandler):
    """The first five answers after the listener was closed are the last on their connections."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.close_connection = not self.server.is_open.is_set() and bool(self.server.to_close)
        if self.close_connection:
            self.server.to_close.pop()
        self.send_response(404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "23")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b'{"message":"Not Found"}')

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(params=["sync", "async"])
def server_and_users(request):
    """The server, and code in each world."""
    import asyncio

    server = Site()
    runner = asyncio.Runner() if request.param == "async" else None
    made = Users(runner)
    yield server, made
    made.close()
    if runner is not None:
        runner.close()
    if server.is_open.is_set():
        server.refuse()


@pytest.mark.parametrize("engine", ["auto", "httpx"])
def test_a_listener_that_is_closed_for_a_while_costs_no_input(server_and_users, engine):
    """On real connections: some are kept, and their answers come; others end, and no new one is to be had."""
    server, users = server_and_users
    github = users.client(GitHub, AsyncGitHub, base_url=f"http://127.0.0.1:{server.port}", engine=engine)
    got, waited = [], threading.Event()

    def names():
        for number in itertools.count():
            if waited.is_set():
                yield from (f"after{more}" for more in range(50))
                return
            yield f"n{number}"

    def take(run, item):
        got.append(item)
        if len(got) == 50:
            server.refuse()
        elif not waited.is_set() and len(run._run.caller.holding) >= 3:
            waited.set()
            server.open()

    async def take_all(run):
        async with run:
            async for item in run:
                take(run, item)

    run = ferrule.bulk(github.users.get_by_username, names(), concurrency=8)
    if isinstance(run, ferrule.Bulk):
        with run:
            for item in run:
                take(run, item)
    else:
        users.wait(take_all(run))
    assert waited.is_set()
    assert len({item.key for item in got}) == len(got) > 100
    assert not any(isinstance(item.result, Failed) for item in got)
