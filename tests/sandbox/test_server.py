"""Starting, stopping, and what a client sees of the connection."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable

import httpx
import pytest

from ferrule.errors import ConfigError
from ferrule.sandbox import Latency, Sandbox


def port_of(sandbox: Sandbox) -> int:
    """The port that clients are given."""
    return int(sandbox.origin.rpartition(":")[2])


def test_stopping_frees_the_port_and_ends_the_thread(until: Callable[[Callable[[], bool]], None]) -> None:
    """Also with a request under way."""
    threads = threading.active_count()
    with Sandbox("github") as sandbox:
        sandbox.faults.add(Latency(60))
        connection = socket.create_connection(("127.0.0.1", port_of(sandbox)))
        connection.sendall(b"GET /github/zen HTTP/1.1\r\nHost: sandbox\r\n\r\n")
        until(lambda: len(sandbox.log) == 1)
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port_of(sandbox)))
    connection.close()


def test_what_needs_a_running_server_says_so() -> None:
    """Before the start there is no address and no state; after the stop, no state."""
    sandbox = Sandbox("github")
    for ask in (lambda: sandbox.url("github"), lambda: sandbox.origin, sandbox.urls):
        with pytest.raises(ConfigError, match="no address yet: start"):
            ask()
    with sandbox, pytest.raises(ConfigError, match="is running already"):
        sandbox.start()
    for ask in (sandbox.reset, lambda: sandbox.decide("CODE")):
        with pytest.raises(ConfigError, match="is not running: start"):
            ask()


def test_it_may_be_stopped_twice_and_started_again() -> None:
    """A fixture and a test may both stop it."""
    sandbox = Sandbox("github")
    sandbox.stop()
    for _ in range(2):
        sandbox.start()
        assert httpx.get(f"{sandbox.url('github')}/zen", timeout=5).status_code == 200
        sandbox.stop()
        sandbox.stop()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Sandbox(["github"]), "names of APIs are texts"),  # type: ignore[arg-type]
        (lambda: Sandbox("github", port="80"), "port .80. cannot be"),  # type: ignore[arg-type]
        (lambda: Sandbox("mine", documents={"mine": {}}), "'mine' cannot be served: give an OpenAPI document"),
        (lambda: Sandbox("mine", documents={"mine": "openapi.json"}), "'mine' cannot be served"),  # type: ignore[dict-item]
    ],
)
def test_arguments_that_cannot_work_are_refused_at_once(make: Callable[[], object], said: str) -> None:
    """Rather than when the first request comes."""
    with pytest.raises(ConfigError, match=said):
        make()


def test_it_starts_and_stops_inside_a_running_event_loop() -> None:
    """Async tests use the plain `with`, too."""

    async def ask() -> int:
        with Sandbox("github") as sandbox:
            async with httpx.AsyncClient(timeout=5) as client:
                reply = await client.get(f"{sandbox.url('github')}/zen")
            sandbox.reset()
            return reply.status_code

    assert asyncio.run(ask()) == 200


def test_a_port_that_is_taken_is_named_as_the_reason(sandbox: Sandbox) -> None:
    """The error speaks of listening, not of sockets."""
    with pytest.raises(ConfigError, match="cannot listen on"):
        Sandbox("github", port=port_of(sandbox)).start()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.com", "::"])
def test_it_listens_on_loopback_only(host: str) -> None:
    """Anybody who reaches the server controls it, so nobody from outside may."""
    with pytest.raises(ConfigError, match="loopback only"):
        Sandbox("github", host=host)


@pytest.mark.parametrize("port", [-1, 65_536, 99_999])
def test_what_is_no_port_is_refused(port: int) -> None:
    """Before anything is opened."""
    with pytest.raises(ConfigError, match=f"port {port} cannot be: a port is 0 to 65535"):
        Sandbox("github", port=port)


def test_an_unknown_api_is_refused_at_the_start() -> None:
    """With the names there are."""
    with pytest.raises(ConfigError, match="choose from github"):
        Sandbox("gitlab")


def test_connections_are_kept(sandbox: Sandbox, http: httpx.Client) -> None:
    """Five requests in a row need one connection."""
    before = sandbox.connections.total
    for _ in range(5):
        http.get(f"{sandbox.url('github')}/zen")
    assert sandbox.connections.total == before + 1
    assert {entry.connection for entry in sandbox.log} == {before + 1}


def test_head_is_get_without_the_body(sandbox: Sandbox, http: httpx.Client) -> None:
    """Content-Length says what GET would send."""
    url = f"{sandbox.url('github')}/zen"
    head, got = http.head(url), http.get(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_a_client_may_ask_whether_to_go_on(sandbox: Sandbox) -> None:
    """`Expect: 100-continue` is answered before the body is sent (RFC 9110 §10.1.1)."""
    with socket.create_connection(("127.0.0.1", port_of(sandbox)), timeout=60) as connection:
        connection.sendall(
            b"POST /stripe/v1/customers HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer sk\r\nContent-Length: 8\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(4096) == b"HTTP/1.1 100 \r\n\r\n"
        connection.sendall(b"name=Ada")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_what_is_not_http_gets_a_400(sandbox: Sandbox) -> None:
    """And the connection is closed."""
    with socket.create_connection(("127.0.0.1", port_of(sandbox)), timeout=60) as connection:
        connection.sendall(b"this is not HTTP\r\n\r\n")
        received = b""
        while data := connection.recv(4096):
            received += data
    assert received.startswith(b"HTTP/1.1 400 ")


def test_two_requests_in_one_packet_get_two_replies(sandbox: Sandbox) -> None:
    """Pipelining works (RFC 9112 §9.3.2)."""
    ask = b"GET /github/zen HTTP/1.1\r\nHost: sandbox\r\n"
    with socket.create_connection(("127.0.0.1", port_of(sandbox)), timeout=60) as connection:
        connection.sendall(ask + b"\r\n" + ask + b"Connection: close\r\n\r\n")
        received = b""
        while data := connection.recv(4096):
            received += data
    assert received.count(b"HTTP/1.1 200 ") == 2


def test_own_documents_are_served_from_their_schemas(http: httpx.Client) -> None:
    """An API that Ferrule does not ship needs its document only."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/pets/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
                "get": {
                    "responses": {
                        "200": {
                            "description": "A pet.",
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "type": "object",
                                        "properties": {"name": {"type": "string", "example": "Rex"}},
                                    }
                                }
                            },
                        }
                    }
                },
            }
        },
    }
    with Sandbox("pets", documents={"pets": document}) as sandbox:
        assert http.get(f"{sandbox.url('pets')}/pets/7").json() == {"name": "Rex"}
        assert http.get(f"{sandbox.url('pets')}/pets/rex").status_code == 400
