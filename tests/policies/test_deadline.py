"""Deadline and attempt timeout: one budget for all, and a bound for each send."""

import asyncio
from contextlib import suppress

import pytest

from ferrule.call import Options
from ferrule.errors import AttemptTimeout, ConnectFailed, DeadlineExceeded
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, Policy, compose
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import World, a_call


def pipeline(world: World, *between: Policy) -> Next:
    """Deadline and attempt timeout, with what the test puts between them."""
    return compose([ObservePolicy(), DeadlinePolicy(), *between, AttemptTimeoutPolicy()], world.runtime)


def test_a_slow_send_ends_at_the_deadline(world: World) -> None:
    """The call ends when its deadline passes, says so in words, and may have acted."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        call = a_call(options=Options(deadline=2.0))
        with pytest.raises(DeadlineExceeded, match=r"deadline of 2 s passed \(while sending\)") as raised:
            await pipeline(world)(call)
        assert (world.runtime.now(), call.trace.duration, raised.value.may_have_acted) == (2.0, 2.0, True)

    world.run(scenario)


def test_without_a_deadline_it_takes_as_long_as_it_takes(world: World) -> None:
    """None means no limit, for the call and for the attempt."""
    world.handler = world.after(3600, 200)

    async def scenario() -> None:
        response = await pipeline(world)(a_call(options=Options(deadline=None, attempt_timeout=None)))
        assert (response.status_code, world.runtime.now()) == (200, 3600.0)

    world.run(scenario)


def test_a_slow_attempt_ends_at_the_attempt_timeout(world: World) -> None:
    """An attempt that takes too long is an AttemptTimeout, which the server may have acted on."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        with pytest.raises(AttemptTimeout, match="no complete response within") as raised:
            await pipeline(world)(a_call(options=Options(attempt_timeout=1.5)))
        assert (world.runtime.now(), raised.value.may_have_acted) == (1.5, True)

    world.run(scenario)


def test_the_deadline_is_not_multiplied_by_attempts(world: World) -> None:
    """Attempts and waits share one deadline; the last attempt gets what is left of it."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        call = a_call(options=Options(deadline=5.0, attempt_timeout=2.0))
        handler = pipeline(world, RetryPolicy(Retry(attempts=10, transient_scale=0.0)))
        with pytest.raises(DeadlineExceeded, match=r"while sending, attempt 3"):
            await handler(call)
        assert world.runtime.now() == 5.0
        assert world.sent_at == [0.0, 2.0, 4.0]
        assert [attempt.error for attempt in call.trace.attempts] == ["AttemptTimeout", "AttemptTimeout", "interrupted"]
        assert [attempt.duration for attempt in call.trace.attempts] == [2.0, 2.0, 1.0]

    world.run(scenario)


def test_time_spent_in_the_queue_counts_and_nothing_was_sent(world: World) -> None:
    """A deadline that passes in the queue says so, and that the server cannot have acted."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        handler = pipeline(world, ConcurrencyPolicy(Concurrency(limit=1)))
        first = world.runtime.spawn(lambda: handler(a_call(options=Options(deadline=None, attempt_timeout=None))))
        await world.runtime.sleep(1)
        with pytest.raises(DeadlineExceeded, match="while queueing for a connection") as raised:
            await handler(a_call(options=Options(deadline=2.0)))
        assert (raised.value.may_have_acted, len(world.sent)) == (False, 1)
        first.cancel()
        await first.join()

    world.run(scenario)


def test_an_attempt_for_which_no_time_is_left_is_not_started(world: World) -> None:
    """When the time is over before the send, nothing is sent."""

    async def scenario() -> None:
        async def dawdle(call, next, runtime):
            with suppress(asyncio.CancelledError):  # as code that computes for long, and never waits, would seem to
                await runtime.sleep(3)
            return await next(call)

        call = a_call(options=Options(deadline=2.0))
        with pytest.raises(DeadlineExceeded, match="while starting"):
            await pipeline(world, dawdle)(call)
        assert (world.sent, call.trace.sends) == ([], 0)

    world.run(scenario)


def test_a_foreign_timeout_error_is_not_mistaken_for_the_deadline(world: World) -> None:
    """A TimeoutError that somebody else raised stays what it is."""
    world.script(TimeoutError("a hook's own"))

    async def scenario() -> None:
        with pytest.raises(TimeoutError, match="a hook's own"):
            await pipeline(world)(a_call())

    world.run(scenario)


def test_a_call_that_never_left_the_machine_has_not_acted(world: World) -> None:
    """When every attempt failed to connect, a deadline during the wait says that nothing was done."""
    world.script(ConnectFailed("refused"))

    async def scenario() -> None:
        handler = pipeline(world, RetryPolicy(Retry(attempts=9, wait=lambda _: 0.7)))
        call = a_call("POST", options=Options(deadline=2.0))
        with pytest.raises(ConnectFailed) as raised:
            await handler(call)
        # A fourth attempt would have had to wait until 2.1 s.
        assert (len(world.sent), world.runtime.now(), raised.value.may_have_acted) == (3, 1.4, False)
        assert call.trace.attempts[-1].reason == "a wait of 0.7 s would pass the deadline, 0.6 s away"

    world.run(scenario)


def test_the_server_is_told_how_long_it_has(world: World) -> None:
    """Each attempt carries what is left of the deadline, or its own limit where that is less; otherwise nothing."""
    world.script(world.after(1.5, ConnectFailed("x")), world.after(1.5, ConnectFailed("x")), 200)

    async def scenario() -> None:
        retry = RetryPolicy(Retry(transient_scale=0.0))
        handler = compose([DeadlinePolicy(), retry, AttemptTimeoutPolicy("x-left-ms")], world.runtime)
        await handler(a_call(options=Options(deadline=4.0, attempt_timeout=2.0)))
        assert [call.headers["x-left-ms"] for call in world.sent] == ["2000", "2000", "1000"]
        await handler(a_call(options=Options(deadline=None, attempt_timeout=None)))
        assert dict(world.sent[-1].headers) == {}

    world.run(scenario)
