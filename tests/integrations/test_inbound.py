"""The inbound request around handlers of FastAPI and Starlette: its time, its trace, and a caller who goes away."""

import asyncio
import contextvars
import logging
import threading
from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import pytest
from fastapi import BackgroundTasks, Depends, FastAPI, Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from starlette.middleware.base import BaseHTTPMiddleware

from acme import Acme, AsyncAcme, ScriptedEngine, answer
from ferrule import ConfigError, Policies
from ferrule.call.inbound import inbound as current
from ferrule.integrations.fastapi import InboundMiddleware, Upstream, carry_on, inbound, lifespan, problems
from upstreams import HangingEngine, a_blocking_acme, an_acme, assert_tells_nothing
from visits import Visit

HEADER = b"x-envoy-expected-rq-timeout-ms"
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


async def passing(request: Request, call_next: Callable[[Request], Awaitable[Any]]) -> Any:
    """A middleware of somebody's."""
    return await call_next(request)


def service(upstream: Upstream[Any], around: str = "", **settings: Any) -> FastAPI:
    """An application with the middleware, and with somebody's own inside or outside of it."""
    app = FastAPI(lifespan=lifespan(upstream))
    if around == "inside":
        app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    app.add_middleware(InboundMiddleware, **settings)
    if around == "outside":
        app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    problems(app)
    return app


async def leaving(app: FastAPI, upstream: Upstream[Any], visit: Visit, reached: Awaitable[Any]) -> None:
    """A caller who goes away when a call is on its way."""
    async with upstream.running():
        answering = asyncio.create_task(visit.run())
        await reached
        visit.leave()
        await asyncio.wait_for(answering, 30)


@pytest.mark.parametrize("around", ["", "inside", "outside"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_caller_who_goes_away_ends_the_calls_made_for_him(
    hanging: HangingEngine, around: str, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """And what they may have done is in the log."""
    caplog.set_level(logging.INFO, "ferrule")
    reached = asyncio.Event()
    hanging.on_send = reached.set
    acme = Upstream(lambda: an_acme(engine=hanging))
    app = service(acme, around)

    @app.api_route("/slow", methods=[method])
    async def slow(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        return await (acme.users.get() if method == "GET" else acme.users.create(body={"a": 1}))

    visit = Visit(app, "/slow", method, headers=[(b"traceparent", PARENT.encode())])
    asyncio.run(leaving(app, acme, visit, reached.wait()))
    assert (hanging.ended, visit.status, visit.body) == (["cancelled"], 499, b"")  # which nobody receives
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert "the caller of the service went away; may_have_acted=True" in told
    assert PARENT in told


def test_a_path_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever a caller who leaves had asked for."""
    caplog.set_level(logging.INFO, "ferrule")
    acme = Upstream(an_acme)
    app, reached = service(acme, ""), asyncio.Event()

    @app.get("/slow/{name}")
    async def slow(name: str) -> None:
        reached.set()
        await asyncio.Event().wait()

    asyncio.run(leaving(app, acme, Visit(app, "/slow/a\r\nFAKE \x1b[31m"), reached.wait()))
    assert "/slow/a\\r\\nFAKE \\x1b[31m: its caller went away" in caplog.text


def test_a_blocking_call_in_a_thread_ends_too(hanging: HangingEngine) -> None:
    """A handler that is no coroutine cannot be cancelled, but what it waits for can."""
    acme = Upstream(lambda: a_blocking_acme(engine=hanging))
    app = service(acme)
    ended: list[type[BaseException]] = []

    @app.get("/slow")
    def slow(acme: Annotated[Acme, Depends(acme)]) -> Any:
        try:
            return acme.users.get()
        except BaseException as error:
            ended.append(type(error))
            raise

    async def scenario() -> None:
        reached, loop = asyncio.Event(), asyncio.get_running_loop()
        hanging.on_send = lambda: loop.call_soon_threadsafe(reached.set)
        await leaving(app, acme, Visit(app, "/slow"), reached.wait())

    asyncio.run(scenario())
    assert (hanging.ended, ended) == (["cancelled"], [CancelledError])


@pytest.mark.parametrize("spec_version", ["2.3", "2.4"])
@pytest.mark.parametrize("around", ["", "inside", "outside"])
def test_a_stream_ends_with_its_caller(spec_version: str, around: str) -> None:
    """Also where Starlette leaves the body alone."""
    app = FastAPI()
    if around == "inside":
        app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    app.add_middleware(InboundMiddleware)
    if around == "outside":
        app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    ended: list[str] = []

    async def forever() -> Any:
        try:
            while True:
                yield b"x"
                await asyncio.sleep(0)
        finally:
            ended.append("closed")

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(forever())

    async def scenario() -> int:
        visit = Visit(app, "/stream", spec_version=spec_version)
        answering = asyncio.create_task(visit.run())
        await visit.until_sent(3)
        visit.leave()
        sent = len(visit.sent)
        await asyncio.wait_for(answering, 30)
        assert around == "outside" or not visit.is_whole
        return len(visit.sent) - sent

    assert asyncio.run(scenario()) <= 3
    assert ended == ["closed"]


def test_a_handler_that_carries_on_is_not_cancelled() -> None:
    """It ends its work, without a budget, and its answer reaches nobody."""
    app = FastAPI(middleware=[inbound(seconds=0.001)])
    done: list[float] = []
    go = asyncio.Event()

    @app.post("/work")
    async def work() -> str:
        carry_on()
        visit.leave()
        await go.wait()
        request = current.get()
        assert request is not None
        done.append(request.left)
        return "done"

    async def scenario() -> None:
        answering = asyncio.create_task(visit.run())
        for _ in range(10):
            await asyncio.sleep(0)
        go.set()
        await asyncio.wait_for(answering, 30)

    visit = Visit(app, "/work", "POST")
    asyncio.run(scenario())
    assert done == [float("inf")]
    carry_on()  # outside of a request it says nothing


@pytest.mark.parametrize(("outer", "inner"), [(20.0, 600.0), (600.0, 20.0)])
def test_an_application_within_another_can_only_have_less_time(outer: float, inner: float) -> None:
    """Whichever allows less holds, and the callers of both can still ask for less."""
    within = FastAPI(middleware=[inbound(seconds=inner)])
    app = FastAPI(middleware=[inbound(seconds=outer)])
    app.mount("/within", within)

    @within.get("/left")
    async def left() -> tuple[float, str]:
        request = current.get()
        assert request is not None
        return request.left, request.whose

    with TestClient(app) as caller:
        seconds, whose = caller.get("/within/left").json()
        assert (10 < seconds <= 20, whose) == (True, "service")
        seconds, whose = caller.get("/within/left", headers={HEADER.decode(): "9000"}).json()
        assert (seconds <= 9, whose) == (True, "caller")


def test_a_handler_of_a_mounted_application_carries_on() -> None:
    """Though each of both has the middleware."""
    within = FastAPI(middleware=[inbound()])
    app = FastAPI(middleware=[inbound()])
    app.mount("/within", within)
    go, done = asyncio.Event(), list[str]()

    @within.post("/work")
    async def work() -> None:
        carry_on()
        visit.leave()
        await go.wait()
        done.append("done")

    async def scenario() -> None:
        answering = asyncio.create_task(visit.run())
        for _ in range(20):
            await asyncio.sleep(0)
        go.set()
        await asyncio.wait_for(answering, 30)

    visit = Visit(app, "/within/work", "POST")
    asyncio.run(scenario())
    assert done == ["done"]


def test_background_tasks_inherit_neither_budget_nor_hang_up() -> None:
    """They run in the same context, after the answer."""
    engine = ScriptedEngine(answer(200, {"name": "x"}))
    acme = Upstream(lambda: an_acme(engine=engine))
    app = service(acme)
    ended: list[Any] = []

    @app.post("/later")
    async def later(tasks: BackgroundTasks, acme: Annotated[AsyncAcme, Depends(acme)]) -> str:
        async def work() -> None:
            visit.leave()
            for _ in range(10):
                await asyncio.sleep(0)
            ended.append(await acme.users.get())

        tasks.add_task(work)
        return "accepted"

    async def scenario() -> None:
        async with acme.running():
            await asyncio.wait_for(visit.run(), 30)

    # The budget is spent when the handler begins: it makes no call itself.
    visit = Visit(app, "/later", "POST", headers=[(HEADER, b"0")])
    asyncio.run(scenario())
    assert (visit.status, visit.is_whole, ended) == (200, True, [{"name": "x"}])


def test_background_tasks_in_threads_go_on() -> None:
    """The caller's leaving does not interrupt what a thread does after the answer."""
    acme = Upstream(lambda: a_blocking_acme(answer(200, {"name": "x"})))
    app = service(acme)
    ended: list[Any] = []

    @app.post("/later")
    def later(tasks: BackgroundTasks, acme: Annotated[Acme, Depends(acme)]) -> str:
        def work() -> None:
            asyncio.run_coroutine_threadsafe(leave(), loop[0]).result()
            ended.append(acme.users.get())

        tasks.add_task(work)
        return "accepted"

    async def leave() -> None:
        visit.leave()
        for _ in range(10):
            await asyncio.sleep(0)

    async def scenario() -> None:
        loop.append(asyncio.get_running_loop())
        async with acme.running():
            await asyncio.wait_for(visit.run(), 30)

    loop: list[asyncio.AbstractEventLoop] = []
    visit = Visit(app, "/later", "POST", headers=[(HEADER, b"0")])
    asyncio.run(scenario())
    assert (visit.is_whole, ended) == (True, [{"name": "x"}])


@pytest.mark.parametrize(
    "values",
    [
        [b"-1"],
        [b"NaN"],
        [b"1e400"],
        [b"99999999"],
        [b"50", b"60"],
        [b""],
        [b"+5"],
        [b"1_0"],
        ["٣".encode()],
        [b"9" * 5000],
    ],
)
def test_a_deadline_header_that_is_none_changes_nothing(values: list[bytes]) -> None:
    """The service's own time holds, and nothing is raised."""
    app = FastAPI(middleware=[inbound(seconds=20.0)])

    @app.get("/left")
    async def left() -> Any:
        request = current.get()
        assert request is not None
        return [request.left, request.whose]

    async def scenario() -> bytes:
        visit = Visit(app, "/left", headers=[(HEADER, value) for value in values])
        await visit.run()
        return visit.body

    seconds, whose = asyncio.run(scenario()).strip(b"[]").split(b",")
    assert 10.0 < float(seconds) <= 20.0
    assert whose == b'"service"'


@pytest.mark.parametrize(("asked", "whose"), [("0", "caller"), ("30000", "service")])
def test_the_answer_tells_whose_time_was_over(hanging: HangingEngine, asked: str, whose: str) -> None:
    """The caller's, or the service's."""
    acme = Upstream(lambda: an_acme(engine=hanging))
    app = service(acme, seconds=0.01)

    @app.get("/slow")
    async def slow(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        return await acme.users.get()

    with TestClient(app) as caller:
        found = caller.get("/slow", headers={HEADER.decode(): asked})
    assert (found.status_code, found.json()["deadline"]) == (504, whose)
    assert_tells_nothing(found.text)


def test_the_answer_tells_when_it_was_the_calls_own(hanging: HangingEngine) -> None:
    """The client's deadline for this upstream."""
    acme = Upstream(lambda: an_acme(engine=hanging, policies=Policies(deadline=0.01, attempt_timeout=None)))
    app = service(acme)

    @app.get("/slow")
    async def slow(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        return await acme.users.get()

    with TestClient(app) as caller:
        found = caller.get("/slow")
    assert (found.status_code, found.json()["deadline"]) == (504, "call")


def test_budget_and_trace_reach_threads_and_task_groups() -> None:
    """And each request has its own, never the neighbour's."""
    engine = ScriptedEngine(answer(200, {"name": "x"}))
    acme = Upstream(lambda: an_acme(engine=engine))
    blocking = Upstream(lambda: a_blocking_acme(engine=engine))
    app = FastAPI(lifespan=lifespan(acme, blocking), middleware=[inbound()])

    @app.get("/thread")
    def thread(acme: Annotated[Acme, Depends(blocking)]) -> Any:
        assert threading.current_thread() is not threading.main_thread()
        return [acme.users.get(), getattr(current.get(), "whose", None)]

    @app.get("/group")
    async def group(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        async with asyncio.TaskGroup() as both:
            both.create_task(acme.users.get("1"))
            both.create_task(acme.users.get("2"))
        return [None, getattr(current.get(), "whose", None)]

    def parent(trace: int) -> str:
        return f"00-{trace:032x}-00f067aa0ba902b7-01"

    with TestClient(app) as caller:
        for number, path in enumerate(["/thread", "/group"], 1):
            found = caller.get(path, headers={HEADER.decode(): "9000", "traceparent": parent(number)})
            assert found.json()[1] == "caller"
        assert caller.get("/thread", headers={"traceparent": "nonsense"}).json()[1] == "service"
    sent = [call.headers.get("traceparent") for call in engine.sent]
    assert sent == [parent(1), parent(2), parent(2), None]
    assert current.get() is None


@pytest.mark.parametrize(
    ("fields", "passed"),
    [
        (
            [(b"traceparent", PARENT.encode()), (b"tracestate", b"a=1"), (b"tracestate", b"b=2")],
            {"tracestate": "a=1,b=2"},
        ),
        ([(b"traceparent", PARENT.encode()), (b"tracestate", b"a=" + b"1" * 600)], {}),
        ([(b"traceparent", PARENT.encode()), (b"tracestate", "é".encode())], {}),
        ([(b"traceparent", PARENT.encode()), (b"baggage", b"user=alice")], {}),
    ],
)
def test_only_a_sound_trace_context_goes_on(fields: list[tuple[bytes, bytes]], passed: dict[str, str]) -> None:
    """And never baggage."""
    engine = ScriptedEngine(answer(200, {"name": "x"}))
    acme = Upstream(lambda: an_acme(engine=engine))
    app = service(acme)

    @app.get("/")
    async def root(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        return await acme.users.get()

    async def scenario() -> None:
        async with acme.running():
            await Visit(app, "/", headers=fields).run()

    asyncio.run(scenario())
    sent = {name: engine.sent[0].headers[name] for name in ("tracestate", "baggage") if name in engine.sent[0].headers}
    assert (engine.sent[0].headers["traceparent"], sent) == (PARENT, passed)


@pytest.mark.parametrize(
    "parent",
    [
        "ff" + PARENT[2:],
        PARENT.upper(),
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-4bf92f3577b34da6a3ce929d0e0e4736-{'0' * 16}-01",
        PARENT + "-more",
        PARENT[:-1],
    ],
)
def test_a_trace_context_that_is_none_is_dropped(parent: str) -> None:
    """W3C Trace Context §4.2: as if it had not come; nor does one that comes twice."""
    from ferrule.integrations.requests import Budget

    assert Budget().begin([(b"traceparent", parent.encode()), (b"tracestate", b"a=b")]).trace == {}
    assert Budget().begin([(b"traceparent", PARENT.encode())] * 2).trace == {}
    assert Budget().begin([(b"traceparent", ("01" + PARENT[2:] + "-more").encode())]).trace != {}


def test_an_upload_is_passed_on_part_by_part() -> None:
    """No more than one part is read ahead, and the parts come as they were."""
    app = FastAPI(middleware=[inbound()])

    @app.post("/upload")
    async def upload(request: Request) -> Any:
        return [len(part) async for part in request.stream()]

    async def scenario() -> bytes:
        visit = Visit(app, "/upload", "POST", parts=[b"a" * 10, b"b" * 20, b"c"])
        await visit.run()
        return visit.body

    assert asyncio.run(scenario()) == b"[10,20,1,0]"


def test_a_caller_who_leaves_in_the_middle_of_his_body(caplog: pytest.LogCaptureFixture) -> None:
    """The handler does not wait for ever."""
    app = FastAPI(middleware=[inbound()])
    seen: list[str] = []

    @app.post("/upload")
    async def upload(request: Request) -> Any:
        try:
            async for _ in request.stream():
                visit.leave()
        except BaseException as error:
            seen.append(type(error).__name__)
            raise

    visit = Visit(app, "/upload", "POST")
    visit._parts = [b"a"]
    original = visit._receive

    async def receive() -> Any:
        message = await original()
        return {**message, "more_body": True} if message["type"] == "http.request" else message

    visit._receive = receive  # type: ignore[method-assign]
    asyncio.run(asyncio.wait_for(visit.run(), 30))
    assert seen == ["CancelledError"]


def test_a_cancellation_of_the_servers_own_passes(hanging: HangingEngine) -> None:
    """A server that stops is not a caller who leaves."""
    app = FastAPI(middleware=[inbound()])
    begun = asyncio.Event()

    @app.get("/slow")
    async def slow() -> None:
        begun.set()
        await asyncio.Event().wait()

    async def scenario() -> None:
        answering = asyncio.create_task(Visit(app, "/slow").run())
        await begun.wait()
        answering.cancel()
        with pytest.raises(CancelledError):
            await answering
        assert answering.cancelled()

    asyncio.run(scenario())


def test_a_handler_that_swallows_its_cancellation_is_not_cancelled_later() -> None:
    """The task is as it was for whoever runs it."""
    app = FastAPI(middleware=[inbound()])

    @app.get("/stubborn")
    async def stubborn() -> str:
        visit.leave()
        try:
            await asyncio.Event().wait()
        except CancelledError:
            return "so what"
        return "never"

    visit = Visit(app, "/stubborn")

    async def scenario() -> int:
        task = asyncio.current_task()
        assert task is not None
        await visit.run()
        await asyncio.sleep(0)
        return task.cancelling()

    assert asyncio.run(scenario()) == 0


@pytest.mark.parametrize("settings", [{"seconds": 0}, {"seconds": float("nan")}, {"seconds": "1"}, {"header": "a b"}])
def test_settings_that_cannot_work_are_refused_at_once(settings: Any) -> None:
    """Not when the first request comes."""
    with pytest.raises(ConfigError, match="inbound"):
        inbound(**settings)


def test_without_a_bound_of_its_own_there_is_only_the_callers() -> None:
    """And without a header not even that."""
    from ferrule.integrations.requests import Budget

    asked = [(HEADER, b"100")]
    assert Budget(seconds=None).begin([]).left == float("inf")
    assert Budget(seconds=None).begin(asked).left < 1
    assert Budget(seconds=None, header=None).begin(asked).left == float("inf")
    assert Budget(header="X-Mine").begin([(b"x-mine", b"100")]).whose == "caller"


def test_a_context_of_ones_own_has_no_request() -> None:
    """How work is detached that a handler starts and does not wait for."""
    app = FastAPI(middleware=[inbound()])
    found: list[Any] = []

    @app.get("/")
    async def root() -> None:
        task = asyncio.create_task(look(), context=contextvars.Context())
        await task

    async def look() -> None:
        found.append(current.get())

    with TestClient(app) as caller:
        caller.get("/")
    assert found == [None]
