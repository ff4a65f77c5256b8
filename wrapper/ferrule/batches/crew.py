"""The works that run beside who takes the items: tasks, or threads."""

from __future__ import annotations

import threading
from asyncio import CancelledError
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from ferrule.batches.board import Board
from ferrule.batches.inputs import Job
from ferrule.runtime.base import Event, Runtime, Task
from ferrule.runtime.race import closed


class Crew:
    """Works that take blocks of inputs from a board, as many as there is work for, and no more than so many.

    Args:
        runtime: where they run.
        board: where the blocks come from.
        lock: around the board.
        most: how many works there may be.
        run: runs a block.
        ended: told of a block that was cut short, and by what; None for a cancellation.
    """

    def __init__(
        self,
        runtime: Runtime,
        board: Board[Any, Any],
        lock: threading.Lock,
        most: int,
        run: Callable[[list[Job[Any]]], Awaitable[None]],
        ended: Callable[[list[Job[Any]], Exception | None], None],
    ) -> None:
        self._runtime, self._board, self._lock, self._most = runtime, board, lock, most
        self._run, self._ended = run, ended
        self._idle: deque[Event] = deque()
        self._works: list[Task] = []

    def call(self) -> None:
        """There is a block to be taken."""
        with self._lock:
            idle = self._idle.popleft() if self._idle else None
        if idle is not None:
            idle.set()
        elif len(self._works) < self._most:
            self._works.append(self._runtime.spawn(self._work, then=self._left))

    def dismiss(self) -> None:
        """The board is ending: whoever is idle may go."""
        with self._lock:
            idle, self._idle = self._idle, deque()
        for event in idle:
            event.set()

    def cancel(self) -> None:
        """Drop what runs."""
        for work in self._works:
            work.cancel()

    async def join(self) -> None:
        """Return when all have ended."""
        for work in self._works:
            await work.join()

    async def _work(self) -> None:
        while (jobs := await self._next()) is not None:
            try:
                await self._run(jobs)
            except CancelledError:
                self._ended(jobs, None)
                raise
            except Exception as error:
                self._ended(jobs, error)

    def _left(self) -> None:
        if not self._board.is_ending:  # it was stopped from outside, and takes no other block
            self._ended([], closed())

    async def _next(self) -> list[Job[Any]] | None:
        while True:
            with self._lock:
                if (jobs := self._board.take_block()) is not None or self._board.is_ending:
                    return jobs
                event = self._runtime.event()
                self._idle.append(event)
            await event.wait()
