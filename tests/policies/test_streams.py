"""Streamed calls: what ends at the headers, and what holds until the body is closed."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.call import Body, Call, Options, Response
from ferrule.errors import AttemptTimeout, DeadlineExceeded, QueueFull, ReadFailed, StreamBroken
from ferrule.policies.adaptive import Adaptive
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy, State
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.fallback import Fallback, FallbackPolicy
from ferrule.policies.hedge import Hedge, HedgePolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, Policy, compose
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import World, a_call, a_response

Step = bytes | float | Exception
"""A part of a body, seconds of silence, or how it breaks."""


class Script:
    """A body that does as it is told; `ended` tells how often its connection was given back."""

    def __init__(self, world: World, *steps: Step) -> None:
        self._world = world
        self._steps = list(steps)
        self.ended = 0

    async def receive(self) -> bytes:
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, bytes):
                return step
            if isinstance(step, Exception):
                raise step
            await self._world.runtime.sleep(step)
        return b""

    async def release(self) -> None:
        self.ended += 1

    def abandon(self, then: Callable[[], object]) -> None:
        self.ended += 1
        then()


def streaming(world: World, *steps: Step, status: int = 200) -> Script:
    """Answer each send by such a response; returns the body of the next one."""
    script = Script(world, *steps)

    async def handler(call: Call) -> Response:
        response = a_response(status)
        response.body = Body(script)
        return response

    world.handler = handler
    return script


def a_stream(**changes: object) -> Call:
    """A streamed call."""
    return a_call(stream=True, **changes)


def bound(world: World, *policies: Policy) -> Next:
    """The policies, around what watches the body."""
    return compose([*policies, AttemptTimeoutPolicy()], world.runtime)


async def everything(response: Response) -> bytes:
    """The whole body."""
    return await response.read()


def test_the_attempt_timeout_and_the_deadline_end_at_the_headers(world: World) -> None:
    """A body may take longer than an attempt, and than the whole call, may."""
    streaming(world, 20.0, b"late")
    handler = bound(world, DeadlinePolicy(), RetryPolicy(Retry()))

    async def scenario() -> bytes:
        response = await handler(a_stream(options=Options(deadline=5.0, attempt_timeout=1.0)))
        return await everything(response)

    assert world.run(scenario) == b"late"


@pytest.mark.parametrize(("deadline", "error"), [(None, AttemptTimeout), (0.5, DeadlineExceeded)])
def test_headers_that_do_not_come_are_bounded(world: World, deadline: float | None, error: type[Exception]) -> None:
    """Up to the headers, attempt timeout and deadline hold as for any call."""
    world.handler = world.after(9, 200)
    handler = bound(world, DeadlinePolicy())

    async def scenario() -> None:
        with pytest.raises(error):
            await handler(a_stream(options=Options(deadline=deadline, attempt_timeout=1.0)))

    world.run(scenario)


def test_each_silence_is_bounded(world: World) -> None:
    """Silences shorter than the idle timeout do not add up. A longer one breaks the body, and says what had come."""
    script = streaming(world, 2.0, b"one", 2.0, b"two", 4.0, b"late")
    handler = bound(world, RetryPolicy(Retry()))

    async def scenario() -> None:
        response = await handler(a_stream(options=Options(idle_timeout=3.0)))
        assert response.body is not None
        assert [await response.body.receive() for _ in range(2)] == [b"one", b"two"]
        with pytest.raises(
            StreamBroken, match=r"after 6 bytes: nothing more came within 3 s \(idle_timeout\)"
        ) as broken:
            await response.body.receive()
        assert (broken.value.received, broken.value.operation) == (6, a_call().operation)
        assert [attempt.status_code for attempt in broken.value.attempts] == [200]
        with pytest.raises(StreamBroken):  # a second reader must not take it for the end
            await response.body.receive()
        assert world.runtime.now() == pytest.approx(7.0, abs=0.01)

    world.run(scenario)
    assert (script.ended, len(world.sent)) == (1, 1)


def test_a_slow_reader_is_not_silence(world: World) -> None:
    """A reader that takes its time between two parts is not bounded by the idle timeout."""
    streaming(world, b"one", b"two")
    handler = bound(world)

    async def scenario() -> bytes:
        response = await handler(a_stream(options=Options(idle_timeout=1.0)))
        await world.runtime.sleep(60.0)
        return await everything(response)

    assert world.run(scenario) == b"onetwo"


def test_no_idle_timeout(world: World) -> None:
    """None waits as long as it takes."""
    streaming(world, 3600.0, b"late")

    async def scenario() -> bytes:
        return await everything(await bound(world)(a_stream(options=Options(idle_timeout=None))))

    assert world.run(scenario) == b"late"


def test_a_body_that_breaks_is_never_asked_for_again(world: World) -> None:
    """The cause is kept, and retry sees nothing of it: what was delivered cannot be taken back."""
    cause = ReadFailed("the connection broke")
    streaming(world, b"one", cause)
    handler = bound(world, RetryPolicy(Retry()))

    async def scenario() -> None:
        response = await handler(a_stream())
        with pytest.raises(StreamBroken, match="ended early, after 3 bytes: the connection broke") as broken:
            await everything(response)
        assert broken.value.__cause__ is cause

    world.run(scenario)
    assert len(world.sent) == 1


def test_an_error_is_read_bounded_and_judged_like_any_other(world: World) -> None:
    """A 503 to a streamed call has its body for the error, is retried, and holds nothing."""
    first = Script(world, b"x" * 600_000, b"y" * 600_000, b"z")
    second = Script(world, b"fine")
    scripts = [(503, first), (200, second)]

    async def send(call: Call) -> Response:
        status, script = scripts.pop(0)
        response = a_response(status)
        response.body = Body(script)
        return response

    world.handler = send
    handler = bound(world, RetryPolicy(Retry(transient_scale=0.0)))

    async def scenario() -> None:
        response = await handler(a_stream())
        assert (response.status_code, first.ended) == (200, 1)
        assert await everything(response) == b"fine"

    world.run(scenario)

    third = streaming(world, b"x" * 600_000, b"y" * 600_000, b"z", status=404)

    async def refused() -> None:
        response = await bound(world)(a_stream())
        assert (response.status_code, len(response.content), response.body) == (404, 1_048_576, None)

    world.run(refused)
    assert third.ended == 1


def test_a_place_on_the_wire_is_held_until_the_close(world: World) -> None:
    """The permit of the bulkhead comes back when the body is over, not when the response has come."""
    streaming(world, b"one")
    policy = ConcurrencyPolicy(Concurrency(limit=1, queue=0))
    handler = bound(world, policy)

    async def scenario() -> None:
        response = await handler(a_stream())
        assert policy.active == 1
        with pytest.raises(QueueFull):
            await handler(a_stream())
        await response.close()
        assert policy.active == 0
        await everything(await handler(a_stream()))
        assert policy.active == 0

    world.run(scenario)


def test_a_place_comes_back_from_a_stream_that_nobody_closed(world: World) -> None:
    """Dropped without a close, it warns, and what it held is freed."""
    script = streaming(world, b"one")
    policy = ConcurrencyPolicy(Concurrency(limit=1, queue=0))
    handler = bound(world, policy)

    async def scenario() -> None:
        response: Response | None = await handler(a_stream())
        assert response is not None
        with pytest.warns(ResourceWarning, match="neither read"):
            response = None
            gc.collect()

    world.run(scenario)
    assert (policy.active, script.ended) == (0, 1)


def test_an_adaptive_limit_learns_nothing_from_the_length_of_a_stream(world: World) -> None:
    """It learns that an answer came, at the headers; the hour that follows says nothing."""
    streaming(world, 3600.0, b"late")
    policy = ConcurrencyPolicy(Concurrency(limit=10, adaptive=Adaptive(initial=2)))
    handler = bound(world, policy)

    async def scenario() -> None:
        response = await handler(a_stream(options=Options(idle_timeout=None)))
        before = policy._adapting and policy._adapting._limit
        await everything(response)
        assert policy._adapting is not None
        assert policy._adapting._limit == before
        assert policy.active == 0

    world.run(scenario)


def tripped(world: World, policy: BreakerPolicy) -> State:
    """State of the only circuit."""
    (state,) = policy.states.values()
    return state


def test_a_probe_is_judged_at_its_headers(world: World) -> None:
    """A half-open probe on a long stream does not block recovery."""
    policy = BreakerPolicy(Breaker(minimum_calls=2, open_for=1.0, jitter=0.0, probes=1))
    handler = bound(world, policy)

    async def scenario() -> None:
        world.script(500)
        for _ in range(2):
            await handler(a_call())
        assert tripped(world, policy) is State.OPEN
        await world.runtime.sleep(1.0)
        streaming(world, 3600.0, b"late")
        response = await handler(a_stream())
        assert tripped(world, policy) is State.CLOSED
        await response.close()

    world.run(scenario)


def test_a_body_that_breaks_adds_one_failure(world: World) -> None:
    """Half of the calls broken in their bodies open the circuit; bodies that are closed early do not."""
    policy = BreakerPolicy(Breaker(minimum_calls=4, failure_ratio=0.5, jitter=0.0))
    handler = bound(world, policy)

    async def stream(*steps: Step) -> Response:
        streaming(world, *steps)
        return await handler(a_stream())

    async def scenario() -> None:
        for _ in range(4):
            await (await stream(b"one", b"two")).close()
        assert tripped(world, policy) is State.CLOSED
        for _ in range(4):
            response = await stream(ReadFailed("broke"))
            with pytest.raises(StreamBroken):
                await everything(response)
        assert tripped(world, policy) is State.OPEN

    world.run(scenario)


def test_a_probe_whose_body_breaks_opens_the_circuit_again(world: World) -> None:
    """While it is still being tried, a broken body is a failed trial."""
    policy = BreakerPolicy(Breaker(minimum_calls=2, open_for=1.0, jitter=0.0, probes=2))
    handler = bound(world, policy)

    async def scenario() -> None:
        world.script(500)
        for _ in range(2):
            await handler(a_call())
        await world.runtime.sleep(1.0)
        streaming(world, ReadFailed("broke"))
        response = await handler(a_stream())
        assert tripped(world, policy) is State.HALF_OPEN
        with pytest.raises(StreamBroken):
            await everything(response)
        assert tripped(world, policy) is State.OPEN

    world.run(scenario)


def test_slowness_is_measured_at_the_headers(world: World) -> None:
    """A stream of hours whose headers came at once is not a slow call."""
    policy = BreakerPolicy(Breaker(minimum_calls=2, slow_after=1.0, slow_ratio=0.5))
    handler = bound(world, policy)

    async def scenario() -> None:
        for _ in range(4):
            streaming(world, 60.0, b"late")
            await everything(await handler(a_stream(options=Options(idle_timeout=None))))
        assert tripped(world, policy) is State.CLOSED

    world.run(scenario)


class Told:
    """An observer."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, object]] = []

    def on_call(self, call: Call, trace: object, outcome: object) -> None:
        """Note the duration and the outcome."""
        self.calls.append((round(call.trace.duration, 3), outcome))


def test_a_call_is_over_for_observers_when_its_body_is(world: World) -> None:
    """They are told once: of the response when it was read or closed, or of what broke it."""
    told = Told()
    handler = bound(world, ObservePolicy([told]))

    async def scenario() -> None:
        streaming(world, 5.0, b"late")
        response = await handler(a_stream())
        assert told.calls == []
        await everything(response)
        assert told.calls == [(5.0, response)]
        streaming(world, ReadFailed("broke"))
        response = await handler(a_stream())
        with pytest.raises(StreamBroken) as broken:
            await everything(response)
        assert told.calls[1:] == [(0.0, broken.value)]

    world.run(scenario)


def test_streams_pass_by_what_needs_a_whole_response(world: World) -> None:
    """Cache, hedging and fallback neither answer nor keep a stream."""
    policies: list[Policy] = [
        FallbackPolicy(Fallback(answer=a_response(200, b"instead"))),
        CachePolicy(Cache()),
        HedgePolicy(Hedge(after=0.01)),
    ]
    handler = bound(world, *policies)

    async def stored(call: Call) -> Response:
        return a_response(200, b"stored", cache_control="max-age=60")

    async def scenario() -> None:
        world.handler = stored
        await handler(a_call())
        streaming(world, b"fresh")
        assert await everything(await handler(a_stream())) == b"fresh"
        assert (await handler(a_call())).content == b"stored"
        world.script(ReadFailed("down"))
        with pytest.raises(ReadFailed):
            await handler(a_stream())
        sent = len(world.sent)
        world.handler = world.after(1.0, 200)
        await handler(a_stream())
        assert len(world.sent) == sent + 1

    world.run(scenario)


def test_a_streamed_change_invalidates_what_is_stored(world: World) -> None:
    """A POST whose response is streamed changes the resource as any other."""
    handler = bound(world, CachePolicy(Cache()))

    async def scenario() -> None:
        world.script(a_response(200, b"old", cache_control="max-age=60"))
        await handler(a_call())
        streaming(world, b"done")
        await everything(await handler(a_stream(method="POST")))
        world.script(a_response(200, b"new"))
        assert (await handler(a_call())).content == b"new"

    world.run(scenario)
