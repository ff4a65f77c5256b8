"""The retry budget: how many extra requests all calls of a client together may make."""

import math
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Options
from ferrule.errors import ConfigError, ReadFailed
from ferrule.policies.budget import Account, Budget
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.policies.window import Window
from worlds import World, a_call, a_response

EXHAUSTED = "client-side retry budget exhausted"
NO_RESERVE = Budget(reserve=0.0)


def pipeline(world: World, **settings: Any) -> Next:
    """One client's retries."""
    retry = Retry(**{"transient_scale": 0.0, "throttle_scale": 0.0} | settings)
    return compose([ObservePolicy(), DeadlinePolicy(), RetryPolicy(retry)], world.runtime)


# What a client does with it


def test_a_client_may_retry_from_its_first_call_on(world: World) -> None:
    """The reserve pays for the retries of a client that has made no calls yet."""
    world.script(503)

    async def scenario() -> None:
        call = a_call()
        await pipeline(world)(call)
        assert [attempt.reason for attempt in call.trace.attempts][-1] == "all 3 attempts were made"

    world.run(scenario)


def test_exhaustion_is_said_in_words(world: World) -> None:
    """The reason names the client's own budget, so that nobody looks for a limit of the server."""
    world.script(503)

    async def scenario() -> None:
        call = a_call()
        response = await pipeline(world, budget=NO_RESERVE)(call)
        assert (response.status_code, len(world.sent)) == (503, 1)
        assert call.trace.attempts[-1].reason == (
            f"{EXHAUSTED} (20% of the calls of the last 10 s, and a reserve of 0)"
        )

    world.run(scenario)


def test_an_outage_costs_a_fifth_more_requests_not_three_times_as_many(world: World) -> None:
    """While all calls fail, the retries of a whole client stay at the budget's share."""
    world.script(503)

    async def scenario() -> None:
        handler = pipeline(world)
        for _ in range(600):
            await handler(a_call())
            await world.runtime.sleep(0.1)
        assert 1.15 * 600 <= len(world.sent) <= 1.2 * 600

    world.run(scenario)


def test_the_reserve_is_a_loan_on_later_calls(world: World) -> None:
    """Over a minute's outage a client of one call a second makes no more than a fifth extra, its reserve included."""
    world.script(503)

    async def scenario() -> None:
        handler = pipeline(world)
        for _ in range(60):
            await handler(a_call())
            await world.runtime.sleep(1)
        assert len(world.sent) <= 1.2 * 60

    world.run(scenario)


def test_a_slow_client_in_an_outage_does_not_get_its_reserve_back(world: World) -> None:
    """One call a minute may use the reserve once; time alone does not fill it again while nothing succeeds."""
    world.script(ReadFailed("x"))

    async def scenario() -> None:
        handler = pipeline(world)
        for _ in range(60):
            with pytest.raises(ReadFailed):
                await handler(a_call())
            await world.runtime.sleep(60)
        assert len(world.sent) == 60 + 5

    world.run(scenario)


def test_the_reserve_comes_back_by_successes(world: World) -> None:
    """Five calls that succeed earn one retry of the reserve."""

    async def scenario() -> None:
        handler = pipeline(world, budget=Budget(reserve=2.0))
        world.script(503)
        await handler(a_call())
        await world.runtime.sleep(60)
        world.script(200)
        for _ in range(5):
            await handler(a_call())
        await world.runtime.sleep(60)
        world.script(503)
        world.sent.clear()
        call = a_call()
        await handler(call)
        assert (len(world.sent), call.trace.attempts[-1].reason.startswith(EXHAUSTED)) == (2, True)

    world.run(scenario)


def test_a_drained_budget_keeps_the_backoff_for_callers_who_loop(world: World) -> None:
    """The failing call still takes the time its retry's wait would have taken; the trace says so."""
    world.script(503)

    async def scenario() -> None:
        call = a_call()
        await pipeline(world, budget=NO_RESERVE, wait=lambda _: 0.7)(call)
        assert (world.runtime.now(), call.trace.attempts[-1].wait, len(world.sent)) == (0.7, None, 1)
        assert call.trace.notes == ["waited 0.7 s, though the retry budget allows no other attempt"]

    world.run(scenario)


def test_a_drained_budget_does_not_hold_a_call_that_was_told_when_to_come_back(world: World) -> None:
    """With a `Retry-After` the error carries the time, and comes at once."""
    world.script(a_response(503, retry_after="5"))

    async def scenario() -> None:
        await pipeline(world, budget=NO_RESERVE)(a_call())
        assert world.runtime.now() == 0.0

    world.run(scenario)


def test_a_wait_that_the_deadline_forbids_costs_nothing(world: World) -> None:
    """The budget is asked last, when nothing else is in the way."""
    world.script(a_response(503, retry_after="5"))

    async def scenario() -> None:
        handler = pipeline(world, budget=Budget(reserve=1.0))
        await handler(a_call(options=Options(deadline=2.0)))
        await handler(a_call())
        assert len(world.sent) == 3

    world.run(scenario)


def test_calls_at_once_share_one_budget(world: World) -> None:
    """A hundred calls that fail together make no more retries than a hundred one after the other."""
    world.handler = world.after(1, 503)

    async def scenario() -> None:
        handler = pipeline(world)
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(100)]
        for task in tasks:
            await task.join()
        assert len(world.sent) == 120 + 5

    world.run(scenario)


def test_a_budget_of_none_is_no_bound(world: World) -> None:
    """Who wants every call to make all its attempts may have it."""
    world.script(503)

    async def scenario() -> None:
        handler = pipeline(world, budget=None)
        for _ in range(50):
            await handler(a_call())
        assert len(world.sent) == 150

    world.run(scenario)


# The account alone


def test_fractions_add_up_to_whole_requests() -> None:
    """Ten tenths make one, also in floating point, in the window and in the reserve."""
    account = Account(Budget(ratio=0.1, reserve=0.0))
    for _ in range(10):
        account.deposit(0.0)
    assert [account.withdraw(0.0), account.withdraw(0.0)] == [True, False]
    account = Account(Budget(ratio=0.1, reserve=1.0))
    assert [account.withdraw(0.0), account.withdraw(0.0)] == [True, False]
    for _ in range(10):
        account.succeed()
    assert [account.withdraw(0.0), account.withdraw(0.0)] == [True, False]


def test_real_threads_never_overdraw() -> None:
    """Threads that withdraw at the same moment get no more than there is."""
    account = Account(Budget(ratio=0.2, reserve=7.0))
    for _ in range(100):
        account.deposit(0.0)
    with ThreadPoolExecutor(16) as threads:
        granted = sum(threads.map(lambda _: account.withdraw(0.0), range(400)))
    assert granted == 20 + 7


def test_deposits_expire() -> None:
    """A busy hour ago allows no burst now."""
    account = Account(Budget(reserve=0.0))
    for _ in range(10_000):
        account.deposit(0.0)
    assert not account.withdraw(11.0)


@given(
    st.lists(
        st.tuples(st.sampled_from(["call", "retry", "succeed", "wait"]), st.integers(1, 8)), min_size=1, max_size=300
    ),
    st.sampled_from([0.0, 0.1, 0.2, 1 / 3, 1.0]),
    st.sampled_from([0.0, 0.5, 1.0, 5.0]),
)
def test_retries_never_exceed_the_budget(steps: list[tuple[str, int]], ratio: float, reserve: float) -> None:
    """In any order of events, the reserve stays in its bounds, and retries within what calls and successes earned."""
    account, now = Account(Budget(ratio=ratio, reserve=reserve)), 0.0
    calls = granted = successes = 0
    for step, count in steps:
        for _ in range(count):
            if step == "call":
                account.deposit(now)
                calls += 1
            elif step == "succeed":
                account.succeed()
                successes += 1
            elif step == "retry":
                granted += account.withdraw(now)
            else:
                now += 0.7
            assert 0.0 <= account.reserve <= reserve
            assert granted <= ratio * calls + reserve + ratio * successes + 1e-6


@given(
    st.lists(st.tuples(st.floats(0, 3), st.integers(0, 2), st.integers(0, 2)), max_size=60),
    st.floats(0.5, 20),
    st.floats(0, 30),
)
def test_the_window_counts_as_a_list_would(events: list[tuple[float, int, int]], seconds: float, pause: float) -> None:
    """The buckets hold what a full list of the last seconds would, to the width of one bucket."""
    window, now, model = Window(seconds, kinds=2), 0.0, deque[tuple[int, int, int]]()
    for gap, first, second in [*events, (pause, 0, 0)]:
        now += gap
        window.add(now, first, second)
        slot = int(now // (seconds / 10))
        model.append((slot, first, second))
        kept = [event for event in model if event[0] > slot - 10]
        assert window.totals == [sum(event[1] for event in kept), sum(event[2] for event in kept)]


@pytest.mark.parametrize(
    "faults", [{"ratio": 1.5}, {"ratio": -0.1}, {"reserve": -1}, {"window": 0}, {"ratio": math.nan}]
)
def test_impossible_budgets_are_refused(faults: Any) -> None:
    """Values out of range are refused when the settings are made."""
    with pytest.raises(ConfigError, match=next(iter(faults))):
        Budget(**faults)


# An account alone


@pytest.mark.parametrize(
    ("calls", "extra", "now", "left"),
    [(0, 0, 0.0, 2.0), (100, 0, 0.0, 22.0), (100, 15, 0.0, 7.0), (100, 20, 0.0, 2.0), (100, 21, 0.0, 1.0), (100, 20, 10.0, 2.0)],
)  # fmt: skip
def test_what_is_left_is_a_share_of_recent_calls_and_the_reserve(
    calls: int, extra: int, now: float, left: float
) -> None:
    """What is older than the window counts no more, neither for nor against it."""
    account = Account(Budget(ratio=0.2, reserve=2.0, window=10.0))
    for _ in range(calls):
        account.deposit(0.0)
    assert [account.withdraw(0.0) for _ in range(extra)] == [True] * extra
    assert account.left(now) == pytest.approx(left)


def test_the_share_is_used_up_before_the_reserve_and_to_its_last() -> None:
    """Then nothing is left."""
    account = Account(Budget(ratio=0.1, reserve=1.0, window=10.0))
    for _ in range(10):
        account.deposit(0.0)
    assert [account.withdraw(0.0) for _ in range(3)] == [True, True, False]
    assert (account.left(0.0), account.reserve) == (0.0, 0.0)


def test_what_was_lent_of_the_reserve_is_paid_back_by_later_calls() -> None:
    """They earn nothing until then: with a fifth a call, five calls for one."""
    account = Account(Budget(ratio=0.2, reserve=1.0, window=10.0))
    assert account.withdraw(0.0)
    for _ in range(10):
        account.deposit(0.0)
    assert account.left(0.0) == pytest.approx(1.0)


def test_successes_fill_the_reserve_up_again() -> None:
    """By a share each, to its brim."""
    account = Account(Budget(ratio=0.4, reserve=1.0, window=10.0))
    account.succeed()
    assert account.reserve == 1.0
    assert account.withdraw(0.0)
    found = []
    for _ in range(4):
        account.succeed()
        found.append(account.reserve)
    assert found == pytest.approx([0.4, 0.8, 1.0, 1.0])
