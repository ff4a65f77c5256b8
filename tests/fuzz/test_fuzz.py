"""A few cases of each target, the same every time; `nox -s fuzz` attempts many, from a random seed."""

from __future__ import annotations

import pytest

from fuzz.run import attempt

CASES = {
    "reader": 300,
    "sockets": 150,
    "fields": 60,
    "events": 300,
    "pages": 300,
    "stores": 20,
    "receivers": 200,
    "descriptions": 2,
}


@pytest.mark.parametrize("name", CASES)
def test_fixed_cases_find_nothing(name: str) -> None:
    """Whatever is found by chance gets a test of its own, beside those of what it broke."""
    for number in range(CASES[name]):
        attempt(name, "fixed", number)
