"""How calls come back after a pause that the server asked for."""

from __future__ import annotations

import pytest

from ferrule.http.quotas import Report
from ferrule.http.waits import Wait
from ferrule.policies.pace import Pace
from ferrule.policies.quotas import Quotas


def go(pace: Pace, now: float) -> bool:
    """Make a call, if one may go."""
    if pace.delay(1.0, now) > 0:
        return False
    pace.left -= 1
    return True


def paused_twice() -> Pace:
    """After a pause of ten seconds, three calls were answered and the next was told to pause for ten more."""
    pace = Pace()
    pace.pause(10.0, "Retry-After", number=1, newest=1, now=0.0)
    for _ in range(3):
        assert go(pace, 10.0)
        pace.answer(1.0)
    pace.pause(10.0, "Retry-After", number=5, newest=5, now=11.0)
    return pace


def test_one_goes_first_and_each_answer_lets_two_more_go() -> None:
    """What the server takes is not known yet."""
    pace = Pace()
    pace.pause(10.0, "Retry-After", number=1, newest=1, now=0.0)
    assert (go(pace, 9.9), pace.delay(1.0, 4.0)) == (False, 6.0)
    assert [go(pace, 10.0) for _ in range(2)] == [True, False]
    pace.answer(1.0)
    assert [go(pace, 10.5) for _ in range(3)] == [True, True, False]


def test_a_second_pause_shows_what_the_server_takes() -> None:
    """As many as were answered since the first go in each window, which is a little longer than the pause."""
    pace = paused_twice()
    assert not go(pace, 20.9)
    assert [go(pace, 21.0) for _ in range(4)] == [True, True, True, False]
    pace.answer(1.0)
    assert not go(pace, 31.4)
    assert [go(pace, 31.5) for _ in range(4)] == [True, True, True, False]


def test_refusals_of_calls_from_before_the_pause_teach_nothing() -> None:
    """Twenty calls at once get twenty of them. They can only make it longer."""
    pace = Pace()
    pace.pause(10.0, "Retry-After", number=1, newest=20, now=0.0)
    pace.pause(10.0, "Retry-After", number=2, newest=20, now=0.5)
    pace.pause(1.0, "Retry-After", number=20, newest=21, now=0.6)
    assert (pace.allowance, pace.until, pace.window, pace.newest) == (0.0, 10.5, 10.0, 21)


def test_one_goes_in_each_window_where_none_was_answered() -> None:
    """A server that refuses the very first call after a pause takes one at a time, as far as is known."""
    pace = Pace()
    pace.pause(10.0, "Retry-After", number=1, newest=1, now=0.0)
    assert go(pace, 10.0)
    pace.pause(10.0, "Retry-After", number=2, newest=2, now=10.0)
    assert pace.allowance == 1.0
    assert [go(pace, 20.0) for _ in range(2)] == [True, False]


def test_only_what_was_answered_in_the_same_window_shows_what_the_server_takes() -> None:
    """Two were answered in one window, and one in the next before it said stop."""
    pace = paused_twice()
    for now, answers in ((21.0, 2), (31.5, 1)):
        for _ in range(answers):
            assert go(pace, now)
            pace.answer(1.0)
    pace.pause(10.0, "Retry-After", number=9, newest=9, now=32.0)
    assert pace.allowance == 1.0


def test_weights_count() -> None:
    """A heavy call may be the one that goes first; its answer lets twice its weight go."""
    pace = Pace()
    pace.pause(10.0, "Retry-After", number=1, newest=1, now=0.0)
    assert pace.delay(3.0, 10.0) == 0.0
    pace.left -= 3.0
    assert pace.delay(3.0, 10.0) == pytest.approx(10.5)
    pace.answer(3.0)
    assert (pace.left, pace.answered) == (4.0, 3.0)
    pace.pause(10.0, "Retry-After", number=2, newest=2, now=11.0)
    assert (pace.allowance, pace.delay(0.5, 20.9)) == (3.0, pytest.approx(0.1))
    pace.delay(1.0, 21.0)
    pace.answer(3.0)
    assert pace.left == 3.0  # what the server takes is known: answers let no more go


def test_a_server_without_refusals_is_asked_for_more_and_in_the_end_for_all() -> None:
    """Twice as much after ten windows; nothing is held back after sixty."""
    pace, now = paused_twice(), 21.0
    taken: list[int] = []
    while not pace.over:
        taken.append(sum(go(pace, now) for _ in range(1000)))
        now += 10.5
    assert taken[8:11] == [3, 6, 6]
    assert len(taken) == 60


def test_what_was_sent_before_the_pause_does_not_end_it() -> None:
    """Its answer only shows how things were."""
    quotas = Quotas()
    early, late = (quotas.take("op", quotas.of("op"), 1.0) for _ in range(2))
    quotas.leave(late, [], 0.0, ok=False)
    quotas.pause(late, Wait(10.0, "Retry-After"), 0.0)
    quotas.leave(early, [], 1.0)
    assert quotas.delay("op", quotas.of("op"), 1.0, 10.0) == 0.0
    quotas.take("op", quotas.of("op"), 1.0)
    assert quotas.delay("op", quotas.of("op"), 1.0, 10.0) > 0


def test_operations_of_one_quota_pause_together() -> None:
    """What one was told holds for all that count against the same."""
    quotas = Quotas()
    for operation in ("one", "two"):
        quotas.leave(quotas.take(operation, quotas.of(operation), 1.0), [Report("q", 50, 60)], 0.0)
    permit = quotas.take("one", quotas.of("one"), 1.0)
    quotas.leave(permit, [Report("q", 50, 60)], 0.0, ok=False)
    quotas.pause(permit, Wait(10.0, "Retry-After"), 0.0)
    assert quotas.delay("two", quotas.of("two"), 1.0, 1.0) == pytest.approx(9.0)
    assert quotas.delay("one", quotas.of("one"), 1.0, 10.0) == 0.0
    quotas.take("one", quotas.of("one"), 1.0)
    assert quotas.delay("two", quotas.of("two"), 1.0, 10.0) > 0


def test_a_window_told_is_bounded_too() -> None:
    """After the reset, what is assumed of the next window must not close the client for a year."""
    quotas = Quotas()
    quotas.leave(quotas.take("op", (), 1.0), [Report("q", 0, 5, 1, 1e9)], 0.0, most=600.0)
    assert quotas.delay("op", quotas.of("op"), 1.0, 5.0) == 0.0
    quotas.take("op", quotas.of("op"), 1.0)
    assert quotas.delay("op", quotas.of("op"), 1.0, 5.0) == 600.0
