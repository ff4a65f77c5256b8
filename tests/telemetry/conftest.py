"""Telemetry in all worlds."""

import pytest

from ferrule.telemetry import registry
from worlds import world as world


@pytest.fixture(autouse=True)
def nothing_counted_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests counted is not in the sums of this one."""
    monkeypatch.setattr(registry, "_registry", registry._Registry())
