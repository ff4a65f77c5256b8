"""A token in memory, and one fetch of the next with whoever waits for it."""

from __future__ import annotations

import attrs

from ferrule.auth.tokens import Schedule, Token
from ferrule.errors import FerruleError
from ferrule.runtime.base import Event, Runtime


@attrs.frozen(eq=False, repr=False)
class Held:
    """A token with when it is to be replaced.

    Attributes:
        token: what the server gave.
        schedule: when its phases begin.
        since: monotonic seconds when it came.
        rejected: the API did not accept it.
    """

    token: Token
    schedule: Schedule
    since: float
    rejected: bool = False


class Flight:
    """One fetch of a token. Those who wait may belong to different runtimes, each with events of its own.

    Args:
        previous: what was held when it began.
        limit: monotonic seconds after which nobody believes in it any more.

    Attributes:
        done: it has ended: with `held`, with `error`, or cancelled with neither.
    """

    __slots__ = ("_events", "done", "error", "held", "limit", "previous")

    def __init__(self, previous: Held | None, limit: float) -> None:
        self.previous = previous
        self.limit = limit
        self.done = False
        self.held: Held | None = None
        self.error: FerruleError | None = None
        self._events: list[Event] = []

    def land(self, held: Held | None, error: FerruleError | None) -> None:
        """It has ended: wake all who wait."""
        self.held, self.error, self.done = held, error, True
        for event in list(self._events):
            event.set()

    async def wait(self, runtime: Runtime, at: float) -> bool:
        """Return when it has landed, or at that monotonic time: then True."""
        limit = runtime.timeout(at)
        event = runtime.event()
        self._events.append(event)  # before looking at `done`, which is set before the events are
        try:
            if not self.done:
                with limit:
                    await event.wait()
        except TimeoutError:
            if not limit.expired:
                raise  # somebody else's
        finally:
            self._events.remove(event)
        return limit.expired
