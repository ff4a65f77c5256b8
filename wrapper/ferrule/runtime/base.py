"""The one interface to time, randomness, waiting, concurrency and the network that policies may use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from ferrule.call import Call, Limit, Response

T = TypeVar("T")


class Engine(Protocol):
    """What sends. A blocking engine's coroutines block and never suspend."""

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body; foreign exceptions become `ferrule.errors` here."""
        ...

    async def aclose(self) -> None:
        """Close all connections. Idempotent."""
        ...


class Event(Protocol):
    """A flag that is set once. Safe to set from any thread or task of the same runtime."""

    def set(self) -> None:
        """Wake whoever waits, now or later."""
        ...

    def is_set(self) -> bool:
        """True once set."""
        ...

    async def wait(self) -> None:
        """Return when set. A surrounding `timeout` ends the wait; a cancelled wait leaves nothing behind."""
        ...


class Task(Protocol):
    """Work started by `spawn`."""

    def cancel(self) -> None:
        """Ask it to stop. Blocking work stops at its next wait or network read."""
        ...

    async def join(self) -> None:
        """Return when it has ended, however it ended. Never raises what the work raised."""
        ...


class Runtime(Protocol):
    """What a policy may not do by itself. Implemented by `AsyncRuntime`, `BlockingRuntime` and `SimRuntime`.

    In `BlockingRuntime` each coroutine below blocks the thread and never suspends.
    """

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def wall(self) -> float:
        """Seconds since the epoch, for dates in headers only."""
        ...

    def random(self) -> float:
        """Uniform in [0, 1)."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait. Ends early, by exception, when a surrounding `timeout` runs out or the work is cancelled."""
        ...

    def timeout(self, at: float) -> Limit:
        """Bound a block: when `now()` reaches `at`, the block is interrupted and `TimeoutError` leaves it.

        Nested blocks: only the one whose time has come converts the interruption; inner blocks let it pass.
        `math.inf` is allowed and costs nothing. The limit's `expired` tells its own `TimeoutError` from others.
        """
        ...

    def event(self) -> Event:
        """A new, unset event."""
        ...

    def spawn(
        self,
        work: Callable[[], Awaitable[Any]],
        *,
        grace: float = 0.0,
        then: Callable[[], object] | None = None,
    ) -> Task:
        """Start work beside the caller: a task, or a thread under a copied context.

        Args:
            work: what is done there.
            grace: seconds that it may take to end by itself when the runtime is closed, or when the loop or the program
                ends; only then is it cancelled (default 0).
            then: called once when it has ended, however it ended. Work that is cancelled before its first step never
                runs, and so can report nothing itself.
        """
        ...

    async def race(self, *works: Callable[[], Awaitable[T]]) -> tuple[int, T]:
        """Run all, return index and value of the first that returns; cancel and await the others.

        When all fail, the last failure is raised.
        """
        ...

    async def offload(self, work: Callable[[], T]) -> T:
        """Run something that may block on files or sockets.

        With an event loop it runs beside the loop, so that it holds up nobody else.
        """
        ...

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body: the engine. Foreign exceptions arrive as `ferrule.errors`."""
        ...

    async def aclose(self) -> None:
        """Stop what was spawned and close the engine's connections. Idempotent."""
        ...
