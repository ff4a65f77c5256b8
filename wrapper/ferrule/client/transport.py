"""An httpx transport over the pipeline, so that plain generated calls, and foreign generated clients, get it too."""

from __future__ import annotations

from typing import Protocol

import httpx

from ferrule.call import Call, Response
from ferrule.call.body import RequestBody
from ferrule.errors import ConfigError
from ferrule.runtime.blocking import drive


class Sender(Protocol):
    """The part of a client's core that a transport needs."""

    def call_for(self, request: httpx.Request) -> Call:
        """The call that a ready-made request stands for."""
        ...

    async def send(self, call: Call) -> Response:
        """Through the pipeline."""
        ...


class PipelineTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Sends what an `httpx.Client` or `httpx.AsyncClient` hands it through a pipeline.

    Errors are Ferrule's, not httpx's; status codes come back as responses. The body has been read in full.

    Args:
        blocking: what sends the calls of an `httpx.Client`; None refuses them.
        asynchronous: what sends the calls of an `httpx.AsyncClient`; None refuses them.
    """

    def __init__(self, *, blocking: Sender | None = None, asynchronous: Sender | None = None) -> None:
        self._blocking = blocking
        self._asynchronous = asynchronous

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._blocking is None:
            raise ConfigError("this is the async client's transport; make a blocking client for blocking calls")
        return _to_httpx(drive(self._blocking.send(self._blocking.call_for(request))))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._asynchronous is None:
            raise ConfigError("this is the blocking client's transport; make an async client for async calls")
        return _to_httpx(await self._asynchronous.send(self._asynchronous.call_for(request)))


def body_of(request: httpx.Request) -> RequestBody:
    """The body of a ready-made request. Only one that is in memory can be sent again."""
    if isinstance(request.stream, httpx.ByteStream):
        content = b"".join(request.stream)
        return {"content": content} if content else {}
    return {"content": request.stream}


def headers_of(request: httpx.Request) -> dict[str, str]:
    """Header fields of a ready-made request, without those that belong to one connection or one hop."""
    dropped = {"host", "connection", "transfer-encoding"}
    if isinstance(request.stream, httpx.ByteStream):
        dropped.add("content-length")  # known again from the body
    return {name: value for name, value in request.headers.items() if name not in dropped}


def _to_httpx(response: Response) -> httpx.Response:
    encoded = b"content-encoding" in (name.lower() for name, _ in response.raw_headers)
    dropped = {b"content-encoding", b"transfer-encoding"} | ({b"content-length"} if encoded else set())
    return httpx.Response(
        response.status_code,
        headers=[(name, value) for name, value in response.raw_headers if name.lower() not in dropped],
        content=response.content,
        extensions={"http_version": response.http_version.encode()},
    )
