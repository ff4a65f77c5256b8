"""The pytest plugin, for tests of code that calls APIs. Needs the extra `ferrule[testing]`.

pytest loads it in every run where Ferrule is installed, so nothing heavy is imported before a fixture is used.

    def test_a_busy_api_is_asked_again(ferrule_sandbox):
        ferrule_sandbox.faults.add(Status(503), api="github", times=2)
        with GitHub(base_url=ferrule_sandbox.url("github"), auth=Bearer("any")) as github:
            assert github.users.get_by_username("octocat").login == "octocat"
        assert len(ferrule_sandbox.log) == 3

- `ferrule_sandbox.log` has every request that was sent: count them, look at their headers, or at their connections;
- `ferrule_sandbox.connections.open` tells whether a client leaked one;
- `ferrule_sandbox.clock.advance(3600)` lets tokens expire;
- the faults are in `ferrule.sandbox`: `Latency`, `Status`, `Reset`, `Truncate`, `Trickle`, `Corrupt`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ferrule.sandbox import Sandbox


_ENGINE = "FERRULE_ENGINE"


def pytest_configure(config: pytest.Config) -> None:
    """Have clients send through httpx unless an engine is set: respx and other mocks of httpx must see each call."""
    if _ENGINE not in os.environ:
        os.environ[_ENGINE] = "httpx"
        config.add_cleanup(partial(os.environ.__delitem__, _ENGINE))


@pytest.fixture(scope="session")
def ferrule_sandbox_server() -> Iterator[Sandbox]:
    """A sandbox that serves all APIs for the whole run; tests want `ferrule_sandbox`."""
    from ferrule.sandbox import Sandbox

    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def ferrule_sandbox(ferrule_sandbox_server: Sandbox) -> Sandbox:
    """A `ferrule.sandbox.Sandbox` as it is at the start: no faults, an empty log, nothing left of the test before."""
    ferrule_sandbox_server.reset()
    return ferrule_sandbox_server
