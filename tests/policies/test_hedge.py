"""Hedging: when a second request is sent, whose answer counts, and what becomes of the other."""

import asyncio
import io
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Facts, Options, Response
from ferrule.errors import AttemptTimeout, ConfigError, DeadlineExceeded, QueueFull, ReadFailed, Refused
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy, State
from ferrule.policies.budget import Budget
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.hedge import Hedge, HedgePolicy, Latencies, pushes_back
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.blocking import drive
from worlds import EPOCH, OPERATION, AsyncWorld, BlockingWorld, World, a_call, a_response

PLENTY = Budget(ratio=1.0, reserve=1000.0)
HEDGE = Hedge(after=1.0, budget=PLENTY)


def pipeline(world: World, settings: Hedge = HEDGE, *below: Any) -> Next:
    """Hedging between its neighbours."""
    return compose(
        [
            ObservePolicy(),
            DeadlinePolicy(),
            RetryPolicy(Retry(attempts=1)),
            HedgePolicy(settings),
            *below,
            AttemptTimeoutPolicy(),
        ],
        world.runtime,
    )


def run(world: World, settings: Hedge = HEDGE, call: Call | None = None, *below: Any) -> tuple[Any, Call]:
    """One call: what it came to, and the call with its trace."""
    call = call or a_call()

    async def scenario() -> Any:
        try:
            return (await pipeline(world, settings, *below)(call)).status_code
        except Exception as error:
            return error

    return world.run(scenario), call


# When, and whose answer


def test_a_slow_request_is_sent_again_and_the_quicker_answer_counts(world: World) -> None:
    """After the delay a second request goes out; its answer is taken, the first is cancelled, the trace knows both."""
    world.script(world.after(60, 200), world.after(0.5, 201))
    outcome, call = run(world)
    assert (outcome, world.sent_at, world.runtime.now()) == (201, [0.0, 1.0], 1.5)
    assert (call.trace.sends, call.trace.may_have_acted, len(call.trace.attempts)) == (2, True, 1)
    assert call.trace.notes == ["hedged after 1 s: request 2 of 2 answered"]


def test_a_quick_request_is_not_hedged(world: World) -> None:
    """An answer within the delay costs nothing more."""
    world.handler = world.after(0.9, 200)
    outcome, call = run(world)
    assert (outcome, len(world.sent), call.trace.notes) == (200, 1, [])


def test_the_first_may_still_win(world: World) -> None:
    """Which was sent first does not matter; the loser is stopped at once."""
    stopped: list[float] = []

    async def loses(call: Call) -> Response:
        try:
            await world.runtime.sleep(60)
        finally:
            stopped.append(world.runtime.now())
        return a_response()

    world.script(world.after(1.5, 200), loses)
    outcome, call = run(world)
    assert (outcome, world.runtime.now(), stopped) == (200, 1.5, [1.5])
    assert call.trace.notes == ["hedged after 1 s: request 1 of 2 answered"]


@pytest.mark.parametrize("failure", [503, ReadFailed("x"), QueueFull("x")])
def test_a_failure_does_not_win(world: World, failure: Any) -> None:
    """Whichever fails first, the answer of the other is waited for."""
    world.script(world.after(3, 200), failure)
    assert run(world)[0] == 200
    world.script(world.after(2, failure), world.after(60, 200))
    assert run(world, call=a_call(options=Options(attempt_timeout=None, deadline=None)))[0] == 200


@pytest.mark.parametrize("extra", [QueueFull("x"), 503])
def test_that_it_was_hedged_does_not_change_how_it_failed(world: World, extra: Any) -> None:
    """When all fail, the failure of the first request is the call's."""
    first = ReadFailed("the first")
    world.script(world.after(2, first), extra)
    outcome, call = run(world)
    assert outcome is first
    assert call.trace.notes == ["hedged after 1 s: none of 2 requests succeeded"]


def test_a_failure_before_the_delay_is_left_to_the_retry_policy(world: World) -> None:
    """What failed is no slow request; its repetition has its wait and its own budget."""
    world.script(world.after(0.5, 503))
    outcome, _ = run(world)
    assert (outcome, len(world.sent), world.runtime.now()) == (503, 1, 0.5)


def test_something_broken_ends_all(world: World) -> None:
    """An error that is no outcome of a call, such as a wrong setting, is raised at once."""
    world.script(world.after(60, 200), ConfigError("no such thing"))
    outcome, _ = run(world)
    assert (type(outcome), world.runtime.now()) == (ConfigError, 1.0)


def test_more_than_one_extra_request_follows_at_the_same_interval(world: World) -> None:
    """Up to `extra` are sent, one after the other."""
    world.handler = world.after(10, 200)
    outcome, call = run(world, attrs.evolve(HEDGE, extra=2), a_call(options=Options(attempt_timeout=None)))
    assert (outcome, world.sent_at, call.trace.sends) == (200, [0.0, 1.0, 2.0], 3)


# When not


@pytest.mark.parametrize("pushback", [a_response(429), a_response(503, retry_after="9")])
def test_no_further_request_is_sent_past_pushback(world: World, pushback: Response) -> None:
    """A server that asks for patience is not sent a third request; what is under way is waited for."""
    world.script(world.after(10, 200), pushback)
    settings = attrs.evolve(HEDGE, extra=5)
    outcome, _ = run(world, settings, a_call(options=Options(attempt_timeout=None)))
    assert (outcome, world.sent_at) == (200, [0.0, 1.0])


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_methods_that_change_something_are_not_hedged(world: World, method: str) -> None:
    """The server would act twice, or the loser's change would arrive after a later one."""
    world.handler = world.after(5, 200)
    run(world, call=a_call(method))
    assert len(world.sent) == 1


def test_an_idempotency_key_does_not_make_a_post_hedgeable(world: World) -> None:
    """Two requests at once under one key are a conflict for many servers."""
    world.handler = world.after(5, 200)
    run(world, call=a_call("POST", headers={"idempotency-key": "k"}))
    assert len(world.sent) == 1


def test_an_operation_the_overlay_calls_idempotent_is_hedged(world: World) -> None:
    """A POST that only asks, such as token introspection, may be sent twice."""
    world.handler = world.after(5, 200)
    run(world, call=a_call("POST", operation=attrs.evolve(OPERATION, facts=Facts(idempotent=True))))
    assert len(world.sent) == 2


@pytest.mark.parametrize("make", [lambda: io.BytesIO(b"x"), lambda: iter([b"x"])])
def test_a_body_that_is_read_as_it_is_sent_is_not_hedged(world: World, make: Any) -> None:
    """Two requests cannot read one file at once, even if it could be sent twice in turn."""
    world.handler = world.after(5, 200)
    run(world, attrs.evolve(HEDGE, methods={"PUT"}), a_call("PUT", body={"content": make()}))
    assert len(world.sent) == 1
    run(world, attrs.evolve(HEDGE, methods={"put"}), a_call("PUT", body={"content": b"x"}))
    assert len(world.sent) == 3


def test_an_exhausted_budget_leaves_the_first_request_alone(world: World) -> None:
    """The budget bounds the extra load; the call itself goes on as if it were not hedged."""
    world.handler = world.after(5, 200)
    outcome, call = run(world, Hedge(after=1.0, budget=Budget(ratio=0.0, reserve=0.0)))
    assert (outcome, len(world.sent)) == (200, 1)
    assert call.trace.notes == ["not hedged: budget exhausted (0% of the calls of the last 10 s, and a reserve of 0)"]


def test_an_api_that_became_slow_is_not_sent_twice_as_much(world: World) -> None:
    """When every request is slow, the budget keeps the extra load small."""
    world.handler = world.after(5, 200)

    async def scenario() -> None:
        handler = pipeline(world, Hedge(after=1.0))
        for _ in range(50):
            tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(4)]
            for task in tasks:
                await task.join()
        assert 200 < len(world.sent) <= 200 * 1.05 + 1

    world.run(scenario)


def test_what_overlay_or_caller_call_unsafe_is_not_hedged(world: World) -> None:
    """Although the method is safe."""
    world.script(world.after(3, 200))
    operation = attrs.evolve(OPERATION, facts=Facts(idempotent=False))

    async def scenario() -> None:
        handler = pipeline(world)
        await handler(a_call(operation=operation))
        await handler(a_call(options=Options(idempotent=False)))

    world.run(scenario)
    assert len(world.sent) == 2


def test_a_streamed_call_is_not_hedged(world: World) -> None:
    """Two bodies could not both be read."""
    world.script(world.after(3, 200))
    run(world, call=a_call(stream=True))
    assert len(world.sent) == 1


def test_a_hedged_call_does_not_fill_the_reserve(world: World) -> None:
    """Only what needed no second request shows that the API is well."""
    slow = world.after(60, 200)
    world.script(slow, 200, 200, slow)
    settings = Hedge(after=1.0, budget=Budget(ratio=0.5, reserve=1.0, window=0.5))

    async def scenario() -> None:
        handler = pipeline(world, settings)
        for sends in (2, 3):
            await handler(a_call())
            await world.runtime.sleep(1)
            assert len(world.sent) == sends
        with pytest.raises(AttemptTimeout):
            await handler(a_call())
        assert len(world.sent) == 4

    world.run(scenario)


# Learning the delay


def test_a_delay_is_renewed_every_ten_requests() -> None:
    """Not with each: sorting the recent ones costs time."""
    latencies = Latencies()
    known: list[float | None] = []
    for seconds in [1.0] * 20 + [5.0] * 10 + [9.0] * 10:
        latencies.add(seconds, 0.95)
        known.append(latencies.known)
    assert known[18:20] == [None, 1.0]
    assert known[28:30] == [1.0, 5.0]
    assert known[38:40] == [5.0, 9.0]


def test_a_first_request_that_failed_counts_with_its_own_time(world: World) -> None:
    """Not with that of the second, which answered much later."""

    async def scenario() -> None:
        handler = pipeline(world, Hedge(budget=PLENTY))
        world.handler = world.after(1.0, 200)
        for _ in range(20):
            await handler(a_call())
        for _ in range(10):
            world.script(world.after(2.0, 500), world.after(7.0, 200))
            assert (await handler(a_call())).status_code == 200
        world.handler = world.after(3.0, 200)
        began = world.runtime.now()
        world.sent_at.clear()
        await handler(a_call())
        assert [at - began for at in world.sent_at] == pytest.approx([0.0, 2.0])

    world.run(scenario)


def test_quick_failures_teach_no_delay(world: World) -> None:
    """An API that fails at once is not one that answers quickly."""

    async def scenario() -> None:
        handler = pipeline(world, Hedge(budget=PLENTY))
        world.handler = world.after(0.01, 500)
        for _ in range(30):
            await handler(a_call())
        world.handler = world.after(3.0, 200)
        world.sent.clear()
        await handler(a_call())
        assert len(world.sent) == 1

    world.run(scenario)


def test_a_learned_delay_has_a_least(world: World) -> None:
    """Requests that take no time at all would make every other one be sent twice."""

    async def scenario() -> None:
        handler = pipeline(world, Hedge(budget=PLENTY))
        for _ in range(20):
            await handler(a_call())
        world.handler = world.after(3.0, 200)
        world.sent_at.clear()
        await handler(a_call())
        assert world.sent_at == pytest.approx([0.0, 0.01])

    world.run(scenario)


def test_calls_pay_into_the_budget(world: World) -> None:
    """Each call adds its share: five at 20 % pay for one extra request, and not for two."""
    slow = world.after(60, 200)
    world.script(*[200] * 4, slow, 200, world.after(5, 200))
    settings = Hedge(after=1.0, budget=Budget(ratio=0.2, reserve=0.0, window=1000.0))

    async def scenario() -> None:
        handler = pipeline(world, settings)
        for sends in (1, 2, 3, 4, 6, 7):
            await handler(a_call())
            assert len(world.sent) == sends

    world.run(scenario)


def test_calls_that_need_no_hedge_fill_the_reserve_again(world: World) -> None:
    """A reserve that was used up is whole again after as many quick successes as the ratio says."""
    slow = world.after(60, 200)
    world.script(slow, 200, 200, 200, slow, 200)
    settings = Hedge(after=1.0, budget=Budget(ratio=0.5, reserve=1.0, window=0.5))

    async def scenario() -> None:
        handler = pipeline(world, settings)
        for sends in (2, 3, 4, 6):
            await handler(a_call())
            await world.runtime.sleep(1)  # the window forgets the calls; the reserve remains
            assert len(world.sent) == sends

    world.run(scenario)


def test_the_delay_is_learned_for_each_operation(world: World) -> None:
    """After twenty requests the percentile of their durations is the delay; other operations learn their own."""

    async def scenario() -> None:
        handler = pipeline(world, Hedge(budget=PLENTY))
        world.handler = world.after(5, 200)
        await handler(a_call())
        assert len(world.sent) == 1
        for number in range(19):
            world.handler = world.after(0.01 * (number + 1), 200)
            await handler(a_call())
        world.handler = world.after(8, 200)
        world.sent_at.clear()
        began = world.runtime.now()
        await handler(a_call())
        assert [at - began for at in world.sent_at] == pytest.approx([0.0, 5.0])
        world.sent_at.clear()
        await handler(a_call(operation=attrs.evolve(OPERATION, id="other")))
        assert len(world.sent_at) == 1

    world.run(scenario)


def test_losing_requests_count_as_at_least_as_slow_as_they_were(world: World) -> None:
    """Cancelled requests do not vanish from what is learned: the delay does not shrink by its own effect."""

    async def scenario() -> None:
        handler = pipeline(world, Hedge(percentile=0.5, budget=PLENTY))
        world.handler = world.after(1, 200)
        for _ in range(20):
            await handler(a_call())
        for _ in range(60):
            world.script(world.after(9, 200), world.after(0.1, 200))
            await handler(a_call())
        world.handler = world.after(1.05, 200)
        world.sent.clear()
        await handler(a_call())
        assert len(world.sent) == 1

    world.run(scenario)


@given(st.lists(st.floats(0, 100), min_size=20, max_size=400), st.floats(0.01, 0.999))
def test_what_is_learned_is_a_duration_that_was_seen(durations: list[float], percentile: float) -> None:
    """Never more than the longest of the recent durations, never less than the shortest."""
    latencies = Latencies()
    for seconds in durations:
        latencies.add(seconds, percentile)
    assert latencies.known in durations[-210:]


# Ends


def test_the_deadline_ends_all_requests(world: World) -> None:
    """No request outlives the call, and the error says what may have happened."""
    world.handler = world.after(60, 200)
    outcome, call = run(world, call=a_call(options=Options(deadline=3.0, attempt_timeout=None)))
    assert isinstance(outcome, DeadlineExceeded)
    assert (world.runtime.now(), call.trace.sends, outcome.may_have_acted) == (3.0, 2, True)
    assert "while sending, hedged" in str(outcome)


def test_no_request_is_sent_that_the_deadline_would_cut_off(world: World) -> None:
    """When the delay would pass the deadline, the call is not hedged."""
    world.handler = world.after(60, 200)
    run(world, call=a_call(options=Options(deadline=1.0)))
    assert len(world.sent) == 1


def test_cancelling_the_call_cancels_all_requests_and_releases_all(world: World) -> None:
    """Nothing goes on in the background, no place stays taken, and the breaker counts nothing."""
    world.handler = world.after(60, 200)
    breaker = BreakerPolicy(Breaker(minimum_calls=1))
    bulkhead = ConcurrencyPolicy(Concurrency(limit=4))

    async def scenario() -> None:
        handler = pipeline(world, HEDGE, breaker, bulkhead)
        task = world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(2)
        assert bulkhead.active == 2
        task.cancel()
        await task.join()
        assert (bulkhead.active, world.runtime.now()) == (0, 2.0)
        assert set(breaker.states.values()) == {State.CLOSED}

    world.run(scenario)


def test_a_cancelled_loser_is_not_held_against_the_api(world: World) -> None:
    """The breaker counts the winner's success, and nothing for the loser."""
    breaker = BreakerPolicy(Breaker(minimum_calls=1))

    async def scenario() -> None:
        handler = pipeline(world, HEDGE, breaker)
        for _ in range(20):
            world.script(world.after(60, 200), 200)
            await handler(a_call())
        assert set(breaker.states.values()) == {State.CLOSED}

    world.run(scenario)


def test_each_request_has_its_own_attempt_timeout(world: World) -> None:
    """The second request is given its whole time, and may answer after the first timed out."""
    world.script(world.after(60, 200), world.after(1.9, 200))
    outcome, _ = run(world, call=a_call(options=Options(attempt_timeout=2.0)))
    assert (outcome, world.runtime.now()) == (200, 2.9)


@pytest.mark.parametrize(
    "faults",
    [
        {"after": 0},
        {"percentile": 1.0},
        {"least": 0},
        {"extra": 0},
        {"methods": {"POST"}},
        {"methods": {"get", "patch"}},
    ],
)
def test_impossible_settings_are_refused(faults: Any) -> None:
    """Methods that are not idempotent, and values out of range, are refused when the settings are made."""
    with pytest.raises(ConfigError, match=next(iter(faults))):
        Hedge(**faults)


# Closing


def close_after(world: World, seconds: float) -> None:
    """Close the runtime from outside of the call, as another task or thread does."""

    async def close() -> None:
        await world.runtime.sleep(seconds)
        await world.runtime.aclose()

    if isinstance(world, BlockingWorld):
        world.threads.start(lambda: drive(close()))
    else:
        world.closing = asyncio.get_running_loop().create_task(close())  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [AsyncWorld, BlockingWorld])
@pytest.mark.parametrize("seconds", [0.0, 0.5, 2.0])
def test_a_call_that_is_ended_by_closing_gets_a_refusal(kind: type[World], seconds: float) -> None:
    """With one request under way, with two, and with one that has not begun: no end of a task that it does not know."""
    world = kind()
    world.handler = world.after(50, 200)

    async def scenario() -> None:
        close_after(world, seconds)
        with pytest.raises(Refused, match="the client was closed"):
            await pipeline(world)(a_call())
        assert world.runtime.now() == seconds

    world.run(scenario)


def test_requests_that_never_began_end_the_call(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that was ended before its first step reports nothing itself."""
    runtime: Any = world.runtime
    spawn = runtime.spawn

    def at_once(work: Any, **settings: Any) -> Any:
        task = spawn(work, **settings)
        task.cancel()
        return task

    monkeypatch.setattr(runtime, "spawn", at_once)
    outcome, _ = run(world)
    assert isinstance(outcome, Refused)
    assert (outcome.may_have_acted, world.sent) == (False, [])


@pytest.mark.parametrize(
    ("outcome", "pushes"),
    [
        (None, False),
        (ReadFailed("x"), False),
        (a_response(200, retry_after="5"), False),
        (a_response(404, retry_after="5"), False),
        (a_response(429), True),
        (a_response(503), False),
        (a_response(503, retry_after="5"), True),
        (a_response(503, retry_after="0"), True),
    ],
    ids=str,
)
def test_what_asks_for_fewer_requests(outcome: Response | Exception | None, pushes: bool) -> None:
    """A 429, or a failure that names a wait. What is good, or never came, does not."""
    assert pushes_back(outcome, EPOCH) is pushes
