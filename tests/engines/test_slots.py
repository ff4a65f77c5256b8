"""A queue for blocking threads."""

from __future__ import annotations

import threading

import pytest

from ferrule.engines import slots
from ferrule.engines.slots import Slots


def test_waking_too_early_is_not_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait that the system ends a little before the deadline, as clocks differ, does not let anybody in."""
    left = iter([0.0, 0.0])

    def time_left() -> float:
        for seconds in left:
            return seconds
        raise TimeoutError

    monkeypatch.setattr(slots, "time_left", time_left)
    queue = Slots(1)
    queue.acquire("first")
    with pytest.raises(TimeoutError):
        queue.acquire("second")
    queue.release("second")
    queue.release("first")
    queue.acquire("third")  # the place that nobody got is free


def test_a_turn_that_comes_as_the_wait_ends_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gives up in the moment in which it is let in leaves its place to the next."""
    queue = Slots(1)
    queue.acquire("first")
    let_in = iter([queue.release])

    def time_left() -> float:
        for release in let_in:
            release("first")
            return 0.0
        raise TimeoutError

    monkeypatch.setattr(slots, "time_left", time_left)
    with pytest.raises(TimeoutError):
        queue.acquire("second")
    queue.release("second")
    queue.acquire("third")  # there is room, else this would wait, and so raise


def test_a_place_is_one_place() -> None:
    """As many go in as there are places, and each that goes out makes room for one, however often it says so."""
    queue = Slots(2)
    queue.acquire("first")
    queue.acquire("second")
    waiting = [threading.Thread(target=queue.acquire, args=(name,), daemon=True) for name in ("third", "fourth")]
    for thread in waiting:
        thread.start()
        thread.join(0.01)
        assert thread.is_alive()
    queue.release("first")
    queue.release("first")
    waiting[0].join(60)
    waiting[1].join(0.01)
    assert [thread.is_alive() for thread in waiting] == [False, True]
    queue.release("second")
    waiting[1].join(60)
    assert not waiting[1].is_alive()
