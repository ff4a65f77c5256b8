"""All policies together over a network that does anything: what holds whatever happens."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ferrule.call import Call, Options, Response
from ferrule.errors import CallError, ConnectFailed, ReadFailed
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy, State
from ferrule.policies.budget import Budget
from ferrule.policies.chaos import Chaos, ChaosPolicy
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.hedge import Hedge, HedgePolicy
from ferrule.policies.idempotency import IdempotencyKeyPolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.redirect import RedirectPolicy
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import SimWorld, a_call, a_response

STEPS = st.tuples(
    st.floats(0, 8),
    st.sampled_from([200, 302, 404, 429, 500, 503, ReadFailed, ConnectFailed]),
    st.sampled_from([{}, {"retry_after": "1"}, {"retry_after": "300"}]),
)
CALLS = st.lists(
    st.tuples(st.floats(0, 3), st.one_of(st.none(), st.floats(0.5, 12)), st.one_of(st.none(), st.floats(0, 6))),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=30), CALLS, st.integers(0, 1000))
def test_nothing_leaks_and_no_deadline_is_passed(steps: list[Any], calls: list[Any], seed: int) -> None:
    """Calls come at any time with any deadline, some are cancelled, the network answers, fails, redirects or hangs.

    No call outlives its deadline. Nothing is still being sent when its call has ended. Every place is given back, no
    probe stays counted, and the extra requests stay within their budgets.
    """
    world, sending, ended = SimWorld(), [0], list[Call]()
    for _ in range(seed):
        world.runtime.random()
    left = list(steps)

    async def network(call: Call) -> Response:
        seconds, outcome, headers = left.pop(0) if left else (0.1, 200, {})
        sending[0] += 1
        try:
            await world.runtime.sleep(seconds)
        finally:
            sending[0] -= 1
        if isinstance(outcome, int):
            return a_response(outcome, **headers, **({"location": "/next"} if outcome == 302 else {}))
        raise outcome("as the network likes")

    world.handler = network
    breaker = BreakerPolicy(Breaker(minimum_calls=3, window=10.0, open_for=2.0, probes=2, slow_after=4.0))
    bulkhead = ConcurrencyPolicy(Concurrency(limit=3, queue=2))
    handler = compose(
        [
            ObservePolicy(),
            DeadlinePolicy(),
            IdempotencyKeyPolicy(),
            RetryPolicy(Retry(budget=Budget(reserve=2.0))),
            HedgePolicy(Hedge(after=1.0, extra=2, budget=Budget(ratio=0.5, reserve=2.0))),
            RedirectPolicy(),
            breaker,
            bulkhead,
            AttemptTimeoutPolicy(),
            ChaosPolicy(Chaos(latency_rate=0.1, latency=0.5)),
        ],
        world.runtime,
    )

    async def one(call: Call) -> None:
        try:
            await handler(call)
        except CallError:
            pass
        finally:
            ended.append(call)

    async def scenario() -> None:
        tasks = []
        for pause, deadline, cancel_after in calls:
            await world.runtime.sleep(pause)
            call = a_call(options=Options(deadline=deadline, attempt_timeout=3.0))
            task = world.runtime.spawn(lambda call=call: one(call))
            tasks.append(task)
            if cancel_after is not None:
                world.runtime.spawn(lambda task=task, after=cancel_after: cancel(task, after))
        for task in tasks:
            await task.join()
        assert (sending[0], bulkhead.active, bulkhead.queued, len(ended)) == (0, 0, 0, len(calls))
        for call in ended:
            assert call.options.deadline is None or call.trace.duration <= call.options.deadline + 1e-6
        retries = sum(len(call.trace.attempts) - 1 for call in ended)
        assert retries <= 0.4 * len(calls) + 2  # the ratio, what successes give back to the reserve, and the reserve
        # However it stands: after the longest time it can be open, calls go through, and good ones close it.
        left.clear()
        await world.runtime.sleep(100)
        for _ in range(2):
            assert (await handler(a_call())).status_code == 200
        assert set(breaker.states.values()) == {State.CLOSED}

    async def cancel(task: Any, after: float) -> None:
        await world.runtime.sleep(after)
        task.cancel()

    world.run(scenario)
