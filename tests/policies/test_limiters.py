"""A rate of the client's own, counted in two ways; and the gates that calls pass."""

from __future__ import annotations

import pytest

from ferrule.http.quotas import Report
from ferrule.policies.gates import Lines, OwnGate, ServerGate, Waiter
from ferrule.policies.limiters import Limiter, SlidingWindow, TokenBucket
from ferrule.policies.quotas import Quotas
from ferrule.runtime.sim import SimRuntime


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    """Four in two seconds is one each half second; what is not taken fills it up to the burst again."""
    bucket = TokenBucket(4, 2.0, 3)
    assert bucket.delay(1, 5.0) == 0.0
    for _ in range(3):
        bucket.take(1, 5.0)
    assert (bucket.delay(1, 5.0), bucket.delay(2, 5.0), bucket.delay(1, 5.25)) == (0.5, 1.0, 0.25)
    assert bucket.delay(1, 5.5) == 0.0
    bucket.take(1, 5.5)
    assert bucket.delay(3, 100.0) == 0.0
    bucket.take(3, 100.0)
    assert bucket.delay(1, 100.0) == 0.5


def test_a_call_that_weighs_more_than_a_burst_counts_as_one() -> None:
    """It goes when the bucket is full. A bucket holds one at least."""
    bucket = TokenBucket(1, 1.0, 2)
    assert bucket.delay(9, 0.0) == 0.0
    bucket.take(9, 0.0)
    assert (bucket.delay(9, 0.0), bucket.delay(1, 0.0)) == (2.0, 1.0)
    small = TokenBucket(1, 1.0, 0.5)
    small.take(1, 0.0)
    assert (small.delay(1, 0.0), small.delay(9, 0.0)) == (1.0, 1.0)


def test_a_window_holds_so_many_and_no_more() -> None:
    """A call leaves it as soon as it is as old as the window is long."""
    window = SlidingWindow(3, 10.0)
    window.take(1, 0.0)
    window.take(1, 4.0)
    assert window.delay(1, 4.0) == 0.0
    window.take(1, 4.0)
    assert (window.delay(1, 5.0), window.delay(2, 5.0), window.delay(3, 5.0)) == (5.0, 9.0, 9.0)
    assert (window.delay(1, 9.9), window.delay(1, 10.0)) == (pytest.approx(0.1), 0.0)
    window.take(1, 10.0)
    assert window.delay(1, 10.0) == 4.0
    assert window.delay(3, 20.0) == 0.0


def test_a_call_that_weighs_more_than_a_window_fills_one() -> None:
    """It goes when the window is empty."""
    window = SlidingWindow(3, 10.0)
    window.take(9, 0.0)
    assert (window.delay(1, 0.0), window.delay(9, 5.0), window.delay(9, 10.0)) == (10.0, 5.0, 0.0)


def test_what_rounding_leaves_of_fractions_closes_no_window() -> None:
    """Three tenths are one of 0.3, and what is left of many is nothing when all have gone."""
    window = SlidingWindow(0.3, 10.0)
    for _ in range(2):
        window.take(0.1, 0.0)
    assert window.delay(0.1, 0.0) == 0.0
    window.take(0.1, 0.0)
    assert window.delay(0.1, 0.0) == 10.0
    assert window.delay(0.3, 10.0) == 0.0
    assert window._taken == 0.0


@pytest.mark.parametrize(
    ("kept_by", "pace"), [(TokenBucket(4, 2.0, 1), 0.5), (SlidingWindow(4, 2.0), 0.0)], ids=["bucket", "window"]
)
def test_the_clients_own_gate_says_what_it_is(kept_by: Limiter, pace: float) -> None:
    """And what each call in its line adds for those behind it, where that can be told."""
    gate = OwnGate(kept_by, 4, 2.0)
    assert gate.what == "the client's own limit of 4 calls in 2 s"
    assert (gate.pace, gate.spread, gate.asks, gate.told_by) == (pace, 0.0, False, "")
    assert gate.delay(1, 0.0) == 0.0
    gate.take(4, 0.0)
    assert gate.delay(1, 0.0) > 0.0


def test_a_servers_gate_says_which_quotas_it_is() -> None:
    """By their names, where it names any."""
    quotas = Quotas()
    gate = ServerGate(quotas, "op")
    assert (gate.what, gate.told_by, gate.spread, gate.pace) == ("the server's quota", "", 0.0, 0.0)
    quotas.leave(gate.take(1, 0.0), [Report("", 5, 60, field="A")], now=0.0)
    assert (gate.what, gate.told_by) == ("the server's quota", "A")
    quotas.leave(gate.take(1, 0.0), [Report("q", 5, 60, field="A"), Report("r", 5, 90, field="B")], now=0.0)
    assert (gate.what, gate.told_by) == ("the server's quota (q, r)", "B")


def test_a_line_is_in_order_and_its_first_looks() -> None:
    """Whoever leaves it from any place has the first look again; an empty line is none."""
    runtime, lines = SimRuntime(lambda call: call), Lines()  # type: ignore[arg-type, return-value]
    first, second, third = (Waiter(1, runtime.event()) for _ in range(3))
    for waiter in (first, second, third):
        lines.join("a", waiter)
    lines.join("b", other := Waiter(1, runtime.event()))
    assert (len(lines), list(lines.of("a")), list(lines.of("c"))) == (4, [first, second, third], [])
    assert (lines.is_first("a", first), lines.is_first("a", second)) == (True, False)
    lines.leave("a", second)
    assert (first.event.is_set(), third.event.is_set(), list(lines.of("a"))) == (True, False, [first, third])
    lines.leave("a", first)
    assert third.event.is_set()
    lines.wake()
    assert other.event.is_set()
    lines.leave("a", third)
    lines.leave("b", other)
    assert (len(lines), list(lines.of("a"))) == (0, [])
