"""The HTTP/1.1 reader of the httptools engine, held to h11 and http.client on responses that are often spoilt."""

from __future__ import annotations

import http.client
import io
import re
from random import Random
from typing import Any

import attrs
import h11
import httptools

from ferrule.engines.http1 import Incoming
from fuzz.responses import response


@attrs.frozen
class Read:
    """What a reader made of some bytes; `kind` is `whole`, `partial` or `refused`."""

    kind: str
    status: int = 0
    fields: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    reusable: bool = attrs.field(default=False, eq=False)


# Before a response, or between an interim one and the final one. They say nothing and hide nothing, but h11 and
# http.client refuse them.
_BLANK_LINES = re.compile(rb"\A((?:HTTP/1\.\d 1\d\d[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\n)?)[\r\n]+(?=HTTP/1)")
REFUSED, PARTIAL = Read("refused"), Read("partial")


def attempt(random: Random) -> None:
    """One response: cut anywhere, it reads alike; others who read it read the same."""
    data, method = response(random), random.choice(["GET", "GET", "HEAD"])
    ours = by_us([data], method)
    for cut in range(1, len(data)):
        parts = by_us([data[:cut], data[cut:]], method)
        assert parts == ours, f"{method} {data!r}\ncut at {cut}: {parts}\nwhole: {ours}"
    bytewise = by_us([data[at : at + 1] for at in range(len(data))], method)
    assert bytewise == ours, f"{method} {data!r}\nbyte by byte: {bytewise}\nwhole: {ours}"
    if ours.kind == "whole" and ours.status != 101:  # which ends HTTP on the connection: the others read on, or refuse
        told_once = _BLANK_LINES.sub(rb"\1", data)
        h11_, plain = by_h11(told_once, method), by_http_client(told_once, method)
        told = f"{method} {data!r}\nours: {ours}\nh11: {h11_}\nhttp.client: {plain}"
        assert ours == (h11_ if h11_.kind == "whole" else plain if plain.kind == "whole" else ours), told
        assert not ours.reusable or "whole" in (h11_.kind, plain.kind), told


def by_us(parts: list[bytes], method: str) -> Read:
    """Fed part by part, then the end of the connection."""
    incoming = Incoming(method)
    try:
        for part in parts:
            if not incoming.done:
                incoming.feed(part)
    except httptools.HttpParserError:
        return REFUSED
    reusable = incoming.done and incoming.reusable
    if not incoming.done and not incoming.end():
        return PARTIAL
    read = incoming.response()
    return Read("whole", read.status_code, _fields(read.raw_headers), read.content, reusable)


def by_h11(data: bytes, method: str) -> Read:
    """The same by h11, which is strict."""
    client = h11.Connection(h11.CLIENT)
    client.send(h11.Request(method=method, target="/", headers=[("Host", "shop.test")]))
    client.send(h11.EndOfMessage())
    body = b""
    found: Any = None
    try:
        client.receive_data(data)
        client.receive_data(b"")
        while True:
            event = client.next_event()
            if isinstance(event, h11.Response):
                found = event
            elif isinstance(event, h11.InformationalResponse) and event.status_code == 101:
                found = event
                break
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                break
            elif event in (h11.NEED_DATA, h11.PAUSED) or isinstance(event, h11.ConnectionClosed):
                return PARTIAL
    except h11.RemoteProtocolError as error:
        return PARTIAL if "closed connection" in str(error) else REFUSED
    return Read("whole", found.status_code, _fields(list(found.headers)), body)


class _Socket(io.BytesIO):
    def makefile(self, mode: str) -> _Socket:
        return self

    def close(self) -> None:
        """Leaves it open: interim responses are read by a reader each."""


def by_http_client(data: bytes, method: str) -> Read:
    """The same by the standard library, which is lenient."""
    connection = _Socket(data)
    try:
        status = 100
        while 100 <= status < 200:  # it would take all but 100 for final
            read = http.client.HTTPResponse(connection, method=method)  # type: ignore[arg-type]
            read.begin()
            status = read.status
        body = b"" if status in (204, 304) else read.read()  # it reads chunks there, too
    except http.client.IncompleteRead:
        return PARTIAL
    except (http.client.HTTPException, ValueError, OverflowError):
        return REFUSED
    fields = [(name.encode("latin-1"), value.encode("latin-1").strip(b" \t")) for name, value in read.getheaders()]
    return Read("whole", status, _fields(fields), body)


def _fields(fields: list[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    lower = [(bytes(name).lower(), bytes(value)) for name, value in fields]
    return tuple(
        (name, value.lower() if name == b"transfer-encoding" else value) for name, value in lower
    )  # as h11 has it
