"""Stale-while-revalidate: a stale response is served, and validated behind the caller's back (RFC 5861 §3)."""

from __future__ import annotations

import logging
import threading

import attrs

from ferrule.cache.context import CallContext
from ferrule.cache.entry import Entry
from ferrule.cache.forwarder import Forwarder
from ferrule.cache.rules import Decision, Use
from ferrule.call import Trace
from ferrule.errors import CallError
from ferrule.runtime.forks import reset_in_child

_log = logging.getLogger("ferrule")
_LONGEST = 30.0  # seconds a refresh may take for calls without a deadline


class Refresher:
    """Refreshes stored responses, one call at a time for each key.

    Args:
        forwarder: sends the calls.
    """

    def __init__(self, forwarder: Forwarder) -> None:
        self._forwarder = forwarder
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._busy_until: dict[bytes, float] = {}

    def refresh(self, context: CallContext, key: bytes, entry: Entry) -> None:
        """Start to refresh a stored response, unless that is under way. Nobody waits for it, and no error is raised."""
        runtime = context.runtime
        now, seconds = runtime.now(), context.call.options.deadline or _LONGEST
        with self._lock:
            if self._busy_until.get(key, now) > now:
                return
            self._busy_until[key] = now + seconds

        async def work() -> None:
            bound = runtime.timeout(now + seconds)
            call = context.call.replace(trace=Trace(started=now), deadline=now + seconds, limit=bound)
            stale = Decision(Use.FORWARD, "stale", "refreshed behind", entry.has_validator)
            try:
                with bound:
                    await self._forwarder.forward(attrs.evolve(context, call=call), key, entry, stale, None)
            except (CallError, TimeoutError) as error:
                _log.debug("%s: a stale response could not be refreshed: %s", call.operation, type(error).__name__)
            finally:
                with self._lock:
                    self._busy_until.pop(key, None)

        runtime.spawn(work)
