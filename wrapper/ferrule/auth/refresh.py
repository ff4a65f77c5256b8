"""A token in memory, and one refresh that all who need the next token wait for."""

from __future__ import annotations

import copy
from types import TracebackType

import attrs

from ferrule.auth.tokens import Schedule, Token
from ferrule.runtime.base import Event, Runtime


@attrs.frozen(eq=False, repr=False)
class ScheduledToken:
    """A token, and when it is to be replaced.

    Attributes:
        token: what the server gave.
        schedule: when its phases begin.
        since: monotonic seconds when it came, or when the API was last seen to reject it.
        rejected: the API did not accept it.
    """

    token: Token
    schedule: Schedule
    since: float
    rejected: bool = False


class Refresh:
    """One fetch of a token. Those who wait may belong to different runtimes, each with events of its own.

    Args:
        previous: the token in memory when it began.
        limit: monotonic seconds after which nobody waits for it any more.

    Attributes:
        done: it has ended: with `result`, with `error`, or cancelled with neither.
        result: the token it brought.
        error: why it brought none.
    """

    __slots__ = ("_events", "done", "error", "limit", "previous", "result")

    def __init__(self, previous: ScheduledToken | None, limit: float) -> None:
        self.previous = previous
        self.limit = limit
        self.done = False
        self.result: ScheduledToken | None = None
        self.error: Exception | None = None
        self._events: list[Event] = []

    def end(self, result: ScheduledToken | None, error: Exception | None) -> None:
        """It has ended: wake all who wait."""
        self.result, self.error, self.done = result, error, True
        for event in list(self._events):
            event.set()

    async def wait(self, runtime: Runtime, at: float) -> bool:
        """Return when it has ended, or at that monotonic time: then True."""
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


def again(error: Exception) -> Exception:
    """The same error for another caller: each adds to its own. One that cannot be copied is raised as it is.

    Of where it was raised, a user's own frames are kept. Ferrule's hold what was sent, for printers of tracebacks.
    """
    try:
        made = copy.copy(error)
    except Exception:
        made = error
    if type(made) is not type(error):
        made = error
    made.__cause__, made.__suppress_context__ = error.__cause__, True
    made.__context__ = None
    return made.with_traceback(_of_users(error.__traceback__))


def _of_users(traceback: TracebackType | None) -> TracebackType | None:
    if traceback is None:
        return None
    rest = _of_users(traceback.tb_next)
    frame = traceback.tb_frame
    if str(frame.f_globals.get("__name__", "")).partition(".")[0] == "ferrule":
        return rest
    return TracebackType(rest, frame, traceback.tb_lasti, traceback.tb_lineno)
