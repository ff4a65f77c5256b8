"""The other end of `benchmarks/peers.py`, in each SDK's own virtual environment: nothing but the standard library.

A line "HOW TIMES" asks for so many calls. HOW is `async` or `page` with the number in flight, or `thread`, or a list to
be walked: `accounts` or `customers`. The answer is a line when they are done.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine

URL = sys.argv[1]
"""Of the server, without a trailing slash."""


def serve(
    *,
    asynchronous: Callable[[], Awaitable[object]] | None = None,
    blocking: Callable[[], object] | None = None,
    page: Callable[[], Awaitable[object]] | None = None,
    accounts: Callable[[], Awaitable[object]] | None = None,
    customers: Callable[[], object] | None = None,
    opened: Callable[[], Coroutine[None, None, object]] | None = None,
) -> None:
    """Do what is asked for until the input ends.

    Args:
        asynchronous: one call of the async client.
        blocking: one call of the blocking client.
        page: one call for a page of 100 accounts, where the API has such.
        accounts: a walk over all accounts in pages of 100, by the async client.
        customers: the same over all customers, by the blocking client.
        opened: enters the async client's block, where it keeps its connections only within one.
    """
    with asyncio.Runner() as runner:
        if opened is not None:
            runner.run(opened())
        print("ready", flush=True)
        for line in sys.stdin:
            how, in_flight, times = line.split()
            if (call := {"thread": blocking, "customers": customers}.get(how)) is not None:
                for _ in range(int(times)):
                    call()
            elif (awaited := {"async": asynchronous, "page": page, "accounts": accounts}.get(how)) is not None:
                runner.run(_many(awaited, int(in_flight), int(times)))
            else:
                raise SystemExit(f"nothing does {how} here")
            print("done", flush=True)


async def _many(call: Callable[[], Awaitable[object]], in_flight: int, times: int) -> None:
    async def some() -> None:
        for _ in range(times // in_flight):
            await call()

    await asyncio.gather(*(some() for _ in range(in_flight)))
