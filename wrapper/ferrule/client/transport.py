"""Ready-made requests through the pipeline, for plain generated calls and for clients generated elsewhere."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from types import FrameType

import httpx

from ferrule.call import Body, Call, Operation, Response
from ferrule.call.body import RequestBody, SizedStream
from ferrule.client.graphql_requests import operation_of
from ferrule.client.session import Session
from ferrule.engines.decoding import left_on
from ferrule.errors import ConfigError
from ferrule.runtime.blocking import drive


class PipelineTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Sends what an `httpx.Client` or `httpx.AsyncClient` hands it through a pipeline.

    Errors are Ferrule's, not httpx's; status codes come back as responses. The body has been read in full, unless the
    request was sent with `stream=True` (`client.stream(…)`). Then the response comes at its headers.

    Args:
        blocking: gives what sends the calls of an `httpx.Client`; None refuses them.
        asynchronous: gives what sends the calls of an `httpx.AsyncClient`; None refuses them.
    """

    def __init__(
        self,
        *,
        blocking: Callable[[], Session] | None = None,
        asynchronous: Callable[[], Session] | None = None,
    ) -> None:
        self._blocking = blocking
        self._asynchronous = asynchronous

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._blocking is None:
            raise ConfigError("this is the async client's transport; make a blocking client for blocking calls")
        return _to_httpx(drive(send(self._blocking(), request, stream=_is_streamed())))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._asynchronous is None:
            raise ConfigError("this is the blocking client's transport; make an async client for async calls")
        return _to_httpx(await send(self._asynchronous(), request, stream=_is_streamed()))


_SENDS = (httpx.Client.send.__code__, httpx.AsyncClient.send.__code__)


def _is_streamed() -> bool:
    """Whether the httpx client that is sending was told to stream.

    httpx does not tell its transports, so the argument of its `send` is looked up. A body that nobody streams must
    not come as a stream: then it could be neither cached, nor shared between callers, nor hedged.
    """
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code not in _SENDS:
        frame = frame.f_back
    return frame is not None and bool(frame.f_locals.get("stream"))


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body on the wire, as httpx reads it."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        while part := drive(self._body.receive()):
            yield part

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while part := await self._body.receive():
            yield part

    def close(self) -> None:
        drive(self._body.close())

    async def aclose(self) -> None:
        await self._body.close()


async def send(session: Session, request: httpx.Request, *, stream: bool = False) -> Response:
    """Send a ready-made request; any status is a response.

    Args:
        session: whose client sends.
        request: what is sent.
        stream: give the response at its headers.

    Raises:
        CallError: no response came.
        ConfigError: the client is closed.
    """
    call = call_for(session, request)
    call.stream = stream
    return await (session.core.open(call) if stream else session.core.send(call))


def call_for(session: Session, request: httpx.Request) -> Call:
    """The call that a ready-made request stands for, whose endpoint module may have named its operation."""
    core, named = session.core, request.extensions.get("ferrule.operation")
    if named:
        operation = core.operation(named)
        options = session.options_for(operation)
    elif core.facts.graphql is not None:
        operation = operation_of(core.description.name, core.facts, request)
        options = session.resolve(operation)
    else:
        path = request.url.path
        operation = Operation(core.description.name, path, path, request.method, path)
        options = session.resolve(operation)
    headers = {**_headers_of(request), **options.headers}
    server, origin = core.server_of(operation)
    url = str(request.url.copy_with(fragment=None))  # a fragment is never sent, and what is added must not get into it
    if server != core.url and url.startswith(core.url):
        url = server + url[len(core.url) :]  # the operation has a server of its own
    return Call(operation, request.method, url, headers, _body_of(request), options, origin, core.identity)


def _body_of(request: httpx.Request) -> RequestBody:
    """Only a body that is in memory can be sent again."""
    if isinstance(request.stream, httpx.ByteStream):
        content = b"".join(request.stream)
        return {"content": content} if content else {}
    length = request.headers.get("content-length", "")
    return {"content": SizedStream(request.stream, int(length)) if length.isdigit() else request.stream}


def _headers_of(request: httpx.Request) -> dict[str, str]:
    """Header fields without those that belong to one connection or one hop."""
    dropped = ("host", "connection", "content-length", "transfer-encoding")  # the engine says them itself
    return {name: value for name, value in request.headers.items() if name not in dropped}


_HTTPX_TAKES_OFF = ("gzip", "deflate", "br", "zstd")  # also where they are within a coding that it does not know


def _to_httpx(response: Response) -> httpx.Response:
    response = response.received()
    dropped = {b"transfer-encoding"}
    left: list[str] = []
    if codings := response.fields.get(b"content-encoding"):
        dropped |= {b"content-encoding", b"content-length"}
        left = [name for name in left_on(codings) if name not in _HTTPX_TAKES_OFF]
    headers = [(name, value) for name, value in response.raw_headers if name.lower() not in dropped]
    return httpx.Response(
        response.status_code,
        headers=[*headers, (b"content-encoding", ", ".join(left).encode("latin-1"))] if left else headers,
        content=response.content if response.body is None else None,
        stream=None if response.body is None else _Stream(response.body),
        extensions={"http_version": response.http_version.encode()},
    )
