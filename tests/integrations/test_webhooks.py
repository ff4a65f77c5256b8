"""Routes that receive webhooks, in FastAPI and in Flask: verified, handled once, answered with what tells nothing."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from flask import Flask
from flask import request as flask_request

from acme import answer
from ferrule import ConfigError, NotFound, QueueFull
from ferrule.call.inbound import inbound as current
from ferrule.integrations import fastapi, flask
from ferrule.webhooks import Delivery, Discord, Slack, StandardWebhooks
from ferrule.webhooks import Receiver as RawReceiver
from ferrule_apis.github import webhooks
from visits import Visit

PUSH = (
    b'{"ref": "refs/heads/main", "before": "a", "after": "b", "base_ref": null, "compare": "c", "created": false, '
    b'"deleted": false, "forced": false, "commits": [], "head_commit": null, "pusher": {"name": "x"}, "repository": {}}'
)


@attrs.define
class Answer:
    """What a sender got."""

    status: int
    content: bytes
    headers: Any


@attrs.define
class Service:
    """A service that receives webhooks, and how it is sent one."""

    kind: str
    app: Any

    def webhook(self, hooks: Any, **options: Any) -> Callable[[Any], Any]:
        """The route's decorator."""
        module: Any = fastapi if self.kind == "fastapi" else flask
        decorate: Callable[[Any], Any] = module.webhook(self.app, "/hooks", hooks, **options)
        return decorate

    def send(self, headers: Any, body: bytes, query: str = "") -> Answer:
        """A delivery."""
        if self.kind == "fastapi":
            with TestClient(self.app) as caller:
                found = caller.post(f"/hooks{query}", content=body, headers=headers)
            return Answer(found.status_code, found.content, found.headers)
        got = self.app.test_client().post(f"/hooks{query}", data=body, headers=headers)
        return Answer(got.status_code, got.data, got.headers)


@pytest.fixture(params=["fastapi", "flask"])
def service(request: pytest.FixtureRequest) -> Service:
    """One of each framework."""
    if request.param == "fastapi":
        app = FastAPI(middleware=[fastapi.inbound()])
        fastapi.problems(app)
        return Service("fastapi", app)
    other = Flask("test")
    flask.inbound(other)
    flask.problems(other)
    return Service("flask", other)


@pytest.fixture
def hooks() -> Any:
    """GitHub's."""
    return webhooks.receiver(["secret"])


def test_a_delivery_is_typed_and_handled_once(service: Service, hooks: Any) -> None:
    """Before the answer; the second is a duplicate, whose headers do not matter."""
    seen: list[Delivery[Any]] = []
    service.webhook(hooks)(seen.append)
    headers = hooks.sign(PUSH, event="push")
    assert service.send(headers, PUSH).status == 204
    assert service.send({**headers, "X-GitHub-Delivery": "another"}, PUSH).status == 204
    (delivery,) = seen
    assert type(delivery.event) is webhooks.WebhookPush
    assert delivery.event.ref == "refs/heads/main"


@pytest.mark.parametrize("spoil", ["signature", "body", "missing", "large", "empty"])
def test_what_cannot_be_trusted_gets_one_answer(service: Service, spoil: str, caplog: pytest.LogCaptureFixture) -> None:
    """And never reaches the handler; why is in the log."""
    hooks = webhooks.receiver(["secret"], max_bytes=len(PUSH))
    seen: list[Any] = []
    service.webhook(hooks)(seen.append)
    headers, body = hooks.sign(PUSH, event="push"), PUSH
    if spoil == "signature":
        headers["X-Hub-Signature-256"] = "sha256=00"
    elif spoil == "body":
        body = PUSH.replace(b"main", b"evil")
    elif spoil == "missing":
        del headers["X-Hub-Signature-256"]
    elif spoil == "large":
        body = PUSH + b" "
    else:
        body = b""
    found = service.send(headers, body)
    assert (found.status, found.content, seen) == (401, b"", [])
    assert any("answered 401" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("error", [RuntimeError("x"), NotFound("x", response=answer(404)), QueueFull("x")])
def test_a_handler_that_fails_is_tried_again(
    service: Service, hooks: Any, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """By a 5xx, also where an upstream's failure would be another answer elsewhere."""
    tries: list[Any] = []

    @service.webhook(hooks)
    def handle(delivery: Delivery[Any]) -> None:
        tries.append(delivery.duplicate)
        if len(tries) == 1:
            raise error

    headers = hooks.sign(PUSH, event="push")
    assert [service.send(headers, PUSH).status for _ in range(3)] == [500, 204, 204]
    assert tries == [False, False]
    assert "the handler of a webhook failed" in caplog.text


def test_a_store_that_is_down_is_not_taken_for_new(service: Service) -> None:
    """The sender comes back later."""

    class Down:
        def claim(self, *_: Any) -> Any:
            raise OSError("no way to 10.0.0.5")

    hooks = webhooks.receiver(["secret"], store=Down())  # type: ignore[arg-type]
    seen: list[Any] = []
    service.webhook(hooks)(seen.append)
    found = service.send(hooks.sign(PUSH, event="push"), PUSH)
    assert (found.status, found.content, seen) == (503, b"", [])


def test_a_second_at_once_gets_no_success(service: Service, hooks: Any) -> None:
    """While the first is open."""
    inside: list[int] = []
    headers = hooks.sign(PUSH, event="push")

    @service.webhook(hooks)
    def handle(delivery: Delivery[Any]) -> None:
        inside.append(service.send(headers, PUSH).status)

    assert service.send(headers, PUSH).status == 204
    assert inside == [409]


def test_a_handshake_is_answered(service: Service) -> None:
    """After the check of its signature, and without the handler."""
    hooks = RawReceiver(Slack(), ["secret"])
    seen: list[Any] = []
    service.webhook(hooks)(seen.append)
    hello = b'{"type": "url_verification", "challenge": "3eZbrw"}'
    found = service.send(hooks.sign(hello), hello)
    assert (found.status, found.content, seen) == (200, b'{"challenge":"3eZbrw"}', [])
    assert found.headers["content-type"] == "application/json"
    assert service.send({**hooks.sign(hello), "X-Slack-Signature": "v0=00"}, hello).status == 401


def test_two_lines_of_one_field_are_one_verdict(service: Service) -> None:
    """ASGI lists them, WSGI joins them."""
    hooks = RawReceiver(StandardWebhooks(), ["whsec_c2VjcmV0"])
    seen: list[Any] = []
    service.webhook(hooks)(seen.append)
    fields = hooks.sign(PUSH)
    lines = [(name, value) for name, value in fields.items() if name.lower() != "webhook-signature"]
    signature = next(value for name, value in fields.items() if name.lower() == "webhook-signature")
    found = service.send([*lines, ("webhook-signature", "v1,AAAA"), ("webhook-signature", signature)], PUSH)
    assert (found.status, len(seen)) == (204, 1)


def test_the_query_that_a_sender_signs_is_the_requests_own(service: Service) -> None:
    """The rest of the URL comes from configuration, never from Host."""
    from ferrule_apis.twilio import webhooks as twilio

    hooks = twilio.receiver(["token"], url="https://shop.example/hooks")
    seen: list[Any] = []
    service.webhook(hooks)(seen.append)
    form = b"MessageSid=SM1&Body=hi&From=%2B1&To=%2B2&AccountSid=AC1&NumMedia=0&SmsStatus=received"
    headers = hooks.sign(form, form=True, url="?lang=en")
    assert service.send(headers, form, "?lang=de").status == 401
    assert service.send(headers, form, "?lang=en").status == 204
    assert len(seen) == 1


def test_in_the_background_it_is_at_most_once(service: Service, hooks: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The answer has gone out when the handler fails, so nobody sends it again."""
    ran = threading.Semaphore(0)

    @service.webhook(hooks, background=True)
    def handle(delivery: Delivery[Any]) -> None:
        ran.release()
        raise RuntimeError("lost")

    headers = hooks.sign(PUSH, event="push")
    assert [service.send(headers, PUSH).status for _ in range(2)] == [204, 204]
    assert ran.acquire(timeout=30)
    for thread in [one for one in threading.enumerate() if one.name == "webhook"]:
        thread.join(30)
    assert not ran.acquire(blocking=False)
    assert "the handler of a webhook failed" in caplog.text


@pytest.mark.parametrize("options", [{}, {"background": True}])
def test_the_calls_of_a_handler_have_a_time_of_their_own(service: Service, hooks: Any, options: Any) -> None:
    """Whatever the sender's header says; its trace goes on."""
    seen: list[Any] = []
    done = threading.Event()

    @service.webhook(hooks, within=7.0, **options)
    def handle(delivery: Delivery[Any]) -> None:
        request = current.get()
        assert request is not None
        seen.append((5.0 < request.left <= 7.0, dict(request.trace)))
        done.set()

    parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    signed = {**hooks.sign(PUSH, event="push"), "x-envoy-expected-rq-timeout-ms": "1", "traceparent": parent}
    assert service.send(signed, PUSH).status == 204
    assert done.wait(30)
    assert seen == [(True, {"traceparent": parent})]


@pytest.mark.parametrize("within", [0, -1.0, float("nan"), "10"])
def test_a_time_that_is_none_is_refused(service: Service, hooks: Any, within: Any) -> None:
    """When the route is made."""
    with pytest.raises(ConfigError, match="within"):
        service.webhook(hooks, within=within)


def test_a_coroutine_that_takes_too_long_is_given_back(hooks: Any) -> None:
    """And the sender's next try is new."""
    app, tries = FastAPI(), list[bool]()

    @fastapi.webhook(app, "/hooks", hooks, within=0.01)
    async def handle(delivery: Delivery[Any]) -> None:
        tries.append(delivery.duplicate)
        if len(tries) == 1:
            await asyncio.Event().wait()

    service = Service("fastapi", app)
    headers = hooks.sign(PUSH, event="push")
    assert [service.send(headers, PUSH).status for _ in range(2)] == [500, 204]
    assert tries == [False, False]


def test_a_handler_goes_on_when_its_sender_leaves(hooks: Any) -> None:
    """It is neither cancelled nor handled twice."""
    app = FastAPI(middleware=[fastapi.inbound()])
    ended: list[str] = []

    @fastapi.webhook(app, "/hooks", hooks)
    async def handle(delivery: Delivery[Any]) -> None:
        visit.leave()
        for _ in range(10):
            await asyncio.sleep(0)
        ended.append(delivery.name)

    fields = [(name.lower().encode(), value.encode()) for name, value in hooks.sign(PUSH, event="push").items()]
    visit = Visit(app, "/hooks", "POST", headers=fields, parts=[PUSH])
    asyncio.run(visit.run())
    assert (ended, visit.status) == (["push"], 204)


def test_a_sender_who_leaves_in_the_middle_is_nobody(hooks: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Half a body is not looked at."""
    caplog.set_level(logging.INFO)
    app, seen = FastAPI(), list[Any]()
    fastapi.webhook(app, "/hooks", hooks)(seen.append)

    async def scenario() -> int:
        visit = Visit(app, "/hooks", "POST", parts=[b"{", b"never"])
        parts: Iterator[bytes] = iter([b"{"])

        async def receive() -> Any:
            part = next(parts, None)
            if part is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": part, "more_body": True}

        visit._receive = receive  # type: ignore[method-assign]
        await visit.run()
        return visit.status

    assert (asyncio.run(scenario()), seen) == (400, [])


class Handler:
    """An object that is called, and a function that only passes a coroutine on."""

    def __init__(self) -> None:
        self.handled: list[str] = []

    async def __call__(self, delivery: Delivery[Any]) -> None:
        self.handled.append(delivery.name)

    def plain(self, delivery: Delivery[Any]) -> Any:
        """What it returns has handled nothing yet."""
        return self(delivery)


@pytest.mark.parametrize("which", ["__call__", "plain", "itself"])
def test_a_coroutine_that_no_coroutine_function_made_is_awaited(hooks: Any, which: str) -> None:
    """Else a success would be answered, and nothing be handled."""
    service, handler = Service("fastapi", FastAPI()), Handler()
    service.webhook(hooks)(handler if which == "itself" else getattr(handler, which))
    assert service.send(hooks.sign(PUSH, event="push"), PUSH).status == 204
    assert handler.handled == ["push"]


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
def test_flask_takes_no_coroutine_for_handled(hooks: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A coroutine function is refused at once; what returns a coroutine has failed."""
    service, handler = Service("flask", Flask("test")), Handler()
    with pytest.raises(ConfigError, match="is a coroutine function"):
        service.webhook(hooks)(handler.__call__)
    service.webhook(hooks)(handler.plain)
    for _ in range(2):
        assert service.send(hooks.sign(PUSH, event="push"), PUSH).status == 500
    assert "which nobody awaits" in caplog.text
    assert not handler.handled


def test_discords_two_pings_have_each_its_answer(service: Service) -> None:
    """Interactions want JSON, webhook events want a 204 that has a type of content all the same."""
    hooks: RawReceiver[Any] = RawReceiver(Discord(), ["private:" + "11" * 32])
    service.webhook(hooks)(lambda _: None)
    got = service.send(hooks.sign(b'{"type":1}'), b'{"type":1}')
    assert (got.status, got.content) == (200, b'{"type":1}')
    got = service.send(hooks.sign(b'{"type":0}'), b'{"type":0}')
    assert (got.status, got.content, got.headers["content-type"]) == (204, b"", "application/json")


@pytest.mark.parametrize(("read", "status"), [("get_data", 204), ("get_json", 204), ("form", 401)])
def test_in_flask_a_body_that_was_read_before_is_taken_where_it_was_kept(hooks: Any, read: str, status: int) -> None:
    """A form is parsed from its body, which is gone then: that is not taken for a delivery."""
    service = Service("flask", Flask("test"))
    seen: list[Delivery[Any]] = []
    service.webhook(hooks)(seen.append)

    @service.app.before_request
    def look() -> None:
        found = getattr(flask_request, read)
        if callable(found):
            found()

    kind = "application/x-www-form-urlencoded" if read == "form" else "application/json"
    assert service.send({**hooks.sign(PUSH, event="push"), "Content-Type": kind}, PUSH).status == status
    assert len(seen) == (status == 204)
