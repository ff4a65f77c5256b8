"""How inputs are read: as far as there is room for them, and no further."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from ferrule.batches.board import Board
from ferrule.runtime.base import Event, Runtime, Task

I = TypeVar("I")  # noqa: E741 - an input
I_contra = TypeVar("I_contra", contravariant=True)

_BREATH = 0.002  # seconds


class Taker(Protocol[I_contra]):
    """Takes what is read."""

    def accept(self, value: I_contra) -> None:
        """An input."""
        ...

    def pause(self) -> None:
        """No other is read for now."""
        ...

    def no_more(self, error: Exception | None = None) -> None:
        """There is no other, or what the inputs raised."""
        ...


class Breath:
    """Gives others in an event loop their turn, if they had none for long."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self._latest = runtime, runtime.now()

    async def __call__(self) -> None:
        if self._runtime.now() - self._latest >= _BREATH:
            await self._runtime.sleep(0)
            self._latest = self._runtime.now()


class Intake(Generic[I]):
    """Reads inputs where who takes the items asks for it, in the same thread or task: they may be rows of a database.

    Those of an async iterable are read in a task of their own, as nobody knows when the next one comes.

    Args:
        inputs: of any number.
        runtime: where that task runs.
        board: knows whether there is room.
        lock: around the board.
        taker: takes what is read.
        breathe: gives others a chance, if they had none for long.
    """

    def __init__(
        self,
        inputs: Iterable[I] | AsyncIterable[I],
        runtime: Runtime,
        board: Board[Any, Any],
        lock: threading.Lock,
        taker: Taker[I],
        breathe: Callable[[], Awaitable[None]],
    ) -> None:
        self._runtime, self._board, self._lock, self._taker, self._breathe = runtime, board, lock, taker, breathe
        self._inputs = iter(()) if isinstance(inputs, AsyncIterable) else iter(inputs)
        self._stream = aiter(inputs) if isinstance(inputs, AsyncIterable) else None
        self._task: Task | None = None
        self._space: Event | None = None

    async def read(self) -> None:
        """Read as far as there is room; but only one input where something can be given, as the next may take long."""
        if self._stream is not None:
            if self._task is None:
                self._task = self._runtime.spawn(partial(self._feed, self._stream))
            return
        has_results = self._board.has_results
        while self._board.wants_more:
            try:
                value = next(self._inputs)
            except StopIteration:
                self._taker.no_more()
            except Exception as error:
                self._taker.no_more(error)
            else:
                self._taker.accept(value)
            if has_results:
                return
            await self._breathe()
        self._taker.pause()

    def has_room(self) -> None:
        """There may be room again."""
        space = self._space
        if space is not None:
            space.set()

    def cancel(self) -> None:
        """Read no further."""
        if self._task is not None:
            self._task.cancel()

    async def join(self) -> None:
        """Return when nothing is read any more."""
        if self._task is not None:
            await self._task.join()

    async def _feed(self, stream: AsyncIterator[I]) -> None:
        try:
            while not self._board.is_read:
                with self._lock:
                    event = self._space = None if self._board.wants_more else self._runtime.event()
                if event is None:
                    self._taker.accept(await anext(stream))
                else:
                    self._taker.pause()
                    await event.wait()
        except StopAsyncIteration:
            self._taker.no_more()
        except Exception as error:
            self._taker.no_more(error)
