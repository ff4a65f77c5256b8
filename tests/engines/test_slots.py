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
    queue.acquire()
    with pytest.raises(TimeoutError):
        queue.acquire()
    queue.release()
    queue.acquire()  # the place that nobody got is free


def test_a_turn_that_comes_as_the_wait_ends_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gives up in the moment in which it is let in leaves its place to the next."""
    queue = Slots(1)
    queue.acquire()
    let_in = iter([queue.release])

    def time_left() -> float:
        for release in let_in:
            release()
            return 0.0
        raise TimeoutError

    monkeypatch.setattr(slots, "time_left", time_left)
    with pytest.raises(TimeoutError):
        queue.acquire()
    queue.acquire()  # there is room, else this would wait, and so raise


def test_a_place_is_one_place() -> None:
    """As many go in as there are places, and each that goes out makes room for one."""
    queue = Slots(2)
    queue.acquire()
    queue.acquire()
    waiting = threading.Thread(target=queue.acquire, daemon=True)
    waiting.start()
    waiting.join(0.01)
    assert waiting.is_alive()
    queue.release()
    waiting.join(60)
    assert not waiting.is_alive()
