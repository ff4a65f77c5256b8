"""A call that the store cannot answer: sent on, conditionally where possible, and its response stored."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import attrs

from ferrule.cache import rules as rfc
from ferrule.cache import status as said
from ferrule.cache.entry import Entry, Record
from ferrule.cache.flights import Flight
from ferrule.cache.guard import Guard
from ferrule.cache.ranges import as_asked
from ferrule.cache.rules import Decision, Request
from ferrule.cache.settings import Cache
from ferrule.cache.storing import hindrance, make_entry
from ferrule.call import Call, Response
from ferrule.errors import CallError
from ferrule.http.fields import Fields
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_LEEWAY = 0.01  # seconds before the deadline at which a stale response that may stand in is served instead
_MOST_UNSTORABLE = 10_000


@attrs.define(eq=False)
class Ask:
    """One call as the cache sees it."""

    call: Call
    next: Next
    runtime: Runtime
    headers: Mapping[str, str] = attrs.field(repr=False)
    keys: tuple[bytes, ...]
    request: Request


@attrs.define
class Before:
    """How things were when a call was sent on.

    Attributes:
        wall: seconds since the epoch.
        redirects: that had been followed.
        invalidations: that there had been.
    """

    wall: float
    redirects: int
    invalidations: int


class Counts:
    """How calls were answered, since the client was made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, int] = dict.fromkeys(
            ("hit", "stale", "validated", "collapsed", "miss", "refused", "stored"), 0
        )

    def add(self, name: str) -> None:
        """Count one."""
        with self._lock:
            self._values[name] += 1

    def read(self) -> dict[str, int]:
        """A copy of all counts."""
        with self._lock:
            return dict(self._values)


class Exchange:
    """Sends calls on, and keeps what may be kept.

    Args:
        settings: the settings.
        guard: the store.
        counts: told how calls were answered.
    """

    def __init__(self, settings: Cache, guard: Guard, counts: Counts) -> None:
        self._rules = settings.rules
        self._largest = settings.largest_body
        self._unstorable: set[tuple[str, str]] = set()
        self.guard = guard
        self.counts = counts

    def may_store(self, call: Call) -> bool:
        """False when the operation's latest response could not be stored: then nobody need wait for another's."""
        return (call.operation.api, call.operation.id) not in self._unstorable

    async def forward(
        self, ask: Ask, key: bytes, entry: Entry | None, decision: Decision, flight: Flight | None
    ) -> Response:
        """Send the call on, as a condition where there is something to validate; store what may be stored."""
        call, runtime, trace = ask.call, ask.runtime, ask.call.trace
        trace.note(f"cache: forwarded: {decision.why}", runtime.now())
        before = Before(runtime.wall(), trace.redirects, self.guard.invalidations.count)
        if call.method == "HEAD":
            decision = attrs.evolve(decision, conditional=False)  # its answer is compared with what is stored instead
        may_stand_in = call.method == "GET" and ask.request.mode != "reload"
        spare = entry if entry and may_stand_in and rfc.serves_on_error(entry, ask.request, before.wall) else None
        added = rfc.conditions(entry) if entry is not None and decision.conditional else {}
        if ask.request.mode == "reload" and "cache-control" not in ask.headers:
            added = {"cache-control": "no-cache"}
        sent = call.replace(headers={**ask.headers, **added}) if added else call
        try:
            response = await (_within_leeway(sent, ask.next, runtime) if spare else ask.next(sent))
            if spare is not None and response.status_code in rfc.ERRORS:
                return self._stand_in(ask, spare, decision, response.status_code, str(response.status_code))
        except (CallError, _OutOfTime) as error:
            if spare is None or not rfc.serves_on_error(spare, ask.request, runtime.wall()):
                raise
            why = "the deadline is near" if isinstance(error, _OutOfTime) else type(error).__name__
            return self._stand_in(ask, spare, decision, None, why)
        came = runtime.wall()
        if response.status_code == 304 and entry is not None and rfc.still_holds(entry, response):
            fresh = make_entry(
                ask.request, response, Fields(response), self._rules, asked=before.wall, came=came, stored=entry
            )
            stored = await self._keep(ask, key, fresh, flight, before, replaced=entry)
            if not decision.conditional:
                return said.with_status(response, said.forwarded(decision.forward, stored=stored))
            self.counts.add("validated")
            trace.note("cache: the stored response still holds", runtime.now())
            return as_response(fresh or entry, came, said.forwarded(decision.forward, 304, stored=stored))
        if response.status_code == 304 and decision.conditional:
            # It speaks of another response than the one stored, which is therefore of no use (RFC 9111 §4.3.4).
            await self.guard.delete(runtime, key)
            return await self.forward(ask, key, None, attrs.evolve(decision, conditional=False), flight)
        self.counts.add("miss")
        stored = await self._store(ask, key, entry, response, before, came, flight)
        return said.with_status(response, said.forwarded(decision.forward, stored=stored))

    async def keep_post(self, ask: Ask, response: Response, before: Before) -> None:
        """Store what a POST brought for later GETs of its URL."""
        await self._store(ask, ask.keys[0], None, response, before, ask.runtime.wall(), None)

    async def _store(
        self, ask: Ask, key: bytes, entry: Entry | None, response: Response, before: Before, came: float,
        flight: Flight | None,
    ) -> bool:  # fmt: skip
        """Store a whole response, or drop what it shows to be out of date."""
        call = ask.call
        if call.method == "HEAD":
            if entry is not None and response.is_success and not rfc.agrees(entry, response):
                await self._keep(ask, key, None, None, before, replaced=entry)
            return False
        fields = Fields(response)
        why = hindrance(ask.request, response.status_code, fields, self._rules)
        if not why and call.trace.redirects > before.redirects:
            why = "it was reached through redirects"
        if not why and len(response.content) > self._largest:
            why = f"its body is longer than largest_body ({self._largest} bytes)"
        made = None if why else make_entry(ask.request, response, fields, self._rules, asked=before.wall, came=came)
        operation = (call.operation.api, call.operation.id)
        if made is not None:
            self._unstorable.discard(operation)
            beside = entry is not None and made.status == 206 != entry.status  # a part says nothing about the whole
            return await self._keep(ask, key, made, flight, before, replaced=None if beside else entry)
        call.trace.note(f"cache: not stored: {why or 'it is not fresh and has no validator'}", ask.runtime.now())
        if len(self._unstorable) >= _MOST_UNSTORABLE:
            self._unstorable.clear()
        self._unstorable.add(operation)
        if entry is not None and response.status_code not in (206, 304) and response.status_code < 500:
            await self._keep(ask, key, None, None, before, replaced=entry)
        return False

    async def _keep(
        self, ask: Ask, key: bytes, entry: Entry | None, flight: Flight | None, before: Before, *,
        replaced: Entry | None,
    ) -> bool:  # fmt: skip
        """Put an entry in the place of another; None only removes that."""
        runtime, guard = ask.runtime, self.guard
        record = await guard.get(runtime, key)
        if record is not None and replaced is not None:
            record = record.without(replaced) if entry is None or entry.vary != replaced.vary else record
        if entry is not None and guard.invalidations.concern(entry.tags, before.invalidations):
            ask.call.trace.note("cache: not stored: it was invalidated while under way", runtime.now())
            entry = None
        if entry is None:
            await (guard.put(runtime, key, record) if record else guard.delete(runtime, key))
            return False
        place = ask.keys[-1] if entry.public else ask.keys[0]
        if place != key:
            await guard.delete(runtime, key)
            record = await guard.get(runtime, place)
        if flight is not None:
            flight.entry = entry
        kept = await guard.put(runtime, place, record.with_entry(entry) if record else Record((entry,)))
        if kept:
            self.counts.add("stored")
        else:
            ask.call.trace.note("cache: not stored: no store took it", runtime.now())
        return kept

    def _stand_in(self, ask: Ask, entry: Entry, decision: Decision, status: int | None, why: str) -> Response:
        self.counts.add("stale")
        ask.call.trace.note(f"cache: served stale instead of an error ({why})", ask.runtime.now())
        entry = as_asked(entry, ask.headers)
        return as_response(entry, ask.runtime.wall(), said.forwarded(decision.forward, status))


class _OutOfTime(Exception):
    """The deadline is so near that a stale response is served rather than none."""


async def _within_leeway(call: Call, next: Next, runtime: Runtime) -> Response:
    limit = runtime.timeout(call.deadline - _LEEWAY)
    try:
        with limit:
            return await next(call)
    except TimeoutError:
        if not limit.expired:
            raise  # somebody else's, such as a hook's
        raise _OutOfTime from None


def as_response(entry: Entry, wall: float, status: tuple[bytes, bytes]) -> Response:
    """The stored response with its age of now (RFC 9111 §5.1), and how it came to be served."""
    headers = entry.headers[:]
    headers += ((b"age", b"%d" % max(0.0, wall - entry.born)), status)
    return Response(entry.status, headers, entry.content, entry.http_version)
