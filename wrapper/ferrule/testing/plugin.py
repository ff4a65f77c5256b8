"""The pytest plugin. pytest loads it in every run where Ferrule is installed: nothing heavy is imported before a fixture is used."""

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
    """Have clients send through httpx, where nobody says otherwise: respx and other mocks of httpx must see each call."""
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
