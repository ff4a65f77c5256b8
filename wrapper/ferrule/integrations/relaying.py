"""Files and events of an upstream, passed on by Starlette as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from typing import Any, TypeVar

from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from ferrule.client.events import AsyncEvents
from ferrule.client.stream import AsyncStream
from ferrule.errors import CallError
from ferrule.integrations.problems import Problem, Problems, log
from ferrule.integrations.relay import (
    EVENT_HEADERS,
    attachment,
    check_no_error,
    check_relayable,
    error_event,
    event,
    mark_broken,
    safe_headers,
)

V = TypeVar("V")


async def relay(
    stream: AsyncStream,
    *,
    filename: str | None = None,
    headers: Collection[str] = (),
    background: BackgroundTask | None = None,
) -> StreamingResponse:
    """Pass a streamed answer of an upstream on as it comes, with the header fields that are safe.

    It returns at the upstream's headers; an error status is raised before anything is answered. What breaks the body
    afterwards cuts the connection: half a file must not look whole.

    Args:
        stream: `storage.objects.download.stream(…)`; it is closed at the end.
        filename: offer it as a file of this name.
        headers: names of more fields that may go on, such as `cache-control`.
        background: a task of Starlette's, to be run after the answer.

    Raises:
        ApiError: the upstream answered with an error.
        ConfigError: a field is named that must not go on.
    """
    check_relayable(headers)
    await stream.__aenter__()
    passed_on = {**safe_headers(stream.headers, headers), **attachment(filename)}
    return _Relay(stream, _parts(stream), stream.status_code, passed_on, background)


async def relay_events(
    events: AsyncEvents[V],
    *,
    render: Callable[[V], bytes] = event,
    table: Problems | None = None,
    background: BackgroundTask | None = None,
) -> StreamingResponse:
    """Pass the events of an upstream on as events of your own.

    It returns at the upstream's headers; an error status is raised before anything is answered. What breaks the stream
    afterwards becomes its last event, `error`, whose data is a problem without the upstream's words.

    Args:
        events: `assistant.chat.create.events(…)`; they are closed at the end.
        render: makes an event of an item; default is its JSON as data, or a text as it is.
        table: which problem an error becomes; default the usual one, `problems(app)` returns that of your service.
        background: a task of Starlette's, to be run after the answer.

    Raises:
        ApiError: the upstream answered with an error.
    """
    await events.__aenter__()
    return _Relay(events, _rendered(events, render, table or Problems()), 200, EVENT_HEADERS, background)


class _Relay(StreamingResponse):
    """Closes its source, however it ends: also where it is never begun."""

    def __init__(
        self,
        source: AsyncStream | AsyncEvents[Any],
        content: AsyncIterator[bytes],
        status: int,
        headers: Mapping[str, str],
        background: BackgroundTask | None,
    ) -> None:
        super().__init__(content, status, headers, background=background)
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._source.aclose()


async def _parts(stream: AsyncStream) -> AsyncIterator[bytes]:
    try:
        async for part in stream.bytes():
            yield part
    except CallError:
        mark_broken()
        raise  # the server cuts the connection


async def _rendered(events: AsyncEvents[V], render: Callable[[V], bytes], table: Problems) -> AsyncIterator[bytes]:
    try:
        async for item in events:
            check_no_error(events._module, item)
            yield render(item)
    except CallError as error:
        problem = table.of(error)
        log(error, problem, "a relayed stream of events")
        yield error_event(problem)
    except Exception:  # the service's own, such as of `render`
        yield error_event(Problem(status=500))
        raise
