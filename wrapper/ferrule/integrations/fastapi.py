"""At home in FastAPI and Starlette: clients that live as long as the service, failures as problems, health, relays.

    github = Upstream(AsyncGitHub, auth=Bearer.from_env("GITHUB_TOKEN"))
    app = FastAPI(lifespan=lifespan(github), routes=[health(github)], middleware=[inbound()])
    problems(app)

    @app.get("/users/{name}")
    async def profile(name: str, github: Annotated[AsyncGitHub, Depends(github)]) -> PublicUser:
        return await github.users.get_by_username(name)

Needs Starlette; FastAPI only where the service uses it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar, overload
from urllib.parse import quote

from ferrule.client.events import AsyncEvents
from ferrule.client.stream import AsyncStream
from ferrule.errors import CallError, FerruleError
from ferrule.integrations.asgi import InboundMiddleware, carry_on
from ferrule.integrations.health import distinct, report
from ferrule.integrations.openapi import describe_problems
from ferrule.integrations.problems import MEDIA_TYPE, Changes, Problem, Problems, log
from ferrule.integrations.relay import EVENT_HEADERS, check_relayable, error_event, event, mark_broken, safe_headers
from ferrule.integrations.requests import DEADLINE_HEADER, Budget
from ferrule.integrations.upstream import Upstream

try:
    from starlette.applications import Starlette
    from starlette.background import BackgroundTask
    from starlette.middleware import Middleware
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response, StreamingResponse
    from starlette.routing import Route
    from starlette.types import Receive, Scope, Send
    from starlette.websockets import WebSocket
except ImportError as missing:
    raise ImportError("this needs FastAPI or Starlette: pip install 'ferrule[fastapi]'", name=missing.name) from None

__all__ = [
    "InboundMiddleware",
    "Problem",
    "Problems",
    "Upstream",
    "carry_on",
    "health",
    "inbound",
    "lifespan",
    "problems",
    "relay",
    "relay_events",
]

A = TypeVar("A")
S = TypeVar("S")
V = TypeVar("V")


@overload
def lifespan(*upstreams: Upstream[Any]) -> Callable[[Any], AbstractAsyncContextManager[None]]: ...
@overload
def lifespan(
    *upstreams: Upstream[Any], inner: Callable[[A], AbstractAsyncContextManager[S]]
) -> Callable[[A], AbstractAsyncContextManager[S]]: ...
def lifespan(
    *upstreams: Upstream[Any], inner: Callable[[Any], AbstractAsyncContextManager[Any]] | None = None
) -> Callable[[Any], AbstractAsyncContextManager[Any]]:
    """A lifespan that makes the clients when the application starts, and closes them when it ends, last one first.

    Where one cannot be made, those before it are closed, and the application does not start.

    Args:
        *upstreams: what it runs.
        inner: a lifespan of your own, which may use the clients: it begins after them and ends before them.
    """

    @asynccontextmanager
    async def run(app: Any) -> AsyncIterator[Any]:
        async with AsyncExitStack() as stack:
            for upstream in upstreams:
                await stack.enter_async_context(upstream.running())
            yield None if inner is None else await stack.enter_async_context(inner(app))

    return run


def inbound(*, seconds: float | None = 30.0, header: str | None = DEADLINE_HEADER) -> Middleware:
    """`InboundMiddleware`, for an application's `middleware=[…]`; the first there is the outermost.

    Args:
        seconds: time for each request, None for no bound (default 30).
        header: field in which a caller says how many milliseconds it waits, None for none (default
            `x-envoy-expected-rq-timeout-ms`).

    Raises:
        ConfigError: a value cannot work.
    """
    Budget(seconds=seconds, header=header)  # now, not when the application starts
    return Middleware(InboundMiddleware, seconds=seconds, header=header)


def problems(
    app: Starlette,
    changes: Changes | None = None,
    *,
    operations: Mapping[str, Changes] | None = None,
    longest_wait: int = 3600,
) -> Problems:
    """Answer the failures of upstreams by problems (RFC 9457), and have the service's own description say so.

    The answers hold nothing that came from an upstream. That is logged, with the timeline of the call.

    Args:
        app: of FastAPI or Starlette.
        changes: answers by class of error, over the usual table: a status, or a `Problem`.
        operations: the same for some operations, by name (`payment_intents.create`), pattern, operationId or tag.
        longest_wait: most seconds that `Retry-After` asks for (default 3600).

    Raises:
        ConfigError: a key is no error of Ferrule's, or a value is no status of a failure.
    """
    table = Problems(changes, operations, longest_wait)

    async def answer(connection: HTTPConnection, error: Exception) -> Response | None:
        failure = table.of_group(error) if isinstance(error, ExceptionGroup) else error
        if not isinstance(failure, FerruleError):
            raise error  # of a group that has others in it
        problem = table.of(failure)
        if isinstance(connection, Request):
            log(failure, problem, f"{connection.method} {connection.url.path}")
            return Response(problem.document(), problem.status, problem.headers, MEDIA_TYPE)
        log(failure, problem, f"websocket {connection.url.path}")
        if isinstance(connection, WebSocket):
            await connection.close(1013 if problem.status == 503 else 1011)  # try again later; or an error here
        return None

    handler: Any = answer
    app.add_exception_handler(FerruleError, handler)
    app.add_exception_handler(ExceptionGroup, handler)
    describe_problems(app, table)
    return table


def health(*upstreams: Upstream[Any], path: str = "/ready") -> Route:
    """A route that tells whether the service is ready, for `routes=[…]` of the application.

    It answers 200, or 503 where a required upstream refuses calls: its circuit is open, it has no token, or its queue
    is full. Nothing is sent to find out, and no host is named.

    Args:
        *upstreams: which to look at.
        path: of the route (default `/ready`).

    Raises:
        ConfigError: two upstreams have the same name.
    """
    looked_at = distinct(upstreams)

    async def ready(_: Request) -> Response:
        found = report(looked_at)
        return Response(found.document, found.status, {"cache-control": "no-store"}, "application/json")

    return Route(path, ready, methods=["GET"])


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
    passed_on = safe_headers(stream.headers, headers)
    if filename is not None:
        passed_on["content-disposition"] = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
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
            yield render(item)
    except CallError as error:
        problem = table.of(error)
        log(error, problem, "a relayed stream of events")
        yield error_event(problem)
