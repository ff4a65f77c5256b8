"""At home in Flask: clients that live as long as the process, failures as problems, health, relays, webhooks.

app = Flask(__name__)
github = connect(app, Upstream(GitHub, auth=Bearer.from_env("GITHUB_TOKEN")))
problems(app)
health(app, github)

@app.get("/users/<name>")
def profile(name: str) -> dict[str, Any]:
    return github.client.users.get_by_username(name).to_dict()
"""

from __future__ import annotations

import atexit
import contextvars
import inspect
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from ferrule.call.inbound import Inbound
from ferrule.call.inbound import inbound as current
from ferrule.client.api import Api
from ferrule.client.events import Events
from ferrule.client.stream import Stream
from ferrule.errors import CallError, ConfigError, FerruleError, WebhookError
from ferrule.integrations.deliveries import DONE, Reply, check_within, failed, opened, refused
from ferrule.integrations.health import distinct, report
from ferrule.integrations.problems import MEDIA_TYPE, Changes, Problem, Problems, log
from ferrule.integrations.relay import (
    EVENT_HEADERS,
    attachment,
    check_no_error,
    check_relayable,
    error_event,
    event,
    safe_headers,
)
from ferrule.integrations.requests import DEADLINE_HEADER
from ferrule.integrations.upstream import Upstream
from ferrule.integrations.wsgi import InboundMiddleware
from ferrule.webhooks import Delivery, Receiver

try:
    from flask import Flask, Response, request
except ImportError as missing:
    raise ImportError("this needs Flask: pip install 'ferrule[flask]'", name=missing.name) from None

__all__ = [
    "InboundMiddleware",
    "Problem",
    "Problems",
    "Upstream",
    "connect",
    "event",
    "health",
    "inbound",
    "problems",
    "relay",
    "relay_events",
    "webhook",
]

C = TypeVar("C", bound=Api)
E = TypeVar("E")
V = TypeVar("V")
Handler: TypeAlias = Callable[[Delivery[E]], object]


def connect(app: Flask, upstream: Upstream[C]) -> Upstream[C]:
    """Make an upstream's client now, and close it when the process ends. Returns the same upstream.

    Workers that are forked later share none of its connections.

    Args:
        app: the application; it lists the upstream in `app.extensions["ferrule"]`.
        upstream: of a blocking client.

    Raises:
        ConfigError: the client cannot be made, or is an async one.
    """
    client: object = upstream.open()
    if not isinstance(client, Api):
        raise ConfigError(f"{upstream!r} has an async client; Flask needs the blocking one")
    app.extensions.setdefault("ferrule", []).append(upstream)
    atexit.register(upstream.close)
    return upstream


def inbound(app: Flask, *, seconds: float | None = 30.0, header: str | None = DEADLINE_HEADER) -> None:
    """Make each request the budget of its calls: see `InboundMiddleware`.

    Args:
        app: the application.
        seconds: time for each request, None for no bound (default 30).
        header: field in which a caller says how many milliseconds it waits, None for none (default
            `x-envoy-expected-rq-timeout-ms`).

    Raises:
        ConfigError: a value cannot work.
    """
    app.wsgi_app = InboundMiddleware(app.wsgi_app, seconds=seconds, header=header)  # type: ignore[method-assign]


def problems(
    app: Flask,
    changes: Changes | None = None,
    *,
    operations: Mapping[str, Changes] | None = None,
    longest_wait: int = 3600,
) -> Problems:
    """Answer the failures of upstreams by problems (RFC 9457). What came from an upstream is logged, and not answered.

    Args:
        app: the application.
        changes: answers by class of error, over the usual table: a status, or a `Problem`.
        operations: the same for some operations, by name (`payment_intents.create`), pattern, operationId or tag.
        longest_wait: most seconds that `Retry-After` asks for (default 3600).

    Raises:
        ConfigError: a key is no error of Ferrule's, or a value is no status of a failure.
    """
    table = Problems(changes, operations, longest_wait)

    def answer(error: Exception) -> Response:
        failure = table.failure(error)
        if failure is None:
            raise error  # of a group that has others in it
        problem = table.of(failure)
        log(failure, problem, f"{request.method} {request.path}")
        return Response(problem.document(), problem.status, problem.headers, content_type=MEDIA_TYPE)

    app.register_error_handler(FerruleError, answer)
    app.register_error_handler(ExceptionGroup, answer)
    return table


def health(app: Flask, *upstreams: Upstream[Any], path: str = "/ready") -> None:
    """Add a route that tells whether the service is ready: 200, or 503 where a required upstream refuses calls.

    Nothing is sent to find out, and no host is named.

    Args:
        app: the application.
        *upstreams: which to look at.
        path: of the route (default `/ready`).

    Raises:
        ConfigError: two upstreams have the same name.
    """
    looked_at = distinct(upstreams)

    def ready() -> Response:
        found = report(looked_at)
        headers = {"cache-control": "no-store"}
        return Response(found.document, found.status, headers, content_type="application/json")

    app.add_url_rule(path, f"ferrule-health{path}", ready)


def relay(stream: Stream, *, filename: str | None = None, headers: Collection[str] = ()) -> Response:
    """Pass a streamed answer of an upstream on as it comes, with the header fields that are safe.

    It returns at the upstream's headers; an error status is raised before anything is answered. What breaks the body
    afterwards leaves the application as an error, so that the server cuts the connection.

    Args:
        stream: `storage.objects.download.stream(…)`; it is closed at the end.
        filename: offer it as a file of this name.
        headers: names of more fields that may go on, such as `cache-control`.

    Raises:
        ApiError: the upstream answered with an error.
        ConfigError: a field is named that must not go on.
    """
    check_relayable(headers)
    stream.__enter__()
    passed_on = {**safe_headers(stream.headers, headers), **attachment(filename)}
    response = Response(stream.bytes(), stream.status_code, passed_on, direct_passthrough=True)
    response.call_on_close(stream.close)
    return response


def relay_events(events: Events[V], *, render: Callable[[V], bytes] = event, table: Problems | None = None) -> Response:
    """Pass the events of an upstream on as events of your own.

    It returns at the upstream's headers; an error status is raised before anything is answered. What breaks the stream
    afterwards becomes its last event, `error`, whose data is a problem without the upstream's words.

    Args:
        events: `assistant.chat.create.events(…)`; they are closed at the end.
        render: makes an event of an item; default is its JSON as data, or a text as it is.
        table: which problem an error becomes; default the usual one, `problems(app)` returns that of your service.

    Raises:
        ApiError: the upstream answered with an error.
    """
    events.__enter__()
    response = Response(_rendered(events, render, table or Problems()), headers=EVENT_HEADERS, direct_passthrough=True)
    response.call_on_close(events.close)
    return response


def _rendered(events: Events[V], render: Callable[[V], bytes], table: Problems) -> Iterator[bytes]:
    try:
        for item in events:
            check_no_error(events._module, item)
            yield render(item)
    except CallError as error:
        problem = table.of(error)
        log(error, problem, "a relayed stream of events")
        yield error_event(problem)
    except Exception:  # the service's own, such as of `render`
        yield error_event(Problem(status=500))
        raise
    finally:
        events.close()


def webhook(
    app: Flask, path: str, hooks: Receiver[E], *, within: float = 10.0, background: bool = False
) -> Callable[[Handler[E]], Handler[E]]:
    """Receive webhooks: a decorator of a function that gets each verified `Delivery`, once.

    It runs before the sender is answered. If it raises, the delivery is given back, and the sender's next try is new.

    Args:
        app: the application.
        path: of the route.
        hooks: the receiver.
        within: seconds that the calls which the handler makes have together (default 10).
        background: answer first, and run the handler in a thread after that: at most once, as nobody sends again what
            was answered.

    Raises:
        ConfigError: `within` is no positive number, or the function is a coroutine function: it runs in a thread.
    """
    check_within(within)

    def decorate(handler: Handler[E]) -> Handler[E]:
        if inspect.iscoroutinefunction(handler):
            raise ConfigError(f"webhook: {handler!r} is a coroutine function; Flask needs a plain one")

        def receive() -> Response:
            return _response(_received(hooks, handler, within, background=background))

        app.add_url_rule(path, f"ferrule-webhook{path}", receive, methods=["POST"])
        return handler

    return decorate


def _received(hooks: Receiver[E], handler: Handler[E], within: float, *, background: bool) -> Reply:
    body = bytearray()
    while len(body) <= hooks.max_bytes and (part := request.stream.read(65_536)):
        body += part
    body = body or bytearray(request.get_data())  # it was read before, and kept
    delivery = opened(hooks, list(request.headers), bytes(body), request.query_string.decode("latin-1"))
    if isinstance(delivery, Reply):
        return delivery
    try:
        with hooks.claim(delivery) as claimed:
            if not claimed.duplicate and not background:
                _handle(handler, claimed, within)
    except WebhookError as error:
        return refused(error)
    except Exception:
        return failed()
    if background and not claimed.duplicate:
        _in_thread(handler, claimed, within)
    return DONE


def _handle(handler: Handler[E], delivery: Delivery[E], within: float) -> None:
    around = current.get()
    before = current.set(Inbound(within, trace=around.trace if around else None))
    try:
        if inspect.isawaitable(result := handler(delivery)):
            raise TypeError(
                f"{handler!r} returned {type(result).__name__}, which nobody awaits: it has handled nothing"
            )
    finally:
        current.reset(before)


def _in_thread(handler: Handler[E], delivery: Delivery[E], within: float) -> None:
    def run() -> None:
        try:
            _handle(handler, delivery, within)
        except Exception:
            failed()

    threading.Thread(target=contextvars.copy_context().run, args=(run,), name="webhook").start()


def _response(reply: Reply) -> Response:
    return Response(reply.content, reply.status, reply.headers)
