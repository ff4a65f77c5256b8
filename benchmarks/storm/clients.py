"""One process of the storm: tasks that call the API now and then, by one of several clients."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import httpx

from api import Plan

Get = Callable[[], Awaitable[bool]]
"""Makes one call; True when it ended well."""


async def bare(url: str, stack: AsyncExitStack) -> Get:
    """Httpx alone."""
    client = await stack.enter_async_context(httpx.AsyncClient(timeout=10))

    async def get() -> bool:
        return (await client.get(url)).is_success

    return get


async def with_stamina(url: str, stack: AsyncExitStack) -> Get:
    """Stamina with its defaults: ten attempts within 45 s."""
    import stamina

    stamina.instrumentation.set_on_retry_hooks([])
    client = await stack.enter_async_context(httpx.AsyncClient(timeout=10))

    async def get() -> bool:
        async for attempt in stamina.retry_context(on=httpx.HTTPError):
            with attempt:
                (await client.get(url)).raise_for_status()
        return True

    return get


async def with_retries(url: str, stack: AsyncExitStack) -> Get:
    """httpx-retries with its defaults, and waits that grow."""
    from httpx_retries import Retry, RetryTransport

    transport = RetryTransport(retry=Retry(backoff_factor=0.5))
    client = await stack.enter_async_context(httpx.AsyncClient(timeout=10, transport=transport))

    async def get() -> bool:
        return (await client.get(url)).is_success

    return get


async def with_ferrule(url: str, stack: AsyncExitStack) -> Get:
    """Ferrule with its defaults. Without a cache: each call asks for something else."""
    from ferrule import Policies
    from ferrule.auth.policy import AuthPolicy
    from ferrule.call import Call, Facts, Operation
    from ferrule.call.origin import origin
    from ferrule.engines.choice import choose
    from ferrule.engines.connection import Connection
    from ferrule.policies.pipeline import compose
    from ferrule.runtime.aio import AsyncRuntime
    from ferrule.settings.order import assemble

    runtime = AsyncRuntime(choose(None, Connection(), blocking=False).make())
    stack.push_async_callback(runtime.aclose)
    policies, operation = Policies(cache=None), Operation("storm", "things/get", "things.get", "GET", "/things")
    handler = compose([seat.policy for seat in assemble(policies, AuthPolicy({}, None), Facts())], runtime)

    async def get() -> bool:
        call = Call(operation, "GET", url, {"accept": "*/*"}, {}, policies.options(), origin(url))
        return (await handler(call)).is_success

    return get


CLIENTS: dict[str, Callable[[str, AsyncExitStack], Awaitable[Get]]] = {
    "httpx": bare,
    "stamina": with_stamina,
    "httpx-retries": with_retries,
    "Ferrule": with_ferrule,
}


async def storm(plan: Plan, url: str, client: str, tasks: int, pause: float) -> list[list[int]]:
    """Call until the end; calls begun, calls that ended well, and calls that failed, by second."""
    counts = [[0, 0, 0] for _ in range(int(plan.end - plan.begin) + 1)]

    def count(kind: int) -> None:
        second = plan.second()
        if second < len(counts):
            counts[second][kind] += 1

    async def one(get: Get) -> None:
        await asyncio.sleep(plan.begin - time.time() + random.expovariate(1 / pause))
        while time.time() < plan.end:
            count(0)
            try:
                good = await get()
            except Exception:
                good = False
            count(1 if good else 2)
            await asyncio.sleep(random.expovariate(1 / pause))

    async with AsyncExitStack() as stack:
        get = await CLIENTS[client](url, stack)
        running = [asyncio.create_task(one(get)) for _ in range(tasks)]
        await asyncio.sleep(plan.end - time.time())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return counts


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    print(json.dumps(asyncio.run(storm(Plan(**given.pop("plan")), **given))))
