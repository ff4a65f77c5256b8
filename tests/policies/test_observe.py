"""Observe: the trace, the log line and the observers."""

import asyncio
import logging

import pytest

from ferrule.call import Call, Response, Trace
from ferrule.errors import ConnectFailed
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import World, a_call


class Recorder:
    def __init__(self) -> None:
        self.seen: list[tuple[Call, Trace, Response | BaseException]] = []

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        self.seen.append((call, trace, outcome))


class Broken:
    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        raise RuntimeError("observer is broken")


def test_it_times_the_call_and_tells_every_observer(world: World) -> None:
    """The trace holds the start and the duration when observers see it."""
    recorder = Recorder()

    async def scenario() -> None:
        await world.runtime.sleep(5)
        world.handler = world.after(2.5, 200)
        call = a_call()
        response = await compose([ObservePolicy([recorder])], world.runtime)(call)
        assert recorder.seen == [(call, call.trace, response)]
        assert (call.trace.started, call.trace.duration) == (5.0, 2.5)

    world.run(scenario)


def test_failures_and_cancellations_are_observed_and_pass_on(world: World) -> None:
    """An observer sees what was raised, also when that is a cancellation."""
    recorder = Recorder()
    error = ConnectFailed("refused")
    world.script(error, world.after(60, 200))

    async def scenario() -> None:
        handler = compose([ObservePolicy([recorder])], world.runtime)
        with pytest.raises(ConnectFailed):
            await handler(a_call())
        task = world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        task.cancel()
        await task.join()
        outcomes = [outcome for _, _, outcome in recorder.seen]
        assert outcomes[0] is error
        assert isinstance(outcomes[1], asyncio.CancelledError)

    world.run(scenario)


def test_a_broken_observer_breaks_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """An observer's error is logged; the call and the other observers go on."""
    recorder = Recorder()

    async def scenario() -> None:
        response = await compose([ObservePolicy([Broken(), recorder])], world.runtime)(a_call())
        assert (response.status_code, len(recorder.seen)) == (200, 1)

    world.run(scenario)
    assert "observer Broken failed" in caplog.text


def test_one_debug_line_a_call_and_no_secret_in_it(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """The line names operation, outcome, time and attempts; neither path values nor query nor headers."""
    world.script(503, 200)

    async def scenario() -> None:
        handler = compose([ObservePolicy(), RetryPolicy(Retry())], world.runtime)
        await handler(a_call(url="https://api.shop.test/orders/s3cret?key=s3cret", headers={"authorization": "s3cret"}))

    with caplog.at_level(logging.DEBUG, logger="ferrule"):
        world.run(scenario)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "ferrule"]
    assert line.startswith("shop orders.get (GET /orders): 200 in 0.")
    assert line.endswith("attempts: 2")
    assert "s3cret" not in line
