"""The same in Flask: clients, failures as problems, time and trace, health, relays."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, stream_with_context
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

from acme import Acme, ScriptedEngine, answer
from ferrule import Bearer, ConfigError, Conflict, NotFound, Policies, QueueFull, StreamBroken
from ferrule.call.inbound import inbound as current
from ferrule.errors import DeadlineExceeded
from ferrule.integrations.flask import Upstream, connect, health, inbound, problems, relay, relay_events
from ferrule.integrations.wsgi import InboundMiddleware
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.assistant import Assistant
from ferrule_apis.assistant.models import ChatMessage, ChatRequest, Role
from ferrule_apis.storage import Storage
from upstreams import BodyEngine, HangingEngine, a_blocking_acme, an_acme, assert_tells_nothing

MEAN = {"error": {"message": "sesame of acme at 10.0.0.5"}}
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
ONCE = Policies(retry=None)
QUESTION = ChatRequest(model="m", messages=[ChatMessage(role=Role.USER, content="?")])
CHUNK = b'data: {"id":"c","created":1,"model":"m","choices":[],"object":"chat.completion.chunk"}\n\n'
BROKEN = StreamBroken("the connection to 10.0.0.5 (sesame) broke", received=3)


@pytest.fixture(autouse=True)
def nothing_at_exit(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would be closed when the process ends."""
    registered: list[Any] = []
    monkeypatch.setattr("ferrule.integrations.flask.atexit.register", registered.append)
    return registered


def service(*steps: Any, engine: Any = None, seconds: float = 30.0, **table: Any) -> Flask:
    """A service with one upstream."""
    app = Flask("service")
    acme = connect(app, Upstream(lambda: a_blocking_acme(*steps, engine=engine, policies=ONCE)))
    problems(app, **table)
    inbound(app, seconds=seconds)

    @app.get("/users/<name>")
    def profile(name: str) -> Any:
        return acme.client.users.get(name)

    @app.post("/users")
    def make() -> Any:
        return acme.client.users.create()

    return app


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (answer(404, MEAN), 404),
        (answer(410, MEAN), 404),
        (answer(401, MEAN), 500),
        (answer(429, MEAN, retry_after="Fri, 01 Jan 2100 00:00:00 GMT"), 503),
        (answer(503, MEAN), 502),
        (answer(200, b"<html>sesame"), 502),
        (QueueFull("acme"), 503),
        (DeadlineExceeded("acme"), 504),
        (ConfigError("acme"), 500),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_each_failure_has_its_answer_which_tells_nothing(step: Any, status: int) -> None:
    """The same table as everywhere."""
    found = service(step).test_client().get("/users/octocat")
    assert (found.status_code, found.content_type) == (status, "application/problem+json")
    assert found.json["status"] == status
    assert_tells_nothing(found.text, found.headers)
    assert found.headers.get("retry-after") in ({"3600", "5"} if status == 503 else {None})


def test_the_table_is_changed_by_error_and_operation() -> None:
    """As in FastAPI."""
    app = service(answer(409, MEAN), changes={Conflict: 409}, operations={"users.create": {Conflict: 422}})
    assert app.test_client().get("/users/1").status_code == 409
    assert app.test_client().post("/users").status_code == 422


def test_a_group_counts_as_one_unless_others_are_in_it() -> None:
    """Exception groups come from libraries as well as from task groups."""
    app = service(answer(200, {}))
    app.testing = True

    @app.get("/group/<kind>")
    def group(kind: str) -> Any:
        others = [KeyError("mine")] if kind == "mixed" else []
        raise ExceptionGroup("several", [NotFound("x", response=answer(404)), *others])

    assert app.test_client().get("/group/ours").status_code == 404
    with pytest.raises(ExceptionGroup):
        app.test_client().get("/group/mixed")


def test_it_is_opened_at_once_and_closed_at_exit(nothing_at_exit: list[Any]) -> None:
    """By the process, as WSGI tells of no end."""
    engine = ScriptedEngine(answer(200, {"name": "x"}))
    acme = Upstream(lambda: a_blocking_acme(engine=engine))
    app = Flask("service")
    assert connect(app, acme) is acme
    assert (acme.client.users.get(), app.extensions["ferrule"]) == ({"name": "x"}, [acme])
    (close,) = nothing_at_exit
    close()
    assert engine.closed == 1


def test_an_async_client_is_refused() -> None:
    """Before the first request."""
    with pytest.raises(ConfigError, match="Flask needs the blocking one"):
        connect(Flask("service"), Upstream(lambda: an_acme(answer(200))))  # type: ignore[type-var]


def test_the_request_is_the_budget_and_its_trace_goes_on() -> None:
    """And nothing of it is left in the thread."""
    engine = ScriptedEngine(answer(200, {"name": "x"}))
    app = service(engine=engine)
    seen: list[Any] = []

    @app.before_request
    def look() -> None:
        request = current.get()
        assert request is not None
        seen.append((request.left < 10, request.whose))

    caller = app.test_client()
    caller.get("/users/1", headers={"x-envoy-expected-rq-timeout-ms": "9000", "traceparent": PARENT})
    caller.get("/users/2", headers={"x-envoy-expected-rq-timeout-ms": "-1"})
    caller.get("/users/3", headers=[("x-envoy-expected-rq-timeout-ms", "1"), ("x-envoy-expected-rq-timeout-ms", "2")])
    assert seen == [(True, "caller"), (False, "service"), (False, "service")]
    assert [call.headers.get("traceparent") for call in engine.sent] == [PARENT, None, None]
    assert current.get() is None


@pytest.mark.parametrize(("outer", "inner"), [(20.0, 600.0), (600.0, 20.0)])
def test_an_application_within_another_can_only_have_less_time(outer: float, inner: float) -> None:
    """Whichever allows less holds."""
    app, within = service(answer(200), seconds=outer), service(answer(200), seconds=inner)
    dispatched = DispatcherMiddleware(app.wsgi_app, {"/within": within})
    app.wsgi_app = InboundMiddleware(dispatched, seconds=outer)  # type: ignore[method-assign]
    seen: list[float] = []

    @within.before_request
    def look() -> None:
        request = current.get()
        assert request is not None
        seen.append(request.left)

    app.test_client().get("/within/users/1")
    assert 10 < seen[0] <= 20


@pytest.mark.parametrize(("asked", "whose"), [("0", "caller"), ("9000", "service")])
def test_the_answer_tells_whose_time_was_over(hanging: HangingEngine, asked: str, whose: str) -> None:
    """As in FastAPI."""
    app = service(engine=hanging, seconds=0.01)
    found = app.test_client().get("/users/1", headers={"x-envoy-expected-rq-timeout-ms": asked})
    assert (found.status_code, found.json["deadline"]) == (504, whose)


def test_a_streamed_answer_is_made_within_the_request() -> None:
    """The server reads it when the handler has returned."""
    app = service(answer(200, {}))
    closed: list[bool] = []
    requests: list[Any] = []

    @app.get("/stream")
    def stream() -> Any:
        def parts() -> Iterator[bytes]:
            try:
                requests.append(current.get())
                yield b"a"
                requests.append(current.get())
                yield b"b"
            finally:
                closed.append(current.get() is requests[0])

        return app.response_class(stream_with_context(parts()))

    assert app.test_client().get("/stream").data == b"ab"
    assert requests[0] is requests[1] is not None
    assert (closed, requests[0].answered, current.get()) == ([True], True, None)


def test_health_tells_from_circuits_alone() -> None:
    """Degraded, or out of rotation."""
    engine = ScriptedEngine(answer(503))
    app = Flask("service")
    optional = connect(app, Upstream(lambda: a_blocking_acme(engine=engine)).in_health(name="a"))
    required = connect(app, Upstream(lambda: a_blocking_acme(engine=engine)).in_health(name="b", required=True))
    health(app, optional, required)
    caller = app.test_client()
    assert (caller.get("/ready").status_code, caller.get("/ready").json["status"]) == (200, "ready")
    optional.client.breaker.isolate()
    assert (caller.get("/ready").status_code, caller.get("/ready").json["status"]) == (200, "degraded")
    required.client.breaker.isolate()
    assert (caller.get("/ready").status_code, caller.get("/ready").json["status"]) == (503, "unready")
    assert engine.sent == []


def relays(engine: BodyEngine) -> Flask:
    """A service that passes a file and a conversation on."""
    app = Flask("service")
    runtime = BlockingRuntime(engine)
    storage = connect(app, Upstream(lambda: Storage(runtime=runtime, auth=Bearer("any"), policies=ONCE)))
    assistant = connect(app, Upstream(lambda: Assistant(runtime=runtime, auth=Bearer("any"), policies=ONCE)))
    problems(app)
    inbound(app)

    @app.get("/file")
    def file() -> Any:
        return relay(storage.client.objects.download.stream("b", "o"), filename="a.bin")

    @app.get("/chat")
    def talk() -> Any:
        return relay_events(assistant.client.chat.create.events(body=QUESTION))

    return app


def test_a_file_goes_on_with_what_is_safe() -> None:
    """As in FastAPI."""
    engine = BodyEngine(b"hello ", b"world", content_encoding="gzip", content_length="58", set_cookie="sesame=1",
                        www_authenticate="Bearer", server="acme", connection="close")  # fmt: skip
    found = relays(engine).test_client().get("/file")
    assert (found.status_code, found.data, engine.released) == (200, b"hello world", 1)
    assert {name.lower() for name, _ in found.headers} == {
        "content-type", "x-content-type-options", "content-disposition",
    }  # fmt: skip


@pytest.mark.parametrize(("status", "expected"), [(404, 404), (401, 500), (429, 503), (500, 502)])
@pytest.mark.parametrize("path", ["/file", "/chat"])
def test_an_error_is_a_problem_before_anything_is_answered(path: str, status: int, expected: int) -> None:
    """Of files and of events alike."""
    found = relays(BodyEngine(b"sesame", status=status)).test_client().get(path)
    assert (found.status_code, found.content_type) == (expected, "application/problem+json")
    assert_tells_nothing(found.text)


def test_a_file_that_breaks_cuts_the_connection() -> None:
    """There is no last chunk."""
    server = make_server("127.0.0.1", 0, relays(BodyEngine(b"abc", BROKEN)), threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as caller:
            caller.sendall(b"GET /file HTTP/1.1\r\nHost: service.test\r\n\r\n")
            received = b""
            while part := caller.recv(65_536):
                received += part
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b"3\r\nabc\r\n"


def test_events_go_on_and_end_with_an_error_of_ones_own() -> None:
    """Without the upstream's words."""
    whole = BodyEngine(CHUNK, b"data: [DONE]\n\n", content_type="text/event-stream")
    found = relays(whole).test_client().get("/chat")
    assert (found.data, found.headers["cache-control"], whole.released) == (CHUNK, "no-store", 1)
    told = b'data: {"error": {"message": "sesame", "type": "server_error"}}\n\n'
    assert_tells_nothing(
        relays(BodyEngine(CHUNK, told, content_type="text/event-stream")).test_client().get("/chat").text
    )
    broken = BodyEngine(CHUNK, BROKEN, content_type="text/event-stream")
    found = relays(broken).test_client().get("/chat")
    assert found.data.startswith(
        CHUNK + b'event: error\ndata: {"type":"about:blank","title":"Bad Gateway","status":502'
    )
    assert_tells_nothing(found.data[len(CHUNK) :])


def test_a_body_that_nobody_reads_to_its_end_is_given_back() -> None:
    """The server closes it when the caller has gone."""
    engine = BodyEngine(b"a", b"b", b"c")
    found = relays(engine).test_client().get("/file", buffered=False)
    parts = iter(found.response)
    assert next(parts) == b"a"
    found.close()
    assert engine.released == 1


def test_it_takes_the_parameters_of_the_facade() -> None:
    """And is called by the API's name."""
    assert Upstream(Acme, base_url="https://elsewhere.test").name == "acme"
