"""The pytest plugin. pytest loads it in every run where Ferrule is installed: nothing heavy is imported before a fixture is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ferrule.sandbox import Sandbox


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
