"""A server of one large file that cuts its connections where it likes, and counts what it is asked."""

from __future__ import annotations

import asyncio
import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engines.server import Peer, Server, serving
from ferrule import ApiKey, Connection, Policies

_RANGE = re.compile(rb"range: bytes=(\d+)-", re.IGNORECASE)


class Blob:
    """Serves its content at every path, in whole or from a byte on.

    Args:
        content: of the file.
        cuts: how many connections are cut.
        seed: of the places where they are.

    Attributes:
        begun: from which byte each answer began.
        sent: is set when some of a body is on its way.
        hold: while it is clear, a body stops at its middle; set at first.
    """

    def __init__(self, content: bytes, cuts: int = 0, seed: int = 0) -> None:
        self._content, self._cuts, self._random = content, cuts, random.Random(seed)
        self._lock = threading.Lock()
        self.begun: list[int] = []
        self.sent, self.hold = threading.Event(), threading.Event()
        self.hold.set()

    def __call__(self, peer: Peer) -> None:
        while (request := peer.request()) is not None:
            match = _RANGE.search(request[0])
            begin, size = int(match[1]) if match else 0, len(self._content)
            with self._lock:
                self.begun.append(begin)
                is_cut = len(self.begun) <= self._cuts
                end = self._random.randint(begin, size) if is_cut else size
            head = f'HTTP/1.1 {"206 Partial Content" if match else "200 OK"}\r\nETag: "blob"\r\n'
            if match:
                head += f"Content-Range: bytes {begin}-{size - 1}/{size}\r\n"
            peer.send(f"{head}Content-Length: {size - begin}\r\n\r\n".encode())
            middle = (begin + end) // 2
            peer.send(self._content[begin:middle])
            self.sent.set()
            self.hold.wait(60)
            peer.send(self._content[middle:end])
            if end < size:
                return


@contextmanager
def serving_blob(content: bytes, **how: Any) -> Iterator[tuple[Server, Blob]]:
    """A server of a file for the duration of a block."""
    blob = Blob(content, **how)
    with serving(blob) as server:
        try:
            yield server, blob
        finally:
            blob.hold.set()


def sent(client: Any, upload: Any, source: Any, **how: Any) -> Any:
    """Send a file with a client of either world, and close that."""
    if hasattr(client, "__enter__"):
        with client:
            return upload(client).send(source, **how)

    async def scenario() -> Any:
        async with client:
            return await upload(client).send(source, **how)

    return asyncio.run(scenario())


def saved(files: Any, url: str, world: str, engine: str, target: Path, progress: Any = None) -> Any:
    """Save the server's file."""
    settings: dict[str, Any] = {
        "base_url": url, "auth": ApiKey("key"), "engine": engine, "connection": Connection(),
        "policies": Policies(retry=None, breaker=None),
    }  # fmt: skip
    if world == "sync":
        with files.Files(**settings) as client:
            return client.files.get.file("blob").save(target, progress=progress)

    async def scenario() -> Any:
        async with files.AsyncFiles(**settings) as client:
            return await client.files.get.file("blob").save(target, progress=progress)

    return asyncio.run(scenario())
