"""What only virtual time has: repeatable runs, whole days in moments, reports of what can never happen."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from ferrule.call import Call, Response
from ferrule.runtime.sim import Deadlock, SimRuntime
from worlds import a_call, a_response


async def _answer(call: Call) -> Response:
    return a_response()


def _day(seed: int, clients: int) -> list[float]:
    async def slow_answer(call: Call) -> Response:
        await runtime.sleep(runtime.random())
        return a_response()

    runtime = SimRuntime(slow_answer, seed=seed)
    answered: list[float] = []

    async def client() -> None:
        while runtime.now() < 86_400:
            await runtime.sleep(20_000 * runtime.random())
            with runtime.timeout(runtime.now() + 30):
                await runtime.send(a_call())
            answered.append(runtime.now())

    async def everybody() -> None:
        for task in [runtime.spawn(client) for _ in range(clients)]:
            await task.join()

    runtime.run(everybody)
    return answered


def test_same_seed_same_run() -> None:
    """A run repeats exactly with its seed, and differs with another."""
    assert _day(1, 20) == _day(1, 20)
    assert _day(1, 20) != _day(2, 20)


def test_a_day_of_many_clients_passes() -> None:
    """A day of a thousand clients is simulated to its end, in order."""
    answered = _day(0, 1_000)
    assert len(answered) > 8_000
    assert answered == sorted(answered)
    assert answered[-1] > 86_400


def test_foreign_wait_is_named() -> None:
    """Awaiting what virtual time knows nothing of raises a TypeError that names the culprit."""

    async def user_hook() -> None:
        await asyncio.get_running_loop().create_future()

    async def scenario() -> None:
        await user_hook()

    async def main() -> None:
        with pytest.raises(TypeError, match=r"user_hook suspended .* SimRuntime cannot wait for"):
            SimRuntime(_answer).run(scenario)

    asyncio.run(main())


def test_deadlock_says_who_waits() -> None:
    """The report of a deadlock names the waiting coroutines, down to the wait."""
    runtime = SimRuntime(_answer)

    async def queue_for_a_slot() -> None:
        await runtime.event().wait()

    with pytest.raises(Deadlock, match=r"queue_for_a_slot > SimEvent\.wait"):
        runtime.run(queue_for_a_slot)


def test_endless_sleep_is_a_deadlock() -> None:
    """Sleeping for ever, alone, is reported instead of done."""
    runtime = SimRuntime(_answer)
    with pytest.raises(Deadlock):
        runtime.run(partial(runtime.sleep, float("inf")))


def test_waiting_outside_of_run_is_refused() -> None:
    """A wait that no scheduler drives says so."""
    with pytest.raises(RuntimeError, match=r"inside SimRuntime\.run"):
        SimRuntime(_answer).sleep(1).send(None)


def test_a_run_inside_a_run_is_refused() -> None:
    """One scheduler cannot run inside itself."""
    runtime = SimRuntime(_answer)

    async def scenario() -> None:
        runtime.run(scenario)

    with pytest.raises(RuntimeError, match="running already"):
        runtime.run(scenario)


def test_keyboard_interrupt_stops_the_simulation() -> None:
    """An interrupt from the keyboard leaves the simulation; spawned work still cleans up."""
    runtime = SimRuntime(_answer)
    seen: list[str] = []

    async def beside() -> None:
        try:
            await runtime.sleep(100)
        finally:
            seen.append("cleaned up")

    async def scenario() -> None:
        runtime.spawn(beside)
        await runtime.sleep(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runtime.run(scenario)
    assert seen == ["cleaned up"]
