"""What is read, waits, runs and can be given. Decisions only: whoever asks holds a lock, and does the waking."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

from ferrule.batches.inputs import Job

I = TypeVar("I")  # noqa: E741 - an input
R = TypeVar("R")


class Board(Generic[I, R]):
    """Keeps the books of a run.

    Args:
        block: how many inputs are handed out together.
        room: how many may be read and not given.
        ordered: results are given in the order of the inputs.

    Attributes:
        is_read: there is no further input.
        is_ending: nothing that waits is to be begun.
    """

    def __init__(self, block: int, room: int, *, ordered: bool) -> None:
        self.is_read = self.is_ending = False
        self._block, self._room, self._ordered = block, room, ordered
        self._open: list[Job[I]] = []  # a block that is not full yet
        self._blocks: deque[list[Job[I]]] = deque()
        self._waiting = 0  # inputs in blocks, full or not
        self._running: set[int] = set()
        self._done: dict[int, R] = {}  # by position
        self._next = 0  # position of the next result in order

    @property
    def outstanding(self) -> int:
        """Inputs that are read and not given."""
        return self._waiting + len(self._running) + len(self._done)

    @property
    def wants_more(self) -> bool:
        """Whether another input is to be read."""
        return not self.is_read and self.outstanding < self._room

    @property
    def has_results(self) -> bool:
        """Whether there is something that may be given."""
        return bool(self._done)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left that could be given."""
        return self.is_read and not self.outstanding

    def add(self, job: Job[I]) -> bool:
        """An input to be run. Returns whether there is a block to be taken."""
        if self.is_ending:
            return False
        self._open.append(job)
        self._waiting += 1
        return len(self._open) >= self._block and self.close_block()

    def close_block(self) -> bool:
        """Hand out what has come together so far. Returns whether that is anything."""
        if not self._open:
            return False
        self._blocks.append(self._open)
        self._open = []
        return True

    def take_block(self) -> list[Job[I]] | None:
        """Inputs to be run now; None where none wait."""
        if not self._blocks:
            return None
        jobs = self._blocks.popleft()
        self._waiting -= len(jobs)
        self._running.update(job.position for job in jobs)
        return jobs

    def put(self, position: int, result: R) -> None:
        """What became of an input."""
        self._running.discard(position)
        self._done[position] = result

    def drop(self, jobs: list[Job[I]]) -> None:
        """Those of some inputs that are not done will not be."""
        self._running.difference_update(job.position for job in jobs)

    def begin_no_more(self) -> None:
        """The run is to end: what waits is dropped, what runs goes on."""
        self.is_read = self.is_ending = True
        self._open, self._waiting = [], 0
        self._blocks.clear()

    def take(self) -> R | None:
        """The next result; None where there is none yet."""
        if not self._done:
            return None
        if not self._ordered:
            return self._done.pop(next(iter(self._done)))
        position = self._next
        if position not in self._done:
            if len(self._done) < self.outstanding:
                return None
            position = min(self._done)  # those before it were dropped
        self._next = position + 1
        return self._done.pop(position)
