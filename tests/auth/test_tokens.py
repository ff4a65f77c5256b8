"""When tokens are replaced, and how long a token endpoint is left alone."""

from __future__ import annotations

import math

import pytest

from ferrule.auth.tokens import ENDED, Phase, Schedule, Windows, pause, schedule


@pytest.mark.parametrize(
    ("lifetime", "left", "random", "expected"),
    [
        (3600.0, 3600.0, 0.0, (3480.0, 3570.0, 3600.0)),
        (3600.0, 3600.0, 0.5, (3502.5, 3570.0, 3600.0)),
        (3600.0, 50.0, 0.0, (-70.0, 20.0, 50.0)),
        (None, 3600.0, 0.0, (3480.0, 3570.0, 3600.0)),
        (None, 120.0, 0.0, (60.0, 105.0, 120.0)),
        (120.0, 100.0, 0.0, (40.0, 85.0, 100.0)),
        (240.0, 240.0, 0.0, (120.0, 210.0, 240.0)),
        (0.0, 0.2, 0.9, (1.0, 1.0, 1.0)),
        (-5.0, -5.0, 0.9, (1.0, 1.0, 1.0)),
        (3600.0, None, 0.0, (math.inf,) * 3),
        (3600.0, math.nan, 0.0, (math.inf,) * 3),
    ],
)
def test_when_a_token_is_replaced(
    lifetime: float | None, left: float | None, random: float, expected: tuple[float, float, float]
) -> None:
    """Two minutes before its end at first, half a minute before it at last; a short one not before half of its life."""
    assert schedule(lifetime, left, 1000.0, Windows(), random) == Schedule(*[1000.0 + at for at in expected])


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (9.9, Phase.FRESH), (10.0, Phase.ADVISORY), (19.9, Phase.ADVISORY),
        (20.0, Phase.MANDATORY), (29.9, Phase.MANDATORY), (30.0, Phase.ENDED),
    ],
)  # fmt: skip
def test_a_phase_begins_at_its_time(now: float, phase: Phase) -> None:
    """Not a moment after it."""
    assert Schedule(10.0, 20.0, 30.0).phase(now) is phase
    assert ENDED.phase(now) is Phase.ENDED
    assert Schedule().phase(now) is Phase.FRESH


@pytest.mark.parametrize(
    ("failures", "refused", "random", "retry_after", "seconds"),
    [
        (1, False, 0.0, None, 0.5),
        (1, False, 1.0, None, 1.0),
        (3, False, 0.5, None, 3.0),
        (100, False, 1.0, None, 60.0),
        (1, True, 0.0, None, 2.5),
        (2, True, 1.0, None, 10.0),
        (100, True, 1.0, None, 300.0),
        (1, False, 1.0, 0.5, 1.0),
        (1, False, 1.0, 7.0, 7.0),
        (1, False, 1.0, 1000.0, 300.0),
    ],
)
def test_how_long_a_pause_is(
    failures: int, refused: bool, random: float, retry_after: float | None, seconds: float
) -> None:
    """Twice as long each time, up to a minute; five times that after a no; at random between a half and the whole."""
    assert pause(failures, refused, random, retry_after) == seconds
