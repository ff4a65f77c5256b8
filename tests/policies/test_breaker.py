"""Circuit breaker: when it opens, what it lets through, and what it does not count."""

import asyncio
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Options, Response
from ferrule.call.limit import LEEWAY
from ferrule.errors import (
    AttemptTimeout,
    CircuitOpen,
    ConnectFailed,
    CredentialMissing,
    DeadlineExceeded,
    QueueFull,
    ReadFailed,
)
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy, Change, Circuits, State, hung, is_failure
from ferrule.policies.circuit import Circuit
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.runtime.base import Runtime
from worlds import OPERATION, World, a_call, a_response

ORIGIN = "https://api.shop.test"
QUICK = Breaker(minimum_calls=4, window=10.0, open_for=5.0, jitter=0.0, probes=2)


async def tries(handler: Next, count: int = 1, **changes: Any) -> list[str]:
    """What each of some calls, one after the other, comes to."""
    outcomes = []
    for _ in range(count):
        try:
            outcomes.append(str((await handler(a_call(**changes))).status_code))
        except Exception as error:
            outcomes.append(type(error).__name__)
    return outcomes


# Opening


def test_it_opens_at_the_failure_ratio_and_says_when_to_come_back(world: World) -> None:
    """Once enough calls were made and half of them failed, calls are refused without being sent."""
    world.script(200, 200, 500, 503)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        assert await tries(handler, 5) == ["200", "200", "500", "503", "CircuitOpen"]
        assert (policy.states, len(world.sent)) == ({ORIGIN: State.OPEN}, 4)
        await world.runtime.sleep(2)
        with pytest.raises(
            CircuitOpen, match=r"circuit of https://api.shop.test is open \(2 of 4 calls failed\)"
        ) as raised:
            await handler(a_call())
        assert (raised.value.retry_after, raised.value.may_have_acted) == (3.0, False)

    world.run(scenario)


@pytest.mark.parametrize("last", [200, 500])
def test_it_is_judged_at_each_result(world: World, last: int) -> None:
    """The call by which there are enough opens it, whether it failed or not: three of five failed."""
    world.script(500, 500, 500, 200, last)
    policy = BreakerPolicy(attrs.evolve(QUICK, minimum_calls=5))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        assert policy.states == {ORIGIN: State.CLOSED}
        await tries(handler)
        assert policy.states == {ORIGIN: State.OPEN}

    world.run(scenario)


def test_it_stays_closed_below_the_minimum(world: World) -> None:
    """A few failures are no sign, however high their share."""
    world.script(500)

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        await tries(compose([policy], world.runtime), 3)
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_old_failures_are_forgotten(world: World) -> None:
    """Failures count for as long as the window, not longer."""
    world.script(500)

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        handler = compose([policy], world.runtime)
        for _ in range(6):
            assert await tries(handler, 3) == ["500"] * 3
            await world.runtime.sleep(11)
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        *[(status, False) for status in (200, 302, 400, 401, 404, 409, 501)],
        *[(status, True) for status in (500, 502, 503, 504, 520)],
        *[(status, None) for status in (408, 429)],
    ],
)
def test_which_statuses_speak_against_the_api(status: int, failure: bool | None) -> None:
    """5xx except 501 are failures; 408 and 429 say nothing of its health; the rest shows that it is well."""
    assert is_failure(status) is failure


@pytest.mark.parametrize("error", [ReadFailed("x"), ConnectFailed("x"), AttemptTimeout("x")])
def test_wire_errors_count(world: World, error: Exception) -> None:
    """An API that cannot be reached, or does not answer, is failing."""
    world.script(error)

    async def scenario() -> None:
        assert (await tries(compose([BreakerPolicy(QUICK)], world.runtime), 5))[-1] == "CircuitOpen"

    world.run(scenario)


@pytest.mark.parametrize("error", [QueueFull("x"), CredentialMissing("x"), ValueError("x"), asyncio.CancelledError()])
def test_what_never_reached_the_server_counts_for_nothing(world: World, error: BaseException) -> None:
    """Local refusals, foreign errors and cancellations neither open the circuit nor count as successes."""

    async def refused(call: Call) -> Response:
        raise error

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        handler = compose([policy], world.runtime)
        world.script(500)
        await tries(handler, 3)
        world.handler = refused
        for _ in range(20):
            with pytest.raises(type(error)):
                await handler(a_call())
        assert policy.states == {ORIGIN: State.CLOSED}
        world.script(500)
        await tries(handler)
        assert policy.states == {ORIGIN: State.OPEN}

    world.run(scenario)


def test_each_origin_has_its_own_circuit(world: World) -> None:
    """One failing server does not cut off another."""

    async def one_fails(call: Call) -> Response:
        return a_response(500 if "bad" in call.url else 200)

    world.handler = one_fails

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        handler = compose([policy], world.runtime)
        assert (await tries(handler, 5, url="https://bad.test/x"))[-1] == "CircuitOpen"
        assert await tries(handler) == ["200"]
        assert policy.states == {"https://bad.test": State.OPEN, ORIGIN: State.CLOSED}

    world.run(scenario)


# Half-open and closing


def test_it_closes_when_all_probes_succeed(world: World) -> None:
    """After the open time a few calls are let through; when all succeed, all are."""
    world.script(500, 500, 500, 500, 200)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        assert await tries(handler) == ["200"]
        assert policy.states == {ORIGIN: State.HALF_OPEN}
        assert await tries(handler) == ["200"]
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_only_so_many_probes_pass_at_once(world: World) -> None:
    """Of many calls that come when the open time is over, only the probes are sent."""
    world.script(500)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.handler = world.after(1, 200)
        outcomes: list[str] = []

        async def one() -> None:
            outcomes.extend(await tries(handler))

        tasks = [world.runtime.spawn(one) for _ in range(20)]
        for task in tasks:
            await task.join()
        assert sorted(outcomes) == ["200"] * 2 + ["CircuitOpen"] * 18
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_a_probe_that_succeeded_keeps_its_place() -> None:
    """No more calls than probes are let through, also when some have ended; all that is left is their number."""
    circuit = Circuit(QUICK)
    for _ in range(4):
        circuit.leave(circuit.enter(0.0) or 0, True, 0.0, 0.0)
    first = circuit.enter(5.0)
    assert first is not None
    circuit.leave(first, False, 5.0, 0.0)
    assert circuit.enter(5.0) is not None
    assert circuit.enter(5.0) is None


def test_each_probe_that_says_nothing_makes_room_for_one() -> None:
    """Of two probes under way one ends without a word: one more may go, and no second."""
    circuit = Circuit(QUICK)
    for _ in range(4):
        circuit.leave(circuit.enter(0.0) or 0, True, 0.0, 0.0)
    probe, other = circuit.enter(5.0), circuit.enter(5.0)
    assert probe is not None and other is not None
    circuit.leave(probe, None, 5.0, 0.0)
    assert circuit.enter(5.0) is not None
    assert circuit.enter(5.0) is None


def test_exactly_the_ratio_of_slow_calls_opens_it() -> None:
    """Two of four calls, where half is the limit."""
    circuit = Circuit(attrs.evolve(QUICK, slow_after=1.0, slow_ratio=0.5))
    for slow in (False, False, True, True):
        circuit.leave(circuit.enter(0.0) or 0, False, 0.0, 0.0, slow=slow)
    assert circuit.state is State.OPEN


def test_probes_that_say_nothing_are_no_success() -> None:
    """An API of which nothing was heard for ever stays alone for twice as long."""
    circuit = half_open(QUICK)
    first, second = circuit.enter(5.0), circuit.enter(5.0)
    assert first and second
    circuit.leave(first, None, 5.0, 0.0)
    circuit.leave(second, True, 5.0, 0.0)
    assert circuit.retry_after(5.0) == 10.0


def test_who_finds_all_probes_under_way_comes_back_as_soon_as_they_could_have_failed() -> None:
    """That is the time that it was open for before."""
    circuit = half_open(QUICK)
    for failed in (False, True):
        circuit.leave(circuit.enter(5.0) or 0, failed, 5.0, 0.0)
    assert circuit.retry_after(5.0) == pytest.approx(0.1)
    assert circuit.enter(6.0) and circuit.enter(6.0)
    assert (circuit.enter(6.0), circuit.retry_after(6.0)) == (None, pytest.approx(0.1))


def test_closing_by_hand_starts_the_open_time_anew() -> None:
    """As after a whole window closed, which is long enough when it is just over."""
    circuit = half_open(QUICK)
    circuit.leave(circuit.enter(5.0) or 0, True, 5.0, 0.0)
    assert circuit.retry_after(5.0) == 10.0
    circuit.close(6.0, "by hand")
    for now, open_for in ((7.0, 5.0), (22.0, 5.0)):
        for _ in range(QUICK.minimum_calls):
            circuit.leave(circuit.enter(now) or 0, True, now, 0.0)
        assert circuit.retry_after(now) == open_for
        for _ in range(QUICK.probes):
            circuit.leave(circuit.enter(12.0) or 0, False, 12.0, 0.0)


def half_open(settings: Breaker) -> Circuit:
    """A circuit whose open time is over."""
    circuit = Circuit(settings)
    for _ in range(settings.minimum_calls):
        circuit.leave(circuit.enter(0.0) or 0, True, 0.0, 0.0)
    return circuit


@pytest.mark.parametrize(
    ("probes", "needed", "results", "state"),
    [
        (4, 3, [False, False, True, False], State.CLOSED),
        (4, 3, [False, False, False], State.CLOSED),
        (4, 3, [True, True], State.OPEN),
        (4, 3, [True, False, False], State.HALF_OPEN),
        (4, 1, [True, True, True, False], State.CLOSED),
        (4, 1, [True, True, True, True], State.OPEN),
        (4, 4, [True], State.OPEN),
        (4, None, [True], State.OPEN),
        (4, None, [False, False, False], State.HALF_OPEN),
    ],
)
def test_some_of_the_probes_may_be_enough(probes: int, needed: int | None, results: list[bool], state: State) -> None:
    """So many must succeed; it opens again when so many cannot any more."""
    circuit = half_open(attrs.evolve(QUICK, probes=probes, probes_needed=needed))
    for failed in results:
        permit = circuit.enter(5.0)
        assert permit is not None
        circuit.leave(permit, failed, 5.0, 0.0)
    assert circuit.state is state


def test_probes_under_way_are_waited_for() -> None:
    """What they bring tells how long it stays open; until then nothing else passes."""
    circuit = half_open(attrs.evolve(QUICK, probes=3))
    first, second, third = (circuit.enter(5.0) for _ in range(3))
    assert first and second and third
    circuit.leave(first, True, 6.0, 0.0)
    assert (circuit.state, circuit.enter(6.0)) == (State.HALF_OPEN, None)
    circuit.leave(second, False, 7.0, 0.0)
    circuit.leave(third, None, 7.4, 0.0)
    assert circuit.state is State.OPEN
    assert circuit.retry_after(7.4) == pytest.approx(0.1)  # a quarter of the time since the success


def test_an_api_that_answers_some_calls_is_tried_often() -> None:
    """It stays open for a quarter of the time since a call succeeded; a long silence makes that longer, up to twice."""
    circuit = half_open(attrs.evolve(QUICK, probes=2, open_for_cap=8.0))
    opened: list[float] = []
    now = 5.0
    for succeeds in (False, False, True, False, False, False, False, False):
        for failed in (not succeeds, True):
            permit = circuit.enter(now)
            if permit is not None:
                circuit.leave(permit, failed, now, 0.0)
        opened.append(round(circuit.retry_after(now) or 0.0, 3))
        now += opened[-1] + 1.0
    assert opened == [8.0, 8.0, 0.1, 0.2, 0.4, 0.8, 1.375, 1.969]


def test_a_body_that_breaks_counts_against_its_own_period_alone() -> None:
    """Half-open, one that a probe got opens the circuit again; one from before the trip says nothing of the API now."""
    circuit = Circuit(QUICK)
    before = circuit.enter(0.0)
    assert before is not None
    circuit.leave(before, False, 0.0, 0.0)
    for _ in range(4):
        circuit.leave(circuit.enter(0.0) or 0, True, 0.0, 0.0)
    probe = circuit.enter(5.0)
    assert probe is not None
    circuit.broke(before, 5.0, 0.0)
    assert circuit.state is State.HALF_OPEN
    circuit.broke(probe, 5.0, 0.0)
    assert circuit.state is State.OPEN


def test_one_failed_probe_opens_it_again_for_longer(world: World) -> None:
    """Each time in a row doubles the open time, up to its cap."""
    world.script(500)
    settings = attrs.evolve(QUICK, open_for_cap=15.0)
    changes: list[float] = []

    async def scenario() -> None:
        handler = compose([BreakerPolicy(settings)], world.runtime)
        await tries(handler, 4)
        for _ in range(4):
            with pytest.raises(CircuitOpen) as raised:
                await handler(a_call())
            assert raised.value.retry_after is not None
            changes.append(raised.value.retry_after)
            await world.runtime.sleep(raised.value.retry_after)
            assert await tries(handler) == ["500"]

    world.run(scenario)
    assert changes == [5.0, 10.0, 15.0, 15.0]


def test_a_whole_window_closed_starts_the_open_time_anew() -> None:
    """A circuit that flaps stays open longer each time; one that held is given the short time again."""
    circuit = Circuit(QUICK)

    def trip(now: float) -> float:
        for _ in range(4):
            permit = circuit.enter(now)
            assert permit is not None
            circuit.leave(permit, True, now, 0.0)
        return circuit.retry_after(now)

    def heal(now: float) -> None:
        for _ in range(2):
            permit = circuit.enter(now)
            assert permit is not None
            circuit.leave(permit, False, now, 0.0)

    assert trip(0.0) == 5.0
    heal(5.0)
    assert trip(6.0) == 10.0
    heal(16.0)
    assert trip(27.0) == 5.0


def test_the_open_time_is_jittered() -> None:
    """Clients that were cut off together do not come back together."""
    times = set()
    for random in (0.0, 0.5, 0.25):
        circuit = Circuit(Breaker(minimum_calls=1, open_for=10.0, jitter=0.5))
        permit = circuit.enter(0.0)
        assert permit is not None
        circuit.leave(permit, True, 0.0, random)
        times.add(round(circuit.retry_after(0.0), 2))
    assert times == {10.0, 12.5, 11.25}


@pytest.mark.parametrize("ignored", [429, QueueFull("x"), CredentialMissing("x")])
def test_an_ignored_probe_gives_its_permit_back(world: World, ignored: Any) -> None:
    """A probe that says nothing does not use up the half-open state, however often it happens."""
    world.script(500)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.script(ignored)
        assert "CircuitOpen" not in await tries(handler, 10)
        assert policy.states == {ORIGIN: State.HALF_OPEN}
        world.script(200)
        assert await tries(handler, 2) == ["200", "200"]
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_a_cancelled_probe_gives_its_permit_back(world: World) -> None:
    """A cancelled probe neither closes nor opens the circuit, nor keeps its place."""
    world.script(500)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.handler = world.after(60, 200)
        probes = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(2)]
        await world.runtime.sleep(1)
        assert await tries(handler) == ["CircuitOpen"]
        for probe in probes:
            probe.cancel()
            await probe.join()
        assert policy.states == {ORIGIN: State.HALF_OPEN}
        world.script(200)
        assert await tries(handler, 2) == ["200", "200"]
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


async def together(world: World, handler: Next, count: int) -> list[str]:
    """What calls come to of which one takes the others along: as soon as it fails, those still under way are cancelled.

    That is what `asyncio.TaskGroup` does to a request that needs all of its calls.
    """
    first = world.runtime.event()
    outcomes: list[str] = []

    async def one() -> None:
        try:
            outcomes.append((await tries(handler))[0])
        finally:
            first.set()

    tasks = [world.runtime.spawn(one) for _ in range(count)]
    await first.wait()
    if "CircuitOpen" in outcomes:
        for task in tasks:
            task.cancel()
    for task in tasks:
        await task.join()
    return outcomes


@pytest.mark.parametrize("probes", [1, 2, 3])
@pytest.mark.parametrize("count", [2, 5, 50])
def test_calls_that_fail_together_close_it_in_the_end(world: World, probes: int, count: int) -> None:
    """A request makes more calls at once than may try the API, and those refused have the others cancelled.

    If only so many tried each time, none of them would ever tell, and the circuit would stay half-open for good.
    """
    world.script(500)
    policy = BreakerPolicy(attrs.evolve(QUICK, probes=probes))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.handler = world.after(0.1, 200)
        for _ in range(8):  # each time at least twice as many may try it
            await together(world, handler, count)
        assert policy.states == {ORIGIN: State.CLOSED}
        assert world.runtime.now() < 5 + QUICK.window
        assert await together(world, handler, count) == ["200"] * count

    world.run(scenario)


def test_only_cancelled_probes_let_more_calls_try(world: World) -> None:
    """Neither a 429, nor a deadline without a fair chance, nor a refusal below the breaker."""
    world.script(500)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.script(429, QueueFull("x"), 429, CredentialMissing("x"))
        await tries(handler, 4)
        world.handler = world.after(60, 200)
        short = compose([DeadlinePolicy(), policy], world.runtime)
        assert await tries(short, options=Options(deadline=1.0, attempt_timeout=10.0)) == ["DeadlineExceeded"]
        for _ in range(2):
            world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(1)
        assert await tries(handler) == ["CircuitOpen"]

    world.run(scenario)


def test_once_enough_failed_no_more_calls_try(world: World) -> None:
    """However many were cancelled before: those under way are waited for, and then it is open."""
    world.script(500)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.handler = world.after(60, 200)
        for _ in range(4):
            cut = world.runtime.spawn(lambda: handler(a_call()))
            await world.runtime.sleep(0.1)
            cut.cancel()
            await cut.join()
        late = world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(0.1)
        world.script(500)
        assert await tries(handler, 2) == ["500", "CircuitOpen"]
        late.cancel()
        await late.join()
        assert policy.states == {ORIGIN: State.OPEN}

    world.run(scenario)


def test_probes_that_never_end_do_not_block_it_for_ever(world: World) -> None:
    """After a window without a verdict new probes are let through; the old ones no longer count."""
    world.script(500)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.handler = world.after(1000, 500)
        for _ in range(2):
            world.runtime.spawn(lambda: handler(a_call()))
        await world.runtime.sleep(9)
        assert await tries(handler) == ["CircuitOpen"]
        await world.runtime.sleep(1)
        world.script(200)
        assert await tries(handler, 2) == ["200", "200"]
        await world.runtime.sleep(1000)
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_calls_run_side_by_side(world: World) -> None:
    """The lock guards the counting alone, never the calls themselves."""
    world.handler = world.after(1, 200)

    async def scenario() -> None:
        handler = compose([BreakerPolicy(QUICK)], world.runtime)
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(20)]
        for task in tasks:
            await task.join()
        assert world.runtime.now() == 1.0

    world.run(scenario)


def test_late_results_from_before_the_trip_are_ignored(world: World) -> None:
    """A slow call sent before the circuit opened speaks neither for nor against the probes."""
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        world.handler = world.after(7, 500)
        late = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(5)]
        await world.runtime.sleep(1)
        world.script(500)
        await tries(handler, 4)
        await world.runtime.sleep(5.5)
        world.script(200)
        assert await tries(handler) == ["200"]
        for task in late:
            await task.join()
        assert policy.states == {ORIGIN: State.HALF_OPEN}

    world.run(scenario)


# Judged by the send alone


def full(world: World, policy: BreakerPolicy, concurrency: Concurrency | None = None) -> Next:
    """The breaker with what stands around it."""
    below = [ConcurrencyPolicy(concurrency)] if concurrency else []
    return compose([ObservePolicy(), DeadlinePolicy(), policy, *below, AttemptTimeoutPolicy()], world.runtime)


def test_a_hanging_api_opens_it_also_where_deadlines_are_short(world: World) -> None:
    """A deadline that cuts off a send which had a fair chance speaks against the API."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        handler = full(world, BreakerPolicy(QUICK))
        outcomes = await tries(handler, 5, options=Options(deadline=2.0))
        assert outcomes == ["DeadlineExceeded"] * 4 + ["CircuitOpen"]

    world.run(scenario)


class Over:
    """A bound that has ended its block."""

    expired = True

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, *_: object) -> None:
        """Nothing to do."""


@pytest.mark.parametrize(
    ("now", "sent", "options", "hangs"),
    [
        (100.0 - 2 * LEEWAY, 90.0, {"deadline": 10.0}, True),
        (100.0 - 2.1 * LEEWAY, 90.0, {"deadline": 10.0}, False),
        (100.0, 95.0, {"deadline": 10.0, "attempt_timeout": None}, True),
        (100.0, 95.25, {"deadline": 10.0, "attempt_timeout": None}, False),
        (100.0, 98.0, {"deadline": 10.0, "attempt_timeout": 4.0}, True),
        (100.0, 98.25, {"deadline": 10.0, "attempt_timeout": 4.0}, False),
        (100.0, 97.5, {"deadline": None, "attempt_timeout": 5.0}, True),
        (100.0, 0.0, {"deadline": None, "attempt_timeout": None}, False),
    ],
)
def test_a_send_hangs_that_had_half_of_the_time_an_attempt_may_take(
    now: float, sent: float, options: dict[str, Any], hangs: bool
) -> None:
    """Where the deadline ended it; so had one that was ended a little before it, for a stale response."""
    call = a_call(deadline=100.0, options=Options(**options))
    call.trace.started, call.trace.sent, call.trace.under_way = 1.0, sent - 1.0, True
    assert hung(call, now) is hangs
    call.trace.under_way = False
    assert not hung(call, now)
    call = a_call(deadline=1000.0, limit=Over(), options=Options(deadline=10.0))
    call.trace.under_way = True
    assert (hung(call, 5.0), hung(call, 4.9)) == (True, False)


@pytest.mark.parametrize(
    ("steps", "seconds"),
    [([500] * 4, 0.0), ([200] * 4, 1.0), ([500, 500, 500, 500, 200], 0.0), ([429, 500, 500, 500, 500], 0.0)],
)
def test_the_time_it_is_open_for_is_drawn_by_whatever_opens_it(world: World, steps: list[int], seconds: float) -> None:
    """A failure, a slow call, or the success by which there are enough calls; one that changes nothing draws none."""
    drawn: list[float] = []
    world.runtime.random = lambda: drawn.append(1.0) or 1.0  # type: ignore[method-assign, func-returns-value]
    settings = attrs.evolve(QUICK, minimum_calls=len(steps) - steps.count(429), jitter=0.5, slow_after=1.0)

    async def scenario() -> None:
        handler = full(world, BreakerPolicy(settings))
        world.script(200)
        await tries(handler)
        assert drawn == []
        await world.runtime.sleep(20.0)
        for step in steps:
            world.handler = world.after(seconds, step)
            await tries(handler)
        with pytest.raises(CircuitOpen) as raised:
            await handler(a_call())
        assert raised.value.retry_after == 7.5

    world.run(scenario)


async def in_reserve(call: Call, next: Next, runtime: Runtime) -> Response:
    """As the cache does it: a stale response stands in just before the deadline."""
    limit = runtime.timeout(call.deadline - LEEWAY)
    try:
        with limit:
            return await next(call)
    except TimeoutError:
        return a_response(200)


def test_a_send_that_is_given_up_for_a_stale_response_hangs_too(world: World) -> None:
    """It ends just before the deadline, which would have shown that the API hangs."""
    world.handler = world.after(1e9, 200)
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), in_reserve, policy, AttemptTimeoutPolicy()], world.runtime)
        assert await tries(handler, 4, options=Options(deadline=1.0)) == ["200"] * 4
        assert policy.states == {ORIGIN: State.OPEN}

    world.run(scenario)


def test_a_deadline_that_passes_after_an_answer_says_nothing_about_the_api(world: World) -> None:
    """Such as while another token is waited for, in place of one that the API rejected."""
    world.script(401)
    policy = BreakerPolicy(QUICK)

    async def waits_for_a_token(call: Call, next: Next, runtime: Runtime) -> Response:
        await next(call)
        await runtime.sleep(1e9)
        raise AssertionError

    async def scenario() -> None:
        handler = compose([DeadlinePolicy(), policy, waits_for_a_token, AttemptTimeoutPolicy()], world.runtime)
        assert await tries(handler, 4, options=Options(deadline=1.0)) == ["DeadlineExceeded"] * 4
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_a_deadline_used_up_in_the_queue_says_nothing_about_the_api(world: World) -> None:
    """Calls that waited locally for most of their time, or for all of it, do not count."""
    policy = BreakerPolicy(QUICK)

    async def scenario() -> None:
        handler = full(world, policy, Concurrency(limit=1))
        for _ in range(6):
            world.handler = world.after(1.8, 200)
            first = world.runtime.spawn(lambda: handler(a_call()))
            await world.runtime.sleep(0.5)
            cut_off = [
                world.runtime.spawn(lambda deadline=deadline: _expect_deadline(handler, deadline))
                for deadline in (2.0, 1.2)
            ]
            for task in (first, *cut_off):
                await task.join()
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


async def _expect_deadline(handler: Next, deadline: float) -> None:
    with pytest.raises(DeadlineExceeded):
        await handler(a_call(options=Options(deadline=deadline)))


@pytest.mark.parametrize(("seconds", "outcomes"), [(1.0, ["200"] * 4 + ["CircuitOpen"]), (0.9, ["200"] * 5)])
def test_slow_calls_open_it(world: World, seconds: float, outcomes: list[str]) -> None:
    """An API that answers, and takes too long for most calls, is given time to recover."""
    world.handler = world.after(seconds, 200)

    async def scenario() -> None:
        policy = BreakerPolicy(attrs.evolve(QUICK, slow_after=1.0))
        assert await tries(full(world, policy), 5) == outcomes
        if outcomes[-1] == "CircuitOpen":
            call = a_call()
            with pytest.raises(CircuitOpen, match="4 of 4 calls took 1 s or longer"):
                await full(world, policy)(call)

    world.run(scenario)


def test_time_in_the_queue_makes_no_call_slow(world: World) -> None:
    """Slow is what the send alone takes: ten calls through a queue of one are each as quick as the server."""
    world.handler = world.after(0.5, 200)
    policy = BreakerPolicy(attrs.evolve(QUICK, slow_after=1.0))

    async def scenario() -> None:
        handler = full(world, policy, Concurrency(limit=1))
        tasks = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(10)]
        for task in tasks:
            await task.join()
        assert (world.runtime.now(), policy.states) == (5.0, {ORIGIN: State.CLOSED})

    world.run(scenario)


def test_a_slow_probe_opens_it_again(world: World) -> None:
    """An API that came back, and is still slow, is left alone again."""
    policy = BreakerPolicy(attrs.evolve(QUICK, slow_after=1.0))

    async def scenario() -> None:
        handler = full(world, policy)
        world.script(500)
        await tries(handler, 4)
        await world.runtime.sleep(5)
        world.handler = world.after(2, 200)
        assert await tries(handler, 2) == ["200", "CircuitOpen"]

    world.run(scenario)


# Which circuit


def test_groups_of_operations_may_have_their_own_circuits(world: World) -> None:
    """Where parts of an API fail by themselves, the others stay in reach; what a redirect leads to is one circuit."""

    async def search_fails(call: Call) -> Response:
        return a_response(500 if "search" in call.url else 200)

    world.handler = search_fails
    search = attrs.evolve(OPERATION, id="search/code", name="search.code")

    async def scenario() -> None:
        policy = BreakerPolicy(attrs.evolve(QUICK, per="group"))
        handler = compose([policy], world.runtime)
        searching: Any = {"operation": search, "url": f"{ORIGIN}/search", "origin": ORIGIN}
        assert (await tries(handler, 5, **searching))[-1] == "CircuitOpen"
        assert await tries(handler, origin=ORIGIN) == ["200"]
        assert await tries(handler, origin=ORIGIN, url="https://other.test/") == ["200"]
        assert policy.states == {
            f"{ORIGIN} search": State.OPEN,
            f"{ORIGIN} orders": State.CLOSED,
            "https://other.test": State.CLOSED,
        }

    world.run(scenario)


# By hand


def test_isolated_circuits_refuse_until_they_are_closed(world: World) -> None:
    """An API known to be down is not called, however long that takes; the error gives the reason and no time."""
    policy = BreakerPolicy(QUICK)
    circuits = Circuits(policy, world.runtime)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        circuits.isolate(reason="maintenance until noon")
        await world.runtime.sleep(10_000)
        with pytest.raises(CircuitOpen, match=r"isolated \(maintenance until noon\)") as raised:
            await handler(a_call())
        assert (raised.value.retry_after, circuits.states, len(world.sent)) == (None, {ORIGIN: State.ISOLATED}, 0)
        circuits.close()
        assert await tries(handler) == ["200"]
        assert await tries(handler, url="https://new.test/") == ["200"]

    world.run(scenario)


def test_one_circuit_may_be_isolated_alone(world: World) -> None:
    """The others go on."""
    policy = BreakerPolicy(QUICK)
    circuits = Circuits(policy, world.runtime)

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        circuits.isolate("https://bad.test")
        assert await tries(handler, url="https://bad.test/x") == ["CircuitOpen"]
        assert await tries(handler) == ["200"]
        circuits.close("https://bad.test")
        assert await tries(handler, url="https://bad.test/x") == ["200"]

    world.run(scenario)


def test_closing_by_hand_forgets_what_was_counted_and_what_is_under_way(world: World) -> None:
    """Who knows that the API is back need not wait; results from before are ignored."""
    changes: list[Change] = []
    policy = BreakerPolicy(attrs.evolve(QUICK, listeners=(changes.append,)))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        world.handler = world.after(5, 500)
        late = [world.runtime.spawn(lambda: handler(a_call())) for _ in range(8)]
        await world.runtime.sleep(1)
        world.script(500)
        await tries(handler, 4)
        Circuits(policy, world.runtime).close(reason="fixed")
        for task in late:
            await task.join()
        assert policy.states == {ORIGIN: State.CLOSED}

    world.run(scenario)
    assert [(change.after, change.reason) for change in changes] == [
        (State.OPEN, "4 of 4 calls failed"),
        (State.CLOSED, "fixed"),
    ]


# Telling


def test_changes_are_told_to_listeners_and_in_the_trace(world: World) -> None:
    """Each change names origin, states, time and reason; a listener that fails is only logged."""
    world.script(500, 500, 500, 500, 200)
    changes: list[Change] = []

    def broken(change: Change) -> None:
        raise RuntimeError("listener is broken")

    policy = BreakerPolicy(attrs.evolve(QUICK, listeners=(broken, changes.append)))

    async def scenario() -> None:
        handler = compose([policy], world.runtime)
        await tries(handler, 3)
        opening = a_call()
        await handler(opening)
        assert opening.trace.notes == [f"circuit of {ORIGIN}: closed to open (4 of 4 calls failed)"]
        await world.runtime.sleep(6)
        await tries(handler, 2)

    world.run(scenario)
    assert changes == [
        Change(ORIGIN, State.CLOSED, State.OPEN, 0.0, "4 of 4 calls failed"),
        Change(ORIGIN, State.OPEN, State.HALF_OPEN, 6.0, "2 calls try the API again"),
        Change(ORIGIN, State.HALF_OPEN, State.CLOSED, 6.0, "2 calls in a row succeeded"),
    ]


def test_the_number_of_circuits_is_bounded(world: World) -> None:
    """Redirects to ever new hosts do not fill the memory; circuits with something to remember are kept."""

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        handler = compose([policy], world.runtime)
        world.script(500)
        await tries(handler, 4)
        world.script(200)
        for number in range(1500):
            await handler(a_call(url=f"https://h{number}.test/"))
        assert len(policy.states) <= 1000
        assert policy.states[ORIGIN] is State.OPEN

    world.run(scenario)


def test_the_number_of_open_circuits_is_bounded_too(world: World) -> None:
    """Redirects to ever new hosts that fail: older ones of them are forgotten, the API's own never for their sake."""

    async def scenario() -> None:
        policy = BreakerPolicy(attrs.evolve(QUICK, minimum_calls=1))
        handler = compose([policy], world.runtime)
        world.script(500)
        await tries(handler, 1, origin=ORIGIN)
        for number in range(2300):
            await handler(a_call(url=f"https://h{number}.test/", origin=ORIGIN))
        assert len(policy.states) <= 1000
        assert policy.states[ORIGIN] is State.OPEN
        assert policy.states["https://h2299.test"] is State.OPEN

    world.run(scenario)


def test_circuits_isolated_by_hand_are_never_forgotten(world: World) -> None:
    """However many hosts fail besides."""

    async def scenario() -> None:
        policy = BreakerPolicy(attrs.evolve(QUICK, minimum_calls=1))
        policy.isolate(0.0, "https://evil.test")
        handler = compose([policy], world.runtime)
        world.script(500)
        for number in range(1100):
            await handler(a_call(url=f"https://h{number}.test/", origin=ORIGIN))
        assert policy.states["https://evil.test"] is State.ISOLATED

    world.run(scenario)


def test_nothing_is_kept_of_where_a_redirect_led_and_all_was_well(world: World) -> None:
    """Of many, only what failed is worth remembering."""

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        handler = compose([policy], world.runtime)
        for number in range(500):
            await handler(a_call(url=f"https://h{number}.test/", origin=ORIGIN))
        world.script(500, 200)
        for _ in range(2):
            await handler(a_call(url="https://bad.test/", origin=ORIGIN))
        assert len(policy.states) == 101
        assert "https://bad.test" in policy.states

    world.run(scenario)


def test_a_child_starts_with_closed_circuits(world: World) -> None:
    """What the parent's calls were about to report does not exist in a forked child."""
    world.script(500)

    async def scenario() -> None:
        policy = BreakerPolicy(QUICK)
        await tries(compose([policy], world.runtime), 4)
        policy.after_fork()
        assert policy.states == {}

    world.run(scenario)


# The machine alone


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["enter", "fail", "succeed", "slow", "ignore", "wait", "isolate", "close"]),
            st.integers(0, 9),
        ),
        max_size=200,
    )
)
def test_permits_are_never_lost_or_multiplied(steps: list[tuple[str, int]]) -> None:
    """In any order of events, probes stay within their number, and time alone leads back to a call let through."""
    settings = Breaker(
        minimum_calls=3, window=10.0, open_for=2.0, open_for_cap=8.0, jitter=0.5, probes=2, slow_after=1.0
    )
    circuit, now, inside = Circuit(settings), 0.0, list[int]()
    for step, number in steps:
        if step == "wait":
            now += number
        elif step == "enter":
            permit = circuit.enter(now)
            assert permit is not None or circuit.state is not State.CLOSED
            assert permit is not None or circuit.state is State.ISOLATED or (circuit.retry_after(now) or 0) > 0
            assert permit is None or circuit.state is not State.ISOLATED
            if permit is not None:
                inside.append(permit)
                if circuit.state is State.HALF_OPEN:
                    assert inside.count(permit) <= settings.probes
        elif step == "isolate":
            circuit.isolate(now, "by hand")
        elif step == "close":
            circuit.close(now, "by hand")
        elif inside:
            verdict = {"fail": True, "succeed": False, "slow": False, "ignore": None}[step]
            circuit.leave(inside.pop(number % len(inside)), verdict, now, 0.5, slow=step == "slow")
    if circuit.state is State.ISOLATED:
        circuit.close(now, "by hand")
    now += settings.open_for_cap * 2 + settings.window
    assert circuit.enter(now) is not None
