"""Run an operation for many inputs, and print the highest resident memory of this process in bytes (see bulk.py)."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import ferrule
from ferrule_apis.github import AsyncGitHub, GitHub


def main(how: str, url: str, size: str) -> None:
    """Run it, and print."""
    names = ("octocat" for _ in range(int(size)))
    if how == "blocking":
        with GitHub(base_url=url) as client, ferrule.bulk(client.users.get_by_username, names, concurrency=50) as run:
            for item in run:
                assert isinstance(item.result, ferrule.Ok)
    else:
        asyncio.run(_asynchronous(url, names))
    status = Path("/proc/self/status").read_text()  # and not `ru_maxrss`, which begins with what the parent had
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)


async def _asynchronous(url: str, names: object) -> None:
    async with AsyncGitHub(base_url=url) as client:
        async with ferrule.bulk(client.users.get_by_username, names, concurrency=50) as run:  # type: ignore[call-overload]
            async for item in run:
                assert isinstance(item.result, ferrule.Ok)


if __name__ == "__main__":
    main(*sys.argv[1:])
