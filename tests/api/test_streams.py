"""Streams through the httpx clients of generated packages, own and foreign ones."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import httpx
import pytest

from engines.server import OK, Peer, Server, serving
from ferrule import Bearer, Policies, Retry, StreamBroken, wrap
from ferrule.engines.choice import EngineName
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.client import Client

HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


class Stepwise:
    """Sends one chunk at a time, each when told to."""

    def __init__(self, *rest: bytes) -> None:
        self.go = threading.Semaphore(0)
        self._rest = rest

    def __call__(self, peer: Peer) -> None:
        while (request := peer.request()) is not None:
            if b"/stream" not in request[0]:
                peer.send(OK)
                continue
            peer.send(HEAD + b"3\r\none\r\n")
            for part in self._rest:
                assert self.go.acquire(timeout=60)
                peer.send(part)
            if not self._rest[-1].endswith(b"0\r\n\r\n"):
                return


@pytest.fixture(params=["httpx", "httptools"])
def engine(request: pytest.FixtureRequest) -> EngineName:
    """The engines that serve both worlds."""
    name: EngineName = request.param
    return name


def blocking_clients(server: Server, engine: EngineName) -> Iterator[httpx.Client]:
    """A facade's own generated client, and a foreign one that is wrapped."""
    with GitHub(base_url=server.url, auth=Bearer("t"), engine=engine) as github:
        yield github.generated.get_httpx_client()
    with wrap(Client(base_url=server.url), engine=engine).get_httpx_client() as client:
        yield client


def test_a_blocking_stream_is_passed_on(engine: EngineName) -> None:
    """Each chunk is there before the next was sent; a plain call on the same client is whole."""
    behave = Stepwise(b"3\r\ntwo\r\n0\r\n\r\n")
    with serving(behave) as server:
        for client in blocking_clients(server, engine):
            with client.stream("GET", "/stream") as response:
                chunks = response.iter_bytes()
                assert next(chunks) == b"one"
                behave.go.release()
                assert next(chunks) == b"two"
                assert next(chunks, None) is None
            assert client.get("/whole").content == b"ok"
        server.wait_until_all_closed(after=2)


def test_an_async_stream_is_passed_on(engine: EngineName) -> None:
    """The same, for async clients."""
    behave = Stepwise(b"3\r\ntwo\r\n0\r\n\r\n")

    async def scenario() -> None:
        facade = AsyncGitHub(base_url=server.url, auth=Bearer("t"), engine=engine)
        for client in (
            facade.generated.get_async_httpx_client(),
            wrap(Client(base_url=server.url), engine=engine).get_async_httpx_client(),
        ):
            async with client.stream("GET", "/stream") as response:
                chunks = response.aiter_bytes()
                assert await anext(chunks) == b"one"
                behave.go.release()
                assert await anext(chunks) == b"two"
                assert await anext(chunks, None) is None
            assert (await client.get("/whole")).content == b"ok"
            await client.aclose()
        await facade.aclose()

    with serving(behave) as server:
        asyncio.run(scenario())


def test_a_stream_that_breaks_raises_ferrules_error(engine: EngineName) -> None:
    """A body that ends early is an error that says how much had come, and the call is not made again."""
    behave = Stepwise(b"5\r\ntw")
    with serving(behave) as server, GitHub(base_url=server.url, auth=Bearer("t"), engine=engine) as github:
        with github.generated.get_httpx_client().stream("GET", "/stream") as response:
            chunks = response.iter_raw()
            assert next(chunks) == b"one"
            behave.go.release()
            with pytest.raises(StreamBroken, match=r"after [35] bytes"):
                list(chunks)
        assert server.accepted == 1


def test_an_error_status_of_a_stream_is_retried(engine: EngineName) -> None:
    """Policies hold for a stream up to its headers: a 503 is tried again, and its body is never seen."""
    statuses = [b"503 Service Unavailable", b"200 OK"]

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(b"HTTP/1.1 %b\r\nContent-Length: 4\r\n\r\nbody" % statuses.pop(0))

    policies = Policies(retry=Retry(transient_scale=0.0))
    with serving(behave) as server, GitHub(base_url=server.url, policies=policies, engine=engine) as github:
        with github.generated.get_httpx_client().stream("GET", "/stream") as response:
            assert (response.status_code, response.read()) == (200, b"body")
    assert statuses == []
