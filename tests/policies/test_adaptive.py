"""The adaptive limit: what makes it grow and shrink, and what must not."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Options, Response
from ferrule.errors import AttemptTimeout, ConfigError, ConnectFailed, DeadlineExceeded, ReadFailed
from ferrule.policies.adaptive import Adaptive, Aimd, is_drop
from ferrule.policies.announcer import Announcer
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.details import LimitChange
from ferrule.policies.pipeline import compose
from ferrule.runtime.sim import SimRuntime
from worlds import World, a_call, a_response


def policy_of(initial: int, most: int = 100, **more: float) -> ConcurrencyPolicy:
    """A policy with an adaptive limit."""
    return ConcurrencyPolicy(Concurrency(limit=most, adaptive=Adaptive(initial=initial, **more)))  # type: ignore[arg-type]


def test_it_grows_by_one_a_round_while_it_holds_calls_back(world: World) -> None:
    """With callers waiting, each full round of answers adds a place, and who waits gets it at once."""
    world.handler = world.after(1, 200)
    policy = policy_of(4)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(15)]
        for task in tasks:
            await task.join()
        assert [world.sent_at.count(float(second)) for second in range(4)] == [4, 4, 5, 2]
        assert (policy.limit, policy.active, policy.queued) == (6, 0, 0)

    world.run(scenario)


def test_observers_are_told_of_each_change_and_of_nothing_else(world: World) -> None:
    """Of its numbers before and after, and when."""
    changes: list[object] = []
    announcer = Announcer()
    announcer.listeners = (changes.append,)
    policy = ConcurrencyPolicy(Concurrency(limit=100, adaptive=Adaptive(initial=10)), announcer)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await handler(a_call())
        assert changes == []
        world.handler = world.after(1.0, 503)
        for pause in (2.0, 0.0, 1.0):  # the second was sent when the first had only just shrunk it
            await world.runtime.sleep(pause)
            assert (await handler(a_call())).status_code == 503

    world.run(scenario)
    assert changes == [LimitChange(10, 7, 3.0), LimitChange(7, 4, 6.0)]


def test_a_deadline_that_ends_what_was_never_sent_is_no_drop(world: World) -> None:
    """Whatever was on the wire before in the same call."""
    policy = policy_of(10)

    async def waits(call: Call, next: object, runtime: object) -> Response:
        call.trace.under_way = True
        raise DeadlineExceeded("over")

    async def scenario() -> None:
        call = a_call(deadline=5.0, options=Options(deadline=5.0))
        await world.runtime.sleep(5.0)
        with suppress(DeadlineExceeded):
            await compose([policy, waits], world.runtime)(call)
        assert policy.limit == 10

    world.run(scenario)


def test_it_does_not_grow_when_it_holds_nobody_back(world: World) -> None:
    """A thousand lonely calls teach nothing about two hundred at once."""

    async def scenario() -> None:
        policy = policy_of(10)
        handler = compose([policy], world.runtime)
        for _ in range(1000):
            await handler(a_call())
        assert policy.limit == 10

    world.run(scenario)


def test_constant_timeouts_shrink_it_instead_of_looking_stable(world: World) -> None:
    """Calls that all take exactly the timeout are drops, not a steady latency."""
    world.handler = world.after(60, 200)
    policy = policy_of(50)

    async def scenario() -> None:
        handler = compose([policy, AttemptTimeoutPolicy()], world.runtime)
        for _ in range(20):
            with pytest.raises(AttemptTimeout):
                await handler(a_call(options=Options(attempt_timeout=1.0)))
        assert policy.limit == 2

    world.run(scenario)


def test_a_deadline_that_ends_a_hanging_send_is_a_timeout_too(world: World) -> None:
    """Who sets a short deadline and no attempt timeout still learns."""
    world.handler = world.after(60, 200)
    policy = policy_of(10)

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), policy, AttemptTimeoutPolicy()], world.runtime)
        with suppress(Exception):
            await handler(a_call(options=Options(deadline=1.0, attempt_timeout=None)))
        assert policy.limit == 7

    world.run(scenario)


def test_a_cancelled_call_is_no_timeout(world: World) -> None:
    """That somebody lost interest says nothing about the API."""
    world.handler = world.after(60, 200)
    policy = policy_of(10)

    async def scenario() -> None:
        handler = compose([policy, AttemptTimeoutPolicy()], world.runtime)
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(10)]
        await world.runtime.sleep(5)
        for task in tasks:
            task.cancel()
        for task in tasks:
            await task.join()
        assert (policy.limit, policy.active) == (10, 0)

    world.run(scenario)


def test_many_drops_at_once_are_one_piece_of_news(world: World) -> None:
    """Ten calls that break together shrink the limit once, not ten times."""
    world.handler = world.after(1, ReadFailed("x"))
    policy = policy_of(10)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        tasks = [world.runtime.spawn(lambda: _quietly(handler, a_call())) for _ in range(10)]
        for task in tasks:
            await task.join()
        assert policy.limit == 7

    world.run(scenario)


def test_calls_beyond_a_shrunken_limit_end_in_peace(world: World) -> None:
    """Nobody is thrown off the wire; new calls wait until there is room under the new limit."""
    world.script(world.after(1, 503), *[world.after(3, 200)] * 3, world.after(1, 200))
    policy = policy_of(4, backoff=0.5)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(5)]
        for task in tasks:
            await task.join()
        assert world.sent_at == [0.0, 0.0, 0.0, 0.0, 3.0]
        assert (policy.active, policy.queued) == (0, 0)

    world.run(scenario)


def test_what_is_a_drop() -> None:
    """Overload and silence are drops; ordinary errors are answers; a refused connection and bugs say nothing."""
    assert [is_drop(a_response(status)) for status in (200, 404, 500, 429, 503, 504, 408)] == [
        False, False, False, True, True, True, True,
    ]  # fmt: skip
    assert [is_drop(error) for error in (AttemptTimeout("x"), ReadFailed("x"), ConnectFailed("x"), ValueError())] == [
        True, True, None, None,
    ]  # fmt: skip


@given(st.lists(st.one_of(st.integers(1, 60), st.none()), max_size=300), st.integers(1, 5), st.integers(5, 50))
def test_it_stays_within_its_bounds(events: list[int | None], least: int, most: int) -> None:
    """Whatever happens, the limit is never below its minimum and never above the most."""
    aimd = Aimd(Adaptive(initial=20, minimum=least), most)
    for now, active in enumerate(events):
        if active is None:
            aimd.dropped(now, now + 0.5)
        else:
            aimd.answered(active)
        assert least <= aimd.limit <= most


@given(st.integers(0, 10**9))
def test_no_place_is_lost_while_the_limit_moves(seed: int) -> None:
    """Under random drops, cancels and deadlines all places are free at the end, and nobody is left in the queue."""
    rng = random.Random(seed)
    policy = policy_of(rng.randint(1, 6), most=8, minimum=1)
    inside = 0

    async def handler(call: Call) -> Response:
        nonlocal inside
        inside += 1
        assert inside <= 8
        try:
            await runtime.sleep(rng.randrange(4))
            if rng.random() < 0.2:
                raise ReadFailed("x")
            return a_response(rng.choice([200, 200, 503]))
        finally:
            inside -= 1

    runtime = SimRuntime(handler)
    handled = compose([DeadlinePolicy(), policy, AttemptTimeoutPolicy()], runtime)

    async def main() -> None:
        tasks = []
        for _ in range(40):
            options = Options(deadline=rng.choice([None, 1.0, 3.0]), attempt_timeout=2.0)
            tasks.append(runtime.spawn(lambda options=options: _quietly(handled, a_call(options=options))))
            if rng.random() < 0.3:
                await runtime.sleep(rng.randrange(3))
            if rng.random() < 0.4:
                rng.choice(tasks).cancel()
        for task in tasks:
            await task.join()

    runtime.run(main)
    assert (policy.active, policy.queued) == (0, 0)


def test_settings_that_cannot_work_are_refused() -> None:
    """All faults are named, and a minimum above the limit is one."""
    with pytest.raises(ConfigError) as raised:
        Adaptive(initial=0, minimum=0, backoff=1.0)
    assert [name for name in ("initial", "minimum", "backoff") if name not in str(raised.value)] == []
    with pytest.raises(ConfigError, match=r"limit \(3\) must not be below"):
        Concurrency(limit=3, adaptive=Adaptive(minimum=4))


async def _quietly(handler: object, call: Call) -> None:
    assert callable(handler)
    with suppress(Exception):
        await handler(call)
