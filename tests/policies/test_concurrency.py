"""Concurrency: places, the queue, and that no permit is ever lost."""

import asyncio
import random
import threading
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ferrule.call import Call, Options, Response
from ferrule.errors import QueueFull, ReadFailed
from ferrule.policies.adaptive import Adaptive
from ferrule.policies.concurrency import Bulkhead, Concurrency, ConcurrencyPolicy, QueuedCall
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.pipeline import compose
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime, drive
from ferrule.runtime.sim import SimRuntime
from worlds import World, a_call, a_response


def test_no_more_than_the_limit_are_on_the_wire(world: World) -> None:
    """Calls beyond the limit wait; all get their turn, in order of arrival."""
    world.handler = world.after(1, 200)
    policy = ConcurrencyPolicy(Concurrency(limit=2))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        calls = [a_call(url=f"https://api.shop.test/{n}") for n in range(6)]
        tasks = [world.runtime.spawn(lambda call=call: handler(call)) for call in calls]
        await world.runtime.sleep(0.5)
        assert (policy.active, policy.queued) == (2, 4)
        for task in tasks:
            await task.join()
        assert world.sent == calls
        assert world.sent_at == [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]
        assert calls[5].trace.notes == ["queued 2.000 s for a connection"]
        assert (calls[0].trace.notes, policy.active, policy.queued) == ([], 0, 0)

    world.run(scenario)


def test_a_larger_limit_admits_as_many_as_it_has_places() -> None:
    """Not one more; the first that came are the first."""
    bulkhead, runtime = Bulkhead(1, 9), SimRuntime(lambda call: None)
    assert bulkhead.try_enter()
    queued = [QueuedCall(runtime.event()) for _ in range(4)]
    assert all(map(bulkhead.try_queue, queued))
    assert bulkhead.resize(3) == queued[:2]
    assert (bulkhead.active, list(bulkhead.waiting)) == (3, queued[2:])


def test_a_full_queue_refuses_at_once(world: World) -> None:
    """The call that finds no room is refused without waiting, and the message says what to do."""
    world.handler = world.after(10, 200)

    async def scenario() -> None:
        handler = compose([ConcurrencyPolicy(Concurrency(limit=1, queue=1))], world.runtime)
        for _ in range(2):
            world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        with pytest.raises(
            QueueFull, match=r"1 calls are on the wire and 1 wait for a place; .* raise limit or queue"
        ) as raised:
            await handler(a_call())
        assert (world.runtime.now(), raised.value.may_have_acted) == (1.0, False)

    world.run(scenario)


def test_waiting_has_its_own_bound(world: World) -> None:
    """With `max_wait` a call leaves the queue in time, and its place in the queue is free again."""
    world.handler = world.after(10, 200)
    policy = ConcurrencyPolicy(Concurrency(limit=1, max_wait=2.0))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        with pytest.raises(QueueFull, match="no place became free within 2 s"):
            await handler(a_call())
        assert (world.runtime.now(), policy.active, policy.queued, len(world.sent)) == (3.0, 1, 0, 1)

    world.run(scenario)


def test_the_refusal_names_the_limit_that_holds(world: World) -> None:
    """Where the limit adapts, it is lower than the one that was set."""
    world.handler = world.after(10, 200)
    policy = ConcurrencyPolicy(Concurrency(limit=50, max_wait=2.0, queue=1, adaptive=Adaptive(initial=3)))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        for _ in range(3):
            world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        with pytest.raises(QueueFull, match="3 may be on the wire at once"):
            await handler(a_call())
        world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        with pytest.raises(QueueFull, match=r"^3 calls are on the wire"):
            await handler(a_call())

    world.run(scenario)


def test_failures_give_their_place_back(world: World) -> None:
    """A failed call frees its place as a successful one does."""
    world.script(ReadFailed("x"), 200)
    policy = ConcurrencyPolicy(Concurrency(limit=1, queue=0))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        with pytest.raises(ReadFailed):
            await handler(a_call())
        assert (await handler(a_call())).status_code == 200
        assert policy.active == 0

    world.run(scenario)


def test_cancelled_waiters_leave_and_cancelled_calls_hand_on(world: World) -> None:
    """Cancelling a waiter loses no place; cancelling a call on the wire lets the next one in at once."""
    world.handler = world.after(10, 200)
    policy = ConcurrencyPolicy(Concurrency(limit=1))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        first, second, third = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(3)]
        await world.runtime.sleep(1)
        second.cancel()
        await second.join()
        assert (policy.active, policy.queued) == (1, 1)
        first.cancel()
        await third.join()
        assert (world.sent_at, policy.active, policy.queued) == ([0.0, 1.0], 0, 0)

    world.run(scenario)


def test_a_place_handed_to_a_waiter_that_is_cancelled_goes_on(world: World) -> None:
    """The place that was handed over in the moment of the cancellation goes to the next in the queue."""
    world.handler = world.after(5, 200)
    policy = ConcurrencyPolicy(Concurrency(limit=1))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        calls = [a_call(options=Options(deadline=deadline)) for deadline in (None, 5.0, None)]
        deadlined = compose([DeadlinePolicy(), policy], world.runtime)
        tasks = [world.runtime.spawn(lambda call=call: deadlined(call)) for call in calls]
        for task in tasks:
            await task.join()
        # The second's deadline came in the very moment its place did.
        assert (world.sent[-1], world.runtime.now()) == (calls[2], 10.0)
        assert (policy.active, policy.queued) == (0, 0)
        assert (await handler(a_call())).status_code == 200

    world.run(scenario)


@given(st.integers(0, 10**9), st.integers(1, 4), st.integers(0, 6))
def test_random_cancels_and_deadlines_lose_no_place(seed: int, limit: int, queue: int) -> None:
    """Whatever is cancelled, times out or fails, never more than the limit run, and all places are free at the end."""
    rng = random.Random(seed)
    policy = ConcurrencyPolicy(Concurrency(limit=limit, queue=queue, max_wait=rng.choice([None, 2])))
    running = peak = 0

    async def handler(call: Call) -> Response:
        nonlocal running, peak
        running += 1
        peak = max(peak, running)
        try:
            await runtime.sleep(rng.randrange(4))
            if rng.random() < 0.2:
                raise ReadFailed("x")
            return a_response()
        finally:
            running -= 1

    runtime = SimRuntime(handler)

    async def main() -> None:
        handled = compose([DeadlinePolicy(), policy], runtime)
        tasks = []
        for _ in range(30):
            deadline = rng.choice([None, 1.0, 2.0, 3.0])
            tasks.append(runtime.spawn(lambda d=deadline: _quietly(handled, a_call(options=Options(deadline=d)))))
            if rng.random() < 0.4:
                await runtime.sleep(rng.randrange(3))
            if rng.random() < 0.5:
                rng.choice(tasks).cancel()
        for task in tasks:
            await task.join()

    runtime.run(main)
    assert peak <= limit
    assert (policy.active, policy.queued) == (0, 0)


async def _quietly(handler: Any, call: Call) -> None:
    with suppress(Exception):
        await handler(call)


class BulkheadMachine(RuleBasedStateMachine):
    """The counting alone, against a model: a set of those inside and a list of those who wait."""

    def __init__(self) -> None:
        super().__init__()
        self.bulkhead = Bulkhead(limit=2, queue=3)
        self.inside = 0
        self.waiting: list[QueuedCall] = []
        self.admitted: list[QueuedCall] = []

    @rule()
    def arrive(self) -> None:
        waiter = QueuedCall(threading.Event())
        if self.bulkhead.try_enter():
            assert self.inside < 2
            self.inside += 1
        elif self.bulkhead.try_queue(waiter):
            self.waiting.append(waiter)
        else:
            assert len(self.waiting) == 3

    @precondition(lambda self: self.inside)
    @rule()
    def leave(self) -> None:
        self._handed_to(self.bulkhead.leave())

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def give_up_waiting(self, data: st.DataObject) -> None:
        waiter = data.draw(st.sampled_from(self.waiting))
        self.waiting.remove(waiter)
        assert self.bulkhead.give_up(waiter) is None

    @precondition(lambda self: self.admitted)
    @rule()
    def give_up_when_already_admitted(self) -> None:
        self._handed_to(self.bulkhead.give_up(self.admitted.pop()))

    def _handed_to(self, following: QueuedCall | None) -> None:
        if following is None:
            assert not self.waiting
            self.inside -= 1
        else:
            assert following is self.waiting.pop(0)
            self.admitted.append(following)

    @invariant()
    def counts_agree(self) -> None:
        assert self.bulkhead.active == self.inside
        assert list(self.bulkhead.waiting) == self.waiting
        assert not self.waiting or self.inside == 2


TestBulkhead = BulkheadMachine.TestCase


class Engine:
    """Counts how many are inside at once, in real threads or a real loop."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.inside = self.peak = self.sends = 0

    async def send(self, call: Call) -> Response:
        with self.lock:
            self.inside += 1
            self.sends += 1
            self.peak = max(self.peak, self.inside)
        await self.pause()
        with self.lock:
            self.inside -= 1
        return a_response()

    async def pause(self) -> None:
        return None

    async def aclose(self) -> None:
        return None


def test_real_threads_share_the_places() -> None:
    """Under real threads the limit holds and every call gets through."""
    engine = Engine()
    policy = ConcurrencyPolicy(Concurrency(limit=3))
    handler = compose([policy], BlockingRuntime(engine))

    def work() -> None:
        for _ in range(50):
            drive(handler(a_call()))

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (engine.sends, engine.peak <= 3, policy.active, policy.queued) == (600, True, 0, 0)


def test_a_policy_outlives_its_loop() -> None:
    """Nothing is bound to the first loop, also after calls have queued in it."""
    policy = ConcurrencyPolicy(Concurrency(limit=1))
    engine = Engine()
    engine.pause = lambda: asyncio.sleep(0)

    async def main() -> int:
        handler = compose([policy], AsyncRuntime(engine))
        responses = await asyncio.gather(*(handler(a_call()) for _ in range(5)))
        return len(responses)

    assert [asyncio.run(main()) for _ in range(2)] == [5, 5]
    assert policy.active == 0


def test_two_loops_in_two_threads_share_the_places() -> None:
    """A place freed in one loop wakes a waiter in another."""
    policy = ConcurrencyPolicy(Concurrency(limit=2))
    engine = Engine()
    engine.pause = lambda: asyncio.sleep(0)

    async def main() -> None:
        handler = compose([policy], AsyncRuntime(engine))
        await asyncio.gather(*(handler(a_call()) for _ in range(100)))

    threads = [threading.Thread(target=lambda: asyncio.run(main())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (engine.sends, engine.peak <= 2, policy.active, policy.queued) == (300, True, 0, 0)


def test_a_forked_child_starts_with_all_places_free(world: World) -> None:
    """Calls that are under way in the parent take no place in the child."""
    policy = ConcurrencyPolicy(Concurrency(limit=1, queue=0))

    async def fork_while_sending(call: Call) -> Response:
        policy.after_fork()  # what the child runs
        assert policy.active == 0
        return a_response()

    world.handler = fork_while_sending

    async def scenario() -> None:
        await compose([policy], world.runtime)(a_call())
        assert policy.active == 0

    world.run(scenario)
