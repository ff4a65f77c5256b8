"""Import a generated client and make one call over an engine that answers at once.

imports.py runs it in a fresh interpreter.

Prints JSON: seconds and resident megabytes beyond what httpx, attrs and tenacity, imported before, had taken.
"""

from __future__ import annotations

import time

began = time.perf_counter()
import attrs  # noqa: E402, F401
import httpx  # noqa: E402, F401
import tenacity  # noqa: E402, F401

baseline = time.perf_counter() - began

import asyncio  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from importlib import import_module  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402


def resident() -> float:
    """Megabytes in memory now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(package: str, world: str, body: bytes) -> dict[str, Any]:
    """Import and call; see the module."""
    modules, memory, began = set(sys.modules), resident(), time.perf_counter()
    client_class = getattr(import_module(package), "AsyncGitHub" if world == "async" else "GitHub")
    imported = time.perf_counter() - began

    from ferrule.call import Response
    from ferrule.runtime.aio import AsyncRuntime
    from ferrule.runtime.blocking import BlockingRuntime

    class Engine:
        async def send(self, call: Any) -> Any:
            return Response(200, [(b"content-type", b"application/json")], body)

        async def aclose(self) -> None:
            pass

    async def call_async() -> Any:
        async with client_class(runtime=AsyncRuntime(Engine())) as client:
            return await client.users.get_by_username("octocat")

    def call_blocking() -> Any:
        with client_class(runtime=BlockingRuntime(Engine())) as client:
            return client.users.get_by_username("octocat")

    user = asyncio.run(call_async()) if world == "async" else call_blocking()
    seconds, grown = time.perf_counter() - began, resident() - memory
    assert user.login == "octocat"
    loaded = set(sys.modules) - modules
    return {
        "baseline": baseline,
        "imported": imported,
        "seconds": seconds,
        "megabytes": grown,
        "modules": len(loaded),
        "generated": sum(name.startswith(package) for name in loaded),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], sys.stdin.buffer.read())))
