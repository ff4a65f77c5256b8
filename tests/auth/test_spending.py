"""A refresh token that rotates is good only once: what it brings is not lost, and none is repeated in silence."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest

from auth.endpoints import CLIENT, Client, Server, answer, together
from ferrule.auth.client import OAuthClient
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.stores.memory import TokenStoreMemory
from ferrule.auth.tokens import Token
from ferrule.call import Call, Options, Response
from ferrule.errors import ConnectFailed, DeadlineExceeded, ReadFailed, TokenRefused, TokenUnavailable
from ferrule_apis.github import AsyncGitHub, GitHub
from worlds import SimWorld, World, a_response

AGAIN = "is sent again, although a request with it got no answer"


@pytest.fixture(params=[False, True], ids=["alone", "with a store"])
def settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Of a credential that is alone, and of one that shares a store."""
    return {"store": TokenStoreMemory(), "identity": "ann"} if request.param else {}


def spent(server: Server) -> list[str]:
    """The refresh tokens that the server got."""
    return [form["refresh_token"] for _, form in server.requests]


def test_closing_keeps_what_a_refresh_under_way_brings(world: World, settings: dict[str, Any]) -> None:
    """A caller's deadline passes, the client closes or the loop ends: the next call uses what the answer brought."""
    server = Server(world, delay=3.0)
    credential = RefreshToken(CLIENT, "r0", **settings)
    client = Client(world.runtime, credential)

    async def given_up() -> None:
        assert await client.get(options=Options(deadline=1.0)) == "DeadlineExceeded"

    async def again() -> None:
        assert await client.get() == 200
        await world.runtime.sleep(295.0)
        assert await client.get() == 200

    world.run(given_up)
    if settings:
        assert settings["store"].read(credential.stored_as).refresh == "r1"
    world.run(again)
    assert spent(server) == ["r0", "r1"]


def test_closing_does_not_wait_for_ever(
    world: World, settings: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Ten seconds at most, or the timeout. What was sent by then is in doubt, and is not sent again in silence."""
    server = Server(world, delay=1000.0)
    credential = RefreshToken(CLIENT, "r0", timeout=4.0, **settings)
    client = Client(world.runtime, credential)

    async def given_up() -> None:
        assert await client.get(options=Options(deadline=1.0)) == "DeadlineExceeded"

    world.run(given_up)
    assert world.runtime.now() <= 5.0
    assert AGAIN not in caplog.text
    server.delay = 0.1

    async def again() -> None:
        await world.runtime.sleep(60.0)
        assert await client.get() == 200

    world.run(again)
    assert spent(server) == ["r0", "r0"]
    assert AGAIN in caplog.text


def test_what_uses_nothing_up_is_not_waited_for(world: World) -> None:
    """The next process asks for its own token."""
    Server(world, delay=3.0)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def given_up() -> None:
        assert await client.get(options=Options(deadline=1.0)) == "DeadlineExceeded"

    world.run(given_up)
    assert world.runtime.now() == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    "outcome",
    [
        ReadFailed("the connection broke"),
        a_response(500),
        a_response(502),
        a_response(504),
        a_response(200, b"<html>"),
        answer(200, refresh_token="lost"),
    ],
    ids=["dropped", "500", "502", "504", "HTML", "no access token"],
)
def test_a_request_without_an_answer_puts_the_refresh_token_in_doubt(
    world: World, settings: dict[str, Any], outcome: Response | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """The error says so; so does the log when it is sent again, and the refusal that may follow (RFC 9700 §4.14.2)."""
    server = Server(world)
    credential = RefreshToken(CLIENT, "r0", **settings)

    async def scenario() -> list[object]:
        errors: list[object] = []
        for one in (outcome, ConnectFailed("down"), answer(400, error="invalid_grant")):
            server.outage = one
            errors += await together(world.runtime, lambda: credential.obtain(world.runtime))
            await world.runtime.sleep(600.0)
        return errors

    first, second, last = world.run(scenario)
    assert isinstance(first, TokenUnavailable) and first.in_doubt
    assert "the server may have used the refresh token up" in str(first)
    assert isinstance(second, TokenUnavailable) and not second.in_doubt
    assert isinstance(last, TokenRefused) and last.code == "invalid_grant"
    assert "an earlier request with this refresh token got no answer" in str(last)
    assert caplog.text.count(AGAIN) == 2
    assert set(spent(server)) == {"r0"}


@pytest.mark.parametrize(
    "outcome",
    [ConnectFailed("down"), a_response(503), a_response(429), answer(400, error="temporarily_unavailable")],
    ids=["not connected", "503", "429", "busy"],
)
def test_a_request_that_used_nothing_up_leaves_no_doubt(
    world: World, settings: dict[str, Any], outcome: Response | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """It never arrived, or the server turned it away: it is sent again without a word."""
    server = Server(world)
    credential = RefreshToken(CLIENT, "r0", **settings)

    async def scenario() -> None:
        server.outage = outcome
        (error,) = await together(world.runtime, lambda: credential.obtain(world.runtime))
        assert isinstance(error, TokenUnavailable) and not error.in_doubt
        await world.runtime.sleep(600.0)
        server.outage = None
        assert await credential.obtain(world.runtime) == "t1"

    world.run(scenario)
    assert AGAIN not in caplog.text


def test_a_server_that_does_not_rotate_is_no_reason_to_doubt(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Once it gave no new refresh token, the old one is known to be good for any number of times."""
    outcomes: list[Response | Exception] = [answer(access_token="t1", expires_in=60), ReadFailed("broke")]

    async def handle(call: Call) -> Response:
        outcome = outcomes.pop(0) if outcomes else answer(access_token="t2", expires_in=60)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    world.handler = handle
    credential = RefreshToken(CLIENT, "r0")

    async def scenario() -> None:
        for _ in range(2):
            await together(world.runtime, lambda: credential.obtain(world.runtime))
            await world.runtime.sleep(600.0)
        assert await credential.obtain(world.runtime) == "t2"

    world.run(scenario)
    assert AGAIN not in caplog.text and "used the refresh token up" not in caplog.text


def test_metadata_that_cannot_be_had_uses_nothing_up(world: World, settings: dict[str, Any]) -> None:
    """Only the token endpoint sees the refresh token."""
    world.script(ReadFailed("broke"))
    credential = RefreshToken(OAuthClient("app", issuer="https://login.shop.test"), "r0", **settings)

    async def scenario() -> None:
        (error,) = await together(world.runtime, lambda: credential.obtain(world.runtime))
        assert isinstance(error, TokenUnavailable) and "used the refresh token up" not in str(error)

    world.run(scenario)
    assert credential._unanswered is None


def test_while_a_request_is_under_way_the_store_says_so(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A process that is killed then leaves the doubt to the next one, which says so before it sends the token again."""
    store, seen = TokenStoreMemory(), []
    server = Server(world)
    credential = RefreshToken(CLIENT, "r0", store=store, identity="ann")

    async def look() -> Response:
        seen.append(store.read(credential.stored_as))
        server.outage = None
        return answer(503)

    server.outage = look

    async def scenario() -> None:
        await together(world.runtime, lambda: credential.obtain(world.runtime))
        after = store.read(credential.stored_as)
        assert seen[0] is not None and after is not None
        assert (seen[0].refresh, seen[0].in_doubt, after.in_doubt) == ("r0", True, False)
        store.write(credential.stored_as, seen[0])  # as the kill would have left it
        successor = RefreshToken(CLIENT, store=store, identity="ann")
        assert await successor.obtain(world.runtime) == "t1"
        filed = store.read(credential.stored_as)
        assert filed is not None and (filed.refresh, filed.in_doubt) == ("r1", False)

    world.run(scenario)
    assert caplog.text.count(AGAIN) == 1


def forked_while_refreshing(world: World, credential: RefreshToken) -> None:
    """Have the world's network fork when it gets a token request: the child knows what the parent knew then."""
    handle = world.handler

    async def fork(call: Call) -> Response:
        world.handler = handle
        credential._state.after_fork()
        credential.after_fork()
        raise KeyboardInterrupt  # the parent goes on elsewhere

    world.handler = fork


def test_a_child_does_not_send_what_its_parent_is_sending() -> None:
    """It would revoke what the parent gets. The error says what to do."""
    world = SimWorld()
    server = Server(world)
    credential = RefreshToken(CLIENT, "r0")
    forked_while_refreshing(world, credential)
    with pytest.raises(KeyboardInterrupt):
        world.run(lambda: credential.obtain(world.runtime))

    async def child() -> None:
        for _ in range(2):
            (error,) = await together(world.runtime, lambda: credential.obtain(world.runtime))
            assert isinstance(error, TokenRefused) and "when this process was forked" in str(error)
            await world.runtime.sleep(600.0)

    world.run(child)
    assert server.asked == 0


def test_a_child_with_a_store_takes_what_its_parent_files() -> None:
    """It waits for the parent's lease, and never sends the token itself."""
    world, store = SimWorld(), TokenStoreMemory()
    server = Server(world)
    credential = RefreshToken(CLIENT, "r0", store=store, identity="ann")
    forked_while_refreshing(world, credential)
    with pytest.raises(KeyboardInterrupt):
        world.run(lambda: credential.obtain(world.runtime))
    assert store.acquire(credential.stored_as, "parent", 60.0)

    async def parent() -> None:
        await world.runtime.sleep(2.0)
        store.write(credential.stored_as, Token(access="t1", expires=2e9, lifetime=300.0, refresh="r1"))
        store.release(credential.stored_as, "parent")

    async def child() -> None:
        world.runtime.spawn(parent)
        assert await credential.obtain(world.runtime) == "t1"

    world.run(child)
    assert server.asked == 0


class SlowServer:
    """A token endpoint on loopback that answers when it is told to.

    Attributes:
        spent: the refresh tokens it got.
        arrived: set when a request has come.
        release: set to have it answered.
    """

    def __init__(self) -> None:
        self.spent: list[str] = []
        self.arrived, self.release = threading.Event(), threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
                server.spent.append(form["refresh_token"])
                server.arrived.set()
                server.release.wait(20.0)
                content = b'{"access_token": "t1", "refresh_token": "r1", "expires_in": 300}'
                self.send_response(200)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def slow() -> Iterator[SlowServer]:
    """A running one."""
    server = SlowServer()
    thread = threading.Thread(target=server.http.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.release.set()
    server.http.shutdown()
    thread.join()
    server.http.server_close()


@pytest.mark.parametrize("engine", ["httpx", "httptools", "aiohttp"])
@pytest.mark.parametrize("closes", [False, True], ids=["the loop ends", "the client closes"])
def test_an_async_client_takes_the_answer_with_it(slow: SlowServer, engine: Any, closes: bool) -> None:
    """A caller gave up; the request is answered only when everything is being closed."""
    pytest.importorskip(engine)
    credential = RefreshToken(OAuthClient("app", token_url=f"{slow.url}/token"), "r0")

    async def scenario() -> None:
        github = AsyncGitHub(auth=credential, base_url=slow.url, engine=engine)
        call = asyncio.ensure_future(github.users.get_by_username("octocat"))
        await asyncio.to_thread(slow.arrived.wait, 20.0)
        call.cancel()
        asyncio.get_running_loop().call_soon(slow.release.set)
        if closes:
            await github.aclose()

    asyncio.run(scenario())
    current = credential._state.current
    assert current is not None and current.token.refresh == "r1"
    assert slow.spent == ["r0"]


@pytest.mark.parametrize("engine", ["httpx", "httptools"])
def test_a_blocking_client_takes_the_answer_with_it(slow: SlowServer, engine: Any) -> None:
    """Its deadline passed; the request is answered only when the client is being closed."""
    pytest.importorskip(engine)
    credential = RefreshToken(OAuthClient("app", token_url=f"{slow.url}/token"), "r0")
    with GitHub(auth=credential, base_url=slow.url, engine=engine) as github:
        with pytest.raises(DeadlineExceeded):
            github.with_options(deadline=0.05).users.get_by_username("octocat")
        assert slow.arrived.wait(20.0)
        slow.release.set()
    current = credential._state.current
    assert current is not None and current.token.refresh == "r1"
    assert slow.spent == ["r0"]
