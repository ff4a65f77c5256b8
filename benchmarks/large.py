"""Sends or receives 2 GB, and prints by how many MB the resident memory grows meanwhile, above that after a small call.

large.py CLIENT WORLD up|down      CLIENT: an engine's name; WORLD: blocking or async
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from ferrule import Policies
from ferrule_apis.github import AsyncGitHub, GitHub

SIZE = 2_000_000_000
_PART = bytes(1_000_000)
_HEAD = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"


def serve(pipe: Pipe) -> None:
    """Zeros for who asks for an asset; who sends one is told that it came."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        pipe.send(listening.getsockname()[1])
        while True:
            connection, _ = listening.accept()
            with connection, connection.makefile("rb") as received:
                while request := received.readline():
                    length, chunked = 0, False
                    while (line := received.readline()) != b"\r\n":
                        name, _, value = line.lower().partition(b":")
                        length = int(value) if name == b"content-length" else length
                        chunked = chunked or (name == b"transfer-encoding" and b"chunked" in value)
                    count = _chunks(received) if chunked else _skip(received, length)
                    if request.startswith(b"POST"):
                        text = b'{"message": "%d"}' % count  # 422 has a body that is a model of few fields
                        connection.sendall(_HEAD % (b"422 No", b"application/json", len(text)) + text)
                    elif b"/assets/1 " in request:
                        connection.sendall(_HEAD % (b"200 OK", b"application/octet-stream", SIZE))
                        for _ in range(SIZE // len(_PART)):
                            connection.sendall(_PART)
                    else:
                        connection.sendall(_HEAD % (b"404 No", b"text/plain", 0))


def _skip(received: Any, length: int) -> int:
    left = length
    while left:
        left -= len(received.read(min(left, len(_PART))))
    return length


def _chunks(received: Any) -> int:
    count = 0
    while size := int(received.readline(), 16):
        count += _skip(received, size)
        received.readline()
    received.readline()
    return count


def parts() -> Iterator[bytes]:
    """What is sent."""
    for _ in range(SIZE // len(_PART)):
        yield _PART


async def async_parts() -> AsyncIterator[bytes]:
    """The same in a loop."""
    for part in parts():
        yield part


def highest(*, afresh: bool = False) -> float:
    """MB of this process that were in memory at most; from now on, if `afresh`."""
    if afresh:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def blocking(client: Any, way: str) -> None:
    """One body."""
    if way == "down":
        with client.repos.get_release_asset.stream("o", "r", 1) as body:
            assert sum(map(len, body.bytes())) == SIZE
    else:
        sent = client.generated.get_httpx_client().post("/repos/o/r/releases/1/assets", content=parts())
        assert sent.json() == {"message": str(SIZE)}


async def asynchronous(client: Any, way: str) -> None:
    """The same in a loop."""
    if way == "down":
        async with client.repos.get_release_asset.stream("o", "r", 1) as body:
            count = 0
            async for part in body.bytes():
                count += len(part)
            assert count == SIZE
    else:
        http = client.generated.get_async_httpx_client()
        sent = await http.post("/repos/o/r/releases/1/assets", content=async_parts())
        assert sent.json() == {"message": str(SIZE)}


def main() -> None:
    """Measure one way."""
    engine, world, way = sys.argv[1:]
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    settings: dict[str, Any] = {
        "base_url": f"http://127.0.0.1:{ours.recv()}", "engine": engine, "policies": Policies(deadline=None, attempt_timeout=None),
    }  # fmt: skip

    async def in_loop() -> float:
        async with AsyncGitHub(**settings) as client:
            await client.users.get_by_username.result("octocat")
            before = highest(afresh=True)
            await asynchronous(client, way)
            return before

    if world == "async":
        before = asyncio.run(in_loop())
    else:
        with GitHub(**settings) as client:
            client.users.get_by_username.result("octocat")
            before = highest(afresh=True)
            blocking(client, way)
    print(round(highest() - before, 1))
    server.terminate()


if __name__ == "__main__":
    main()
