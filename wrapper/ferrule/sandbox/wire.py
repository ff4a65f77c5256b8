"""One connection: reads requests, has them answered, and lets the bytes of the reply misbehave."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus
from typing import Final

import h11
from attrs import frozen

from .faults import Reset, Trickle
from .log import BODY_KEPT, Connections, Exchange, Log
from .messages import Reply, Request, problem
from .rules import Drawn, Faults

# SO_LINGER with a timeout of zero makes close() send RST instead of FIN.
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


@frozen
class Service:
    """What all connections of a server share.

    Args:
        locate: splits a request target into API and path below its prefix.
        answer: the reply a request deserves; an API that is told `Drawn` may spoil it.
        faults, log, connections: see there.
        uptime: seconds since the server started.
        now: wall-clock time, for Date.
    """

    locate: Callable[[str], tuple[str, str]]
    answer: Callable[[Request, Drawn], Reply]
    faults: Faults
    log: Log
    connections: Connections
    uptime: Callable[[], float]
    now: Callable[[], float]


class Connection(asyncio.Protocol):
    """Serves one connection. A client that goes away ends whatever is under way for it."""

    def __init__(self, service: Service, live: set[Connection]) -> None:
        self._service = service
        self._live = live
        self._h11 = h11.Connection(h11.SERVER)
        self._arrived = asyncio.Event()
        self._date = (0, "")

    # --- callbacks of the event loop ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what loop.create_server passes
        self._transport = transport
        self._number = self._service.connections.made()
        self._live.add(self)
        self._task = asyncio.get_running_loop().create_task(self._serve())

    def data_received(self, data: bytes) -> None:
        self._h11.receive_data(data)
        self._arrived.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self._service.connections.lost()
        self._live.discard(self)
        self._task.cancel()

    # --- one request after the other ---

    async def _serve(self) -> None:
        try:
            while not self._transport.is_closing():
                event = await self._next_event()
                if not isinstance(event, h11.Request):
                    break
                await self._exchange(event)
                if self._h11.our_state is not h11.DONE:
                    break
                self._h11.start_next_cycle()
        except h11.RemoteProtocolError as error:
            self._refuse(error)
        finally:
            # Also after a reply that HTTP cannot carry, a header with a line break for instance.
            self._transport.close()

    async def _next_event(self) -> h11.Event | type[h11.NEED_DATA | h11.PAUSED]:
        """What comes next; waits for it, so never NEED_DATA."""
        while (event := self._h11.next_event()) is h11.NEED_DATA:
            if self._h11.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                self._transport.write(self._h11.send(go_on) or b"")
            self._arrived.clear()
            await self._arrived.wait()
        return event

    async def _exchange(self, head: h11.Request) -> None:
        service = self._service
        target, _, query = head.target.decode("latin-1").partition("?")
        api, path = service.locate(target)
        request = Request(head.method.decode("ascii").upper(), api, path, query, _headers(head))
        drawn = service.faults.draw(api, request.method, path)
        entry = service.log.start(request, self._number, service.uptime(), drawn.names)
        if drawn.reset == Reset("before"):
            self._reset()
            return
        request.body = await self._body()
        entry.body = request.body[:BODY_KEPT]
        reply = service.answer(request, drawn)
        if drawn.latency:
            await asyncio.sleep(drawn.latency)
        if drawn.reset == Reset("after"):
            self._reset()
            return
        await self._reply(reply, request.method, drawn, entry)
        entry.seconds = service.uptime() - entry.at
        if drawn.reset == Reset("idle"):
            # The client must have the reply before RST makes its kernel drop what it has not read yet.
            await self._arrived_or(0.02)
            self._reset()

    async def _body(self) -> bytes:
        parts: list[bytes] = []
        while isinstance(event := await self._next_event(), h11.Data):
            parts.append(bytes(event.data))
        return b"".join(parts)

    # --- the reply, byte by byte where it must be ---

    async def _reply(self, reply: Reply, method: str, drawn: Drawn, entry: Exchange) -> None:
        head, body = self._serialize(reply, method)
        entry.status = reply.status
        truncate, trickle = drawn.truncate, drawn.trickle
        if truncate and truncate.part == "headers":
            head, body = head[: len(head) // 2], b""
        elif truncate:
            body = body[: len(body) // 2]
        if trickle is None:
            self._transport.write(head + body)
        elif trickle.part == "headers":
            await self._drip(head, trickle)
            self._transport.write(body)
        else:
            self._transport.write(head)
            await self._drip(body, trickle)
        if truncate:
            self._transport.close()

    def _serialize(self, reply: Reply, method: str) -> tuple[bytes, bytes]:
        """Head and body as bytes; h11 says whether the connection goes on."""
        headers = [*reply.headers.items(), ("Date", self._http_date())]
        if reply.status not in (204, 304):  # RFC 9110 §8.6
            headers.append(("Content-Length", str(len(reply.body))))
        response = h11.Response(status_code=reply.status, headers=headers, reason=_reason(reply.status))
        head = self._h11.send(response) or b""
        if method == "HEAD" or reply.status in (204, 304):
            body = b""
        else:
            body = self._h11.send(h11.Data(data=reply.body)) or b""
        self._h11.send(h11.EndOfMessage())
        return head, body

    def _http_date(self) -> str:
        second = int(self._service.now())
        if self._date[0] != second:
            self._date = (second, formatdate(second, usegmt=True))
        return self._date[1]

    async def _drip(self, data: bytes, trickle: Trickle) -> None:
        for start in range(0, len(data), trickle.size):
            if start:
                await asyncio.sleep(trickle.interval)
            self._transport.write(data[start : start + trickle.size])

    async def _arrived_or(self, seconds: float) -> None:
        self._arrived.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            pass

    def _refuse(self, error: h11.RemoteProtocolError) -> None:
        if self._h11.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            head, body = self._serialize(problem(error.error_status_hint, "Malformed request", str(error)), "GET")
            self._transport.write(head + body)

    def _reset(self) -> None:
        connection: socket.socket = self._transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._transport.abort()

    def abort(self) -> None:
        """End it at once, whatever is under way; the server stops."""
        self._task.cancel()
        self._transport.abort()


def _headers(head: h11.Request) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in head.headers:
        name, value = raw_name.decode("ascii"), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
