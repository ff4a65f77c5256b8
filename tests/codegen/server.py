"""A server on loopback that notes the bytes it gets, and the generated clients that send them."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import attrs

import ferrule
from codegen.conftest import Tiny, generated_package


@attrs.frozen
class Arrived:
    """A request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    """By name in lower case."""
    body: bytes

    def parts(self) -> list[tuple[str, bytes]]:
        """Head and content of each part of a multipart body, in order."""
        boundary = self.headers["content-type"].partition("boundary=")[2].strip('"').encode()
        first, *parts = (b"\r\n" + self.body).split(b"\r\n--" + boundary)
        assert (first, parts.pop()) == (b"", b"--\r\n")
        pairs = [part.removeprefix(b"\r\n").partition(b"\r\n\r\n") for part in parts]
        return [(head.decode(), content) for head, _, content in pairs]

    def compared(self) -> Arrived:
        """The same without what is the transport's: who sends, what it can decode, and the boundary between parts."""
        transport = ("user-agent", "accept-encoding", "connection")
        headers = {name: value for name, value in self.headers.items() if name not in transport}
        boundary = re.search(r"boundary=(\S+)", headers.get("content-type", ""))
        if not boundary:
            return attrs.evolve(self, headers=headers)
        headers["content-type"] = headers["content-type"].replace(boundary[1], "-")
        headers["content-length"] = str(
            int(headers["content-length"]) - self.body.count(boundary[1].encode()) * len(boundary[1])
        )
        return attrs.evolve(self, headers=headers, body=self.body.replace(boundary[1].encode(), b"-"))


@attrs.define
class Server:
    """What it answers next, and what it was asked."""

    url: str
    seen: list[Arrived] = attrs.field(factory=list)
    answer: tuple[int, dict[str, str], bytes] = (204, {}, b"")


@attrs.frozen
class Wire:
    """A generated package whose calls go to a server."""

    server: Server
    package: Tiny

    def sent(self, operation: str, *args: Any, **kwargs: Any) -> Arrived:
        """The request that arrives when `operation` is called, which is the same in every way of calling."""
        return self.sent_by({}, operation, *args, **kwargs)

    def sent_by(self, options: dict[str, Any], operation: str, *args: Any, **kwargs: Any) -> Arrived:
        """As `sent`, by clients with these options: those that plain clients and facades have in common."""
        self.server.seen.clear()
        group, _, name = operation.rpartition(".")
        module: Any = self.package.module(f"api.{group or 'default'}.{name}")
        plain = self.package.module("client").Client
        with plain(base_url=self.server.url, **options) as client:
            module.sync_detailed(*args, client=client, **kwargs)
        with ferrule.wrap(plain(base_url=self.server.url, **options)) as client:
            module.sync_detailed(*args, client=client, **kwargs)
        with self.package.module("_facade").WireClient(base_url=self.server.url, **options) as facade:
            facade.call(module, *args, **kwargs)
            getattr(getattr(facade, group or "default"), name)(*args, **kwargs)
            module.sync_detailed(*args, client=facade.generated, **kwargs)
        asyncio.run(self._send_async(options, module, group or "default", name, *args, **kwargs))
        first, *others = (arrived.compared() for arrived in self.server.seen)
        assert others == [first] * 9
        return self.server.seen[0]

    async def _send_async(
        self, options: dict[str, Any], module: Any, group: str, name: str, *args: Any, **kwargs: Any
    ) -> None:
        plain = self.package.module("client").Client
        async with plain(base_url=self.server.url, **options) as client:
            await module.asyncio_detailed(*args, client=client, **kwargs)
        async with ferrule.wrap(plain(base_url=self.server.url, **options)) as client:
            await module.asyncio_detailed(*args, client=client, **kwargs)
        async with self.package.module("_facade").AsyncWireClient(base_url=self.server.url, **options) as facade:
            await facade.call(module, *args, **kwargs)
            await getattr(getattr(facade, group), name)(*args, **kwargs)
            await module.asyncio_detailed(*args, client=facade.generated, **kwargs)

    def received(self, answer: bytes, kind: str, operation: str, *args: Any, **kwargs: Any) -> Any:
        """What the facade's `operation` returns when it is answered with this content of this media type."""
        self.server.answer = (200, {"Content-Type": kind}, answer)
        group, _, name = operation.rpartition(".")
        try:
            with self.package.module("_facade").WireClient(base_url=self.server.url) as facade:
                return getattr(getattr(facade, group or "default"), name)(*args, **kwargs)
        finally:
            self.server.answer = (204, {}, b"")


@contextmanager
def serving() -> Iterator[Server]:
    """A server that answers any method; the port is its own."""

    class Handler(BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self._answer
            raise AttributeError(name)

        def _answer(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            found.seen.append(Arrived(self.command, self.path, headers, body))
            status, fields, content = found.answer
            self.send_response(status)
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Server(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def wired(spec: str, folder: Path, name: str) -> Iterator[Wire]:
    """The package generated from `specs/spec`, whose class is `WireClient`, and a server for it."""
    package = generated_package(Path(__file__).parent / "specs" / spec, folder, name)
    try:
        with serving() as server:
            yield Wire(server, package)
    finally:
        sys.path.remove(str(package.path.parent))
