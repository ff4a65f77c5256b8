"""Cache: a call whose response is known, and still holds, is answered without the network.

The decisions are `ferrule.cache.rules`; here they are acted on. Above retry, so that a hit costs nothing below and a miss is one
call with all its attempts; below the deadline, which bounds waiting for others as well.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from functools import partial

import attrs

from ferrule.cache import rules as rfc
from ferrule.cache import status as said
from ferrule.cache.entry import Entry, Record
from ferrule.cache.flights import Flight, Flights, Outcome
from ferrule.cache.guard import Guard
from ferrule.cache.keys import NEUTRAL, own_key, public_key, shared_key
from ferrule.cache.profile import Profile, Profiles, url_tag
from ferrule.cache.rules import Decision, Request, Use
from ferrule.cache.settings import Cache
from ferrule.cache.stores.memory import MemoryStore
from ferrule.call import Call, Response, Trace
from ferrule.errors import CallError
from ferrule.pipeline import Next
from ferrule.policies.deadline import TIMER_SLACK
from ferrule.runtime.base import Runtime

_log = logging.getLogger("ferrule")

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})  # RFC 9110 §9.2.1
_PAYLOAD = frozenset({"json", "data", "content", "files"})
_COLLAPSIBLE = frozenset({"uri-miss", "vary-miss", "stale"})
_LEEWAY = 0.01  # seconds before the deadline at which a stale response that may stand in is served instead
_POLL = 0.05  # seconds between looks at a shared store for what another process is fetching
_LONGEST_CLAIM = 30.0  # seconds after which a process that claimed a fetch is taken for dead
_MOST_PASSING = 10_000


@attrs.define(eq=False)
class _Ask:
    """One call as the cache sees it."""

    call: Call
    next: Next
    runtime: Runtime
    headers: Mapping[str, str]
    keys: tuple[bytes, ...]
    profile: Profile
    request: Request


class CachePolicy:
    """Answers from the store where the rules allow it; else forwards, and stores what comes.

    Args:
        settings: the settings.

    Attributes:
        guard: the store.
        counts: how calls were answered: `hit`, `stale`, `validated`, `collapsed`, `miss`, `refused`; and `stored` responses.
    """

    def __init__(self, settings: Cache) -> None:
        self._settings = settings
        self._rules = settings.rules
        self._neutral = NEUTRAL | settings.neutral_headers
        self._profiles = Profiles(settings.ttl, settings.tags)
        self._flights = Flights()
        self._refreshing: dict[bytes, float] = {}
        self._passing: set[tuple[str, str]] = set()  # operations whose latest response could not be stored
        self._lock = threading.Lock()
        self.guard = Guard(settings.store or MemoryStore())
        self.counts: dict[str, int] = dict.fromkeys(
            ("hit", "stale", "validated", "collapsed", "miss", "refused", "stored"), 0
        )

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        if call.method not in ("GET", "HEAD"):
            return await next(call) if call.method in _SAFE else await self._change(call, next, runtime)
        if call.options.cache == "no-store" or not _PAYLOAD.isdisjoint(call.body):
            return await next(call)
        headers = {name.lower(): value for name, value in call.headers.items()}
        shared = self._settings.shared
        key = shared_key(call) if shared else own_key(call, headers, self._neutral)
        if call.options.cache == "default" and call.method == "GET" and rfc.SPECIAL.isdisjoint(headers):
            # The way of a fresh hit, which `decide` would come to as well.
            wall = runtime.wall()
            record = self.guard.store.peek(key, wall)
            entry = None if record is None else record.select(headers)
            if entry is not None and entry.born + entry.lifetime > wall and not entry.always_validate:
                self._count("hit")
                return self._served(call, entry, wall)
        keys = (key,) if shared else (key, public_key(call, headers, self._neutral))
        return await self._ask(call, next, runtime, headers, keys)

    async def _ask(
        self, call: Call, next: Next, runtime: Runtime, headers: Mapping[str, str], keys: tuple[bytes, ...]
    ) -> Response:
        profile = self._profiles.of(call.operation)
        request = Request(
            headers=headers,
            authorized=bool(
                call.identity or call.body.get("cookies") or not {"authorization", "cookie"}.isdisjoint(headers)
            ),
            mode=call.options.cache,
            ttl=profile.ttl,
            silent_ttl=profile.silent_ttl,
            tags=profile.tags_of(call),
        )
        ask = _Ask(call, next, runtime, headers, keys, profile, request)
        while True:
            key, record = await self.guard.find(runtime, keys) or (keys[0], None)
            entry = record.select(headers) if record else None
            decision = rfc.decide(entry, request, runtime.wall(), variants=record is not None)
            if decision.use is not Use.FORWARD:
                return self._answer(ask, key, entry, decision)
            if call.method == "HEAD" or not self._collapses(call, decision):
                return await self._forward(ask, key, entry, decision, None)
            flight, leads = self._flights.join(keys[0], runtime)
            if leads:
                return await self._lead(ask, key, entry, decision, flight)
            call.trace.doing = "waiting for a call under way for the same"
            await flight.landed.wait()
            if flight.outcome is Outcome.INTERRUPTED:
                continue
            fresh = flight.entry if flight.entry is not None and flight.entry.selected_by(headers) else None
            if fresh is not None and rfc.decide(fresh, request, runtime.wall()).use is Use.SERVE:
                self._count("collapsed")
                call.trace.notes.append("cache: took the response of a call under way for the same")
                return said.with_status(_plain(fresh, runtime.wall()), said.forwarded(decision.forward, collapsed=True))
            # It failed, or its response is for it alone: do not queue behind one another.
            return await self._forward(ask, key, entry, decision, None)

    async def _lead(self, ask: _Ask, key: bytes, entry: Entry | None, decision: Decision, flight: Flight) -> Response:
        claim, runtime = ask.keys[0], ask.runtime
        owner = b"%x" % int(runtime.random() * 2**53)
        try:
            if self.guard.store.waits and (found := await self._wait_for_others(ask, owner)) is not None:
                flight.outcome, flight.entry = Outcome.DONE, found
                return self._answer(ask, claim, found, Decision(Use.SERVE, "", "fetched by another process"))
            response = await self._forward(ask, key, entry, decision, flight)
        except CallError:
            flight.outcome = Outcome.FAILED
            raise
        else:
            flight.outcome = Outcome.DONE
            return response
        finally:
            self._flights.land(claim, flight)
            if self.guard.store.waits:
                await self.guard.run(runtime, partial(self.guard.store.release, claim, owner), None)

    async def _wait_for_others(self, ask: _Ask, owner: bytes) -> Entry | None:
        """What another process that shares the store has just fetched; None when this one is to fetch."""
        runtime, key, store = ask.runtime, ask.keys[0], self.guard.store
        give_up = runtime.wall() + _LONGEST_CLAIM
        while True:
            wall = runtime.wall()
            until = wall + min(_LONGEST_CLAIM, max(0.0, ask.call.deadline - runtime.now()))
            claimed = await self.guard.run(runtime, partial(store.claim, key, owner, wall, until), True)
            if claimed or wall >= give_up:
                return None
            ask.call.trace.doing = "waiting for another process that fetches the same"
            await runtime.sleep(_POLL)
            found = await self.guard.find(runtime, ask.keys)
            entry = found[1].select(ask.headers) if found else None
            if entry is not None and rfc.decide(entry, ask.request, runtime.wall()).use is Use.SERVE:
                return entry

    def _answer(self, ask: _Ask, key: bytes, entry: Entry | None, decision: Decision) -> Response:
        call, runtime = ask.call, ask.runtime
        if entry is None or decision.use is Use.REFUSE:
            self._count("refused")
            call.trace.notes.append(f"cache: refused by only-if-cached: {decision.why}")
            return Response(504, [said.forwarded("miss")], b"")
        wall = runtime.wall()
        self._count("hit" if entry.born + entry.lifetime > wall else "stale")
        if decision.use is Use.REFRESH:
            self._refresh(ask, key, entry)
        return self._served(call, entry, wall, decision.why, ask.headers)

    def _refresh(self, ask: _Ask, key: bytes, entry: Entry) -> None:
        """Validate behind the caller's back, once at a time for each key."""
        runtime = ask.runtime
        now, limit = runtime.now(), ask.call.options.deadline or _LONGEST_CLAIM
        with self._lock:
            if self._refreshing.get(key, now) > now:
                return
            self._refreshing[key] = now + limit

        async def work() -> None:
            call = ask.call.replace(trace=Trace(started=now), deadline=now + limit)
            conditional = Decision(Use.FORWARD, "stale", "refreshed behind", entry.has_validator)
            try:
                async with runtime.timeout(now + limit):
                    await self._forward(attrs.evolve(ask, call=call), key, entry, conditional, None)
            except (CallError, TimeoutError) as error:
                _log.debug("%s: a stale response could not be refreshed: %s", call.operation, type(error).__name__)
            finally:
                with self._lock:
                    self._refreshing.pop(key, None)

        runtime.spawn(work)

    async def _forward(
        self, ask: _Ask, key: bytes, entry: Entry | None, decision: Decision, flight: Flight | None
    ) -> Response:
        """Send the call on, as a condition where there is something to validate; store what may be stored."""
        call, runtime, trace = ask.call, ask.runtime, ask.call.trace
        trace.notes.append(f"cache: forwarded: {decision.why}")
        asked, extra = runtime.wall(), len(trace.attempts) - trace.sends
        spare = entry if entry is not None and rfc.serves_on_error(entry, ask.request, asked) else None
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
            fresh = rfc.make_entry(ask.request, response, self._rules, asked=asked, came=came, stored=entry)
            stored = await self._keep(ask, key, fresh, flight, replaced=entry)
            if not decision.conditional:
                return said.with_status(response, said.forwarded(decision.forward, stored=stored))
            self._count("validated")
            trace.notes.append("cache: the stored response still holds")
            return said.with_status(_plain(fresh or entry, came), said.forwarded(decision.forward, 304, stored=stored))
        if response.status_code == 304 and decision.conditional:
            # It speaks of another response than the one stored, which is therefore of no use (RFC 9111 §4.3.4).
            await self.guard.delete(runtime, key)
            return await self._forward(ask, key, None, attrs.evolve(decision, conditional=False), flight)
        self._count("miss")
        redirected = len(trace.attempts) - trace.sends < extra
        stored = await self._store(ask, key, entry, response, asked, came, flight, redirected=redirected)
        return said.with_status(response, said.forwarded(decision.forward, stored=stored))

    async def _store(
        self, ask: _Ask, key: bytes, entry: Entry | None, response: Response, asked: float, came: float,
        flight: Flight | None, *, redirected: bool,
    ) -> bool:  # fmt: skip
        """Store a whole response, or drop what it shows to be out of date."""
        call = ask.call
        if call.method == "HEAD":
            if entry is not None and response.is_success and not rfc.agrees(entry, response):
                await self._keep(ask, key, None, None, replaced=entry)
            return False
        why = rfc.hindrance(ask.request, response, self._rules)
        if not why and redirected:
            why = "it was reached through redirects"
        if not why and len(response.content) > self._settings.largest_body:
            why = f"its body is longer than largest_body ({self._settings.largest_body} bytes)"
        made = None if why else rfc.make_entry(ask.request, response, self._rules, asked=asked, came=came)
        operation = (call.operation.api, call.operation.id)
        if made is not None:
            self._passing.discard(operation)
            return await self._keep(ask, key, made, flight, replaced=entry)
        call.trace.notes.append(f"cache: not stored: {why or 'it is not fresh and has no validator'}")
        if len(self._passing) >= _MOST_PASSING:
            self._passing.clear()
        self._passing.add(operation)
        if entry is not None and response.status_code not in (206, 304) and response.status_code < 500:
            await self._keep(ask, key, None, None, replaced=entry)
        return False

    async def _keep(
        self, ask: _Ask, key: bytes, entry: Entry | None, flight: Flight | None, *, replaced: Entry | None
    ) -> bool:
        """Put an entry in the place of another; None only removes that."""
        runtime, guard = ask.runtime, self.guard
        found = await guard.find(runtime, (key,))
        record = found[1] if found else None
        if record is not None and replaced is not None:
            record = record.without(replaced) if entry is None or entry.vary != replaced.vary else record
        if entry is None:
            await (guard.put(runtime, key, record) if record else guard.delete(runtime, key))
            return False
        place = ask.keys[-1] if rfc.is_public(entry) else ask.keys[0]
        if place != key:
            await guard.delete(runtime, key)
            found = await guard.find(runtime, (place,))
            record = found[1] if found else None
        await guard.put(runtime, place, record.with_entry(entry) if record else Record((entry,)))
        self._count("stored")
        if flight is not None:
            flight.entry = entry
        return True

    def _stand_in(self, ask: _Ask, entry: Entry, decision: Decision, status: int | None, why: str) -> Response:
        self._count("stale")
        ask.call.trace.notes.append(f"cache: served stale instead of an error ({why})")
        return said.with_status(_plain(entry, ask.runtime.wall()), said.forwarded(decision.forward, status))

    async def _change(self, call: Call, next: Next, runtime: Runtime) -> Response:
        """Forward an unsafe call; what it may have changed is not to be served any more (RFC 9111 §4.4)."""
        try:
            response = await next(call)
        except CallError as error:
            if error.may_have_acted:
                await self.guard.delete_tagged(runtime, [url_tag(call.url)])
            raise
        if urls := rfc.invalidated(call.url, response):
            await self.guard.delete_tagged(runtime, [url_tag(url) for url in urls])
        return response

    def _served(
        self, call: Call, entry: Entry, wall: float, detail: str = "", headers: Mapping[str, str] | None = None
    ) -> Response:
        left = entry.born + entry.lifetime - wall
        call.trace.notes.append(f"cache: hit, fresh for {left:.0f} s" if left > 0 else f"cache: stale hit ({detail})")
        response = said.with_status(_plain(entry, wall), said.hit(left, "" if left > 0 else detail))
        if headers is not None and rfc.not_modified(entry, headers, wall):
            kept = [field for field in response.raw_headers if not field[0].lower().startswith(b"content-")]
            return Response(304, kept, b"", entry.http_version)
        if call.method == "HEAD":
            response.content = b""
        return response

    def _collapses(self, call: Call, decision: Decision) -> bool:
        operation = (call.operation.api, call.operation.id)
        return self._settings.coalesce and decision.forward in _COLLAPSIBLE and operation not in self._passing

    def _count(self, name: str) -> None:
        with self._lock:
            self.counts[name] += 1


class _OutOfTime(Exception):
    """The deadline is so near that a stale response is served rather than none."""


async def _within_leeway(call: Call, next: Next, runtime: Runtime) -> Response:
    at = call.deadline - _LEEWAY
    try:
        async with runtime.timeout(at):
            return await next(call)
    except TimeoutError:
        if runtime.now() < at - TIMER_SLACK:
            raise  # somebody else's, such as a hook's
        raise _OutOfTime from None


def _plain(entry: Entry, wall: float) -> Response:
    """The stored response with its age of now (RFC 9111 §5.1)."""
    age = b"%d" % max(0.0, wall - entry.born)
    return Response(entry.status, [*entry.headers, (b"age", age)], entry.content, entry.http_version)
