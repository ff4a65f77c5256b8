"""What each fault does to the bytes on a real socket."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import httpx
import pytest

from ferrule.sandbox import Corrupt, Latency, Reset, Sandbox, Status, Trickle, Truncate

KEY = {"Authorization": "Bearer sk_test"}


@pytest.fixture
def zen(sandbox: Sandbox) -> str:
    """The URL of the simplest operation."""
    return f"{sandbox.url('github')}/zen"


def raw(sandbox: Sandbox, path: str) -> bytes:
    """All bytes the server sends until it closes."""
    with socket.create_connection(("127.0.0.1", int(sandbox.origin.rpartition(":")[2])), timeout=60) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while data := connection.recv(4096):
            received += data
    return received


def test_latency_holds_the_reply_back(sandbox: Sandbox, http: httpx.Client, zen: str) -> None:
    """A client that waits less than the latency times out, and the request was carried out nonetheless."""
    sandbox.faults.add(Latency(5), path="/v1/customers")
    with pytest.raises(httpx.ReadTimeout):
        http.post(f"{sandbox.url('stripe')}/v1/customers", headers=KEY, timeout=0.05)
    sandbox.faults.clear()
    assert len(http.get(f"{sandbox.url('stripe')}/v1/customers", headers=KEY).json()["data"]) == 1


def test_a_client_that_gives_up_does_not_count_as_open(
    sandbox: Sandbox, http: httpx.Client, zen: str, until: Callable[[Callable[[], bool]], None]
) -> None:
    """The connection of a client that went away is not counted any more, though its reply is still held back."""
    sandbox.faults.add(Latency(30))
    before = sandbox.connections.open
    with pytest.raises(httpx.ReadTimeout):
        http.get(zen, timeout=0.05)
    until(lambda: sandbox.connections.open == before)


@pytest.mark.parametrize(
    ("body", "content_type", "starts"),
    [
        ("api", "application/json", b'{"'),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("empty", None, b""),
        ("wrong", "application/json", b'{"unexpected"'),
    ],
)
def test_status_comes_with_the_body_it_was_told(
    sandbox: Sandbox, http: httpx.Client, zen: str, body: str, content_type: str | None, starts: bytes
) -> None:
    """The four kinds of body, with Retry-After and further headers."""
    sandbox.faults.add(Status(429, retry_after=2, body=body, headers={"X-Extra": "1"}))
    reply = http.get(zen)
    assert (reply.status_code, reply.headers["Retry-After"], reply.headers["X-Extra"]) == (429, "2", "1")
    assert reply.headers.get("Content-Type") == content_type
    assert reply.content.startswith(starts)


@pytest.mark.parametrize("status", [418, 499, 520, 599])
def test_undocumented_statuses_are_sent_as_told(sandbox: Sandbox, http: httpx.Client, zen: str, status: int) -> None:
    """Any status reaches the client, also one that no registry has."""
    sandbox.faults.add(Status(status))
    assert http.get(zen).status_code == status


def test_retry_after_may_be_any_text(sandbox: Sandbox, http: httpx.Client, zen: str) -> None:
    """Text is sent as it is, a date for instance."""
    sandbox.faults.add(Status(503, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"))
    assert http.get(zen).headers["Retry-After"] == "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(("when", "created"), [("before", 0), ("after", 1)])
def test_reset_breaks_the_connection_before_or_after_the_work(
    sandbox: Sandbox, http: httpx.Client, when: str, created: int
) -> None:
    """`before`: nothing was done; `after`: it was, and the client cannot know."""
    sandbox.faults.add(Reset(when), times=1)
    # Where the reset is met while writing, httpx reads on and finds the end of the stream.
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        http.post(f"{sandbox.url('stripe')}/v1/customers", headers=KEY, data={"name": "Ada"})
    assert len(http.get(f"{sandbox.url('stripe')}/v1/customers", headers=KEY).json()["data"]) == created
    assert sandbox.log[0].status is None


def test_reset_of_an_idle_connection_comes_after_a_whole_reply(sandbox: Sandbox, http: httpx.Client, zen: str) -> None:
    """The first reply is good; the connection it promised to keep is gone."""
    sandbox.faults.add(Reset("idle"), times=1)
    before = sandbox.connections.total
    assert http.get(zen).status_code == 200
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        http.get(zen)
    assert sandbox.connections.total == before + 1


def test_truncated_headers_end_within_the_head(sandbox: Sandbox, zen: str) -> None:
    """The connection closes before the empty line."""
    sandbox.faults.add(Truncate("headers"))
    received = raw(sandbox, "/github/zen")
    assert received.startswith(b"HTTP/1.1 200")
    assert b"\r\n\r\n" not in received


def test_a_truncated_body_is_shorter_than_promised(sandbox: Sandbox, http: httpx.Client, zen: str) -> None:
    """Content-Length promises more than arrives."""
    sandbox.faults.add(Truncate("body"))
    head, _, body = raw(sandbox, "/github/zen").partition(b"\r\n\r\n")
    assert (
        f"Content-Length: {2 * len(body)}".encode() in head or f"Content-Length: {2 * len(body) + 1}".encode() in head
    )
    with pytest.raises(httpx.RemoteProtocolError):
        http.get(zen)


@pytest.mark.parametrize("part", ["headers", "body"])
def test_trickle_defeats_a_read_timeout(sandbox: Sandbox, http: httpx.Client, zen: str, part: str) -> None:
    """Each read is quick, so a read timeout never fires, yet the whole takes many intervals."""
    sandbox.faults.add(Trickle(part, interval=0.004, size=4))
    started = time.monotonic()
    assert http.get(zen, timeout=20).status_code == 200
    assert time.monotonic() - started >= 5 * 0.004


def test_corrupt_json_cannot_be_parsed(sandbox: Sandbox, http: httpx.Client) -> None:
    """The reply is whole and says it is JSON, and is not."""
    sandbox.faults.add(Corrupt("json"))
    reply = http.get(f"{sandbox.url('github')}/users/octocat")
    assert (reply.status_code, reply.headers["Content-Type"].partition(";")[0]) == (200, "application/json")
    with pytest.raises(ValueError, match="Expecting"):
        reply.json()


def test_corrupt_type_keeps_the_body(sandbox: Sandbox, http: httpx.Client) -> None:
    """Only the content type is wrong."""
    sandbox.faults.add(Corrupt("type"))
    reply = http.get(f"{sandbox.url('github')}/users/octocat")
    assert reply.headers["Content-Type"].startswith("text/html")
    assert reply.json()["login"] == "octocat"


def test_corrupt_null_and_enum_break_the_schema(sandbox: Sandbox, http: httpx.Client) -> None:
    """A chosen field becomes null or a value nobody described; of the others each keeps its own."""
    url = f"{sandbox.url('github')}/users/octocat"
    good = http.get(url).json()
    sandbox.faults.add(Corrupt("null", field="/login"), times=1)
    assert http.get(url).json() == {**good, "login": None}
    sandbox.faults.add(Corrupt("null"), times=1)
    spoilt = http.get(url).json()
    assert sum(spoilt[name] != good[name] for name in good) == 1
    sandbox.faults.add(Corrupt("enum", field="/type"), times=1)
    assert http.get(url).json()["type"] == "never-heard-of-it"


def test_faults_of_different_kinds_combine(sandbox: Sandbox, http: httpx.Client, zen: str) -> None:
    """One request may be late, refused and trickled at once."""
    sandbox.faults.add(Latency(0.001), Status(503), Trickle("body", interval=0.001, size=64))
    assert http.get(zen).status_code == 503
    assert sandbox.log[0].faults == ("latency", "status", "trickle")
