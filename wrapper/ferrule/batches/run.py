"""A run over many inputs: one machine for both worlds. It reads, hands out, takes back and gives, within bounds."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterable, Callable, Iterable, Sequence, Sized
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from ferrule.batches.board import Board
from ferrule.batches.caller import Caller
from ferrule.batches.calls import Calls, Outcome
from ferrule.batches.checking import check_all
from ferrule.batches.crew import Crew
from ferrule.batches.inputs import Job, Reader
from ferrule.batches.intake import Breath, Intake
from ferrule.batches.items import Item
from ferrule.batches.keeping import Keeper
from ferrule.batches.settings import Settings, Watch
from ferrule.batches.summary import Counts
from ferrule.errors import BulkStopped, ConfigError
from ferrule.runtime.base import Event, Runtime

I = TypeVar("I")  # noqa: E741 - an input
S = TypeVar("S")
E = TypeVar("E")

_BETWEEN_LOOKS = 1.0  # seconds


class Lanes(Protocol):
    """What runs inputs: the client of this process, or others on a cluster.

    Attributes:
        count: how many works go on at once.
        block: how many inputs one work takes.
    """

    count: int
    block: int

    async def run(self, run: Run[Any, Any, Any], jobs: list[Job[Any]]) -> None:
        """Run some inputs: `settle` each that comes to an end, `drop` those that are given up as the run ends."""
        ...


class Run(Generic[I, S, E]):
    """A run, shared by who takes its items and by the works beside.

    Args:
        inputs: of any number.
        reader: makes jobs of them.
        calls: of the operation.
        keeper: knows what became of inputs before, and keeps what becomes of them.
        lanes: what runs them.
        settings: how it goes.

    Attributes:
        counts: what became of the inputs so far.
        began: monotonic seconds.
        total: how many inputs there are; None where nobody knows.
        caller: calls for inputs in this process.
    """

    def __init__(
        self,
        inputs: Iterable[I] | AsyncIterable[I],
        reader: Reader[I],
        calls: Calls[I, S, E],
        keeper: Keeper[I],
        lanes: Lanes,
        settings: Settings,
    ) -> None:
        self.calls, self.keeper, self.settings = calls, keeper, settings
        self.runtime: Runtime = calls.session.core.runtime
        self.counts, self.began = Counts(), self.runtime.now()
        self.total = len(inputs) if isinstance(inputs, Sized) else None
        self._ending = self.runtime.event()  # set when no other input is to be begun
        self.caller = Caller(calls, keeper, settings.patience, self.stop, self._ending)
        self._reader, self._count = reader, 0
        at_once = lanes.count * lanes.block
        window = at_once if settings.window is None else settings.window
        self._board = Board[I, Item[I, S, E] | Job[I]](lanes.block, at_once + window, ordered=settings.ordered)
        self._watch = Watch(settings.stop) if settings.stop is not None else None
        self._lock = threading.Lock()  # around the board, and the events of who waits for a change of it
        self._news: Event | None = None
        self._crew = Crew(
            self.runtime, self._board, self._lock, lanes.count, partial(lanes.run, self), self._block_ended
        )
        self._breathe = Breath(self.runtime)
        self._intake = Intake(inputs, self.runtime, self._board, self._lock, self, self._breathe)
        self._to_check: Sequence[I] | None = inputs if isinstance(inputs, Sequence) else ()  # None when it is open
        self._failure: Exception | None = None  # of the inputs, or of a work
        self._stopped = self._end = ""
        self._busy = False

    @property
    def end(self) -> str:
        """Why it ended, in words; empty while it has not."""
        return self._end

    @property
    def left(self) -> int:
        """Inputs that are read, or counted, and of which no item was given."""
        return max(self.total or 0, self._count) - self.counts.items

    async def open(self) -> None:
        """Read the journal, and check inputs that are all there. Idempotent.

        Raises:
            ConfigError: something is wrong with them.
        """
        if self._to_check is None:
            return
        try:
            await self.keeper.load()
            await check_all(self._to_check, self._reader, self.keeper, self._breathe)
        except Exception as fault:
            self._failure = fault
            self._finish()
        self._to_check = None

    async def next(self, look: Callable[[], None] | None = None) -> Item[I, S, E] | None:
        """The next item; None at the end.

        Args:
            look: called each second until it is there; None for nobody.

        Raises:
            BulkStopped: a rule ended it, or its patience did.
            Exception: what the inputs raised, or what is wrong with one of them.
        """
        if self._busy:
            raise ConfigError("another task or thread is taking items of this run; let one take them")
        self._busy = True
        try:
            if not self._end:
                await self.open()
            while not self._end:
                await self._breathe()
                await self._intake.read()
                with self._lock:
                    result, is_over = self._board.take(), self._board.is_over
                    event = self._news = self.runtime.event()
                self._intake.has_room()
                if result is not None:
                    return self._given(result)
                if is_over:
                    self._finish()
                    break
                await self._until(event, look)
            return None
        finally:
            self._busy = False

    async def close(self) -> None:
        """Begin no other input, and return when those that run have ended. Idempotent.

        Whoever interrupts it has them dropped at once.
        """
        self._end = self._end or "closed"
        self._begin_no_more()
        try:
            await self._join()
        except BaseException:
            self._drop()
            await self._join()
            raise
        finally:
            self.keeper.close()

    def abandon(self) -> None:
        """Nobody takes its items any more."""
        self._begin_no_more()
        self._drop()
        self.keeper.close()

    def stop(self, reason: str) -> None:
        """Begin no other input; those that run end first, and are given."""
        self._stopped = self._stopped or reason
        self._begin_no_more()

    def settle(self, job: Job[I], outcome: Outcome) -> None:
        """An input that ran has come to its end."""
        self.keeper.keep(job, outcome)
        item = self.calls.item(job, outcome)
        with self._lock:
            reason = self._watch.reason(item.result) if self._watch is not None else ""
        if reason:
            self.stop(reason)
        self._put(job, item)

    def drop(self, jobs: list[Job[I]]) -> None:
        """Inputs of which those that have not come to their end will not."""
        with self._lock:
            self._board.drop(jobs)
        self._tell()

    # Reading.

    def accept(self, value: I) -> None:
        """An input has been read."""
        try:
            job, before = self.keeper.standing(self._reader.job(self._count, value))
        except Exception as error:
            self.no_more(error)
            return
        self._count += 1
        if before != "run":
            self._put(job, self.calls.item(job, before) if isinstance(before, Outcome) else job)
            return
        with self._lock:
            is_ready = self._board.add(job)
        if is_ready:
            self._crew.call()

    def no_more(self, error: Exception | None = None) -> None:
        """All inputs have been read, or one could not be; what was read goes on."""
        self._failure = self._failure or error
        self._board.is_read = True
        self.pause()
        self._tell()

    def pause(self) -> None:
        """No other input is read for now: what has come together is a block."""
        with self._lock:
            is_ready = self._board.close_block()
        if is_ready:
            self._crew.call()

    # Giving, and ending.

    def _put(self, job: Job[I], result: Item[I, S, E] | Job[I]) -> None:
        with self._lock:
            self._board.put(job.position, result)
        self._tell()

    def _given(self, result: Item[I, S, E] | Job[I]) -> Item[I, S, E]:
        kept = isinstance(result, Job)
        item = self.calls.item(result, self.keeper.answer(result)) if isinstance(result, Job) else result
        self.counts.add(item, kept=kept)
        return item

    async def _until(self, event: Event, look: Callable[[], None] | None) -> None:
        if look is None:
            await event.wait()
            return
        limit = self.runtime.timeout(self.runtime.now() + _BETWEEN_LOOKS)
        try:
            with limit:
                await event.wait()
        except TimeoutError:
            if not limit.expired:
                raise
            look()

    def _finish(self) -> None:
        self._begin_no_more()
        given, left, failure = self.counts.items, self.left, self._failure
        why = f"stopped: {self._stopped}" if self._stopped else "all inputs"
        self._end = why if failure is None else f"failed: {type(failure).__name__}"
        if left and failure is None:
            self.keeper.end(self._end, given, left)
        self.keeper.close()
        if failure is not None:
            raise failure
        if self._stopped:
            told = f", {left:,} inputs not done" if left else ""
            told = f"{self.calls.target.operation}: stopped after {given:,} items{told}: {self._stopped}"
            raise BulkStopped(told, given=given)

    def _tell(self) -> None:
        news = self._news
        if news is not None:
            news.set()

    def _begin_no_more(self) -> None:
        with self._lock:
            self._board.begin_no_more()
        self._ending.set()
        self._crew.dismiss()
        self._intake.cancel()
        self._tell()

    def _block_ended(self, jobs: list[Job[I]], error: Exception | None) -> None:
        self.drop(jobs)
        if error is not None:
            self._failure = self._failure or error
            self._begin_no_more()

    def _drop(self) -> None:
        self._crew.cancel()
        self._intake.cancel()

    async def _join(self) -> None:
        await self._crew.join()
        await self._intake.join()
