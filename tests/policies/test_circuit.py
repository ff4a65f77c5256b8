"""One circuit: what it says of itself, and what each event does to it."""

import attrs
import pytest

from ferrule.policies.breaker import Breaker, State
from ferrule.policies.circuit import Circuit, KnownCircuit

QUICK = Breaker(minimum_calls=4, window=10.0, open_for=5.0, jitter=0.0, probes=2)


def after(settings: Breaker, *results: bool | None, slow: bool = False, now: float = 0.0) -> Circuit:
    """A circuit on which calls had these results, one after the other."""
    circuit = Circuit(settings)
    for failed in results:
        circuit.leave(circuit.enter(now) or 0, failed, now, 0.0, slow=slow)
    return circuit


def half_open(settings: Breaker = QUICK, now: float = 5.0) -> tuple[Circuit, list[int]]:
    """A circuit that failed and whose open time is over, with the permits of all its probes."""
    circuit = after(settings, *[True] * settings.minimum_calls)
    return circuit, [permit for _ in range(settings.probes) if (permit := circuit.enter(now))]


def test_it_says_what_is_known_of_it() -> None:
    """A new one is closed, without a reason; calls, failures and slow calls are of the window; 0 s until a call."""
    assert Circuit(QUICK).known("one", 3.0) == KnownCircuit("one", State.CLOSED, "", 0, 0, 0, 0, 0.0)
    circuit = after(QUICK, False, True)
    circuit.leave(circuit.enter(0.0) or 0, False, 0.0, 0.0, slow=True)
    assert circuit.known("one", 9.0) == KnownCircuit("one", State.CLOSED, "", 3, 1, 1, 0, 0.0)
    assert circuit.known("one", 10.0) == KnownCircuit("one", State.CLOSED, "", 0, 0, 0, 0, 0.0)


def test_it_says_how_many_it_refused_and_for_how_long_it_will() -> None:
    """While it is open that is the time left; while it is half-open, the time after another failure."""
    circuit = after(QUICK, *[True] * 4)
    assert [circuit.enter(2.0) for _ in range(3)] == [None] * 3
    assert circuit.known("one", 2.0) == KnownCircuit("one", State.OPEN, "4 of 4 calls failed", 0, 0, 0, 3, 3.0)
    circuit, _ = half_open()
    assert circuit.enter(5.0) is None
    assert circuit.known("one", 5.0) == KnownCircuit(
        "one", State.HALF_OPEN, "2 calls try the API again", 0, 0, 0, 1, 5.0
    )
    circuit.isolate(5.0, "by hand")
    assert circuit.known("one", 5.0).retry_after is None


def test_it_refuses_while_it_is_open_or_isolated() -> None:
    """One whose open time is over does not: the next call tries it."""
    circuit = after(QUICK, *[True] * 4)
    assert [circuit.refuses(now) for now in (0.0, 4.9, 5.0, 6.0)] == [True, True, False, False]
    assert not Circuit(QUICK).refuses(0.0)
    assert not half_open()[0].refuses(4.0)
    circuit.isolate(6.0, "by hand")
    assert circuit.refuses(100.0)


@pytest.mark.parametrize(
    ("results", "slow", "ratio", "state", "reason"),
    [
        ((True, True, True), False, 0.5, State.CLOSED, ""),
        ((True, False, False, False), False, 0.5, State.CLOSED, ""),
        ((True, True, False, False), False, 0.5, State.OPEN, "2 of 4 calls failed"),
        ((True, True, None, None, None), False, 0.5, State.CLOSED, ""),
        ((False, False, False), True, 0.5, State.CLOSED, ""),
        ((False, False, False, False), True, 1.0, State.OPEN, "4 of 4 calls took 1 s or longer"),
        ((True, False, False, False), True, 0.1, State.OPEN, "1 of 4 calls failed"),
    ],
)
def test_the_shares_of_failed_and_slow_calls_open_it(
    results: tuple[bool | None, ...], slow: bool, ratio: float, state: State, reason: str
) -> None:
    """From the minimum of calls on, and at the ratio itself; failures are told first."""
    circuit = after(attrs.evolve(QUICK, failure_ratio=ratio, slow_ratio=ratio, slow_after=1.0), *results, slow=slow)
    assert (circuit.state, circuit.reason) == (state, reason)


@pytest.mark.parametrize(
    ("failed", "slow", "how"), [(True, False, "failed"), (True, True, "failed"), (False, True, "was slow")]
)
def test_it_says_why_a_probe_was_not_good_enough(failed: bool, slow: bool, how: str) -> None:
    """One that failed slowly failed."""
    circuit, (first, second) = half_open()
    circuit.leave(first, False, 5.0, 0.0)
    circuit.leave(second, failed, 5.0, 0.0, slow=slow)
    assert (circuit.state, circuit.reason) == (State.OPEN, f"a call that tried the API {how}")


def test_a_slow_probe_that_says_nothing_is_no_failure() -> None:
    """It makes room for another."""
    circuit, (first, second) = half_open()
    circuit.leave(first, None, 5.0, 0.0, slow=True)
    circuit.leave(second, False, 5.0, 0.0)
    circuit.leave(circuit.enter(5.0) or 0, False, 5.0, 0.0)
    assert (circuit.state, circuit.reason) == (State.CLOSED, "2 calls in a row succeeded")


def test_a_probe_that_was_cancelled_makes_room_for_two() -> None:
    """For one that takes its place, and one more; a call from before the trip makes none."""
    circuit, (first, _) = half_open()
    circuit.cancelled(first)
    circuit.leave(first, None, 5.0, 0.0)
    assert [circuit.enter(5.0) is not None for _ in range(3)] == [True, True, False]
    circuit.cancelled(first - 1)
    assert circuit.enter(5.0) is None
    again = [circuit.enter(15.0) is not None for _ in range(3)]  # after a window without a verdict
    assert again == [True, True, False]


@pytest.mark.parametrize("failed", [True, False])
def test_a_probe_that_has_told_keeps_its_place(failed: bool) -> None:
    """Of three calls that try the API, two are left."""
    settings = attrs.evolve(QUICK, probes=3, probes_needed=2)
    circuit = after(settings, *[True] * 4)
    circuit.leave(circuit.enter(5.0) or 0, failed, 5.0, 0.0)
    assert [circuit.enter(5.0) is not None for _ in range(3)] == [True, True, False]


def test_not_all_probes_in_a_row_are_told_as_such() -> None:
    """It says of how many, where some failed."""
    circuit, (first, second, third) = half_open(attrs.evolve(QUICK, probes=3, probes_needed=2))
    circuit.leave(first, True, 5.0, 0.0)
    circuit.leave(second, False, 5.0, 0.0)
    circuit.leave(third, False, 5.0, 0.0)
    assert (circuit.state, circuit.reason) == (State.CLOSED, "2 of 3 calls succeeded")


def test_the_result_that_opens_it_need_not_be_a_failure_itself() -> None:
    """So it is doubtful from the first failure of a period on, as its next results need a random number; not after."""
    circuit = Circuit(QUICK)
    assert not circuit.doubtful
    circuit.leave(circuit.enter(0.0) or 0, True, 0.0, 0.0)
    assert circuit.doubtful
    circuit.close(0.0, "by hand")
    assert not circuit.doubtful
    circuit.leave(circuit.enter(0.0) or 0, False, 0.0, 0.0, slow=True)
    assert circuit.doubtful
    circuit.leave(circuit.enter(20.0) or 0, False, 20.0, 0.0)
    assert not circuit.doubtful
    circuit, (first, second) = half_open(attrs.evolve(QUICK, jitter=0.5))
    assert not circuit.doubtful
    circuit.leave(first, True, 5.0, 0.0)
    assert circuit.doubtful
    circuit.leave(second, False, 5.0, 1.0)
    assert (circuit.state, circuit.retry_after(5.0)) == (State.OPEN, pytest.approx(0.1 * 1.5))


def test_a_broken_body_is_a_failure_more_and_no_call_more() -> None:
    """Its call was counted at the headers."""
    circuit = after(QUICK, False, False, False, False)
    circuit.broke(circuit.enter(1.0) or 0, 1.0, 0.0)
    known = circuit.known("one", 1.0)
    assert (known.state, known.calls, known.failures, known.slow) == (State.CLOSED, 4, 1, 0)
    circuit.broke(circuit.enter(1.0) or 0, 1.0, 0.0)
    assert (circuit.state, circuit.reason) == (State.OPEN, "2 of 4 calls failed")


def test_a_broken_body_takes_the_success_of_its_probe_back() -> None:
    """It opens the circuit only where not enough can succeed any more, and with the jitter."""
    settings = attrs.evolve(QUICK, probes=4, probes_needed=2, jitter=0.5)
    circuit, (first, second, third, fourth) = half_open(settings)
    circuit.leave(first, False, 5.0, 0.0)
    circuit.broke(first, 5.0, 0.0)
    circuit.leave(second, False, 5.0, 0.0)
    assert circuit.state is State.HALF_OPEN  # one succeeded, and not two
    circuit.broke(second, 5.0, 0.0)
    assert circuit.state is State.HALF_OPEN  # two of four failed: the others may still be enough
    circuit.leave(third, True, 5.0, 0.0)
    assert circuit.state is State.HALF_OPEN  # one is under way
    circuit.leave(fourth, False, 5.0, 0.0)
    assert (circuit.state, circuit.reason) == (State.OPEN, "a call that tried the API failed")
    circuit, (first, second, third, _) = half_open(settings)
    circuit.leave(first, False, 5.0, 0.0)
    circuit.broke(first, 5.0, 0.0)
    circuit.leave(second, False, 5.0, 0.0)
    circuit.leave(third, False, 5.0, 0.0)
    assert (circuit.state, circuit.reason) == (State.CLOSED, "2 of 3 calls succeeded")
    circuit, (first, second) = half_open(attrs.evolve(QUICK, jitter=0.5))
    circuit.leave(first, False, 5.0, 0.0)
    circuit.broke(first, 5.0, 1.0)
    assert (circuit.state, circuit.reason) == (State.OPEN, "a call that tried the API failed")
    assert circuit.retry_after(5.0) == pytest.approx(0.1 * 1.5)


@pytest.mark.parametrize("state", [State.OPEN, State.ISOLATED])
def test_a_broken_body_changes_nothing_where_nothing_passes(state: State) -> None:
    """What is open, or isolated, stays so."""
    circuit = after(QUICK, *[True] * 4)
    if state is State.ISOLATED:
        circuit.isolate(0.0, "by hand")
    circuit.broke(circuit._period, 1.0, 0.0)
    assert (circuit.state, circuit.retry_after(1.0)) == (state, 4.0 if state is State.OPEN else None)


def test_it_is_forgotten_only_where_all_is_well() -> None:
    """A failure, a slow call and another state than closed are worth remembering."""
    assert Circuit(QUICK).idle()
    assert after(QUICK, False).idle()
    assert not after(QUICK, True).idle()
    assert not after(QUICK, False, slow=True).idle()
    assert not after(QUICK, *[True] * 4).idle()
    assert not half_open()[0].idle()
