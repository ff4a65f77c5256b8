"""Retry: what is tried again, after which wait, and when it is not."""

import asyncio
import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import attrs
import pytest
import tenacity
import tenacity.asyncio
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Facts, Operation, Options, Response
from ferrule.call.call import lower_names
from ferrule.errors import (
    AttemptTimeout,
    CallError,
    CircuitOpen,
    ConfigError,
    ConnectFailed,
    CredentialMissing,
    InvalidResponse,
    QueueFull,
    ReadFailed,
    ResponseTooLarge,
    ServerError,
    TLSFailed,
    TooManyRequests,
    WriteFailed,
)
from ferrule.policies.budget import Budget
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.policies.retry_rules import backoff, judge, may_send_again
from worlds import EPOCH, OPERATION, World, a_call, a_response

AT_ONCE = Retry(transient_scale=0.0, throttle_scale=0.0)


def run(world: World, settings: Retry, call: Call | None = None) -> tuple[Response | BaseException, Call]:
    """One call through the policy: what it came to, and the call with its trace."""
    call = call or a_call()

    async def scenario() -> Response | BaseException:
        try:
            return await compose([ObservePolicy(), DeadlinePolicy(), RetryPolicy(settings)], world.runtime)(call)
        except CallError as error:
            return error

    return world.run(scenario), call


def reason(call: Call) -> str:
    """Why there was no further attempt."""
    return call.trace.attempts[-1].reason


# Which outcomes


def test_what_another_attempt_would_meet_again_is_not_tried_again(world: World) -> None:
    """A response beyond a limit would be as large the next time."""
    world.script(ResponseTooLarge("too large"), 200)
    outcome, call = run(world, AT_ONCE)
    assert isinstance(outcome, ResponseTooLarge)
    assert (len(world.sent), reason(call)) == (1, "it would meet the same")


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_passing_statuses_are_tried_again(world: World, status: int) -> None:
    """Statuses that may pass by themselves get another attempt."""
    world.script(status, 200)
    outcome, call = run(world, AT_ONCE)
    assert isinstance(outcome, Response)
    assert [attempt.status_code for attempt in call.trace.attempts] == [status, 200]
    assert call.trace.attempts[0].reason.endswith(f": {status}")


@pytest.mark.parametrize("status", [200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 413, 422, 501, 505])
def test_lasting_statuses_come_back_at_once(world: World, status: int) -> None:
    """A success, and an error that another attempt would only repeat, come back after one attempt, without a reason."""
    world.script(status)
    outcome, call = run(world, AT_ONCE)
    assert isinstance(outcome, Response)
    assert (outcome.status_code, len(world.sent), reason(call)) == (status, 1, "")


@pytest.mark.parametrize("status", [201, 404])
def test_retry_after_alone_makes_no_fault(world: World, status: int) -> None:
    """A `Retry-After` on a success or on an ordinary client error does not repeat the request."""
    world.script(a_response(status, retry_after="1"))
    run(world, AT_ONCE)
    assert len(world.sent) == 1


def test_a_quota_answered_with_403_and_a_date_is_waited_for(world: World) -> None:
    """403 says for good that access is denied, unless the server says when to come back."""
    world.script(a_response(403, retry_after="7"), 200)
    _, call = run(world, AT_ONCE)
    assert (world.sent_at, call.trace.attempts[0].reason) == ([0.0, 7.0], "throttled: 403")


@pytest.mark.parametrize(
    "error",
    [ReadFailed("x"), WriteFailed("x"), AttemptTimeout("x"), InvalidResponse("x"), ConnectFailed("x"), TLSFailed("x")],
)
def test_wire_errors_are_tried_again(world: World, error: CallError) -> None:
    """A request that brought no usable response gets another attempt, and the trace says what happened."""
    world.script(error, 200)
    _, call = run(world, AT_ONCE)
    first = call.trace.attempts[0]
    assert (first.status_code, first.error, first.reason) == (
        None,
        type(error).__name__,
        f"transient: {type(error).__name__}",
    )
    assert len(world.sent) == 2


@pytest.mark.parametrize("error", [CircuitOpen("x", retry_after=0.1), QueueFull("x"), CredentialMissing("x")])
def test_refusals_of_ferrule_itself_are_final(world: World, error: CallError) -> None:
    """A refusal takes load away; to retry it would put the load back, whatever the user's condition says."""
    world.script(error)
    for settings in (AT_ONCE, Retry(retry=tenacity.retry_always)):
        outcome, call = run(world, settings)
        assert (outcome, reason(call)) == (error, "")
    assert len(world.sent) == 2


def test_other_exceptions_are_not_its_affair(world: World) -> None:
    """A ConfigError from below passes at once, and the attempt is on record."""
    world.script(ConfigError("no such thing"))
    call = a_call()

    async def scenario() -> None:
        with pytest.raises(ConfigError):
            await compose([RetryPolicy(AT_ONCE)], world.runtime)(call)

    world.run(scenario)
    assert [attempt.error for attempt in call.trace.attempts] == ["ConfigError"]


@pytest.mark.parametrize(("status", "header", "sends"), [(404, "true", 2), (503, "false", 1), (503, "maybe", 2)])
@pytest.mark.parametrize("name", ["x_should_retry", "stripe_should_retry"])
def test_the_servers_own_wish_wins(world: World, name: str, status: int, header: str, sends: int) -> None:
    """The server knows best whether another attempt helps."""
    world.script(a_response(status, **{name: header}), 200)
    run(world, AT_ONCE)
    assert len(world.sent) == sends


# Which requests


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
@pytest.mark.parametrize("fault", [503, ReadFailed("x")])
def test_idempotent_methods_are_sent_again(world: World, method: str, fault: Any) -> None:
    """Methods whose repetition does no more than one request are sent again (RFC 9110 §9.2.2)."""
    world.script(fault, 200)
    run(world, AT_ONCE, a_call(method))
    assert len(world.sent) == 2


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("fault", [503, 500, 529, ReadFailed("x"), AttemptTimeout("x")])
def test_a_post_that_may_have_acted_is_not_sent_again(world: World, method: str, fault: Any) -> None:
    """A response and an exception are judged alike: by the method of the request."""
    world.script(fault, 200)
    _, call = run(world, AT_ONCE, a_call(method))
    assert (len(world.sent), reason(call)) == (1, f"the server may have acted, and {method} is not idempotent")


def test_retry_after_does_not_make_a_post_safe(world: World) -> None:
    """`Retry-After` says when, not that a POST may be repeated."""
    world.script(a_response(503, retry_after="1"), 200)
    run(world, AT_ONCE, a_call("POST"))
    assert len(world.sent) == 1


@pytest.mark.parametrize("headers", [{}, {"retry_after": "1"}])
def test_a_post_that_was_refused_is_sent_again(world: World, headers: Any) -> None:
    """By 429 the server says that it has not acted."""
    world.script(a_response(429, **headers), 201)
    outcome, _ = run(world, AT_ONCE, a_call("POST"))
    assert isinstance(outcome, Response)
    assert (outcome.status_code, len(world.sent)) == (201, 2)


@pytest.mark.parametrize(
    ("refusals", "status", "sends"), [([], 429, 1), ([429, 503], 503, 2), ([503], 429, 1), ([429, 503], 500, 1)]
)
def test_an_api_may_count_other_refusals(world: World, refusals: list[int], status: int, sends: int) -> None:
    """The fact says by which statuses an API has not acted; nothing else makes a POST safe."""
    world.script(status, 201)
    operation = attrs.evolve(OPERATION, facts=Facts.decode({"refusals": refusals}))
    run(world, AT_ONCE, a_call("POST", operation=operation))
    assert len(world.sent) == sends


ONLY_MATCHING = {"idempotent": {"when": ["ifGenerationMatch", "If-Match"]}}


@pytest.mark.parametrize(
    ("method", "fact", "more", "sends"),
    [
        ("DELETE", {"idempotent": False}, {}, 1),
        ("GET", {"idempotent": False}, {}, 1),
        ("DELETE", ONLY_MATCHING, {}, 1),
        ("DELETE", ONLY_MATCHING, {"body": {"params": {"ifGenerationMatch": "7"}}}, 2),
        ("POST", ONLY_MATCHING, {"body": {"params": [("ifGenerationMatch", "0")], "content": b"x"}}, 2),
        ("POST", ONLY_MATCHING, {"url": "https://api.shop.test/orders?a=1&ifGenerationMatch=0"}, 2),
        ("POST", ONLY_MATCHING, {"headers": {"if-match": '"a"'}}, 2),
        ("POST", ONLY_MATCHING, {"body": {"params": {"ifgenerationmatch": "7"}}}, 1),
        ("POST", {}, {"options": Options(idempotent=True)}, 2),
        ("PUT", {}, {"options": Options(idempotent=False)}, 1),
        ("PUT", {"idempotent": True}, {"options": Options(idempotent=False)}, 1),
        ("POST", ONLY_MATCHING, {"options": Options(idempotent=True)}, 2),
        ("PUT", {"idempotent": False}, {"headers": {"Idempotency-Key": "k"}}, 2),
    ],
)
def test_what_makes_a_request_safe_can_be_said(world: World, method: str, fact: Any, more: Any, sends: int) -> None:
    """By the caller first, then by the overlay, also of some parameters; a key helps where they say nothing or no."""
    world.script(ReadFailed("x"), 200)
    operation = attrs.evolve(OPERATION, facts=Facts.decode(fact))
    run(world, AT_ONCE, a_call(method, operation=operation, **more))
    assert len(world.sent) == sends


@pytest.mark.parametrize("status", [520, 521, 525, 529, 530, 598, 599, 777])
def test_a_status_nobody_knows_counts_as_500(world: World, status: int) -> None:
    """Gateways have statuses of their own (RFC 9110 §15)."""
    world.script(status, 200)
    run(world, AT_ONCE)
    assert len(world.sent) == 2
    world.sent.clear()
    world.script(status, 200)
    run(world, Retry(statuses={503}, transient_scale=0.0))
    assert len(world.sent) == 1


def test_a_post_that_never_arrived_is_sent_again(world: World) -> None:
    """A failed connect is safe to repeat for any method."""
    world.script(ConnectFailed("refused"), 200)
    run(world, AT_ONCE, a_call("POST"))
    assert len(world.sent) == 2


@pytest.mark.parametrize(
    ("facts", "headers"),
    [
        ({"idempotent": True}, {}),
        ({"idempotency-key": "X-Request-Key"}, {"x-request-key": "k1"}),
        ({}, {"Idempotency-Key": "k1"}),
    ],
)
def test_a_post_known_to_be_idempotent_is_sent_again(world: World, facts: Any, headers: Any) -> None:
    """The overlay or an idempotency key may make a POST idempotent. Each attempt carries the same key."""
    world.script(ReadFailed("x"), 200)
    run(world, AT_ONCE, a_call("POST", operation=attrs.evolve(OPERATION, facts=Facts.decode(facts)), headers=headers))
    assert [call.headers for call in world.sent] == [lower_names(headers)] * 2


def test_a_key_the_operation_takes_but_the_call_lacks_does_not_count(world: World) -> None:
    """That an operation knows idempotency keys helps only a call that has one."""
    world.script(ReadFailed("x"), 200)
    operation = attrs.evolve(OPERATION, facts=Facts(idempotency_key="Idempotency-Key"))
    run(world, AT_ONCE, a_call("POST", operation=operation))
    assert len(world.sent) == 1


def test_the_server_may_ask_for_a_post_again(world: World) -> None:
    """`x-should-retry: true` is the server's word that a repetition does no harm."""
    world.script(a_response(529, x_should_retry="true"), 200)
    run(world, AT_ONCE, a_call("POST"))
    assert len(world.sent) == 2


def test_methods_can_be_allowed(world: World) -> None:
    """A user who knows better may name further methods."""
    world.script(503, 200)
    run(world, Retry(methods={"post"}, transient_scale=0.0), a_call("POST"))
    assert len(world.sent) == 2


def test_an_iterator_body_is_never_sent_twice(world: World) -> None:
    """The first attempt has used up an iterator; its failure comes back as it is, with the reason."""

    def chunks() -> Iterator[bytes]:
        yield b"one"

    world.script(503, 200)
    outcome, call = run(world, AT_ONCE, a_call("PUT", body={"content": chunks()}))
    assert isinstance(outcome, Response)
    assert (outcome.status_code, len(world.sent)) == (503, 1)
    assert reason(call) == "the request body can be sent only once"


def test_a_file_is_sent_again_from_where_it_stood(world: World) -> None:
    """Each attempt sends the same bytes of a file."""
    file = io.BytesIO(b"--payload")
    file.seek(2)
    read: list[bytes] = []

    async def upload(call: Call) -> Response:
        read.append(call.body["content"].read())
        return a_response(503 if len(read) == 1 else 200)

    world.handler = upload
    run(world, AT_ONCE, a_call("PUT", body={"content": file}))
    assert read == [b"payload", b"payload"]


# How often, and after which wait


def test_attempts_are_counted_and_numbered(world: World) -> None:
    """Three attempts by default; the last response comes back, and calls below know their number."""
    world.script(500, 502, 503)
    outcome, call = run(world, AT_ONCE)
    assert isinstance(outcome, Response)
    assert (outcome.status_code, reason(call)) == (503, "all 3 attempts were made")
    assert [call.attempt for call in world.sent] == [1, 2, 3]
    assert [attempt.number for attempt in call.trace.attempts] == [1, 2, 3]


@pytest.mark.parametrize(("retries", "sends"), [(0, 1), (1, 2), (4, 5)])
def test_retries_of_one_call_override_the_settings(world: World, retries: int, sends: int) -> None:
    """`with_options(retries=…)` counts attempts after the first, for this call alone."""
    world.script(503)
    run(world, AT_ONCE, a_call(options=Options(retries=retries)))
    assert len(world.sent) == sends


def test_one_attempt_is_on_record_too(world: World) -> None:
    """A client without retries still shows its attempt."""
    world.script(503)
    _, call = run(world, Retry(attempts=1))
    assert (len(world.sent), reason(call)) == (1, "one attempt was allowed")


def test_the_last_error_is_raised_as_it_is(world: World) -> None:
    """After the last attempt its own error is raised, not a wrapper."""
    last = ReadFailed("third")
    world.script(ReadFailed("first"), ReadFailed("second"), last)
    outcome, _ = run(world, AT_ONCE)
    assert outcome is last


def test_an_earlier_attempt_may_have_acted_even_if_the_last_did_not(world: World) -> None:
    """`may_have_acted` of the final error speaks for the whole call."""

    async def answered_before(call: Call) -> Response:
        call.trace.may_have_acted = True  # as the send notes it
        return a_response(503)

    world.script(answered_before, ConnectFailed("refused"))
    outcome, _ = run(world, Retry(attempts=2, transient_scale=0.0))
    assert isinstance(outcome, ConnectFailed)
    assert outcome.may_have_acted


def test_waits_are_recorded_and_lie_within_the_bounds(world: World) -> None:
    """Throttling waits longer than a transient fault; each wait is random below its bound, and in the trace."""
    world.script(503, 429, 503, 200)
    _, call = run(world, Retry(attempts=4))
    waits = [attempt.wait for attempt in call.trace.attempts]
    bounds = [0.05, 2.0, 0.2]
    assert all(wait is not None and 0 <= wait <= bound for wait, bound in zip(waits[:3], bounds, strict=True))
    assert waits[1] is not None and waits[1] > 0.05
    assert (waits[3], world.sent_at[-1]) == (None, pytest.approx(sum(wait or 0 for wait in waits)))
    assert [attempt.started for attempt in call.trace.attempts] == pytest.approx(world.sent_at)


@given(st.integers(1, 10**9), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1, exclude_max=True))
def test_backoff_is_bounded_at_any_attempt(attempt: int, scale: float, cap: float, random: float) -> None:
    """The wait never overflows, is never negative, and never passes its cap."""
    assert 0 <= backoff(attempt, scale, cap, random) <= cap


def test_backoff_doubles_up_to_its_cap() -> None:
    """The bound doubles with each attempt until the cap; the wait is a random share of it."""
    assert [backoff(n, 1.0, 20.0, 0.5) for n in (1, 2, 3, 5, 6, 5000)] == [0.5, 1.0, 2.0, 8.0, 10.0, 10.0]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry_after": "3"}, 3.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after": "0"}, 0.0),
        ({"retry_after": "soon"}, 0.0),
    ],
)
def test_retry_after_is_waited_exactly(world: World, headers: Any, wait: float) -> None:
    """The server's own time is taken without jitter; 0 or nonsense leaves the wait to us."""
    world.script(a_response(503, **headers), 200)
    run(world, AT_ONCE)
    assert world.sent_at == [0.0, wait]


@pytest.mark.parametrize("status", [429, 403])
@pytest.mark.parametrize(
    ("headers", "facts"),
    [
        ({"ratelimit": '"default";r=0;t=7'}, {}),
        (
            {"x_left": "0", "x_again": "7"},
            {"rate-limit": {"remaining": "X-Left", "reset": "X-Again", "reset-kind": "delta"}},
        ),
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "90", "retry_after": "7"}, {}),
    ],
)
def test_without_retry_after_the_reset_of_a_used_up_quota_is_waited_for(
    world: World, status: int, headers: Any, facts: Any
) -> None:
    """`Retry-After` goes first; else the headers of the quota say when to come back."""
    world.script(a_response(status, **headers), 200)
    _, call = run(world, AT_ONCE, a_call(operation=attrs.evolve(OPERATION, facts=Facts.decode(facts))))
    assert (world.sent_at, call.trace.attempts[0].reason) == ([0.0, 7.0], f"throttled: {status}")


@pytest.mark.parametrize(
    "headers",
    [
        {"retry_after": format_datetime(datetime.fromtimestamp(EPOCH + 9, UTC), usegmt=True)},
        {"retry_after": str(int(EPOCH) + 9)},
        {"x_ratelimit_remaining": "0", "x_ratelimit_reset": str(int(EPOCH) * 1000 + 9000)},
    ],
)
def test_who_waits_for_the_same_moment_comes_back_spread(world: World, headers: Any) -> None:
    """A moment is known to all clients: they return after it, over a second, and none before it."""
    answers = iter([a_response(429, **headers)] * 50)

    async def handle(_: Call) -> Response:
        return next(answers, a_response(200))

    world.handler = handle

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RetryPolicy(Retry())], world.runtime)
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(50)]
        for task in tasks:
            await task.join()
        again = sorted(world.sent_at[50:])
        assert len(again) == 50
        assert again[0] >= 9.0
        assert again[-1] <= 10.0
        assert again[-1] - again[0] > 0.5

    world.run(scenario)


def test_the_spread_does_not_cost_the_deadline(world: World) -> None:
    """What is at random takes at most half of the time that is left after the moment."""
    world.script(a_response(503, retry_after=str(int(EPOCH) + 9)), 200)
    outcome, _ = run(world, AT_ONCE, a_call(options=Options(deadline=9.2)))
    assert isinstance(outcome, Response)
    assert outcome.status_code == 200
    assert 9.0 <= world.sent_at[1] <= 9.1


def test_a_quota_that_is_not_used_up_says_nothing_about_a_403(world: World) -> None:
    """Most 403 come with the same headers, and are no limit at all."""
    world.script(a_response(403, x_ratelimit_remaining="10", x_ratelimit_reset="7"))
    run(world, AT_ONCE)
    assert len(world.sent) == 1


def test_a_retry_after_beyond_the_cap_ends_the_call_at_once(world: World) -> None:
    """A wait nobody wants is not begun; the response comes back, whose error carries the time."""
    world.script(a_response(429, retry_after="121"), 200)
    outcome, call = run(world, AT_ONCE, a_call(options=Options(deadline=None)))
    assert isinstance(outcome, Response)
    assert (outcome.status_code, world.sent_at, world.runtime.now()) == (429, [0.0], 0.0)
    assert reason(call) == "the server asks to wait 121 s (Retry-After), longer than retry_after_cap (120 s)"


def test_a_wait_beyond_the_deadline_ends_the_call_at_once(world: World) -> None:
    """There is no point in waiting for an attempt that the deadline would forbid."""
    world.script(a_response(503, retry_after="10"), 200)
    outcome, call = run(world, AT_ONCE, a_call(options=Options(deadline=8.0)))
    assert isinstance(outcome, Response)
    assert (outcome.status_code, world.runtime.now()) == (503, 0.0)
    assert reason(call) == "a wait of 10 s would pass the deadline, 8 s away"


def test_cancelling_ends_the_wait(world: World) -> None:
    """A cancelled call stops waiting at once and sends nothing more."""
    world.script(a_response(503, retry_after="60"))

    async def scenario() -> None:
        handler = compose([RetryPolicy(AT_ONCE)], world.runtime)
        task = world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        task.cancel()
        await task.join()
        assert (world.runtime.now(), len(world.sent)) == (1.0, 1)

    world.run(scenario)


def test_an_interrupted_attempt_is_on_record(world: World) -> None:
    """An attempt that was cancelled shows how long it had run."""
    world.script(world.after(60, 200))
    call = a_call()

    async def scenario() -> None:
        handler = compose([RetryPolicy(AT_ONCE)], world.runtime)
        task = world.runtime.spawn(lambda: handler(call))
        await world.runtime.sleep(2)
        task.cancel()
        await task.join()

    world.run(scenario)
    assert [(attempt.duration, attempt.error) for attempt in call.trace.attempts] == [(2.0, "interrupted")]


# Tenacity's vocabulary


def test_tenacity_decides_when_to_stop(world: World) -> None:
    """A `stop_*` replaces `attempts`; combinations work."""
    world.script(503)
    _, call = run(
        world, Retry(stop=tenacity.stop_after_attempt(5) | tenacity.stop_after_delay(100), transient_scale=0.0)
    )
    assert (len(world.sent), reason(call)) == (5, "the stop condition holds")


def test_tenacity_sees_virtual_time(world: World) -> None:
    """`stop_after_delay` counts the runtime's seconds from the first attempt on, not the clock's."""
    world.handler = world.after(2, 503)

    async def scenario() -> None:
        await world.runtime.sleep(1000)
        settings = Retry(stop=tenacity.stop_after_delay(7), wait=tenacity.wait_fixed(1))
        await compose([RetryPolicy(settings)], world.runtime)(a_call())
        assert world.sent_at == [1000.0, 1003.0, 1006.0]

    world.run(scenario)


def test_stop_before_delay_knows_the_coming_wait(world: World) -> None:
    """The wait is decided before the stop is asked."""
    world.script(503)
    run(world, Retry(stop=tenacity.stop_before_delay(5), wait=tenacity.wait_fixed(2)))
    assert world.sent_at == [0.0, 2.0, 4.0]


def test_retries_of_one_call_also_bound_a_stop(world: World) -> None:
    """`with_options(retries=0)` means one attempt, whatever `stop` would allow."""
    world.script(503)
    run(world, Retry(stop=tenacity.stop_never, transient_scale=0.0), a_call(options=Options(retries=1)))
    assert len(world.sent) == 2


def test_tenacity_decides_how_long_to_wait(world: World) -> None:
    """A `wait_*` replaces the default wait, but not what the server asks for."""
    world.script(503, a_response(503, retry_after="5"), 503, 200)
    run(world, Retry(attempts=4, wait=tenacity.wait_exponential(multiplier=1)))
    assert world.sent_at == [0.0, 1.0, 6.0, 10.0]


def test_tenacity_decides_what_to_retry_by_error(world: World) -> None:
    """For a status of 400 and above the outcome is the typed error that the call would raise."""
    condition = tenacity.retry_if_exception_type((ServerError, ConnectFailed))
    world.script(501, ConnectFailed("refused"), a_response(429, retry_after="3"), 200)
    outcome, call = run(world, Retry(attempts=9, retry=condition, transient_scale=0.0))
    assert isinstance(outcome, Response)
    assert (outcome.status_code, len(world.sent)) == (429, 3)
    assert [attempt.reason for attempt in call.trace.attempts] == ["the retry condition holds"] * 2 + [""]


def test_tenacity_decides_what_to_retry_by_result(world: World) -> None:
    """A response below 400 is a result, so that an unfinished job can be asked for again."""
    world.script(202, 202, 200)
    condition = tenacity.retry_if_result(lambda response: response.status_code == 202)
    run(world, Retry(attempts=9, retry=condition, wait=tenacity.wait_fixed(1)))
    assert world.sent_at == [0.0, 1.0, 2.0]


def test_a_condition_does_not_make_a_post_safe(world: World) -> None:
    """`retry` says which outcomes are faults; whether the request may be repeated is another question."""
    world.script(503)
    run(world, Retry(retry=tenacity.retry_always, transient_scale=0.0), a_call("POST"))
    assert len(world.sent) == 1


def test_hooks_see_the_state_tenacity_would_show(world: World) -> None:
    """Attempt number, times slept, outcome and the call itself are as in tenacity's own loop."""
    seen: list[Any] = []

    def wait(state: tenacity.RetryCallState) -> float:
        assert state.outcome is not None
        error = state.outcome.exception()
        assert isinstance(error, TooManyRequests)
        seen.append(
            (state.attempt_number, state.idle_for, state.seconds_since_start, error.retry_after, state.args[0].url)
        )
        return 2.0

    world.script(a_response(429, retry_after="0"))
    call = a_call()
    run(world, Retry(wait=wait), call)
    assert seen == [(1, 0.0, 0.0, 0.0, call.url), (2, 2.0, 2.0, 0.0, call.url)]


def test_async_hooks_are_awaited(world: World) -> None:
    """Tenacity's async conditions work too, in each world as long as they do not really wait."""

    async def is_server_error(error: BaseException) -> bool:
        return isinstance(error, ServerError)

    world.script(500, 404)
    run(world, Retry(retry=tenacity.asyncio.retry_if_exception(is_server_error), transient_scale=0.0))
    assert len(world.sent) == 2


@pytest.mark.parametrize("wait", [-5.0, float("nan")])
def test_an_impossible_wait_is_none(world: World, wait: float) -> None:
    """A hook that returns a negative wait, or none at all, does not stop the call."""
    world.script(503, 200)
    run(world, Retry(wait=lambda _: wait))
    assert world.sent_at == [0.0, 0.0]


def test_a_first_success_never_touches_tenacity() -> None:
    """Tenacity is imported when a user's hook must be asked, not before."""
    code = "import sys, ferrule.policies.retry; assert 'tenacity' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# The pure parts


def test_judging_needs_no_runtime() -> None:
    """The decision is a function of outcome, settings and wall time."""
    verdict = judge(a_response(429, retry_after="Thu, 01 Jan 1970 00:00:09 GMT"), Retry(), wall=4.0, rate_limit=None)
    assert (verdict.again, verdict.throttled, verdict.after) == (True, True, (5.0, "Retry-After", True))


def test_safety_is_judged_by_the_request() -> None:
    """The method of the request counts, also where the outcome is an exception."""
    operation = Operation(api="shop", id="pay", name="pay", method="POST", path="/pay")
    assert not may_send_again(a_call("POST", operation=operation), AttemptTimeout("x"), Retry())
    assert may_send_again(a_call("POST", operation=operation), ConnectFailed("x"), Retry())


def test_a_failed_call_leaves_no_cycle_behind(world: World) -> None:
    """The raised error is freed when its handler lets go of it, without the garbage collector."""
    import gc
    import weakref

    world.script(ReadFailed("x"))

    async def scenario() -> "weakref.ref[BaseException]":
        try:
            await compose([RetryPolicy(Retry(attempts=1))], world.runtime)(a_call())
        except ReadFailed as error:
            return weakref.ref(error)
        raise AssertionError

    world.handler = _fresh_failure
    gc.disable()
    try:
        assert world.run(scenario)() is None
    finally:
        gc.enable()


async def _fresh_failure(call: Call) -> Response:
    raise ReadFailed("fresh")


def test_many_calls_share_one_policy(world: World) -> None:
    """Attempts are counted for each call by itself."""

    async def scenario() -> None:
        handler = compose([RetryPolicy(AT_ONCE)], world.runtime)
        calls = [a_call() for _ in range(5)]

        async def failing_once(call: Call) -> Response:
            await world.runtime.sleep(1)
            return a_response(503 if call.attempt == 1 else 200)

        world.handler = failing_once
        tasks = [world.runtime.spawn(lambda call=call: handler(call)) for call in calls]
        for task in tasks:
            await task.join()
        assert [len(call.trace.attempts) for call in calls] == [2] * 5

    world.run(scenario)


def test_attempts_and_waits_are_timed_from_the_start_of_the_call(world: World) -> None:
    """When each began, how long it took, how long was waited after it; and what the call was doing meanwhile."""
    world.handler = world.after(2.0, 503)
    doing: list[str] = []

    async def scenario() -> Call:
        await world.runtime.sleep(10.0)
        call = a_call()

        async def look() -> None:
            await world.runtime.sleep(3.5)
            doing.append(call.trace.doing)

        looking = world.runtime.spawn(look)
        await compose([ObservePolicy(), RetryPolicy(Retry(wait=lambda _: 3.0))], world.runtime)(call)
        await looking.join()
        return call

    attempts = world.run(scenario).trace.attempts
    assert [(one.started, one.duration, one.wait) for one in attempts] == [
        (0.0, 2.0, 3.0),
        (5.0, 2.0, 3.0),
        (10.0, 2.0, None),
    ]
    assert doing == ["waiting 3 s for the next attempt"]


@pytest.mark.parametrize(("steps", "reserve"), [([200], 1.0), ([399], 1.0), ([400], 0.0), ([503, 200], 0.0)])
def test_only_a_success_at_the_first_attempt_fills_the_reserve(world: World, steps: list[int], reserve: float) -> None:
    """Each of ten calls a tenth of it."""
    policy = RetryPolicy(Retry(budget=Budget(ratio=0.1, reserve=10.0), transient_scale=0.0, retry=None))
    assert policy.account is not None
    policy.account._reserve = 0.0

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        for _ in range(10):
            world.script(*steps)
            await handler(a_call())

    world.run(scenario)
    assert policy.account.reserve == pytest.approx(reserve)


def test_a_budget_goes_on_where_the_same_one_is_set_again() -> None:
    """Another begins anew; without a budget nothing is counted."""
    first = RetryPolicy(Retry(budget=Budget(reserve=3.0)))
    same = RetryPolicy(Retry(attempts=5, budget=Budget(reserve=3.0)), first)
    other = RetryPolicy(Retry(budget=Budget(reserve=4.0)), first)
    assert first.account is not None
    assert same.account is first.account
    assert other.account is not None
    assert other.account is not first.account
    assert RetryPolicy(Retry(budget=None), first).account is None


def test_a_cancellation_is_not_an_outcome(world: World) -> None:
    """A cancellation from below passes, however many attempts are left."""

    async def cancelled(call: Call) -> Response:
        raise asyncio.CancelledError

    world.handler = cancelled

    async def scenario() -> None:
        with pytest.raises(asyncio.CancelledError):
            await compose([RetryPolicy(AT_ONCE)], world.runtime)(a_call())

    world.run(scenario)
    assert len(world.sent) == 1
