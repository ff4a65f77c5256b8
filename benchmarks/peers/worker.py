"""The other end of `benchmarks/peers.py`, in each SDK's own virtual environment: nothing but the standard library.

A line "HOW IN_FLIGHT TIMES" asks for something so many times: a call (`thread`, `async`), a `page` of 100 accounts, a
list that is walked (`accounts`, `customers`), or a stream that is read (`events`, `texts`). The answer is a line when
they are done.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping

URL = sys.argv[1]
"""Of the server, without a trailing slash."""


def serve(
    *,
    blocking: Mapping[str, Callable[[], object]] | None = None,
    asynchronous: Mapping[str, Callable[[], Awaitable[object]]] | None = None,
    opened: Callable[[], Coroutine[None, None, object]] | None = None,
) -> None:
    """Do what is asked for until the input ends.

    Args:
        blocking: what can be asked for, in one thread.
        asynchronous: the same in a loop, so many in flight.
        opened: enters the async client's block, where it keeps its connections only within one.
    """
    with asyncio.Runner() as runner:
        if opened is not None:
            runner.run(opened())
        print("ready", flush=True)
        for line in sys.stdin:
            how, in_flight, times = line.split()
            if (call := (blocking or {}).get(how)) is not None:
                for _ in range(int(times)):
                    call()
            elif (awaited := (asynchronous or {}).get(how)) is not None:
                runner.run(_many(awaited, int(in_flight), int(times)))
            else:
                raise SystemExit(f"nothing does {how} here")
            print("done", flush=True)


async def _many(call: Callable[[], Awaitable[object]], in_flight: int, times: int) -> None:
    async def some() -> None:
        for _ in range(times // in_flight):
            await call()

    await asyncio.gather(*(some() for _ in range(in_flight)))
