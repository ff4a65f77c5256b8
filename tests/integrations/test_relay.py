"""Files and events that are passed on as they come, in FastAPI: what goes on with them, and how they break."""

import asyncio
import gc
import socket
from typing import Annotated, Any

import pytest
import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from starlette.middleware.base import BaseHTTPMiddleware

from ferrule import Bearer, ConfigError, Policies, StreamBroken
from ferrule.integrations.fastapi import Upstream, inbound, lifespan, problems, relay, relay_events
from ferrule.runtime.aio import AsyncRuntime
from ferrule_apis.assistant import AsyncAssistant
from ferrule_apis.assistant.models import ChatMessage, ChatRequest, Role
from ferrule_apis.storage import AsyncStorage
from upstreams import BodyEngine, assert_tells_nothing
from visits import Visit

ONCE = Policies(retry=None)
QUESTION = ChatRequest(model="m", messages=[ChatMessage(role=Role.USER, content="?")])
CHUNK = b'data: {"id":"c","created":1,"model":"m","choices":[],"object":"chat.completion.chunk"}\n\n'
BROKEN = StreamBroken("the connection to 10.0.0.5 (sesame) broke", received=3)


async def passing(request: Request, call_next: Any) -> Any:
    """A middleware of somebody's."""
    return await call_next(request)


def a_storage(engine: BodyEngine) -> Upstream[AsyncStorage]:
    """An upstream of files."""
    return Upstream(lambda: AsyncStorage(runtime=AsyncRuntime(engine), auth=Bearer("any"), policies=ONCE))


def files(engine: BodyEngine, *, around: bool = False, **options: Any) -> FastAPI:
    """A service that passes a file on."""
    storage = a_storage(engine)
    app = FastAPI(lifespan=lifespan(storage))
    if around:
        app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    app.user_middleware.insert(0, inbound())
    problems(app)

    @app.get("/file")
    async def file(storage: Annotated[AsyncStorage, Depends(storage)]) -> Any:
        return await relay(storage.objects.download.stream("b", "o"), **options)

    return app


def chat(engine: BodyEngine, **how: Any) -> FastAPI:
    """A service that passes a conversation on."""
    assistant = Upstream(lambda: AsyncAssistant(runtime=AsyncRuntime(engine), auth=Bearer("any"), policies=ONCE))
    app = FastAPI(lifespan=lifespan(assistant), middleware=[inbound()])
    problems(app)

    @app.get("/chat")
    async def talk(assistant: Annotated[AsyncAssistant, Depends(assistant)]) -> Any:
        return await relay_events(assistant.chat.create.events(body=QUESTION), **how)

    return app


def test_what_is_about_the_upstreams_connection_does_not_go_on() -> None:
    """The length would be that of the coded body; the tag, too."""
    engine = BodyEngine(
        b"hello ", b"world", content_type="text/plain", content_encoding="gzip", content_length="58", etag='"a"',
        connection="close, x-hop", x_hop="1", set_cookie="sesame=1", www_authenticate='Bearer realm="acme"',
        server="acme", last_modified="Wed, 21 Oct 2015 07:28:00 GMT", transfer_encoding="chunked", via="1.1 acme",
        x_request_id="sesame", location="https://api.example/",
    )  # fmt: skip
    with TestClient(files(engine)) as caller:
        found = caller.get("/file")
    assert (found.status_code, found.content, engine.released) == (200, b"hello world", 1)
    assert set(found.headers) == {"content-type", "last-modified", "x-content-type-options"}
    assert_tells_nothing(found.headers)


def test_a_length_and_a_tag_go_on_where_they_are_those_of_what_goes_out() -> None:
    """As is a field that the service asks for."""
    engine = BodyEngine(b"hello", content_length="5", etag='"a"', cache_control="max-age=60")
    with TestClient(files(engine, filename='ü "x".txt', headers=["Cache-Control"])) as caller:
        found = caller.get("/file")
    assert dict(found.headers) == {
        "content-type": "application/octet-stream", "content-length": "5", "etag": '"a"', "cache-control": "max-age=60",
        "x-content-type-options": "nosniff",
        "content-disposition": "attachment; filename*=UTF-8''%C3%BC%20%22x%22.txt",
    }  # fmt: skip


@pytest.mark.parametrize("length", ["-1", "1e3", "5, 5", "", "٣"])
def test_a_length_that_is_none_does_not_go_on(length: str) -> None:
    """The body tells it."""
    engine = BodyEngine(b"hello", content_length=length)
    with TestClient(files(engine)) as caller:
        assert caller.get("/file").content == b"hello"


@pytest.mark.parametrize("name", ["Set-Cookie", "content-encoding", "Connection", "www-authenticate"])
def test_a_field_that_must_not_go_on_is_refused(name: str) -> None:
    """Before the upstream is asked."""
    engine = BodyEngine(b"hello")

    async def scenario() -> None:
        async with a_storage(engine).running() as storage:
            with pytest.raises(ConfigError, match=f"never relayed: {name.lower()}"):
                await relay(storage.objects.download.stream("b", "o"), headers=[name])

    asyncio.run(scenario())
    assert engine.released == 0


@pytest.mark.parametrize("around", [False, True])
@pytest.mark.parametrize("spec_version", ["2.3", "2.4"])
def test_a_file_that_breaks_does_not_look_whole(around: bool, spec_version: str) -> None:
    """Also where a middleware would add the end."""
    app = files(BodyEngine(b"abc", BROKEN), around=around)

    async def scenario() -> Visit:
        visit = Visit(app, "/file", spec_version=spec_version)
        async with app.router.lifespan_context(app):
            with pytest.raises((StreamBroken, RuntimeError)):
                await visit.run()
        return visit

    visit = asyncio.run(scenario())
    assert (visit.status, visit.body, visit.is_whole) == (200, b"abc", False)


@pytest.mark.parametrize("around", [False, True])
def test_a_file_that_breaks_cuts_the_connection(around: bool) -> None:
    """On a real server there is no last chunk, which would make half a file a whole one."""
    app = files(BodyEngine(b"abc", BROKEN), around=around)

    async def scenario() -> bytes:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET /file HTTP/1.1\r\nHost: service.test\r\n\r\n")
        received = await reader.read(-1)
        writer.close()
        server.should_exit = True
        await serving
        return received

    received = asyncio.run(scenario())
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b"3\r\nabc\r\n"


@pytest.mark.parametrize(("status", "expected"), [(404, 404), (401, 500), (429, 503), (500, 502)])
def test_an_error_is_a_problem_before_anything_is_answered(status: int, expected: int) -> None:
    """Of files and of events alike."""
    for app, path in (
        (files(BodyEngine(b"sesame", status=status)), "/file"),
        (chat(BodyEngine(status=status)), "/chat"),
    ):
        with TestClient(app) as caller:
            found = caller.get(path)
        assert (found.status_code, found.headers["content-type"]) == (expected, "application/problem+json")
        assert_tells_nothing(found.text)


def test_events_go_on_as_events() -> None:
    """Each as JSON, without what is between them upstream."""
    engine = BodyEngine(b": ping\n\n", CHUNK, CHUNK, b"data: [DONE]\n\n", content_type="text/event-stream")
    with TestClient(chat(engine)) as caller:
        found = caller.get("/chat")
    assert found.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert (found.headers["cache-control"], found.headers["x-accel-buffering"]) == ("no-store", "no")
    assert found.content == CHUNK * 2
    assert engine.released == 1


TOLD = b'data: {"error": {"message": "sesame", "type": "server_error"}}\n\n'


@pytest.mark.parametrize("breaks", [[CHUNK, BROKEN], [CHUNK], [CHUNK, b"data: sesame {\n\n"], [CHUNK, TOLD, CHUNK]])
def test_events_that_break_end_with_an_error_of_ones_own(breaks: list[Any]) -> None:
    """A broken body, a terminator that does not come, an event that cannot be read, and one that tells an error."""
    engine = BodyEngine(*breaks, content_type="text/event-stream")
    with TestClient(chat(engine)) as caller:
        found = caller.get("/chat")
    first, last = found.content[: len(CHUNK)], found.content[len(CHUNK) :]
    assert first == CHUNK
    assert last.startswith(b'event: error\ndata: {"type":"about:blank","title":"Bad Gateway","status":502')
    assert last.endswith(b"}\n\n")
    assert_tells_nothing(last)


def test_events_that_the_service_cannot_render_do_not_just_end() -> None:
    """Though a middleware may add the end that is missing, who reads them is told."""

    def render(item: object) -> bytes:
        raise KeyError(item)

    engine = BodyEngine(CHUNK, CHUNK, content_type="text/event-stream")
    app = chat(engine, render=render)

    async def scenario() -> Visit:
        visit = Visit(app, "/chat")
        async with app.router.lifespan_context(app):
            with pytest.raises(KeyError):
                await visit.run()
        return visit

    visit = asyncio.run(scenario())
    assert visit.body.startswith(
        b'event: error\ndata: {"type":"about:blank","title":"Internal Server Error","status":500'
    )
    assert (visit.is_whole, engine.released) == (False, 1)


@pytest.mark.parametrize("spec_version", ["2.3", "2.4"])
@pytest.mark.parametrize("path", ["/file", "/chat"])
def test_the_upstreams_body_is_given_back_when_the_caller_leaves(spec_version: str, path: str) -> None:
    """At once, not at the upstream's end."""

    async def wait() -> None:
        await asyncio.Event().wait()

    engine = BodyEngine(CHUNK, wait, content_type="text/event-stream")
    app = files(engine) if path == "/file" else chat(engine)

    async def scenario() -> None:
        visit = Visit(app, path, spec_version=spec_version)
        async with app.router.lifespan_context(app):
            answering = asyncio.create_task(visit.run())
            await visit.until_sent(2)
            visit.leave()
            await asyncio.wait_for(answering, 30)
            assert engine.released == 1

    asyncio.run(scenario())


def test_a_relay_that_is_never_begun_is_given_back() -> None:
    """As where the caller has left before the answer's first byte."""
    engine = BodyEngine(b"abc")

    async def scenario() -> None:
        async with a_storage(engine).running() as storage:
            response = await relay(storage.objects.download.stream("b", "o"))

            async def send(message: Any) -> None:
                raise OSError("gone")

            async def receive() -> Any:
                await asyncio.Event().wait()

            with pytest.raises(Exception, match=r"gone|^$"):
                await response({"type": "http", "asgi": {"spec_version": "2.4"}}, receive, send)

    asyncio.run(scenario())
    gc.collect()
    assert engine.released == 1


def test_how_an_event_is_rendered_is_the_services_own() -> None:
    """Texts are data as they are, line by line."""
    from ferrule.integrations.relay import event

    assert event("a\nb\r\nc\rd") == b"data: a\ndata: b\ndata: c\ndata: d\n\n"
    assert event({"a": [1, "ü"]}) == 'data: {"a":[1,"ü"]}\n\n'.encode()
    engine = BodyEngine(CHUNK, b"data: [DONE]\n\n", content_type="text/event-stream")

    async def scenario() -> bytes:
        async with Upstream(
            lambda: AsyncAssistant(runtime=AsyncRuntime(engine), auth=Bearer("any"))
        ).running() as assistant:
            events = assistant.chat.create.events(body=QUESTION)
            response = await relay_events(events, render=lambda chunk: f"data: {chunk.id}\n\n".encode())
            return b"".join([bytes(part) async for part in response.body_iterator])

    assert asyncio.run(scenario()) == b"data: c\n\n"
