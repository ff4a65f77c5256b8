"""What only asyncio has: loops that come and go, and threads beside them."""

from __future__ import annotations

import asyncio
import threading

import pytest

from ferrule.errors import ConfigError
from ferrule.runtime.aio import AsyncRuntime
from worlds import World


def test_event_is_set_from_another_thread() -> None:
    """An event set in another thread wakes the loop that waits."""
    runtime = AsyncRuntime(World())

    async def main() -> None:
        event = runtime.event()
        thread = threading.Thread(target=event.set)
        waiting = asyncio.ensure_future(event.wait())
        await asyncio.sleep(0)
        thread.start()
        await waiting
        thread.join()

    asyncio.run(main())


def test_event_outlives_the_loop_that_waited() -> None:
    """Setting an event after the loop of a waiter closed does no harm."""
    runtime = AsyncRuntime(World())
    event = runtime.event()
    loop = asyncio.new_event_loop()
    waiting = loop.create_task(event.wait())
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    event.set()
    assert event.is_set()
    waiting.get_coro().close()
    waiting._log_destroy_pending = False  # it was abandoned on purpose


def test_timeout_maps_the_clock_to_the_loop() -> None:
    """Deadlines count on the runtime's clock, whatever the loop's clock shows."""
    runtime = AsyncRuntime(World(), now=lambda: 1e9)

    async def main() -> None:
        with runtime.timeout(1e9 + 60):
            await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            with runtime.timeout(1e9 - 60):
                await asyncio.sleep(60)

    asyncio.run(main())


def test_outer_cancellation_is_not_swallowed() -> None:
    """A task cancelled from outside while in a timeout block ends cancelled."""
    runtime = AsyncRuntime(World())

    async def work() -> None:
        with runtime.timeout(runtime.now() + 60):
            await runtime.sleep(60)

    async def main() -> None:
        task = asyncio.ensure_future(work())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_without_an_asyncio_loop_the_error_says_what_is_missing() -> None:
    """Under trio there is none; what to do instead is said."""
    runtime = AsyncRuntime(World())
    for use in (lambda: runtime.timeout(1.0), lambda: runtime.aclose().send(None)):
        with pytest.raises(ConfigError, match="needs a running asyncio loop; under trio, use the blocking client"):
            use()
