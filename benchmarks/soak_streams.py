"""Streams that are opened and dropped at random moments: the part of `soak.py` that looks for what is left of them."""

from __future__ import annotations

import asyncio
import random
import threading
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ferrule import Bearer
from ferrule.errors import CallError
from ferrule_apis.assistant import Assistant, AsyncAssistant
from ferrule_apis.assistant.models import ChatRequest

COUNT = 10_000
_OPEN = Path("/proc/self/fd")
_AT_ONCE = 50  # tasks
_THREADS = 8
_QUESTION = ChatRequest.from_dict({"model": "echo", "messages": [{"role": "user", "content": "word " * 200}]})


def descriptors() -> int:
    """How many files and sockets this process has open."""
    return len(list(_OPEN.iterdir())) if _OPEN.exists() else 0


async def _one(client: AsyncAssistant, rng: random.Random, outcomes: Counter[str]) -> None:
    """Open one, and leave it in one of the ways in which people do."""
    way = rng.choice(("whole", "break", "close", "drop", "cancel", "late", "bytes"))
    left = rng.randrange(200)
    try:
        match way:
            case "cancel":
                task = asyncio.ensure_future(_read(client, 1000))
                await asyncio.sleep(rng.random() / 50)
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            case "late":
                async for _ in client.chat.create.events(body=_QUESTION).within(0.001 + rng.random() / 50):
                    await asyncio.sleep(0)
            case "bytes":
                async with client.chat.create.stream(body=_QUESTION) as body:
                    async for _ in body.bytes():
                        break
            case "close":
                async with client.chat.create.events(body=_QUESTION) as events:
                    async for _ in events:
                        if not (left := left - 1):
                            break
            case _:
                await _read(client, 1000 if way == "whole" else left)
        outcomes[way] += 1
    except CallError as error:
        outcomes[type(error).__name__] += 1


async def _read(client: AsyncAssistant, most: int) -> None:
    async for _ in client.chat.create.events(body=_QUESTION):
        if not (most := most - 1):
            return


async def tasks(url: str, settings: dict[str, Any], outcomes: Counter[str], left: Callable[[Any], Any]) -> Any:
    """Half of them, in a loop; what is left in the client before it is closed."""
    async with AsyncAssistant(Bearer("any"), base_url=url, **settings) as client:
        rng = random.Random(1)

        async def some() -> None:
            for _ in range(COUNT // 2 // _AT_ONCE):
                await _one(client, rng, outcomes)

        await asyncio.gather(*(some() for _ in range(_AT_ONCE)))
        await asyncio.sleep(1)  # for what was dropped
        return left(client), len(client._session.core._streams._open), len(asyncio.all_tasks()) - 1


def threads(url: str, settings: dict[str, Any], outcomes: Counter[str], left: Callable[[Any], Any]) -> Any:
    """The other half, in threads."""
    with Assistant(Bearer("any"), base_url=url, **settings) as client:

        def some(seed: int) -> None:
            rng = random.Random(seed)
            for _ in range(COUNT // 2 // _THREADS):
                most, way = rng.randrange(1, 250), rng.choice(("break", "close", "late"))
                try:
                    events = client.chat.create.events(body=_QUESTION)
                    for _ in events if way != "late" else events.within(0.001 + rng.random() / 50):
                        if not (most := most - 1):
                            break
                    if way == "close":
                        events.close()
                    outcomes[way] += 1
                except CallError as error:
                    outcomes[type(error).__name__] += 1

        workers = [threading.Thread(target=some, args=(seed,)) for seed in range(_THREADS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        threading.Event().wait(1)
        return left(client), len(client._session.core._streams._open), 0


def run(url: str, settings: dict[str, Any], left: Callable[[Any], Any]) -> list[str]:
    """Both halves, and what they left behind.

    Args:
        url: of the sandbox's assistant.
        settings: of both clients.
        left: calls of a client on the wire, and in its queue.
    """
    faults: list[str] = []
    warnings.simplefilter("ignore", ResourceWarning)  # of those that are dropped
    before, alive = descriptors(), threading.active_count()
    for what, found in (
        ("in a loop", lambda outcomes: asyncio.run(tasks(url, settings, outcomes, left))),
        ("in threads", lambda outcomes: threads(url, settings, outcomes, left)),
    ):
        outcomes: Counter[str] = Counter()
        calls, streams, tasks_left = found(outcomes)
        threading.Event().wait(1)
        print(f"{COUNT // 2} streams {what}: {dict(outcomes)}")
        print(
            f"  on the wire, queued: {calls}; open: {streams}; tasks: {tasks_left}; descriptors: {descriptors() - before}"
        )
        faults += [
            f"streams {what}: {fault}"
            for fault, is_so in (
                ("calls were left on the wire or in the queue", calls != (0, 0)),
                (f"{streams} streams were left open", streams),
                (f"{tasks_left} tasks were left", tasks_left),
                (f"{descriptors() - before} descriptors were left", descriptors() > before),
                (f"{threading.active_count() - alive} threads were left", threading.active_count() > alive),
            )
            if is_so
        ]
    return faults
