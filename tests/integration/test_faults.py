"""Generated clients, sync and async, against a real server that misbehaves."""

import asyncio
import time
from contextlib import suppress

import pytest

import ferrule
from ferrule import Bearer, Policies, Retry, Undocumented
from ferrule.sandbox import Corrupt, Latency, Reset, Sandbox, Status, Trickle, Truncate
from ferrule_apis.github import AsyncGitHub, GitHub

pytestmark = pytest.mark.usefixtures("each_engine")
ONCE = Policies(retry=None)
TRICKLED = 0.25  # seconds: the one real wait of these tests, and what they are about


@pytest.fixture(scope="module")
def server():
    """One sandbox for the module."""
    with Sandbox("github") as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(server):
    """The sandbox, behaving, with an empty log."""
    server.reset()
    return server


class Sync:
    """Users' blocking code."""

    def run(self, sandbox, act, policies=None):
        with GitHub(auth=Bearer("token"), base_url=sandbox.url("github"), policies=policies) as github:
            return act(github)


class Async:
    """Users' async code; `act` returns a coroutine there."""

    def run(self, sandbox, act, policies=None):
        async def main():
            async with AsyncGitHub(auth=Bearer("token"), base_url=sandbox.url("github"), policies=policies) as github:
                return await act(github)

        return asyncio.run(main())


@pytest.fixture(params=[Sync, Async], ids=["sync", "async"])
def world(request):
    """Sync, then async."""
    return request.param()


def get(github):
    """The plainest of calls."""
    return github.users.get_by_username("octocat")


def get_raw(github):
    """The same, as the exchange."""
    return github.users.get_by_username.raw("octocat")


@pytest.mark.parametrize("part", ["headers", "body"])
def test_the_deadline_holds_against_a_trickling_server(world, sandbox, part):
    """Bytes that keep coming, too slowly, do not stretch the deadline."""
    sandbox.faults.add(Trickle(part, interval=0.02))
    for deadline in (
        TRICKLED,
        8 * TRICKLED,
        64 * TRICKLED,
    ):  # on a busy machine the first may end before anything is sent
        began = time.monotonic()
        with pytest.raises(ferrule.DeadlineExceeded) as caught:
            world.run(sandbox, get, Policies(deadline=deadline, attempt_timeout=None, retry=None))
        if caught.value.may_have_acted:
            break
    assert time.monotonic() - began < 20  # seconds; all of it would take longer
    assert caught.value.may_have_acted


def test_the_attempt_timeout_leaves_time_for_another_attempt(world, sandbox):
    """A late first reply is given up, the second attempt succeeds."""
    sandbox.faults.add(Latency(5.0), times=1)
    retry = Retry(attempts=20, budget=None, transient_scale=0)  # a busy machine may be late with the second reply, too
    raw = world.run(sandbox, get_raw, Policies(attempt_timeout=TRICKLED, retry=retry))
    first, *_, last = [attempt.error or attempt.status_code for attempt in raw.attempts]
    assert (raw.status_code, first, last) == (200, "AttemptTimeout", 200)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Reset("before"), ferrule.ReadFailed),
        (Reset("after"), ferrule.ReadFailed),
        (Truncate("headers"), ferrule.ReadFailed),
        (Truncate("body"), ferrule.ReadFailed),
        (Corrupt("json"), ferrule.InvalidResponse),
        (Status(429, retry_after=7), ferrule.TooManyRequests),
        (Status(503, body="html"), ferrule.ServiceUnavailable),
        (Status(500, body="empty"), ferrule.InternalServerError),
        (Status(404, body="wrong"), ferrule.NotFound),
        (Status(499), ferrule.ClientError),
        (Status(520, body="html"), ferrule.ServerError),
    ],
    ids=str,
)
def test_each_misbehaviour_is_a_typed_error_naming_the_operation(world, sandbox, fault, expected):
    """Whatever the server does, the caller gets Ferrule's own error, and the response if there was one."""
    sandbox.faults.add(fault)
    with pytest.raises(expected) as caught:
        world.run(sandbox, get, ONCE)
    error = caught.value
    assert error.operation.name == "users.get_by_username"
    assert len(error.attempts) == 1
    if isinstance(fault, Status):
        assert error.status_code == fault.status
        assert error.retry_after == fault.retry_after
        if fault.body != "api":
            assert isinstance(error.body, Undocumented) or fault.body == "wrong"


@pytest.mark.parametrize("fault", [Reset("before"), Truncate("body"), Status(503), Status(429, retry_after=0)], ids=str)
def test_faults_that_pass_are_ridden_out(world, sandbox, fault):
    """Two bad replies, then a good one: the caller sees only that."""
    sandbox.faults.add(fault, times=2)
    raw = world.run(sandbox, get_raw, Policies(retry=Retry(transient_scale=0, throttle_scale=0)))
    assert (raw.status_code, len(raw.attempts), len(sandbox.log)) == (200, 3, 3)


@pytest.mark.parametrize(("spoilt", "field"), [("null", "/login"), ("null", "/id")])
def test_a_null_where_none_was_promised_keeps_the_response_and_is_recorded(world, sandbox, spoilt, field):
    """The model has the value as it came, and the record names the field."""
    sandbox.faults.add(Corrupt(spoilt, field))
    raw = world.run(sandbox, get_raw)
    user = raw.parse()
    assert getattr(user, field[1:]) is None
    assert [(m.model, m.field, m.got) for m in raw.mismatches] == [("PublicUser", field[1:], "null")]


def test_json_under_the_wrong_name_is_still_read(world, sandbox):
    """A proxy that relabels a good body does not lose it."""
    sandbox.faults.add(Corrupt("type"))
    raw = world.run(sandbox, get_raw)
    assert raw.headers["content-type"].startswith("text/html")
    assert raw.parse().login


def test_a_connection_closed_while_idle_is_replaced(world, sandbox):
    """A server may drop a kept connection at any time; the next call does not notice."""
    sandbox.faults.add(Reset("idle"), times=1)

    def twice(github):
        if isinstance(github, GitHub):
            return get(github), get(github)

        async def both():
            return await get(github), await get(github)

        return both()

    first, second = world.run(sandbox, twice)
    assert first.login == second.login


def test_no_connection_is_leaked_by_faults_retries_and_errors(world, sandbox):
    """After a storm of every fault, closing the client leaves no connection open."""
    faults = [Reset("after"), Truncate("body"), Status(503), Corrupt("json"), Truncate("headers"), Status(404)]
    sandbox.faults.add(script=faults * 3)

    def storm(github):
        if isinstance(github, GitHub):
            for _ in range(12):
                swallow(github.users.get_by_username, "octocat")
            return sandbox.connections.open

        async def main():
            await asyncio.gather(*(swallow_async(github.users.get_by_username("octocat")) for _ in range(12)))
            return sandbox.connections.open

        return main()

    world.run(sandbox, storm, Policies(retry=Retry(transient_scale=0)))
    patience = time.monotonic() + 60
    while sandbox.connections.open and time.monotonic() < patience:
        time.sleep(0.002)  # the server's side of a close takes its own thread a moment
    assert sandbox.connections.open == 0


def swallow(call, *args):
    """Call, whatever comes of it."""
    with suppress(ferrule.CallError):
        call(*args)


async def swallow_async(call):
    """Await, whatever comes of it."""
    with suppress(ferrule.CallError):
        await call
