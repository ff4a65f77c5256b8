"""The table from errors to problems, in FastAPI: what is answered, and that it tells nothing."""

import asyncio
import logging
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, WebSocket
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from acme import AsyncAcme, ScriptedEngine, answer, create, get
from ferrule import (
    AttemptTimeout,
    Bearer,
    CircuitOpen,
    ConfigError,
    Conflict,
    ConnectFailed,
    CredentialMissing,
    GraphQLErrors,
    InvalidResponse,
    NotFound,
    PaginationBroken,
    PaymentRequired,
    Policies,
    QueueFull,
    RateLimited,
    ReadFailed,
    RedirectRefused,
    Response,
    TokenRefused,
    TokenUnavailable,
)
from ferrule.errors import DeadlineExceeded
from ferrule.integrations.fastapi import Problem, Problems, Upstream, health, lifespan, problems
from ferrule.runtime.aio import AsyncRuntime
from ferrule_apis.github_graphql import AsyncGitHubGraphQL
from upstreams import an_acme, assert_tells_nothing

MEAN = {"error": {"message": "sesame of acme at 10.0.0.5"}, "name": "x"}
ONCE = Policies(retry=None)


def service(*steps: Response | Exception, **options: Any) -> FastAPI:
    """A service with one upstream, which answers so."""
    github = Upstream(lambda: an_acme(*steps, policies=ONCE))
    app = FastAPI(lifespan=lifespan(github), routes=[health(github)])
    problems(app, **options)

    @app.get("/users/{name}")
    async def profile(name: str, acme: Annotated[AsyncAcme, Depends(github)]) -> dict[str, Any]:
        found: dict[str, Any] = await acme.users.get(name)
        return found

    @app.post("/users")
    async def make(acme: Annotated[AsyncAcme, Depends(github)]) -> Any:
        return await acme.users.create()

    @app.get("/both")
    async def both(acme: Annotated[AsyncAcme, Depends(github)]) -> Any:
        async with asyncio.TaskGroup() as group:
            one, two = group.create_task(acme.users.get("1")), group.create_task(acme.users.get("2"))
        return one.result(), two.result()

    @app.websocket("/feed")
    async def feed(socket: WebSocket, acme: Annotated[AsyncAcme, Depends(github)]) -> None:
        await socket.accept()
        await socket.send_json(await acme.users.get("1"))

    @app.get("/unrelated")
    async def unrelated() -> str:
        return "fine"

    return app


CASES = [
    (answer(404, MEAN), 404),
    (answer(410, MEAN), 404),
    (answer(400, MEAN), 500),
    (answer(401, MEAN), 500),
    (answer(402, MEAN), 500),
    (answer(403, MEAN), 500),
    (answer(409, MEAN), 500),
    (answer(418, MEAN), 500),
    (answer(422, MEAN), 500),
    (answer(429, MEAN), 503),
    (answer(500, MEAN), 502),
    (answer(501, MEAN), 502),
    (answer(503, MEAN), 502),
    (answer(504, MEAN), 502),
    (answer(599, MEAN), 502),
    (answer(304, b""), 502),
    (answer(200, b"<html>sesame"), 502),
    (ConnectFailed("no way to 10.0.0.5"), 502),
    (ReadFailed("acme broke"), 502),
    (AttemptTimeout("acme is slow"), 502),
    (InvalidResponse("acme"), 502),
    (PaginationBroken("acme"), 502),
    (RedirectRefused("to 10.0.0.5"), 502),
    (RateLimited("acme", retry_after=3.2), 503),
    (CircuitOpen("the circuit of https://api.example", retry_after=2.0), 503),
    (QueueFull("acme"), 503),
    (DeadlineExceeded("acme"), 504),
    (CredentialMissing("acme"), 500),
    (TokenRefused("acme"), 500),
    (TokenUnavailable("acme", retry_after=7.0), 503),
    (ConfigError("acme"), 500),
]


@pytest.mark.parametrize(("step", "status"), CASES, ids=lambda value: repr(value)[:40])
def test_each_failure_has_its_answer_which_tells_nothing(
    step: Response | Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """The details are in the log, with the service's request."""
    caplog.set_level(logging.INFO, "ferrule")
    with TestClient(service(step)) as caller:
        found = caller.get("/users/octocat?token=query")
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    document = found.json()
    assert (document["type"], document["status"]) == ("about:blank", status)
    assert document["title"]
    assert document["detail"]
    assert_tells_nothing(found.text, found.headers)
    assert ("retry-after" in found.headers) == (status == 503)
    (line,) = [one.getMessage() for one in caplog.records if "answered" in one.getMessage()]
    assert line.startswith(f"GET /users/octocat: answered {status}: ")
    assert "query" not in line


def graph(data: Any, *codes: str) -> Response:
    """What a GraphQL API answers: always a 200."""
    return answer(200, {"data": data, "errors": [{"type": code, "message": "sesame of acme"} for code in codes]})


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (graph({"user": None}, "NOT_FOUND"), 404),
        (graph(None, "not-found"), 404),
        (graph({"user": None}, "NOT_FOUND", "FORBIDDEN"), 502),
        (graph({"user": None}, "SOMETHING"), 502),
        (graph(None, "RATE_LIMITED"), 503),
        (graph({"user": None}, "RATE_LIMITED"), 503),
        (graph(None, "UNAUTHENTICATED"), 500),
        (graph(None, "undefinedField"), 500),
        (graph(None, "INTERNAL_SERVER_ERROR"), 502),
    ],
)
def test_errors_of_graphql_are_answered_by_what_they_mean(step: Response, status: int) -> None:
    """Not by their 200."""
    engine = ScriptedEngine(step)
    github = Upstream(
        lambda: AsyncGitHubGraphQL(Bearer("any"), runtime=AsyncRuntime(engine), policies=Policies(retry=None))
    )
    app = FastAPI(lifespan=lifespan(github))
    table = problems(app)

    @app.get("/users/{login}")
    async def user(login: str, github: Annotated[AsyncGitHubGraphQL, Depends(github)]) -> Any:
        return (await github.users.get_user(login=login)).to_dict()

    with TestClient(app) as caller:
        found = caller.get("/users/octocat")
    assert found.status_code == status
    assert ("retry-after" in found.headers) == (status == 503)
    assert_tells_nothing(found.text, found.headers)
    assert table.of(GraphQLErrors("x", response=step)).status == 502


def test_errors_of_graphql_have_a_place_of_their_own_in_the_table() -> None:
    """Before that of the status that they mean."""
    table = Problems({GraphQLErrors: 418, NotFound: 410})
    assert table.of(GraphQLErrors("x", response=answer(200, {}), meant=404)).status == 418


def test_what_a_caller_writes_moves_no_terminal(caplog: pytest.LogCaptureFixture) -> None:
    """A path may hold anything once it is decoded (CWE-117, CWE-150)."""
    with TestClient(service(answer(503, MEAN))) as caller:
        caller.get("/users/a%0d%0aFAKE%1b%5b31m%e2%80%ae")
    (line,) = [one.getMessage() for one in caplog.records if "answered 502" in one.getMessage()]
    assert "FAKE\\x1b[31m\\u202e: answered" in line
    assert not {"\r", "\x1b", "\u202e"} & set(line)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", "7"),
        ("0", "1"),
        ("31536000", "3600"),
        ("Fri, 01 Jan 2100 00:00:00 GMT", "3600"),
        ("soon", "5"),
    ],
)
def test_a_wait_that_was_asked_for_goes_on_in_seconds(header: str, seconds: str) -> None:
    """Whatever its form; no longer than the cap."""
    with TestClient(service(answer(429, MEAN, retry_after=header))) as caller:
        assert caller.get("/users/1").headers["retry-after"] == seconds


def test_the_cap_is_the_services_own() -> None:
    """Also where nobody knows how long."""
    with TestClient(service(answer(429, MEAN, retry_after="100"), longest_wait=3)) as caller:
        assert caller.get("/users/1").headers["retry-after"] == "3"
    with TestClient(service(QueueFull("full"), longest_wait=3)) as caller:
        assert caller.get("/users/1").headers["retry-after"] == "3"


def test_the_table_is_changed_by_error_and_by_operation() -> None:
    """The operation's own goes first, then the nearest class."""
    declined = Problem(status=402, title="Declined", detail="Use another card.", type="https://shop.test/declined")
    changes = {Conflict: 409, NotFound: 410}
    operations = {"users.create": {PaymentRequired: declined}, "users/get": {NotFound: 404}}
    for step, method, path, status in [
        (answer(409, MEAN), "POST", "/users", 409),
        (answer(404, MEAN), "POST", "/users", 410),
        (answer(404, MEAN), "GET", "/users/1", 404),
        (answer(402, MEAN), "GET", "/users/1", 500),
    ]:
        with TestClient(service(step, changes=changes, operations=operations)) as caller:
            assert caller.request(method, path).status_code == status
    with TestClient(service(answer(402, MEAN), operations=operations)) as caller:
        found = caller.post("/users")
    assert found.status_code == 402
    assert found.json() == {
        "type": "https://shop.test/declined", "title": "Declined", "status": 402, "detail": "Use another card.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        {"changes": {ValueError: 400}},
        {"changes": {Conflict: 200}},
        {"changes": {Conflict: "409"}},
        {"operations": {"users.*": {Conflict: 999}}},
        {"longest_wait": 0},
    ],
)
def test_a_table_that_cannot_be_is_refused(options: dict[str, Any]) -> None:
    """Before the service starts."""
    with pytest.raises(ConfigError, match="problems"):
        problems(FastAPI(), **options)


def test_what_a_task_group_gathers_is_answered_as_one() -> None:
    """Calls at once are the usual way; one that fails must not be an error without a handler."""
    with TestClient(service(answer(404, MEAN))) as caller:
        assert caller.get("/both").status_code == 404


def test_a_group_with_a_fault_of_ones_own_stays_a_fault() -> None:
    """It is not hidden behind the upstream's."""
    app = FastAPI()
    problems(app)

    @app.get("/both")
    async def both() -> None:
        raise ExceptionGroup("two", [NotFound("x", response=answer(404)), KeyError("mine")])

    with pytest.raises(ExceptionGroup), TestClient(app) as caller:
        caller.get("/both")


@pytest.mark.parametrize(("step", "code"), [(answer(500, MEAN), 1011), (answer(429, MEAN), 1013)])
def test_a_websocket_is_closed_with_a_code(step: Response, code: int) -> None:
    """It has no status any more."""
    with TestClient(service(step)) as caller:
        with caller.websocket_connect("/feed") as feed, pytest.raises(WebSocketDisconnect) as caught:
            feed.receive_json()
    assert caught.value.code == code
    assert_tells_nothing(caught.value.reason)


def test_the_services_description_names_them_where_an_upstream_is_called() -> None:
    """In routers within routers, too, and through dependencies of dependencies; nowhere else."""
    acme = Upstream(lambda: an_acme(answer(200, MEAN)))
    app = FastAPI(lifespan=lifespan(acme))
    inner, outer = APIRouter(), APIRouter()

    async def current(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        return await acme.users.get("1")

    @inner.get("/deep", responses={404: {"description": "mine"}})
    async def deep(user: Annotated[Any, Depends(current)]) -> str:
        return "x"

    @app.get("/unrelated")
    async def unrelated() -> str:
        return "x"

    problems(app, {Conflict: 409})
    outer.include_router(inner, prefix="/in")
    app.include_router(outer, prefix="/out")
    with TestClient(app) as caller:
        schema = caller.get("/openapi.json").json()
    responses = schema["paths"]["/out/in/deep"]["get"]["responses"]
    assert set(responses) == {"200", "404", "409", "500", "502", "503", "504"}
    assert responses["404"]["description"] == "mine"
    assert responses["503"]["headers"]["Retry-After"]
    reference = responses["502"]["content"]["application/problem+json"]["schema"]["$ref"]
    assert schema["components"]["schemas"][reference.rpartition("/")[2]]["required"] == ["title", "status"]
    assert set(schema["paths"]["/unrelated"]["get"]["responses"]) == {"200"}


def test_the_modules_of_the_upstream_are_those_of_the_tests() -> None:
    """The operations that the table above speaks of."""
    assert (get._OPERATION["name"], create._OPERATION["name"]) == ("users.get", "users.create")
