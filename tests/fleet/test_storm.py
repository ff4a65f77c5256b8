"""The figures of the storm, from what the API and its clients counted."""

import importlib.util
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "storm"))


SPEC = importlib.util.spec_from_file_location("storm_run", Path(__file__).parents[2] / "benchmarks/storm/run.py")
assert SPEC
assert SPEC.loader
storm = importlib.util.module_from_spec(SPEC)
sys.modules["storm_run"] = storm
SPEC.loader.exec_module(storm)

SIZE = storm.Size(calm=2, trouble=4, after=5)


def test_the_figures_are_those_of_the_brownout_and_after() -> None:
    """Shares of what was possible meanwhile; the rest counts from its end."""
    api = [[10, 10]] * 2 + [[6, 3]] * 4 + [[10, 10]] * 6
    calls = [[10, 10, 0]] * 2 + [[10, 3, 7]] * 4 + [[10, 8, 2], [10, 10, 0], [10, 10, 0], [10, 10, 0], [10, 0, 9]]
    found = storm.figures(api, calls, SIZE, capacity=4)
    assert (found.goodput, found.requests, found.back, found.failed_after) == (0.75, 0.6, 1, 2)


def test_one_good_second_is_no_recovery() -> None:
    """Calls must go on to end well."""
    calls = [[10, 10, 0]] * 6 + [[10, 10, 0], [10, 5, 5], [10, 10, 0], [10, 9, 1], [0, 0, 0]]
    found = storm.figures([[1, 1]] * 12, calls, SIZE, capacity=1)
    assert (found.back, found.failed_after) == (None, 6)
    assert "never" in str(found)


def test_every_client_is_known_by_name() -> None:
    """Those that Ferrule is compared with, and itself."""
    assert list(storm.CLIENTS) == ["httpx", "stamina", "httpx-retries", "Ferrule"]
