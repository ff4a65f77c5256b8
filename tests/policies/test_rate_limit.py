"""Rate limits: the client's own pace, the server's quotas, and a fair line before both."""

import random
import threading
from contextlib import suppress
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Options, Response
from ferrule.errors import ConfigError, RateLimited, ReadFailed
from ferrule.policies.announcer import Announcer
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.known_quotas import KnownQuota, KnownQuotas
from ferrule.policies.limiters import SlidingWindow, TokenBucket
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.rate_limit import RateLimit, RateLimitPolicy
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.blocking import BlockingRuntime, drive
from ferrule.runtime.sim import SimRuntime
from ferrule.settings.policies import Policies
from worlds import EPOCH, OPERATION, World, a_call, a_response

ORIGIN = "https://api.shop.test"
OTHER = attrs.evolve(OPERATION, id="orders/list")
SEARCH = attrs.evolve(OPERATION, id="search/orders")


def call(operation: Any = OPERATION, weight: float = 1.0, deadline: float | None = None, **more: Any) -> Call:
    """A call to the client's own origin."""
    return a_call(
        operation=operation, origin=ORIGIN, options=Options(weight=weight), deadline=deadline or float("inf"), **more
    )


def told(left: int, reset: int, name: str = "q", **more: str) -> Response:
    """A response that tells its quota."""
    return a_response(200, ratelimit=f'"{name}";r={left};t={reset}', **more)


async def run_all(world: World, handler: Any, calls: list[Call]) -> None:
    """Make all calls at once and wait for all."""
    tasks = [world.runtime.spawn(lambda one=one: handler(one)) for one in calls]
    for task in tasks:
        await task.join()


# The client's own limit


def test_a_token_bucket_lets_a_burst_through_and_then_keeps_the_pace(world: World) -> None:
    """Three at once, then one every half second, in order of arrival; the wait is noted."""
    policy = RateLimitPolicy(RateLimit(rate=2, burst=3))

    async def scenario() -> None:
        calls = [call(url=f"{ORIGIN}/{n}") for n in range(6)]
        await run_all(world, compose([policy], world.runtime), calls)
        assert world.sent == calls
        assert world.sent_at == pytest.approx([0, 0, 0, 0.5, 1.0, 1.5], abs=0.01)
        assert calls[0].trace.notes == []
        assert "waited 1.5" in calls[5].trace.notes[0]
        assert "the client's own limit of 2 calls in 1 s" in calls[5].trace.notes[0]
        assert policy.queued == 0

    world.run(scenario)


def test_a_sliding_window_never_holds_more_than_its_rate(world: World) -> None:
    """After a burst of two at 0.9 s, the next two wait for those to leave the window, not for a round second."""
    policy = RateLimitPolicy(RateLimit(rate=2, per=1, algorithm="sliding-window"))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await world.runtime.sleep(0.9)
        await run_all(world, handler, [call() for _ in range(4)])
        assert world.sent_at == pytest.approx([0.9, 0.9, 1.9, 1.9], abs=0.01)

    world.run(scenario)


def test_a_heavy_operation_is_not_overtaken(world: World) -> None:
    """First come, first served: light calls wait behind a heavy one, so that it is not starved."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=1, burst=3))], world.runtime)
        calls = [call(weight=3), call(weight=3), call()]
        await run_all(world, handler, calls)
        assert world.sent == calls
        assert world.sent_at == pytest.approx([0, 3, 4], abs=0.01)

    world.run(scenario)


def test_a_weight_that_never_fits_takes_all_there_is(world: World) -> None:
    """A call heavier than the burst passes when the bucket is full, instead of never."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=1, burst=2))], world.runtime)
        await run_all(world, handler, [call(weight=50), call(weight=50)])
        assert world.sent_at == pytest.approx([0, 2], abs=0.01)

    world.run(scenario)


def test_who_cannot_wait_so_long_is_refused_at_once(world: World) -> None:
    """A call whose turn would come after its deadline, or after `max_wait`, is told when to come back instead."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=1, per=10, burst=1))], world.runtime)
        await handler(call())
        with pytest.raises(RateLimited, match="own limit of 1 calls in 10 s") as raised:
            await handler(call(deadline=5.0))
        assert raised.value.retry_after == pytest.approx(10)
        assert (world.runtime.now(), len(world.sent), raised.value.may_have_acted) == (0.0, 1, False)
        short = compose([RateLimitPolicy(RateLimit(rate=1, per=10, burst=1, max_wait=3))], world.runtime)
        await short(call())
        with pytest.raises(RateLimited):
            await short(call())

    world.run(scenario)


def test_the_line_has_a_bound(world: World) -> None:
    """The call that finds the line full is refused without waiting."""

    async def scenario() -> None:
        policy = RateLimitPolicy(RateLimit(rate=1, burst=1, queue=1))
        handler = compose([policy], world.runtime)
        await handler(call())
        waiting = world.runtime.spawn(lambda: handler(call()))
        await world.runtime.sleep(0.1)
        with pytest.raises(RateLimited, match="1 calls wait for it already"):
            await handler(call())
        await waiting.join()
        assert (len(world.sent), policy.queued) == (2, 0)

    world.run(scenario)


def test_a_cancelled_waiter_costs_those_behind_it_nothing(world: World) -> None:
    """The next in line moves up to the time the cancelled call would have had."""

    async def scenario() -> None:
        policy = RateLimitPolicy(RateLimit(rate=1, burst=1))
        handler = compose([policy], world.runtime)
        await handler(call())
        first, second = [world.runtime.spawn(lambda: handler(call())) for _ in range(2)]
        await world.runtime.sleep(0.5)
        first.cancel()
        await first.join()
        await second.join()
        assert world.sent_at == pytest.approx([0, 1], abs=0.01)
        assert policy.queued == 0

    world.run(scenario)


def test_the_limit_is_not_for_where_redirects_lead(world: World) -> None:
    """Another origin has its own limits, which nobody here knows."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=1, burst=1))], world.runtime)
        for _ in range(3):
            await handler(call(url="https://cdn.test/file"))
        assert world.sent_at == [0.0, 0.0, 0.0]

    world.run(scenario)


# The server's quotas


def test_a_used_up_quota_holds_calls_until_its_reset(world: World) -> None:
    """When the server says nothing is left, the next call waits for the reset; no 429 was needed."""
    world.script(told(0, 7), told(9, 7))

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        waiting = call()
        await handler(waiting)
        assert world.sent_at == pytest.approx([0, 7], abs=0.01)
        assert waiting.trace.notes == ["waited 7.000 s for the server's quota (q)"]

    world.run(scenario)


def test_a_quota_that_outlasts_the_deadline_refuses_at_once(world: World) -> None:
    """The error says when the quota is whole again, and nothing is sent."""
    world.script(told(0, 60))

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        with pytest.raises(RateLimited, match=r"server's quota \(q\) is used up") as raised:
            await handler(call())
        assert (raised.value.retry_after, world.runtime.now(), len(world.sent)) == (60, 0.0, 1)

    world.run(scenario)


def test_calls_on_the_wire_count_against_what_is_left(world: World) -> None:
    """With two left, two of ten concurrent calls go; the others wait for news, and not for a 429."""
    answers = iter([told(2, 5)] + [told(0, 5)] * 2 + [told(n, 60) for n in range(50, 0, -1)])

    async def handle(_: Call) -> Response:
        await world.runtime.sleep(1)
        return next(answers)

    world.handler = handle

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await run_all(world, handler, [call() for _ in range(10)])
        assert sum(at == 1.0 for at in world.sent_at) == 2
        assert min(at for at in world.sent_at if at > 1.0) == pytest.approx(7, abs=0.01)  # told at 2 s, reset in 5 s
        assert len(world.sent) == 11

    world.run(scenario)


def test_a_reserve_is_left_to_others(world: World) -> None:
    """With a reserve of 5, a quota with 5 left is used up for this client."""
    world.script(told(5, 3), told(99, 3))

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(reserve=5))], world.runtime)
        await handler(call())
        await handler(call())
        assert world.sent_at == pytest.approx([0, 3], abs=0.01)

    world.run(scenario)


def test_a_late_response_does_not_revive_a_used_up_quota(world: World) -> None:
    """Responses overtake each other: what an earlier call was told can only lower what is left."""
    world.script(world.after(2, told(5, 60)), world.after(1, told(0, 60)), 200)

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        await run_all(world, handler, [call(), call()])
        with pytest.raises(RateLimited):
            await handler(call())

    world.run(scenario)


def test_each_quota_holds_its_own_operations(world: World) -> None:
    """A search quota used up does not stop the operations that are known to count elsewhere."""

    async def handle(sent: Call) -> Response:
        return told(0, 30, "search") if sent.operation is SEARCH else told(100, 30, "core")

    world.handler = handle

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        for operation in (OPERATION, SEARCH, OPERATION, OTHER):
            await handler(call(operation))
        with pytest.raises(RateLimited):
            await handler(call(SEARCH))

    world.run(scenario)


def test_an_operation_not_heard_of_shares_what_all_others_share(world: World) -> None:
    """Where every response named one quota, a new operation is held by it too."""
    world.script(told(0, 30))

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        with pytest.raises(RateLimited):
            await handler(call(OTHER))

    world.run(scenario)


def test_other_accounts_have_their_own_quotas(world: World) -> None:
    """What one credential has used up is not held against another."""
    world.script(told(0, 30))

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call(identity="a"))
        await handler(call(identity="b"))
        with pytest.raises(RateLimited):
            await handler(call(identity="a"))

    world.run(scenario)


def test_retry_after_outranks_the_quota(world: World) -> None:
    """A 429 that says 2 s holds for 2 s, whatever its RateLimit field says, and also without one."""
    world.script(a_response(429, retry_after="2", ratelimit='"q";r=0;t=50'), a_response(429, retry_after="3"), 200)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        for _ in range(3):
            await handler(call())
        assert world.sent_at == pytest.approx([0, 2, 5], abs=0.01)

    world.run(scenario)


def test_a_retry_is_not_made_to_wait_twice(world: World) -> None:
    """The retry waits for `Retry-After`, and then finds the limit open."""
    world.script(a_response(429, retry_after="2"), 200)

    async def scenario() -> None:
        handler = compose([RetryPolicy(Retry()), RateLimitPolicy(RateLimit())], world.runtime)
        assert (await handler(call())).status_code == 200
        assert world.sent_at == pytest.approx([0, 2], abs=0.01)

    world.run(scenario)


def test_a_server_that_tells_only_when_it_refuses_is_not_slowed_for_ever(world: World) -> None:
    """After the reset, a response without news lifts the limit instead of letting one call through at a time."""
    world.script(a_response(429, x_ratelimit_remaining="0", x_ratelimit_reset="1"), 200, world.after(1, 200))

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await handler(call())
        await run_all(world, handler, [call() for _ in range(4)])
        assert world.sent_at == pytest.approx([0, 1, 1, 1, 1, 1], abs=0.01)

    world.run(scenario)


def test_failures_do_not_use_up_a_quota_for_good(world: World) -> None:
    """Calls that end without a response give back what they took."""
    world.script(told(2, 60), *[ReadFailed("x")] * 5, 200)

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        for _ in range(5):
            with pytest.raises(ReadFailed):
                await handler(call())
        assert (await handler(call())).status_code == 200

    world.run(scenario)


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "9" * 19}, "X-RateLimit-Reset"),
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "99999999999999"}, "X-RateLimit-Reset"),
        ({"ratelimit": '"q";r=0;t=99999999999999'}, "RateLimit"),
        ({"ratelimit": '"q";r=0', "ratelimit_policy": '"q";q=9;w=99999999999999'}, "RateLimit"),
        ({"retry_after": "Fri, 31 Dec 9999 23:59:59 GMT"}, "Retry-After"),
        ({"retry_after": "9" * 19}, "Retry-After"),
        ({"retry_after_ms": "9" * 14}, "retry-after-ms"),
    ],
)
def test_no_header_closes_a_client_for_longer_than_the_cap(world: World, headers: Any, field: str) -> None:
    """Until then the error names the header; at the cap one call asks again, and its answer opens the rest."""
    world.script(a_response(429, **headers), world.after(1, 200))

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), RateLimitPolicy(RateLimit())], world.runtime)
        options = Options(deadline=None, max_header_wait=600.0)
        await handler(a_call(origin=ORIGIN, options=options))
        with pytest.raises(RateLimited, match=f"by {field}") as raised:
            await handler(call(deadline=5.0))
        assert raised.value.retry_after == 600
        await world.runtime.sleep(601)
        await run_all(world, handler, [call() for _ in range(3)])
        assert world.sent_at[:2] == pytest.approx([0, 601], abs=0.01)
        assert world.sent_at[2:] == pytest.approx([602, 602], abs=0.01)

    world.run(scenario)


@pytest.mark.parametrize(("status", "at_once"), [(429, 1), (503, 4), (500, 4), (200, 4)])
def test_only_a_429_shows_that_the_server_takes_no_more(world: World, status: int, at_once: int) -> None:
    """Without a time to wait, too. Any other answer after a pause lets two more go, and each of those two more."""
    world.script(a_response(429, retry_after="10"), status, 200)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await run_all(world, handler, [call() for _ in range(4)])
        assert [at for at in world.sent_at if 9.0 < at < 11.0] == pytest.approx([10.0] * at_once, abs=0.1)

    world.run(scenario)


def test_a_secret_that_a_server_names_its_quota_by_is_not_told(world: World) -> None:
    """Neither with the first response that tells of it nor with later ones."""
    secret = "planted-4711-secret"
    world.script(told(0, 3000, secret), told(0, 3000, secret))

    async def scenario() -> None:
        policy = RateLimitPolicy(RateLimit(max_wait=1.0))
        handler = compose([policy, AttemptTimeoutPolicy()], world.runtime)
        await handler(call(headers={"authorization": f"Bearer {secret}"}))
        with pytest.raises(RateLimited) as caught:
            await handler(call(headers={"authorization": f"Bearer {secret}"}))
        assert secret not in str(caught.value)
        assert all(secret not in known.name for known in KnownQuotas(policy, world.runtime).known)

    world.run(scenario)


def test_observers_are_told_when_calls_begin_to_wait_and_not_again_at_once(world: World) -> None:
    """Once for as long as that lasts; of what, for how long, and who said so."""
    changes: list[Any] = []
    announcer = Announcer()
    policy = RateLimitPolicy(RateLimit(max_wait=0.5), announcer=announcer)
    world.script(told(0, 30, "q"))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)

        async def refused() -> None:
            with pytest.raises(RateLimited):
                await handler(call())

        await handler(call())
        await refused()  # nobody listens
        announcer.listeners = (changes.append,)
        for at, number in ((1.0, 1), (2.0, 1), (20.0, 1), (29.0, 1)):
            await world.runtime.sleep(at - world.runtime.now())
            await refused()
            assert len(changes) == number
        await world.runtime.sleep(5.0)
        await handler(call())
        await world.runtime.sleep(25.0)
        await refused()

    world.run(scenario)
    quota, later = changes
    assert (quota.origin, quota.operation, quota.at, later.at) == (ORIGIN, OPERATION.id, 1.0, 59.0)
    assert (quota.field, quota.seconds) == ("RateLimit", pytest.approx(29.0))


def test_a_limit_that_is_used_up_all_the_time_is_told_once_a_second(world: World) -> None:
    """However often a call meets it, and however soon the next may go."""
    times: list[float] = []
    announcer = Announcer()
    announcer.listeners = (lambda change: times.append(change.at),)  # type: ignore[union-attr]
    policy = RateLimitPolicy(RateLimit(rate=4, burst=1, max_wait=0.125), announcer=announcer)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        for _ in range(9):
            await handler(call())
            with pytest.raises(RateLimited):
                await handler(call())
            await world.runtime.sleep(0.25)

    world.run(scenario)
    assert times == [0.0, 1.0, 2.0]


def test_what_observers_were_told_is_forgotten_when_it_is_over(world: World) -> None:
    """However many operations wait now and then, no memory of them piles up."""
    announcer = Announcer()
    announcer.listeners = (lambda change: None,)
    policy = RateLimitPolicy(RateLimit(max_wait=0.5), announcer=announcer)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        for number in range(20):
            world.script(told(0, 30))
            other = f"https://h{number}.test"
            for _ in range(2):
                with suppress(RateLimited):
                    await handler(a_call(url=f"{other}/x", origin=other))
            await world.runtime.sleep(30.0)
            assert len(policy._told) == 1

    world.run(scenario)


def test_quotas_are_seen_and_forgotten(world: World) -> None:
    """A quota that a header got wrong is shown with the header's name, and forgotten by its name; waiting calls go."""
    world.script(told(0, 3000, "core"), 200)

    async def scenario() -> None:
        policy = RateLimitPolicy(RateLimit())
        handler, quotas = compose([policy], world.runtime), KnownQuotas(policy, world.runtime)
        assert quotas.known == ()
        await handler(call())
        (known,) = quotas.known
        assert known == KnownQuota(ORIGIN, "core", 0, 1, 3000, "RateLimit", frozenset({OPERATION.id}))
        assert "core: 0 left for 50 min" in repr(quotas)
        waiting = world.runtime.spawn(lambda: handler(call()))
        await world.runtime.sleep(1)
        quotas.forget("another")
        assert len(world.sent) == 1
        quotas.forget("core")
        await waiting.join()
        assert world.sent_at == [0.0, 1.0]
        assert quotas.known == ()

    world.run(scenario)


def test_a_quota_is_shown_for_as_long_as_it_holds(world: World) -> None:
    """With what is left of it and of its time; from its reset on nothing is known."""
    world.script(told(7, 30, "core"))

    async def scenario() -> None:
        policy = RateLimitPolicy(RateLimit())
        quotas = KnownQuotas(policy, world.runtime)
        await compose([policy], world.runtime)(call())
        await world.runtime.sleep(20)
        assert [(known.left, known.reset) for known in quotas.known] == [(7, 10)]
        await world.runtime.sleep(10)
        assert quotas.known == ()

    world.run(scenario)


def test_all_that_was_told_can_be_forgotten(world: World) -> None:
    """Pauses too, for a server that asked for one and is known to be well again."""
    world.script(a_response(429, retry_after="3000"), 200)

    async def scenario() -> None:
        policy = RateLimitPolicy(RateLimit())
        handler = compose([policy], world.runtime)
        await handler(call())
        KnownQuotas(policy, world.runtime).forget()
        await run_all(world, handler, [call() for _ in range(9)])
        assert world.sent_at == [0.0] * 10

    world.run(scenario)


def test_calls_that_waited_for_a_moment_come_back_spread(world: World) -> None:
    """Others were told the same time stamp. None goes before it, and all that wait here go within a few seconds."""
    reset = str(int(EPOCH) + 7)
    answer = a_response(200, x_ratelimit_limit="500", x_ratelimit_remaining="400", x_ratelimit_reset=reset)
    world.script(a_response(200, x_ratelimit_remaining="0", x_ratelimit_reset=reset), answer)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await run_all(world, handler, [call() for _ in range(60)])
        again = world.sent_at[1:]
        assert min(again) >= 7.0
        assert max(again) <= 14.0
        assert sum(at < min(again) + 0.1 for at in again) < 20

    world.run(scenario)


def one_a_second(world: World, refused: list[float]) -> None:
    """A server that takes one request a second, and asks all others to come back in one."""
    latest = [-1.0]

    async def handle(_: Call) -> Response:
        now = world.runtime.now()
        await world.runtime.sleep(0.05)
        if now - latest[0] < 1:
            refused.append(now)
            return a_response(429, retry_after="1")
        latest[0] = now
        return a_response(200)

    world.handler = handle


@pytest.mark.parametrize("policies", [Policies.batch(), Policies()])
def test_who_was_asked_to_wait_comes_back_one_after_the_other(world: World, policies: Policies) -> None:
    """20 of 20 calls are answered by a server that allows one a second; its pace is learned from few refusals."""
    refused: list[float] = []
    one_a_second(world, refused)
    assert policies.retry
    assert policies.rate_limit
    retry, limit = RetryPolicy(policies.retry), RateLimitPolicy(policies.rate_limit)

    async def scenario() -> None:
        handler = compose([ObservePolicy(), DeadlinePolicy(), retry, limit], world.runtime)
        answers: list[int] = []

        async def one() -> None:
            answers.append((await handler(a_call(origin=ORIGIN, options=policies.options()))).status_code)

        tasks = [world.runtime.spawn(one) for _ in range(20)]
        for task in tasks:
            await task.join()
        assert answers == [200] * 20
        assert world.runtime.now() <= 25
        assert len(refused) <= 25  # the first 19, and a few by which the pace is learned

    world.run(scenario)


def test_a_pause_of_a_server_that_takes_many_is_soon_over(world: World) -> None:
    """Each answer lets two more go: a server that takes hundreds again is not asked one by one."""
    world.script(a_response(429, retry_after="30"), world.after(0.1, 200))

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await run_all(world, handler, [call() for _ in range(100)])
        assert world.sent_at[1:4] == pytest.approx([30, 30.1, 30.1])
        assert world.runtime.now() <= 31

    world.run(scenario)


def test_lost_answers_do_not_end_the_return_after_a_pause(world: World) -> None:
    """A call that ends without an answer gives its turn back."""
    world.script(a_response(429, retry_after="30"), *[ReadFailed("x")] * 3, 200)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        for _ in range(3):
            with pytest.raises(ReadFailed):
                await handler(call())
        await handler(call())
        assert world.sent_at == pytest.approx([0, 30, 30, 30, 30])

    world.run(scenario)


def test_nobody_overtakes_those_who_wait(world: World) -> None:
    """A light call that comes later waits behind a heavy one, although there is enough for it."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=1, burst=3))], world.runtime)
        await handler(call(weight=3))
        heavy, light = call(weight=3), call()
        waiting = world.runtime.spawn(lambda: handler(heavy))
        await world.runtime.sleep(1.5)
        await handler(light)
        await waiting.join()
        assert world.sent[1:] == [heavy, light]

    world.run(scenario)


def test_nobody_overtakes_those_who_wait_for_the_server(world: World) -> None:
    """The same for the server's quota."""
    world.script(a_response(200, ratelimit='"q";r=1;t=10', ratelimit_policy='"q";q=5;w=10'), 200)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        heavy, light = call(weight=2), call()
        waiting = world.runtime.spawn(lambda: handler(heavy))
        await world.runtime.sleep(1)
        await handler(light)
        await waiting.join()
        assert world.sent[1:] == [heavy, light]

    world.run(scenario)


def test_the_calls_before_it_count_for_who_cannot_wait(world: World) -> None:
    """A call whose turn would come too late, behind those that wait already, is refused when it comes."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=1, per=10, burst=1))], world.runtime)
        await handler(call())
        waiting = world.runtime.spawn(lambda: handler(call()))
        await world.runtime.sleep(0)
        with pytest.raises(RateLimited) as raised:
            await handler(call(deadline=15.0))
        assert (world.runtime.now(), raised.value.retry_after) == (0.0, 20.0)
        await waiting.join()

    world.run(scenario)


@pytest.mark.parametrize("status", [403, 413, 429])
def test_a_pause_may_come_with_other_statuses(world: World, status: int) -> None:
    """Secondary limits are often a 403."""
    world.script(a_response(status, retry_after="3"), 200)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await handler(call())
        assert world.sent_at == pytest.approx([0, 3])

    world.run(scenario)


def test_a_pause_of_no_time_is_none(world: World) -> None:
    """`Retry-After: 0` holds nobody back."""
    world.script(a_response(429, retry_after="0"), world.after(1, 200))

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await run_all(world, handler, [call() for _ in range(5)])
        assert world.sent_at == [0.0] * 6

    world.run(scenario)


def test_who_waits_behind_a_heavy_call_is_refused_in_time(world: World) -> None:
    """Also one that is not the first of its line."""

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(rate=2, per=100, algorithm="sliding-window"))], world.runtime)
        await handler(call())
        waiting = world.runtime.spawn(lambda: handler(call(weight=2)))
        await world.runtime.sleep(1)
        with pytest.raises(RateLimited):
            await handler(call(deadline=10.0))
        assert world.runtime.now() == pytest.approx(10.0, abs=0.01)
        await waiting.join()
        assert world.sent_at == pytest.approx([0, 100], abs=0.01)

    world.run(scenario)


def test_the_spread_does_not_cost_a_waiting_call_its_deadline(world: World) -> None:
    """After a moment far away there are up to two seconds between calls, but not for one that has only half of one."""
    world.script(a_response(200, x_ratelimit_remaining="0", x_ratelimit_reset=str(int(EPOCH) + 100)), 200)

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit())], world.runtime)
        await handler(call())
        await handler(call(deadline=100.5))
        assert 100.0 <= world.sent_at[1] <= 100.3

    world.run(scenario)


def test_nothing_is_kept_of_where_redirects_led(world: World) -> None:
    """Of servers that told nothing there is nothing to remember."""
    policy = RateLimitPolicy(RateLimit())

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        for number in range(50):
            await handler(call(url=f"https://h{number}.test/"))
        assert policy.accounts() == []
        world.script(told(0, 5))
        await handler(call(url="https://told.test/"))
        await handler(call())
        assert [origin for origin, _ in policy.accounts()] == ["https://told.test", ORIGIN]

    world.run(scenario)


def test_obedience_can_be_switched_off(world: World) -> None:
    """With obey=False what the server says about quotas holds nothing back."""
    world.script(told(0, 60))

    async def scenario() -> None:
        handler = compose([RateLimitPolicy(RateLimit(obey=False))], world.runtime)
        await handler(call())
        await handler(call())
        assert world.sent_at == [0.0, 0.0]

    world.run(scenario)


@given(st.integers(0, 10**9), st.booleans())
def test_random_cancels_lose_nothing_and_never_exceed_the_quota(seed: int, sliding: bool) -> None:
    """Under random cancels, deadlines and failures, no window holds more than the rate, nobody is left in line."""
    rng = random.Random(seed)
    algorithm: Any = "sliding-window" if sliding else "token-bucket"
    policy = RateLimitPolicy(RateLimit(rate=3, per=2, algorithm=algorithm, queue=8))
    sent: list[float] = []

    async def handler(_: Call) -> Response:
        sent.append(runtime.now())
        await runtime.sleep(rng.random() * 3)
        if rng.random() < 0.3:
            raise ReadFailed("x")
        return told(rng.randrange(4), rng.randrange(4)) if rng.random() < 0.5 else a_response()

    runtime = SimRuntime(handler)

    async def quietly(one: Call) -> None:
        with suppress(Exception):
            await handled(one)

    handled = compose([DeadlinePolicy(), policy], runtime)

    async def main() -> None:
        tasks = []
        for _ in range(30):
            options = Options(deadline=rng.choice([None, 1.0, 5.0]), weight=rng.choice([1, 1, 2]))
            operation = rng.choice([OPERATION, OTHER])
            one = a_call(operation=operation, origin=ORIGIN, options=options)
            tasks.append(runtime.spawn(lambda one=one: quietly(one)))
            await runtime.sleep(rng.random())
            if rng.random() < 0.4:
                rng.choice(tasks).cancel()
        for task in tasks:
            await task.join()

    runtime.run(main)
    assert policy.queued == 0
    most = 3 if sliding else 6  # a bucket may add its burst
    assert all(sum(start <= at < start + 1.999 for at in sent) <= most for start in sent)


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0.1, 4)), max_size=40))
def test_a_limiter_keeps_its_promise(steps: list[tuple[float, float]]) -> None:
    """After exactly the delay it names a call may go. A window never exceeds its rate, a bucket is never overdrawn."""
    for limiter in (SlidingWindow(4, 2.0), TokenBucket(4, 2.0, 4)):
        now, taken = 0.0, []
        for gap, weight in steps:
            now += gap
            now += limiter.delay(weight, now) + 1e-9
            assert limiter.delay(weight, now) <= 1e-6
            limiter.take(weight, now)
            taken.append((now, min(weight, 4)))
            if isinstance(limiter, SlidingWindow):
                assert sum(w for at, w in taken if at > now - 2.0 + 1e-6) <= 4 + 1e-6


def test_real_threads_share_the_limit() -> None:
    """Under real threads every call gets through, and the line is empty at the end."""

    class Engine:
        sent = 0

        async def send(self, _: Call) -> Response:
            self.sent += 1
            return told(5, 0)

        async def aclose(self) -> None:
            """Nothing is open."""

    engine = Engine()
    policy = RateLimitPolicy(RateLimit(rate=5000, burst=10))
    handler = compose([policy], BlockingRuntime(engine))
    threads = [threading.Thread(target=lambda: [drive(handler(call())) for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (engine.sent, policy.queued) == (160, 0)


def test_settings_that_cannot_work_are_all_named() -> None:
    """Every fault is listed."""
    with pytest.raises(ConfigError) as raised:
        RateLimit(rate=0, per=-1, algorithm="leaky", reserve=-1, queue=1.5, max_wait=0)  # type: ignore[arg-type]
    assert [
        name for name in ("rate", "per", "algorithm", "reserve", "queue", "max_wait") if name not in str(raised.value)
    ] == []
    with pytest.raises(ConfigError, match="burst needs a rate"):
        RateLimit(burst=5)
    with pytest.raises(ConfigError, match="a sliding window has none"):
        RateLimit(rate=5, burst=5, algorithm="sliding-window")
