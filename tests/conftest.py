"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

# The same examples every time, and no limit of time: a busy machine is no reason to fail.
settings.register_profile("ferrule", deadline=None, derandomize=True, database=None)
settings.load_profile("ferrule")

# As the pytest plugin says, which is not loaded where the package is not installed: respx must see each call.
os.environ.setdefault("FERRULE_ENGINE", "httpx")


@pytest.fixture(params=["httpx", "httptools"])
def each_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients send through the engine that mocks of httpx see, then through the one that `auto` prefers."""
    monkeypatch.setenv("FERRULE_ENGINE", request.param)
