"""Have many calls in flight at once, and print by how many bytes the memory of this process grew (see memory.py)."""

from __future__ import annotations

import asyncio
import gc
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from ferrule.engines.connection import Connection
from ferrule.policies.concurrency import Concurrency
from ferrule.settings.policies import Policies
from ferrule_apis.github import AsyncGitHub

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


async def main(client: str, url: str, calls: int, connections: int) -> None:
    """Make the calls, and print."""
    name = f"held-{calls if connections == calls else 1}"
    call, close = _aiohttp(url, connections) if client == "aiohttp" else _ferrule(client, url, calls, connections)

    async def one(number: int) -> None:
        await call(f"{name}.{number}")

    await call("held-1")
    gc.collect()
    _forget_highest()
    before = _bytes("VmRSS")
    await asyncio.gather(*(one(number) for number in range(calls)))
    print(_bytes("VmHWM") - before)
    await close()


def _aiohttp(url: str, connections: int) -> tuple[Callable[[str], Awaitable[Any]], Callable[[], Awaitable[None]]]:
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections))

    async def call(name: str) -> Any:
        async with session.get(f"{url}/users/{name}") as response:
            return await response.json()

    return call, session.close


def _ferrule(
    client: str, url: str, calls: int, connections: int
) -> tuple[Callable[[str], Awaitable[Any]], Callable[[], Awaitable[None]]]:
    engine: Any = client.rpartition(" ")[2]
    policies = Policies(deadline=60.0, attempt_timeout=None, concurrency=Concurrency(limit=connections, queue=calls))
    github = AsyncGitHub(
        base_url=url, engine=engine, policies=policies, connection=Connection(max_connections=connections)
    )
    return github.users.get_by_username, github.aclose


def _forget_highest() -> None:
    _RESET.write_text("5")


def _bytes(field: str) -> int:
    found = re.search(rf"^{field}:\s+(\d+) kB", _STATUS.read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
