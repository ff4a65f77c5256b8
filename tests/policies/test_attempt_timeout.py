"""One send: what its trace says afterwards, and whose timeout it was."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest

from ferrule.call import Call, Options, Response
from ferrule.errors import AttemptTimeout, ConnectFailed, ReadFailed
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.deadline import NoTimeLeft
from ferrule.policies.pipeline import compose
from worlds import World, a_call


@pytest.mark.parametrize(
    ("step", "under_way", "may_have_acted"),
    [
        (200, False, True),
        (503, False, True),
        (ConnectFailed("refused"), False, False),
        (ReadFailed("broke"), False, True),
        (TimeoutError("a hook's"), True, True),
        (ValueError("a hook's"), True, True),
        (asyncio.CancelledError(), True, True),
    ],
)
def test_what_is_known_after_a_send(world: World, step: Any, under_way: bool, may_have_acted: bool) -> None:
    """It was answered, or failed by itself: then it is over. What was interrupted may have acted."""

    async def handler(call: Call) -> Response:
        await world.runtime.sleep(1.0)
        assert (call.trace.under_way, call.trace.on_wire, call.trace.doing) == (True, True, "sending")
        if isinstance(step, BaseException):
            raise step
        return Response(step, [], b"")

    world.handler = handler
    call = a_call(options=Options(attempt_timeout=5.0))

    async def scenario() -> None:
        await world.runtime.sleep(3.0)
        call.trace.started = 1.0
        send = compose([AttemptTimeoutPolicy()], world.runtime)
        if isinstance(step, BaseException):
            with pytest.raises(type(step)) as caught:
                await send(call)
            assert caught.value is step
        else:
            assert (await send(call)).sent is call
        trace = call.trace
        assert (trace.under_way, trace.may_have_acted, trace.sends, trace.sent) == (under_way, may_have_acted, 1, 2.0)

    world.run(scenario)


@pytest.mark.parametrize(
    ("on_wire", "stream", "what"),
    [(True, False, "no complete response within 2 s"), (True, True, "no response within"), (False, False, "no connection within")],
)  # fmt: skip
def test_an_attempt_that_takes_too_long_says_what_did_not_come(
    world: World, on_wire: bool, stream: bool, what: str
) -> None:
    """It may have acted only where a byte of it has left; it is over."""

    async def handler(call: Call) -> Response:
        call.trace.on_wire = on_wire
        await world.runtime.sleep(60.0)
        raise AssertionError

    world.handler = handler
    call = a_call(options=Options(attempt_timeout=2.0), stream=stream)

    async def scenario() -> None:
        with pytest.raises(AttemptTimeout, match=what) as caught:
            await compose([AttemptTimeoutPolicy()], world.runtime)(call)
        assert (caught.value.may_have_acted, call.trace.may_have_acted) == (on_wire, on_wire)
        assert (call.trace.under_way, world.runtime.now()) == (False, 2.0)

    world.run(scenario)


@pytest.mark.parametrize(
    ("timeout", "deadline", "milliseconds"),
    [(2.0, math.inf, "2000"), (2.0, 10.0, "2000"), (9.0, 10.0, "5000"), (None, 10.0, "5000"), (None, math.inf, None)],
)
def test_the_server_may_be_told_how_long_it_has(
    world: World, timeout: float | None, deadline: float, milliseconds: str | None
) -> None:
    """What is left of the attempt or of the deadline, whichever ends first; nothing where neither does."""
    call = a_call(options=Options(attempt_timeout=timeout), deadline=deadline)

    async def scenario() -> None:
        await world.runtime.sleep(5.0)
        await compose([AttemptTimeoutPolicy("x-left")], world.runtime)(call)
        assert world.sent[0].headers.get("x-left") == milliseconds

    world.run(scenario)


@pytest.mark.parametrize("deadline", [5.0, 4.0])
def test_without_time_nothing_is_sent(world: World, deadline: float) -> None:
    """At the deadline it is over."""

    async def scenario() -> None:
        await world.runtime.sleep(5.0)
        with pytest.raises(NoTimeLeft):
            await compose([AttemptTimeoutPolicy()], world.runtime)(a_call(deadline=deadline))
        assert world.sent == []

    world.run(scenario)


@pytest.mark.parametrize(("seconds", "ends"), [(4.0, 9.0), (4.5, 65.0), (9.0, 65.0), (None, 65.0)])
def test_a_deadline_that_comes_first_or_at_the_same_time_ends_the_call(
    world: World, seconds: float | None, ends: float
) -> None:
    """It has a timeout of its own, which stands above; so the attempt has none then."""
    world.handler = world.after(60.0, 200)

    async def scenario() -> None:
        await world.runtime.sleep(5.0)
        call = a_call(deadline=9.5, options=Options(attempt_timeout=seconds))
        send = compose([AttemptTimeoutPolicy()], world.runtime)
        if ends < 60.0:
            with pytest.raises(AttemptTimeout):
                await send(call)
        else:
            await send(call)
        assert world.runtime.now() == ends

    world.run(scenario)


@pytest.mark.parametrize(("hooks", "same", "kept"), [(True, True, True), (True, False, False), (False, True, False)])
def test_a_hook_says_what_was_sent_in_the_end(world: World, hooks: bool, same: bool, kept: bool) -> None:
    """What it added to this very call; a response of another call, from somewhere in memory, is not believed."""
    call, told = a_call(), a_call(headers={"x-added": "1"})

    async def handler(call: Call) -> Response:
        response = Response(200, [], b"")
        response.sent = told.replace(trace=call.trace) if same else told
        return response

    world.handler = handler

    async def scenario() -> None:
        response = await compose([AttemptTimeoutPolicy(hooks=hooks)], world.runtime)(call)
        assert response.sent is not None
        assert ("x-added" in response.sent.headers) is kept
        assert response.sent.trace is call.trace

    world.run(scenario)


def test_hooks_are_expected_unless_it_is_said_that_there_are_none(world: World) -> None:
    """What was sent is not forgotten for want of a setting."""
    told = a_call(headers={"x-added": "1"})

    async def handler(call: Call) -> Response:
        response = Response(200, [], b"")
        response.sent = told.replace(trace=call.trace)
        return response

    world.handler = handler

    async def scenario() -> None:
        response = await compose([AttemptTimeoutPolicy()], world.runtime)(a_call())
        assert response.sent is not None
        assert response.sent.headers == {"x-added": "1"}

    world.run(scenario)
