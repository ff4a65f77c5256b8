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

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar, overload

from ferrule.errors import FerruleError
from ferrule.integrations.asgi import InboundMiddleware, carry_on
from ferrule.integrations.deliveries import check_within
from ferrule.integrations.health import distinct, report
from ferrule.integrations.openapi import describe_problems
from ferrule.integrations.problems import MEDIA_TYPE, Changes, Problem, Problems, log
from ferrule.integrations.relay import event
from ferrule.integrations.requests import DEADLINE_HEADER, Budget
from ferrule.integrations.upstream import Upstream
from ferrule.webhooks import Receiver

try:
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.routing import Route
    from starlette.websockets import WebSocket

    from ferrule.integrations.receiving import Handler, received
    from ferrule.integrations.relaying import relay, relay_events
except ImportError as missing:
    raise ImportError("this needs FastAPI or Starlette: pip install 'ferrule[fastapi]'", name=missing.name) from None

__all__ = [
    "InboundMiddleware",
    "Problem",
    "Problems",
    "Upstream",
    "carry_on",
    "event",
    "health",
    "inbound",
    "lifespan",
    "problems",
    "relay",
    "relay_events",
    "webhook",
]

A = TypeVar("A")
E = TypeVar("E")
S = TypeVar("S")


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
    async def run(app: Any) -> AsyncGenerator[Any, None]:
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
        failure = table.failure(error)
        if failure is None:
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


def webhook(
    app: Starlette, path: str, hooks: Receiver[E], *, within: float = 10.0, background: bool = False
) -> Callable[[Handler[E]], Handler[E]]:
    """Receive webhooks: a decorator of a function that gets each verified `Delivery`, once.

    It runs before the sender is answered, and is not cancelled when the sender goes away. If it raises, or takes too
    long, the delivery is given back, and the sender's next try is new. A plain function runs in a thread.

    Args:
        app: of FastAPI or Starlette.
        path: of the route.
        hooks: the receiver.
        within: seconds that the handler may take (default 10); in a thread, the calls that it makes together.
        background: answer first, and run the handler after that: at most once, as nobody sends again what was answered.

    Raises:
        ConfigError: `within` is no positive number.
    """
    check_within(within)

    def decorate(handler: Handler[E]) -> Handler[E]:
        async def receive(request: Request) -> Response:
            return await received(request, hooks, handler, within, background=background)

        app.router.routes.append(Route(path, receive, methods=["POST"]))
        return handler

    return decorate
