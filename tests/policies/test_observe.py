"""Observe: the trace, the log line and the observers."""

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from ferrule.call import Body, Call, Response, Trace
from ferrule.errors import ConnectFailed, ReadFailed
from ferrule.policies.details import SendEnded, SendStarted
from ferrule.policies.observe import ObservePolicy, ObserveSendsPolicy, told
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.sim import SimRuntime
from worlds import World, a_call, a_response


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


# Of each request


class Sends:
    """Notes what was told of requests, and adds fields to them."""

    def __init__(self, adds: object = None) -> None:
        self.adds = adds
        self.sends: list[SendStarted] = []
        self.answers: list[SendEnded] = []
        self.sent: list[SendEnded] = []

    def on_send(self, details: SendStarted) -> Any:
        self.sends.append(details)
        return self.adds

    def on_answer(self, details: SendEnded) -> None:
        self.answers.append(details)

    def on_sent(self, details: SendEnded) -> None:
        self.sent.append(details)


class Parts:
    """A body of these parts, the last of which may be how it breaks."""

    def __init__(self, *parts: bytes | Exception) -> None:
        self._parts: Iterator[bytes | Exception] = iter(parts)

    async def receive(self) -> bytes:
        part = next(self._parts, b"")
        if isinstance(part, Exception):
            raise part
        return part

    async def release(self) -> None:
        """Nothing is held."""

    def abandon(self, then: Callable[[], object]) -> None:
        then()


def streaming(*parts: bytes | Exception) -> Response:
    """A response whose body is on the wire."""
    response = a_response()
    response.body = Body(Parts(*parts))
    return response


@pytest.mark.parametrize("name", ["on_send", "on_answer", "on_sent"])
def test_any_of_the_methods_is_a_wish_to_know_of_sends(name: str) -> None:
    """It need not have the others."""
    observer = type("One", (), {name: print})()
    assert ObserveSendsPolicy.wanted([Broken(), observer])
    assert not ObserveSendsPolicy.wanted([Broken()])


@pytest.mark.parametrize(("deadline", "number"), [(5.0, 0), (4.9, 0), (5.1, 1)])
def test_a_request_that_comes_too_late_to_be_sent_is_not_told(world: World, deadline: float, number: int) -> None:
    """It goes on to where it is refused. The deadline itself is too late."""
    seen = Sends()

    async def scenario() -> None:
        await world.runtime.sleep(5.0)
        response = await compose([ObserveSendsPolicy([seen])], world.runtime)(a_call(deadline=deadline))
        assert (response.status_code, len(seen.sends), len(seen.sent)) == (200, number, number)

    world.run(scenario)


def test_a_request_is_over_when_its_body_is(world: World) -> None:
    """Until then only its answer is told, and neither holds the body; what broke the body is the outcome."""
    seen = Sends()
    world.script(streaming(b"all"), streaming(ReadFailed("broke")))

    async def scenario() -> None:
        handler = compose([ObserveSendsPolicy([seen])], world.runtime)
        response = await handler(a_call(stream=True))
        assert (len(seen.answers), len(seen.sent)) == (1, 0)
        await world.runtime.sleep(3.0)
        await response.read()
        assert (seen.sent[0].at, seen.sent[0].started) == (3.0, seen.sends[0])
        assert isinstance(seen.sent[0].outcome, Response)
        assert (seen.sent[0].outcome.status_code, seen.sent[0].outcome.body) == (200, None)
        with pytest.raises(ReadFailed) as broken:
            await (await handler(a_call(stream=True))).read()
        assert seen.sent[1].outcome is broken.value
        assert isinstance(seen.answers[1].outcome, Response)
        assert seen.answers[1].outcome.body is None

    world.run(scenario)


def test_a_stream_is_free_as_soon_as_its_caller_drops_it() -> None:
    """Its observers have the response without its body; no collector is waited for."""
    recorder = Recorder()
    runtime = SimRuntime(lambda call: _streams())

    async def scenario() -> None:
        response = await compose([ObservePolicy([recorder])], runtime)(a_call(stream=True))
        with pytest.warns(ResourceWarning, match="neither read"):
            del response

    gc.disable()
    try:
        runtime.run(scenario)
    finally:
        gc.enable()
    ((_, _, outcome),) = recorder.seen
    assert isinstance(outcome, Response)
    assert (outcome.status_code, outcome.body) == (200, None)


async def _streams() -> Response:
    return streaming(b"never read")


@pytest.mark.parametrize(
    ("added", "sent"),
    [
        ({"x-a": "1", "x-b": "2"}, {"x-a": "1", "x-b": "2"}),
        ({"x-a": "1", "x b": "2"}, {}),
        ({"x b": "2", "x-a": "1"}, {}),
        ({}, {}),
        (None, {}),
    ],
)
def test_fields_are_added_all_or_none(world: World, added: Mapping[str, str], sent: dict[str, str]) -> None:
    """One that cannot be sent shows that the observer is wrong."""

    async def scenario() -> None:
        await compose([ObserveSendsPolicy([Sends(added)])], world.runtime)(a_call())

    world.run(scenario)
    assert {name: value for name, value in world.sent[0].headers.items() if name.startswith("x")} == sent


@pytest.mark.parametrize(("began", "took", "warned"), [(0.0, 0.1, False), (50.0, 0.0625, False), (50.0, 0.125, True)])
def test_a_slow_observer_is_told_on(began: float, took: float, warned: bool, caplog: pytest.LogCaptureFixture) -> None:
    """One that takes longer than a tenth of a second of a call; what it returns is not lost."""
    runtime, times = SimRuntime(lambda call: _streams()), iter([began, began + took])
    runtime.now = lambda: next(times)  # type: ignore[method-assign]
    assert told([lambda: "answer"], runtime) == ["answer"]
    assert ("of a call" in caplog.text) is warned
