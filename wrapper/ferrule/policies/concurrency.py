"""A bulkhead: a bound on the calls on the wire, a bounded first-come queue before it, and refusal beyond.

httpx collapses when its own connection pool queues, and an unbounded queue turns a slow API into memory and lost time.
"""

from __future__ import annotations

import threading
from functools import partial

import attrs

from ferrule.call import Call, Response
from ferrule.errors import QueueFull
from ferrule.errors.faults import Faults
from ferrule.policies.adaptive import Adaptive, Aimd, is_drop
from ferrule.policies.announcer import Announcer
from ferrule.policies.breaker import hung
from ferrule.policies.details import LimitChange
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Event, Runtime
from ferrule.runtime.forks import reset_in_child


@attrs.frozen(kw_only=True)
class Concurrency:
    """Settings of the bulkhead.

    Attributes:
        limit: calls on the wire at once, a whole number (default 100, the size of the connection pool).
        queue: calls that may wait for a place, a whole number; 0 refuses at once (default 1000).
        max_wait: seconds a call may wait for a place; None for as long as its deadline allows (default None).
        adaptive: find out how many calls the API bears, up to `limit`; None for `limit` itself (default None).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    limit: int = 100
    queue: int = 1000
    max_wait: float | None = None
    adaptive: Adaptive | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("Concurrency")
        faults.whole("limit", self.limit, least=1)
        faults.whole("queue", self.queue)
        if self.max_wait is not None:
            faults.number("max_wait", self.max_wait, above=True)
        if self.adaptive is not None and isinstance(self.limit, int) and self.adaptive.minimum > self.limit:
            faults.add(f"limit ({self.limit}) must not be below Adaptive.minimum ({self.adaptive.minimum})")
        faults.raise_if_any()


class QueuedCall:
    """A call in the queue."""

    __slots__ = ("admitted", "event")

    def __init__(self, event: Event) -> None:
        self.event = event
        self.admitted = False


class Bulkhead:
    """Counts places and keeps the queue. A place that becomes free goes to the first in the queue.

    Not locked: `ConcurrencyPolicy` holds its lock around each method.
    """

    def __init__(self, limit: int, queue: int) -> None:
        self.limit = limit
        self.queue = queue
        self.active = 0
        self.waiting: dict[QueuedCall, None] = {}  # ordered, and quick to leave from the middle

    def try_enter(self) -> bool:
        """Take a place, if there is one. Nobody waits while a place is free, so this overtakes no one."""
        if self.active >= self.limit:
            return False
        self.active += 1
        return True

    def try_queue(self, queued: QueuedCall) -> bool:
        """Join the queue, if it is not full."""
        if len(self.waiting) >= self.queue:
            return False
        self.waiting[queued] = None
        return True

    def leave(self) -> QueuedCall | None:
        """Give a place up. Returns the call that got it, to be woken."""
        if not self.waiting or self.active > self.limit:
            self.active -= 1
            return None
        return self._admit_first()

    def resize(self, limit: int) -> list[QueuedCall]:
        """Set another limit. Returns the calls that get the new places, to be woken. A smaller limit ends no call."""
        self.limit = limit
        admitted: list[QueuedCall] = []
        while self.waiting and self.active < limit:
            self.active += 1
            admitted.append(self._admit_first())
        return admitted

    def give_up(self, queued: QueuedCall) -> QueuedCall | None:
        """Stop waiting. A place handed over in this very moment goes on to the next call, which is returned."""
        if queued.admitted:
            return self.leave()
        del self.waiting[queued]
        return None

    def _admit_first(self) -> QueuedCall:
        first = next(iter(self.waiting))
        del self.waiting[first]
        first.admitted = True
        return first


class ConcurrencyPolicy:
    """Admits calls to the wire, in order of arrival; raises `QueueFull` for those it has no room for."""

    def __init__(self, settings: Concurrency, announcer: Announcer | None = None) -> None:
        self._settings = settings
        self._announcer = announcer or Announcer()
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        settings = self._settings
        self._adapting = Aimd(settings.adaptive, settings.limit) if settings.adaptive else None
        self._bulkhead = Bulkhead(self._adapting.limit if self._adapting else settings.limit, settings.queue)

    @property
    def limit(self) -> int:
        """Calls that may be on the wire at once, now."""
        return self._bulkhead.limit

    @property
    def queue(self) -> int:
        """Calls that may wait at once."""
        return self._bulkhead.queue

    @property
    def active(self) -> int:
        """Calls on the wire."""
        return self._bulkhead.active

    @property
    def queued(self) -> int:
        """Calls that wait for a place."""
        return len(self._bulkhead.waiting)

    @property
    def is_full(self) -> bool:
        """Whether the next call is refused."""
        bulkhead = self._bulkhead
        return bulkhead.active >= bulkhead.limit and len(bulkhead.waiting) >= bulkhead.queue

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        bulkhead = self._bulkhead  # leave the one that was entered, also in a child forked meanwhile
        queued = None
        with self._lock:
            if not bulkhead.try_enter():
                queued = QueuedCall(runtime.event())
                if not bulkhead.try_queue(queued):
                    raise QueueFull(
                        f"{bulkhead.limit} calls are on the wire and {bulkhead.queue} wait for a place; "
                        "make fewer at once, or raise limit or queue of Concurrency(…)"
                    )
        if queued is not None:
            await self._wait(bulkhead, queued, call, runtime)
        if self._adapting is not None:
            return await self._learn(bulkhead, self._adapting, call, next, runtime)
        try:
            response = await next(call)
        except BaseException:
            self._leave(bulkhead)
            raise
        if response.body is None:
            self._leave(bulkhead)
        else:
            response.on_close(partial(self._leave, bulkhead))
        return response

    def _leave(self, bulkhead: Bulkhead, _: BaseException | None = None) -> None:
        with self._lock:
            following = bulkhead.leave()
        if following is not None:
            following.event.set()

    async def _learn(self, bulkhead: Bulkhead, adapting: Aimd, call: Call, next: Next, runtime: Runtime) -> Response:
        """Send, and draw conclusions for the limit."""
        began, sends = runtime.now(), call.trace.sends
        dropped = None
        try:
            response = await next(call)
            dropped = is_drop(response)
        except BaseException as error:
            # A deadline that ends a send is a timeout too, if the send had its chance. A cancelled call says nothing.
            dropped = True if call.trace.sends > sends and hung(call, runtime.now()) else is_drop(error)
            self._leave(bulkhead)
            raise
        finally:
            with self._lock:
                if dropped:
                    adapting.dropped(began, runtime.now())
                elif dropped is False:
                    adapting.answered(bulkhead.active)
                before, after = bulkhead.limit, adapting.limit
                admitted = bulkhead.resize(after)
            if after != before:
                self._announcer.tell(LimitChange(before, after, runtime.now()))
            for queued in admitted:
                queued.event.set()
        response.on_close(partial(self._leave, bulkhead))
        return response

    async def _wait(self, bulkhead: Bulkhead, queued: QueuedCall, call: Call, runtime: Runtime) -> None:
        began = runtime.now()
        call.trace.doing = "queueing for a connection"
        try:
            await self._admission(bulkhead, queued, runtime, began)
        except BaseException:
            with self._lock:
                following = bulkhead.give_up(queued)
            if following is not None:
                following.event.set()
            raise
        finally:
            now = runtime.now()
            call.trace.note(f"queued {now - began:.3f} s for a connection", now, began=began, kind="queue")

    async def _admission(self, bulkhead: Bulkhead, queued: QueuedCall, runtime: Runtime, began: float) -> None:
        longest = self._settings.max_wait
        if longest is None:
            return await queued.event.wait()
        limit = runtime.timeout(began + longest)
        try:
            with limit:
                await queued.event.wait()
        except TimeoutError:
            if not limit.expired:
                raise
            raise QueueFull(
                f"no place became free within {longest:g} s (max_wait); {bulkhead.limit} may be on the wire at once"
            ) from None
