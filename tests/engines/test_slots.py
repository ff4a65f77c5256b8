"""A queue for blocking threads."""

from __future__ import annotations

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
