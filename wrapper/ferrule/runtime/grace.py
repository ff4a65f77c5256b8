"""Work of an event loop that gets time to end by itself. Other work is cancelled at once."""

from __future__ import annotations

import asyncio
from asyncio import CancelledError
from collections.abc import Callable, Coroutine
from typing import Any

# When a loop ends, `asyncio.run` cancels every task that asyncio knows of. A task that asyncio does not know of goes
# on for as long as another task waits for it.
# https://docs.python.org/3/library/asyncio-extending.html#task-lifetime-support
# Where a version of Python has it no longer, work is cancelled at the end of its loop, as all work is.
_forget: Callable[[asyncio.Task[Any]], object] = vars(asyncio).get("_unregister_task", lambda _: None)


async def with_grace(work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Run work in a task of its own. When this one is cancelled, the work has some seconds to end by itself."""
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    _forget(task)
    timer: asyncio.TimerHandle | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except CancelledError:
            if timer is None:
                timer = loop.call_later(seconds, task.cancel)
    if timer is not None:
        timer.cancel()
        raise CancelledError
    task.result()
