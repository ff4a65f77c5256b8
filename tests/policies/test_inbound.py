"""What the request that a service answers means for the calls that are made for it."""

from __future__ import annotations

import math
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ferrule.call import Options
from ferrule.call.inbound import Inbound, Whose, inbound
from ferrule.errors import DeadlineExceeded
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.interrupts import SharedCancellation, cancellation
from worlds import AsyncWorld, BlockingWorld, World, a_call

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@contextmanager
def answering(world: World, seconds: float = math.inf, whose: Whose = "service", **more: Any) -> Iterator[Inbound]:
    """The context of a handler."""
    request = Inbound(seconds, whose, now=world.runtime.now, **more)
    before = inbound.set(request)
    try:
        yield request
    finally:
        inbound.reset(before)


def handler(world: World) -> Any:
    """The deadline and what it stands around."""
    return compose([DeadlinePolicy(), RetryPolicy(Retry()), AttemptTimeoutPolicy()], world.runtime)


@pytest.mark.parametrize("whose", ["service", "caller"])
def test_what_the_request_has_left_bounds_the_call(world: World, whose: Whose) -> None:
    """The error tells whose time it was, and gives no advice about the call's own deadline."""
    world.script(world.after(60.0, 200))

    async def scenario() -> None:
        with answering(world, 2.0, whose):
            await world.runtime.sleep(0.5)
            with pytest.raises(DeadlineExceeded) as caught:
                await handler(world)(a_call())
        assert world.runtime.now() == pytest.approx(2.0)
        assert caught.value.whose == whose
        assert whose in str(caught.value)
        assert "1.5 s were left" in str(caught.value)
        assert "raise the deadline" not in str(caught.value)
        assert caught.value.may_have_acted

    world.run(scenario)


def test_the_calls_own_deadline_holds_where_it_is_shorter(world: World) -> None:
    """And then it is the call's."""
    world.script(world.after(60.0, 200))

    async def scenario() -> None:
        with answering(world, 20.0, "caller"), pytest.raises(DeadlineExceeded) as caught:
            await handler(world)(a_call(options=Options(deadline=1.0)))
        assert (world.runtime.now(), caught.value.whose) == (pytest.approx(1.0), "call")
        assert "raise the deadline" in str(caught.value)

    world.run(scenario)


def test_it_bounds_a_call_without_a_deadline_of_its_own(world: World) -> None:
    """None is no limit of the call's, not of the request's."""
    world.script(world.after(60.0, 200))

    async def scenario() -> None:
        with answering(world, 3.0), pytest.raises(DeadlineExceeded):
            await handler(world)(a_call(options=Options(deadline=None, attempt_timeout=None)))
        assert world.runtime.now() == pytest.approx(3.0)

    world.run(scenario)


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_nothing_is_sent_when_no_time_is_left(world: World, seconds: float) -> None:
    """A spent budget ends the call before it reaches the wire."""

    async def scenario() -> None:
        with answering(world, seconds, "caller"), pytest.raises(DeadlineExceeded) as caught:
            await handler(world)(a_call())
        assert (world.sent, caught.value.may_have_acted, caught.value.whose) == ([], False, "caller")

    world.run(scenario)


@pytest.mark.parametrize("ends", ["answered", "carries_on"])
def test_what_runs_after_the_answer_has_all_the_time(world: World, ends: str) -> None:
    """Nor is a handler bound that said that it goes on."""
    world.script(world.after(5.0, 200))

    async def scenario() -> None:
        with answering(world, 1.0) as request:
            setattr(request, ends, True)
            response = await handler(world)(a_call())
        assert (response.status_code, world.runtime.now()) == (200, pytest.approx(5.0))

    world.run(scenario)


def test_the_trace_goes_with_each_attempt_but_not_over_the_callers_own(world: World) -> None:
    """What the call says itself stays."""
    world.script(503, 200, 200)

    async def scenario() -> None:
        with answering(world, trace={"traceparent": PARENT, "tracestate": "a=b"}):
            await handler(world)(a_call())
            await handler(world)(a_call(headers={"Traceparent": "mine"}))
        await handler(world)(a_call())
        assert [call.headers.get("traceparent") for call in world.sent] == [PARENT, PARENT, "mine", None]
        assert world.sent[0].headers["tracestate"] == "a=b"

    world.run(scenario)


def test_a_call_whose_caller_left_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """With what it may have done."""
    world = AsyncWorld()

    async def hang_up(call: Any) -> Any:
        request.left_early = True
        raise CancelledError

    world.script(hang_up)

    async def scenario() -> None:
        with pytest.raises(CancelledError):
            await handler(world)(a_call("POST"))

    with answering(world, trace={"traceparent": PARENT}) as request:
        world.run(scenario)
    (line,) = caplog.records
    assert line.levelname == "WARNING"
    assert "may_have_acted=True" in line.getMessage()
    assert PARENT in line.getMessage()
    assert vars(line)["may_have_acted"] is True


def test_threads_of_one_request_are_interrupted_once_each() -> None:
    """A blocking call that waits ends; cleaning up may wait again."""
    world = BlockingWorld()
    threads = SharedCancellation()
    waited: list[str] = []

    async def leave(call: Any) -> Any:
        threads.cancel()
        await world.runtime.sleep(60.0)

    world.script(leave)

    async def scenario() -> None:
        before = cancellation.set(threads)
        try:
            with pytest.raises(CancelledError):
                await handler(world)(a_call())
            await world.runtime.sleep(1.0)
            waited.append("again")
        finally:
            cancellation.reset(before)

    world.run(scenario)
    assert waited == ["again"]
    assert world.runtime.now() == pytest.approx(1.0)
