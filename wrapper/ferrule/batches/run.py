"""A run over many inputs: one machine for both worlds. It reads, hands out, takes back and gives, within bounds."""

from __future__ import annotations

import logging
import threading
from asyncio import CancelledError
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from ferrule.batches.board import Board
from ferrule.batches.calls import Calls, Outcome
from ferrule.batches.inputs import Job, Reader
from ferrule.batches.items import Item
from ferrule.batches.keeping import Keeper
from ferrule.batches.settings import Settings, Watch
from ferrule.batches.summary import Counts
from ferrule.call import Response
from ferrule.errors import BulkStopped, CallError, ConfigError, Refused
from ferrule.policies.breaker import is_failure
from ferrule.runtime.base import Event, Runtime, Task

I = TypeVar("I")  # noqa: E741 - an input
S = TypeVar("S")
E = TypeVar("E")

_log = logging.getLogger("ferrule")
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

    Inputs are read by who takes the items, in the same thread or task: they may be rows of a database. Those of an
    async iterable are read in a task of their own, as nobody knows when the next one comes.

    Args:
        inputs: of any number.
        reader: makes jobs of them.
        calls: of the operation.
        keeper: knows what became of inputs before, and keeps what becomes of them.
        lanes: what runs them.
        settings: how it goes.

    Attributes:
        counts: what became of the inputs so far.
        answered: monotonic seconds when the API last gave a good answer, or the run began.
        has_answered: it gave one.
        ending: set when no other input is to be begun.
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
        self.counts, self.began, self.answered = Counts(), self.runtime.now(), self.runtime.now()
        self.has_answered = self._waits = False
        self._failing = 0
        self.ending = self.runtime.event()
        self._reader, self._lanes, self._count = reader, lanes, 0
        self._inputs = iter(()) if isinstance(inputs, AsyncIterable) else iter(inputs)
        self._stream = aiter(inputs) if isinstance(inputs, AsyncIterable) else None
        at_once = lanes.count * lanes.block
        window = at_once if settings.window is None else settings.window
        self._board = Board[I, Item[I, S, E] | Job[I]](lanes.block, at_once + window, ordered=settings.ordered)
        self._watch = Watch(settings.stop) if settings.stop is not None else None
        self._lock = threading.Lock()  # around the board, and the events of who waits for a change of it
        self._idle: deque[Event] = deque()
        self._news: Event | None = None
        self._space: Event | None = None
        self._works: list[Task] = []
        self._feeder: Task | None = None
        self._failure: Exception | None = None  # of the inputs, or of a work
        self._stopped = self._end = ""
        self._busy = False

    @property
    def end(self) -> str:
        """Why it ended, in words; empty while it has not."""
        return self._end

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
            while not self._end:
                self._read()
                with self._lock:
                    result, is_over = self._board.take(), self._board.is_over
                    event = self._news = self.runtime.event()
                    space, self._space = self._space, None
                if space is not None:
                    space.set()
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
            for work in self._all_works():
                await work.join()
        except BaseException:
            self._drop_works()
            for work in self._all_works():
                await work.join()
            raise
        finally:
            self.keeper.close()

    def abandon(self) -> None:
        """Nobody takes its items any more."""
        self._begin_no_more()
        self._drop_works()
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

    def heard(self, result: Response | CallError) -> int:
        """What came of a call. Returns how many have failed since the API last gave a good answer."""
        if isinstance(result, Response) and not is_failure(result.status_code):
            self.answered, self.has_answered, self._waits = self.runtime.now(), True, False
            self._failing = 0
        elif not isinstance(result, Refused):
            self._failing += 1
        return self._failing

    def wait_for(self, reason: str) -> None:
        """An input waits until the API takes it. The first is logged: a run that stands still must not be silent."""
        if not self._waits:
            self._waits = True
            _log.warning("bulk: inputs wait: %s", reason)

    def drop(self, jobs: list[Job[I]]) -> None:
        """Inputs of which those that have not come to their end will not."""
        with self._lock:
            self._board.drop(jobs)
        self._tell()

    # Reading.

    def _read(self) -> None:
        """Read as far as there is room; but only one input where something can be given, as the next may take long."""
        if self._stream is not None:
            if self._feeder is None:
                self._feeder = self.runtime.spawn(partial(self._feed, self._stream))
            return
        has_results = self._board.has_results
        while self._board.wants_more:
            try:
                value = next(self._inputs)
            except StopIteration:
                self._no_more_inputs()
            except Exception as error:
                self._no_more_inputs(error)
            else:
                self._accept(value)
            if has_results:
                return
        self._hand_out()

    async def _feed(self, stream: AsyncIterator[I]) -> None:
        try:
            while not self._board.is_read:
                with self._lock:
                    event = self._space = None if self._board.wants_more else self.runtime.event()
                if event is None:
                    self._accept(await anext(stream))
                else:
                    self._hand_out()
                    await event.wait()
        except StopAsyncIteration:
            self._no_more_inputs()
        except Exception as error:
            self._no_more_inputs(error)

    def _accept(self, value: I) -> None:
        try:
            job, before = self.keeper.standing(self._reader.job(self._count, value))
        except Exception as error:
            self._no_more_inputs(error)
            return
        self._count += 1
        if before != "run":
            self._put(job, self.calls.item(job, before) if isinstance(before, Outcome) else job)
            return
        with self._lock:
            is_ready = self._board.add(job)
        if is_ready:
            self._wake_work()

    def _no_more_inputs(self, error: Exception | None = None) -> None:
        self._failure = self._failure or error
        self._board.is_read = True
        self._hand_out()
        self._tell()

    def _hand_out(self) -> None:
        with self._lock:
            is_ready = self._board.close_block()
        if is_ready:
            self._wake_work()

    def _wake_work(self) -> None:
        with self._lock:
            idle = self._idle.popleft() if self._idle else None
        if idle is not None:
            idle.set()
        elif len(self._works) < self._lanes.count:
            self._works.append(self.runtime.spawn(self._work))

    # Working.

    async def _work(self) -> None:
        while (jobs := await self._next_block()) is not None:
            try:
                await self._lanes.run(self, jobs)
            except CancelledError:
                self.drop(jobs)
                raise
            except Exception as error:
                self._failure = self._failure or error
                self.drop(jobs)
                self._begin_no_more()

    async def _next_block(self) -> list[Job[I]] | None:
        while True:
            with self._lock:
                if (jobs := self._board.take_block()) is not None or self._board.is_ending:
                    return jobs
                event = self.runtime.event()
                self._idle.append(event)
            await event.wait()

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
        given = self.counts.items
        self._begin_no_more()
        self.keeper.close()
        if self._failure is not None:
            self._end = f"failed: {type(self._failure).__name__}"
            raise self._failure
        if self._stopped:
            self._end = f"stopped: {self._stopped}"
            told = f"{self.calls.target.operation}: stopped after {given:,} items: {self._stopped}"
            raise BulkStopped(told, given=given)
        self._end = "all inputs"

    def _tell(self) -> None:
        news = self._news
        if news is not None:
            news.set()

    def _begin_no_more(self) -> None:
        with self._lock:
            self._board.begin_no_more()
            waiting, self._idle = list(self._idle), deque()
            if self._space is not None:
                waiting.append(self._space)
        self.ending.set()
        for event in waiting:
            event.set()
        if self._feeder is not None:
            self._feeder.cancel()
        self._tell()

    def _drop_works(self) -> None:
        for work in self._all_works():
            work.cancel()

    def _all_works(self) -> list[Task]:
        return self._works if self._feeder is None else [*self._works, self._feeder]
