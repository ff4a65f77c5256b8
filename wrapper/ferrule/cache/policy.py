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
from ferrule.cache.entry import Entry
from ferrule.cache.exchange import Ask, Before, Counts, Exchange, as_response
from ferrule.cache.flights import Flight, Flights, Outcome
from ferrule.cache.guard import Guard
from ferrule.cache.keys import Asked, Keys
from ferrule.cache.profile import Profiles, url_tag
from ferrule.cache.ranges import as_asked
from ferrule.cache.rules import Decision, Request, Use
from ferrule.cache.settings import Cache
from ferrule.cache.stores.base import SharedStore
from ferrule.call import Call, Response, Trace
from ferrule.errors import CallError
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_log = logging.getLogger("ferrule")

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})  # RFC 9110 §9.2.1
_PAYLOAD = frozenset({"json", "data", "content", "files"})
_COLLAPSIBLE = frozenset({"uri-miss", "vary-miss", "stale"})
_POLL = 0.05  # seconds between looks at a shared store for what another process is fetching
_LONGEST_CLAIM = 30.0  # seconds after which a process that claimed a fetch is taken for dead
_PATIENCE = 5.0  # seconds to wait for what another process fetches: it may have died, and nobody is to fail for that


class CachePolicy:
    """Answers from the store where the rules allow it; else forwards, and stores what comes.

    Args:
        settings: the settings.

    Attributes:
        guard: the store.
        counts: how calls were answered.
    """

    def __init__(self, settings: Cache) -> None:
        self._settings = settings
        self._keys = Keys(settings.neutral_headers, shared=settings.shared)
        self._profiles = Profiles(settings.ttl, settings.tags)
        self._flights = Flights()
        self._refreshing: dict[bytes, float] = {}
        self._lock = threading.Lock()
        self.guard = Guard(settings.store)
        self.counts = Counts()
        self._exchange = Exchange(settings, self.guard, self.counts)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        if call.method not in ("GET", "HEAD"):
            return await next(call) if call.method in _SAFE else await self._change(call, next, runtime)
        if call.stream or call.options.cache == "no-store" or not _PAYLOAD.isdisjoint(call.body):
            return await next(call)
        asked = self._keys.read(call.headers)
        key = self._keys.of(call, asked)
        if call.options.cache == "default" and call.method == "GET" and rfc.SPECIAL.isdisjoint(asked.headers):
            # The way of a fresh hit, which `decide` would come to as well.
            wall = runtime.wall()
            record = self.guard.peek(key.own, wall)
            entry = None if record is None else record.select(asked.headers)
            if entry is not None and entry.born + entry.lifetime > wall and not entry.always_validate:
                self.counts.add("hit")
                return _fresh(call, entry, wall, runtime.now())
        return await self._ask(call, next, runtime, asked, key.places())

    async def _ask(self, call: Call, next: Next, runtime: Runtime, asked: Asked, keys: tuple[bytes, ...]) -> Response:
        request = self._request(call, asked)
        ask = Ask(call, next, runtime, asked.headers, keys, request)
        while True:
            wall = runtime.wall()
            found = self.guard.find_near(keys, wall)
            if found is None and self.guard.far is not None:
                found, wall = await self.guard.find(runtime, keys), runtime.wall()
            key, record = found or (keys[0], None)
            entry = record.select(asked.headers) if record else None
            decision = rfc.decide(entry, request, wall, variants=record is not None)
            if decision.use is not Use.FORWARD:
                return self._answer(ask, key, entry, decision)
            if call.method == "HEAD" or not self._collapses(call, decision):
                return await self._exchange.forward(ask, key, entry, decision, None)
            flight, landed = self._flights.join(keys[0], runtime)
            if landed is None:
                return await self._lead(ask, key, entry, decision, flight)
            call.trace.doing, began = "waiting for a call under way for the same", runtime.now()
            await landed.wait()
            if flight.outcome is Outcome.INTERRUPTED:
                continue
            fresh = flight.entry if flight.entry is not None and flight.entry.selected_by(asked.headers) else None
            if fresh is not None and rfc.decide(fresh, request, runtime.wall()).use is Use.SERVE:
                self.counts.add("collapsed")
                call.trace.note("cache: took the response of a call under way for the same", runtime.now(), began=began)
                return as_response(fresh, runtime.wall(), said.forwarded(decision.forward, collapsed=True))
            # It failed, or its response is for it alone: do not queue behind one another.
            return await self._exchange.forward(ask, key, entry, decision, None)

    def _request(self, call: Call, asked: Asked) -> Request:
        profile = self._profiles.of(call.operation)
        return Request(
            headers=asked.headers,
            authorized=bool(asked.authorized or call.identity or call.body.get("cookies")),
            mode=call.options.cache,
            ttl=profile.ttl,
            silent_ttl=profile.silent_ttl,
            tags=profile.tags_of(call),
        )

    async def _lead(self, ask: Ask, key: bytes, entry: Entry | None, decision: Decision, flight: Flight) -> Response:
        runtime, far = ask.runtime, self.guard.far
        owner = b"" if far is None else b"%x" % int(runtime.random() * 2**53)
        try:
            if far is not None and (found := await self._wait_for_others(ask, far, owner)) is not None:
                flight.outcome, flight.entry = Outcome.DONE, found
                return self._answer(ask, key, found, Decision(Use.SERVE, "", "fetched by another process"))
            response = await self._exchange.forward(ask, key, entry, decision, flight)
        except CallError:
            flight.outcome = Outcome.FAILED
            raise
        else:
            flight.outcome = Outcome.DONE
            return response
        finally:
            self._flights.land(ask.keys[0], flight)
            if far is not None:
                await self.guard.run(runtime, partial(far.release, ask.keys[0], owner), None)

    async def _wait_for_others(self, ask: Ask, far: SharedStore, owner: bytes) -> Entry | None:
        """What another process that shares the store has just fetched; None when this one is to fetch."""
        runtime, key = ask.runtime, ask.keys[0]
        began = runtime.now()
        give_up = began + min(_PATIENCE, (ask.call.deadline - began) / 2)
        while True:
            now = runtime.now()
            seconds = min(_LONGEST_CLAIM, max(0.0, ask.call.deadline - now))
            claimed = await self.guard.run(runtime, partial(far.claim, key, owner, runtime.wall(), seconds), True)
            if claimed or now >= give_up:
                return None
            ask.call.trace.doing = "waiting for another process that fetches the same"
            await runtime.sleep(_POLL)
            found = await self.guard.find(runtime, ask.keys)
            entry = found[1].select(ask.headers) if found else None
            if entry is not None and rfc.decide(entry, ask.request, runtime.wall()).use is Use.SERVE:
                return entry

    def _answer(self, ask: Ask, key: bytes, entry: Entry | None, decision: Decision) -> Response:
        call, runtime = ask.call, ask.runtime
        if entry is None or decision.use is Use.REFUSE:
            self.counts.add("refused")
            call.trace.note(f"cache: refused by only-if-cached: {decision.why}", runtime.now())
            return Response(504, [said.forwarded("miss")], b"")
        wall = runtime.wall()
        self.counts.add("hit" if entry.born + entry.lifetime > wall else "stale")
        if decision.use is Use.REFRESH:
            self._refresh(ask, key, entry)
        return self._served(call, entry, wall, runtime.now(), decision.why, ask.headers)

    def _refresh(self, ask: Ask, key: bytes, entry: Entry) -> None:
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
                with runtime.timeout(now + limit):
                    await self._exchange.forward(attrs.evolve(ask, call=call), key, entry, conditional, None)
            except (CallError, TimeoutError) as error:
                _log.debug("%s: a stale response could not be refreshed: %s", call.operation, type(error).__name__)
            finally:
                with self._lock:
                    self._refreshing.pop(key, None)

        runtime.spawn(work)

    async def _change(self, call: Call, next: Next, runtime: Runtime) -> Response:
        """Forward an unsafe call; what it may have changed is not to be served any more (RFC 9111 §4.4)."""
        began, redirects = runtime.wall(), call.trace.redirects
        try:
            response = await next(call)
        except CallError as error:
            if error.may_have_acted:
                await self.guard.delete_tagged(runtime, [url_tag(call.url)])
            raise
        if urls := rfc.invalidated(call.url, response):
            await self.guard.delete_tagged(runtime, [url_tag(url) for url in urls])
        if (
            call.method == "POST"
            and not call.stream
            and call.options.cache != "no-store"
            and rfc.answers_get(call.url, response)
        ):
            # The count is today's: of what it invalidated itself it is the newest word.
            before = Before(began, redirects, self.guard.invalidations.count)
            await self._keep_post(call, next, runtime, response, before)
        return response

    async def _keep_post(self, call: Call, next: Next, runtime: Runtime, response: Response, before: Before) -> None:
        if call.body.get("params"):
            return  # `Content-Location` names the URL with its query, which only the engine writes out
        asked = self._keys.read(call.headers)
        keys = self._keys.of(call, asked).places()
        # What overrides say is about the operation's own GETs.
        request = attrs.evolve(self._request(call, asked), ttl=None, silent_ttl=None)
        ask = Ask(call, next, runtime, asked.headers, keys, request)
        await self._exchange.keep_post(ask, response, before)

    def _served(
        self, call: Call, entry: Entry, wall: float, now: float, detail: str, headers: Mapping[str, str]
    ) -> Response:
        """What the caller gets of a stored response: all of it, a part, or that it has not changed."""
        if call.method == "GET":  # ranges are defined for it alone (RFC 9110 §14.2)
            entry = as_asked(entry, headers)
        if entry.born + entry.lifetime > wall:
            response = _fresh(call, entry, wall, now)
        else:
            call.trace.note(f"cache: stale hit ({detail})", now)
            response = as_response(entry, wall, said.hit(int(entry.born + entry.lifetime - wall), detail))
        if rfc.not_modified(entry, headers, wall):
            kept = [field for field in response.raw_headers if not field[0].lower().startswith(b"content-")]
            return Response(304, kept, b"", entry.http_version)
        if call.method == "HEAD":
            response.content = b""
        return response

    def _collapses(self, call: Call, decision: Decision) -> bool:
        return self._settings.coalesce and decision.forward in _COLLAPSIBLE and self._exchange.may_store(call)


def _fresh(call: Call, entry: Entry, wall: float, now: float) -> Response:
    left = entry.born + entry.lifetime - wall
    call.trace.note(f"cache: hit, fresh for {left:.0f} s", now)
    return as_response(entry, wall, said.hit(int(left)))
