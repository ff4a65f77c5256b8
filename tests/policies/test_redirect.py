"""Redirects: method rules, targets, and what stays with its origin."""

import io
import traceback
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Options, Response
from ferrule.call.call import lower_names
from ferrule.call.secrets import quotable
from ferrule.errors import CallError, ConnectFailed, RedirectRefused
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.redirect import RedirectPolicy, method_after, target
from worlds import World, a_call, a_response


def run(world: World, call: Call, policy: RedirectPolicy | None = None) -> Response | CallError:
    """One call through the policy."""

    async def scenario() -> Response | CallError:
        try:
            return await compose([policy or RedirectPolicy()], world.runtime)(call)
        except CallError as error:
            return error

    return world.run(scenario)


def to(location: str, status: int = 302) -> Response:
    """A redirect."""
    return a_response(status, location=location)


@pytest.mark.parametrize(
    ("status", "method", "after"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (301, "PUT", "PUT"),
        (302, "DELETE", "DELETE"),
        (302, "HEAD", "HEAD"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (308, "PATCH", "PATCH"),
        (301, "GET", "GET"),
    ],
)
def test_the_method_after_a_redirect(status: int, method: str, after: str) -> None:
    """RFC 9110 §15.4: 303 asks for GET, 301 and 302 turn POST into GET, 307 and 308 change nothing."""
    assert method_after(status, method) == after


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/v2/orders", "https://api.shop.test/v2/orders"),
        ("items?page=2", "https://api.shop.test/v1/items?page=2"),
        ("?page=2", "https://api.shop.test/v1/orders?page=2"),
        ("#top", "https://api.shop.test/v1/orders?state=open"),
        ("//other.test/x", "https://other.test/x"),
        ("https://other.test/x#part", "https://other.test/x"),
        ("https://user:pass@other.test/x", "https://other.test/x"),
        ("../../../x", "https://api.shop.test/x"),
        ("/söme path", "https://api.shop.test/s%C3%B6me%20path"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
    ],
)
def test_the_target_is_resolved(location: str, url: str) -> None:
    """A Location is resolved against the URL of the request; fragment and user info are dropped."""
    call = a_call(url="https://api.shop.test/v1/orders", body={"params": {"state": "open"}})
    assert str(target(call, location)) == url


@pytest.mark.parametrize(
    "location",
    [
        "ftp://other.test/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:///x",
        "http://[::1",
        "http://a:x/",
        "http://a.test:65536/",
        "//a.test:-1/",
    ],
)
def test_only_http_urls_are_followed(world: World, location: str) -> None:
    """A Location that is no http(s) URL ends the call, and the error does not quote it."""
    world.script(to(location))
    outcome = run(world, a_call())
    assert isinstance(outcome, RedirectRefused)
    assert (location in str(outcome), len(world.sent)) == (False, 1)


def test_a_location_is_in_no_frame_of_the_error(world: World) -> None:
    """Neither the error's context nor the variables of its traceback hold what a server put there."""
    world.script(to("http://a:s3cret/"))
    outcome = run(world, a_call())
    assert isinstance(outcome, RedirectRefused)
    assert (outcome.__cause__, outcome.__context__) == (None, None)
    frames = [frame for frame, _ in traceback.walk_tb(outcome.__traceback__)]
    assert len(frames) > 1
    assert [name for frame in frames for name, value in frame.f_locals.items() if "s3cret" in repr(value)] == []


@pytest.mark.parametrize("origin", ["https://tok-1234567.evil.test", "http://tok-1234567.evil.test"])
def test_a_location_that_repeats_a_credential_is_not_told(world: World, origin: str) -> None:
    """Not in the notes of the trace, and not in the refusal."""
    world.script(to(f"{origin}/x"), 200)
    call = a_call(headers={"authorization": "Bearer tok-1234567"})
    outcome = run(world, call)
    assert "tok-" not in f"{outcome} {call.trace.notes}"
    assert "***.evil.test" in f"{outcome} {call.trace.notes}"


def test_https_never_becomes_http(world: World) -> None:
    """A downgrade to plain http on another machine is refused."""
    world.script(to("http://api.shop.test/orders?token=s3cret"))
    outcome = run(world, a_call())
    assert isinstance(outcome, RedirectRefused)
    assert "plain http (http://api.shop.test)" in str(outcome)
    assert "s3cret" not in str(outcome)


@given(st.text())
def test_no_location_does_worse_than_refuse(location: str) -> None:
    """Whatever a server sends, the target is an http(s) URL or the redirect is refused."""
    found = target(a_call(), location)
    assert found.startswith("redirected ") if isinstance(found, str) else found.scheme in ("http", "https")


@pytest.mark.parametrize("status", [300, 304, 305])
def test_other_3xx_are_answers(world: World, status: int) -> None:
    """300 and 304 come back as they are, Location or not."""
    world.script(to("/elsewhere", status))
    outcome = run(world, a_call())
    assert isinstance(outcome, Response)
    assert (outcome.status_code, len(world.sent)) == (status, 1)


def test_a_redirect_without_location_is_an_answer(world: World) -> None:
    """Without a Location there is nothing to follow."""
    world.script(a_response(302))
    outcome = run(world, a_call())
    assert isinstance(outcome, Response)
    assert outcome.status_code == 302


def test_parameters_are_not_repeated(world: World) -> None:
    """The Location brings its own query; the call's parameters are not added again."""
    world.script(to("/next?page=2"), 200)
    call = a_call(body={"params": {"page": "1"}, "cookies": {"a": "b"}}, headers={"accept": "text/plain"})
    run(world, call)
    second = world.sent[1]
    assert (second.url, second.body, second.headers) == (
        "https://api.shop.test/next?page=2",
        {"cookies": {"a": "b"}},
        {"accept": "text/plain"},
    )
    assert call.trace.notes == ["redirected by 302 to https://api.shop.test"]


def test_see_other_drops_the_body_and_what_describes_it(world: World) -> None:
    """After a POST turned GET neither body nor content headers travel on."""
    world.script(to("/done", 303), 200)
    headers = {"Content-Type": "text/csv", "content-encoding": "gzip", "accept": "text/plain"}
    run(world, a_call("POST", body={"content": b"x"}, headers=headers))
    assert (world.sent[1].method, world.sent[1].body, world.sent[1].headers) == ("GET", {}, {"accept": "text/plain"})


@pytest.mark.parametrize("status", [307, 308])
def test_the_body_is_sent_again(world: World, status: int) -> None:
    """307 and 308 repeat method and body; a file starts where it stood."""
    file = io.BytesIO(b"--payload")
    file.seek(2)
    read: list[bytes] = []

    async def receive(call: Call) -> Response:
        read.append(call.body["content"].read())
        return to("/there", status) if len(read) == 1 else a_response()

    world.handler = receive
    run(world, a_call("POST", body={"content": file}))
    assert (read, world.sent[1].method) == ([b"payload", b"payload"], "POST")


def test_an_iterator_body_cannot_follow(world: World) -> None:
    """A body that is used up is refused, rather than sent empty."""

    def chunks() -> Iterator[bytes]:
        yield b"one"

    world.script(to("/there", 307), 200)
    outcome = run(world, a_call("POST", body={"content": chunks()}))
    assert isinstance(outcome, RedirectRefused)
    assert (len(world.sent), outcome.may_have_acted) == (1, True)


def test_an_iterator_body_is_not_needed_after_see_other(world: World) -> None:
    """A redirect that drops the body may be followed whatever the body was."""
    world.script(to("/there", 303), 200)
    outcome = run(world, a_call("POST", body={"content": iter([b"one"])}))
    assert isinstance(outcome, Response)
    assert outcome.status_code == 200


CREDENTIALS = {
    "Authorization": "s3cret",
    "proxy-authorization": "s3cret",
    "cookie": "s3cret",
    "X-API-Key": "s3cret",
    "X-Shop-Ticket": "s3cret",
    "host": "api.shop.test",
}


@pytest.mark.parametrize("location", ["https://other.test/x", "https://api.shop.test:8443/x", "https://shop.test/x"])
def test_credentials_stay_with_their_origin(world: World, location: str) -> None:
    """Another host or port gets no header and no cookie that holds a credential, well-known or the API's own."""
    world.script(to(location, 307), 200)
    call = a_call(headers={**CREDENTIALS, "accept": "text/plain"}, body={"cookies": {"sid": "s3cret"}, "json": {}})
    run(world, call)
    assert (world.sent[1].headers, world.sent[1].body) == ({"accept": "text/plain"}, {"json": {}})


@pytest.mark.parametrize(
    ("name", "travels"),
    [
        ("Accept-Language", True),
        ("Content-Type", True),
        ("If-None-Match", True),
        ("User-Agent", True),
        ("traceparent", True),
        ("Ocp-Apim-Subscription-Key", False),
        ("X-Jwt-Assertion", False),
        ("X-Goog-Iam-Authority-Selector", False),
        ("X-Tenant", False),
        ("X-Amz-Security", False),
        ("Idempotency-Key", False),
        ("Origin", False),
        ("Referer", False),
        ("baggage", False),
    ],
)
def test_only_headers_that_tell_nothing_go_to_another_origin(world: World, name: str, travels: bool) -> None:
    """Whatever an API calls its keys: what is not known to be harmless stays, and does not come back later."""
    world.script(to("https://other.test/x", 307), to("https://api.shop.test/y", 307), 200)
    run(world, a_call(headers={name: "s3cret"}, body={"json": {}}))
    kept = {name.lower(): "s3cret"} if travels else {}
    assert [call.headers for call in world.sent[1:]] == [kept, kept]


def test_credentials_travel_within_their_origin(world: World) -> None:
    """A redirect to the same origin keeps explicit headers and cookies."""
    world.script(to("https://API.shop.test:443/x"), 200)
    run(world, a_call(headers=CREDENTIALS, body={"cookies": {"sid": "1"}}))
    assert (world.sent[1].headers, world.sent[1].body) == (lower_names(CREDENTIALS), {"cookies": {"sid": "1"}})


def test_a_way_back_does_not_bring_explicit_credentials_back(world: World) -> None:
    """What was dropped on the way out stays dropped, as the other origin chose the way back."""
    world.script(to("https://other.test/"), to("https://api.shop.test/admin"), 200)
    run(world, a_call(headers=CREDENTIALS), RedirectPolicy())
    assert world.sent[2].headers == {}


@pytest.mark.parametrize(("most", "sends"), [(1, 2), (5, 6)])
def test_loops_are_bounded(world: World, most: int, sends: int) -> None:
    """One redirect too many ends the call."""
    world.script(to("/orders"))
    outcome = run(world, a_call(options=Options(redirects=most)))
    assert isinstance(outcome, RedirectRefused)
    said = "in a circle, 5 times" if most > 1 else "more than 1 times; raise redirects"
    assert (len(world.sent), said in str(outcome)) == (sends, True)


def test_a_location_that_came_twice_is_one(world: World) -> None:
    """Gateways repeat what the server said; two that differ are refused."""
    world.script(Response(302, [(b"Location", b"/one"), (b"location", b"/one")]), 200)
    outcome = run(world, a_call())
    assert isinstance(outcome, Response)
    assert world.sent[1].url == "https://api.shop.test/one"
    world.script(Response(302, [(b"Location", b"/one"), (b"Location", b"/two")]), 200)
    outcome = run(world, a_call())
    assert isinstance(outcome, RedirectRefused)
    assert "several places" in str(outcome)


def test_none_allowed_returns_the_redirect(world: World) -> None:
    """`redirects=0` hands the redirect itself to the caller."""
    world.script(to("/elsewhere"))
    outcome = run(world, a_call(options=Options(redirects=0)))
    assert isinstance(outcome, Response)
    assert (outcome.status_code, len(world.sent)) == (302, 1)


def test_a_hop_that_fails_to_connect_may_have_acted(world: World) -> None:
    """The origin that redirected saw the request, so that the call must not count as never sent."""
    world.script(to("https://other.test/", 303), ConnectFailed("refused"))
    outcome = run(world, a_call("POST"))
    assert isinstance(outcome, ConnectFailed)
    assert outcome.may_have_acted


@pytest.mark.parametrize("changes", [{"method": "GET"}, {"method": "POST", "body": {"json": {"a": 1}}}])
def test_ordinary_responses_pass_untouched(world: World, changes: Any) -> None:
    """Without a redirect the call below is the very call above."""
    call = a_call(**changes)
    run(world, call)
    assert world.sent == [call]


def test_a_failure_where_a_redirect_led_does_not_repeat_what_was_sent(world: World) -> None:
    """The server chooses the host, and errors name it."""

    async def handler(call: Call) -> Response:
        if call.destination == "https://api.shop.test":
            return to("https://planted-token-4242.evil.test/")
        failed = ConnectFailed("no connection to planted-token-4242.evil.test:443: not valid for 'planted-token-4242'")
        failed.__cause__ = OSError("'planted-token-4242'")
        raise failed

    world.handler = handler
    outcome = run(world, a_call(headers={"authorization": "Bearer Planted-Token-4242"}))
    assert isinstance(outcome, ConnectFailed)
    assert outcome.args == ("no connection to ***.evil.test:443: not valid for '***'",)
    assert outcome.__cause__ is None
    assert not attrs.fields_dict(Call)["_destination"].repr  # nor do printers of a frame's fields


def test_what_was_sent_before_a_redirect_stays_a_secret(world: World) -> None:
    """A redirect may carry it to a server that was never sent it as a credential."""
    world.script(to("https://logs.test/?seen=tok-1234567"), 400)

    async def scenario() -> Response:
        policies = [RedirectPolicy(), AttemptTimeoutPolicy()]
        return await compose(policies, world.runtime)(a_call(headers={"authorization": "Bearer tok-1234567"}))

    outcome = world.run(scenario)
    assert [call.headers["authorization"] for call in outcome.redirected] == ["Bearer tok-1234567"]
    assert quotable("no tok-1234567 here", outcome) == "no *** here"
