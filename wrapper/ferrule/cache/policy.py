"""Cache: a call whose response is known, and still holds, is answered without the network.

It stands above retry: a hit costs nothing below, and a miss is one call with all its attempts. It stands below the
deadline, which therefore also bounds the time spent waiting for other calls.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import attrs

from ferrule.cache import rules as rfc
from ferrule.cache import status
from ferrule.cache.coalescing import Coalescer, Ending, Fetch
from ferrule.cache.context import CallContext
from ferrule.cache.counts import CallCounts
from ferrule.cache.entry import Entry
from ferrule.cache.forwarder import Forwarder, Snapshot
from ferrule.cache.guard import Guard
from ferrule.cache.keys import NEUTRAL, Keys, RequestFields
from ferrule.cache.operation_settings import SettingsByOperation
from ferrule.cache.refreshing import Refresher
from ferrule.cache.rules import Decision, Request, Use
from ferrule.cache.selection import select, selected_by
from ferrule.cache.serving import aged, fresh_hit, serve
from ferrule.cache.settings import Cache
from ferrule.cache.stores.base import SharedStore
from ferrule.cache.tags import url_tag
from ferrule.call import Call, Response
from ferrule.errors import CallError
from ferrule.http.methods import SAFE
from ferrule.policies.announcer import Announcer
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_PAYLOAD = frozenset({"json", "data", "content", "files"})
_COLLAPSIBLE = frozenset({"uri-miss", "vary-miss", "stale"})
_POLL = 0.05  # seconds between looks at a shared store for what another process is fetching
_LONGEST_CLAIM = 30.0  # seconds after which a process that claimed a fetch is taken for dead
_PATIENCE = 5.0  # seconds to wait for what another process fetches: it may have died, and no call is to fail for that


class CachePolicy:
    """Answers from the store where the rules allow it; sends all other calls on, and stores what comes.

    Args:
        settings: the settings.
        partition: what of the connection chooses whom the API sees, or who answers; empty for nothing.
        jar: gives the cookies that are added to a request to a URL; None for none.
        announcer: told of what changes in the store; None for nobody.
        personal: the connection tells who asks.

    Attributes:
        guard: the store.
        counts: how calls were answered.
    """

    def __init__(
        self,
        settings: Cache,
        partition: str = "",
        jar: Callable[[str], list[tuple[str, str]]] | None = None,
        announcer: Announcer | None = None,
        *,
        personal: bool = False,
    ) -> None:
        rules = settings.rules
        self.guard = Guard(settings.store, announcer)
        self.counts = CallCounts()
        self._coalesce = settings.coalesce
        self._personal = personal
        self._jar = jar
        self._keys = Keys(settings.neutral_headers, shared=rules.shared, partition=partition, jar=jar)
        self._settings = SettingsByOperation(settings.ttl, settings.tags)
        self._coalescer = Coalescer()
        self._forwarder = Forwarder(rules, self.guard, self.counts, NEUTRAL | settings.neutral_headers)
        self._refresher = Refresher(self._forwarder)

    # Not a coroutine of its own, as it waits for nothing itself: each call passes here.
    def __call__(self, call: Call, next: Next, runtime: Runtime) -> Awaitable[Response]:
        if call.method not in ("GET", "HEAD"):
            return next(call) if call.method in SAFE else self._change(call, next, runtime)
        if call.stream or call.options.cache == "no-store" or not _PAYLOAD.isdisjoint(call.body):
            return next(call)
        fields = self._keys.read(call.headers)
        own, about = self._keys.own(call, fields)
        missing = False
        if call.options.cache == "default" and call.method == "GET" and rfc.SPECIAL.isdisjoint(call.headers):
            # The short way of a fresh hit; `_answer` would come to the same.
            wall = runtime.wall()
            record = self.guard.peek(own, wall)
            missing = record is None
            entry = None if record is None else select(record, call.headers)
            if entry is not None and entry.born + entry.lifetime > wall and not entry.always_validate:
                self.counts.add("hit")
                return _at_once(fresh_hit(call, entry, wall, runtime.now()))
        keys, request = self._keys.places(own, about), self._request(call, fields)
        return self._answer(CallContext(call, next, runtime, keys, request), keys[1:] if missing else keys)

    def _request(self, call: Call, fields: RequestFields) -> Request:
        settings = self._settings.of(call.operation)
        return Request(
            headers=call.headers,
            authorized=bool(
                fields.authorized
                or call.identity
                or self._personal
                or call.body.get("cookies")
                or (self._jar is not None and self._jar(call.url))
            ),
            mode=call.options.cache,
            ttl=settings.ttl,
            silent_ttl=settings.silent_ttl,
            tags=settings.tags,
            url=call.url,
            directives=fields.directives,
        )

    async def _answer(self, context: CallContext, unseen: tuple[bytes, ...]) -> Response:
        """From the store, from a fetch under way for the same, or from the API.

        Args:
            context: the call.
            unseen: which of its keys were not looked for in memory just now.
        """
        call, runtime = context.call, context.runtime
        while True:
            wall = runtime.wall()
            found, unseen = self.guard.find_near(unseen, wall), context.keys
            if found is None and self.guard.far is not None:
                found, wall = await self.guard.find(runtime, context.keys), runtime.wall()
            key, record = found or (context.keys[0], None)
            entry = select(record, call.headers) if record else None
            decision = rfc.decide(entry, context.request, wall, variants=record is not None)
            if decision.use is not Use.FORWARD:
                return self._serve(context, key, entry, decision)
            if not self._collapses(call, decision):
                return await self._forwarder.forward(context, key, entry, decision, None)
            fetch, ended = self._coalescer.join(context.keys[0], runtime)
            if ended is None:
                return await self._lead(context, key, entry, decision, fetch)
            call.trace.doing, began = "waiting for a call under way for the same", runtime.now()
            await ended.wait()
            if fetch.ending is Ending.INTERRUPTED:
                continue
            if (response := self._take(context, fetch.entry, decision, began)) is not None:
                return response
            # It failed, or its response is for its caller alone: do not queue behind one another.
            return await self._forwarder.forward(context, key, entry, decision, None)

    def _collapses(self, call: Call, decision: Decision) -> bool:
        return (
            self._coalesce
            and call.method == "GET"
            and decision.forward in _COLLAPSIBLE
            and self._forwarder.may_store(call)
        )

    def _take(self, context: CallContext, entry: Entry | None, decision: Decision, began: float) -> Response | None:
        """What another caller's fetch has stored, if it answers this call, too."""
        call, runtime = context.call, context.runtime
        if entry is None or not selected_by(entry, call.headers):
            return None
        if rfc.decide(entry, context.request, runtime.wall()).use is not Use.SERVE:
            return None
        self.counts.add("collapsed")
        told = "cache: took the response of a call under way for the same"
        call.trace.note(told, runtime.now(), began=began, kind="cache-collapsed")
        return aged(entry, runtime.wall(), status.forwarded(decision.forward, collapsed=True))

    async def _lead(
        self, context: CallContext, key: bytes, entry: Entry | None, decision: Decision, fetch: Fetch
    ) -> Response:
        """Fetch, while others wait for the result."""
        runtime, far = context.runtime, self.guard.far
        owner = b"" if far is None else b"%x" % int(runtime.random() * 2**53)
        try:
            if far is not None and (found := await self._wait_for_others(context, far, owner)) is not None:
                fetch.ending, fetch.entry = Ending.DONE, found
                return self._serve(context, key, found, Decision(Use.SERVE, "", "fetched by another process"))
            response = await self._forwarder.forward(context, key, entry, decision, fetch)
        except CallError:
            fetch.ending = Ending.FAILED
            raise
        else:
            fetch.ending = Ending.DONE
            return response
        finally:
            self._coalescer.end(context.keys[0], fetch)
            if far is not None:
                await self.guard.run(runtime, partial(far.release, context.keys[0], owner), None)

    async def _wait_for_others(self, context: CallContext, far: SharedStore, owner: bytes) -> Entry | None:
        """What another process that shares the store has just fetched; None when this one is to fetch."""
        call, runtime, key = context.call, context.runtime, context.keys[0]
        began = runtime.now()
        give_up = began + min(_PATIENCE, (call.deadline - began) / 2)
        while True:
            now = runtime.now()
            seconds = min(_LONGEST_CLAIM, max(0.0, call.deadline - now))
            claimed = await self.guard.run(runtime, partial(far.claim, key, owner, runtime.wall(), seconds), True)
            if claimed or now >= give_up:
                return None
            call.trace.doing = "waiting for another process that fetches the same"
            await runtime.sleep(_POLL)
            found = await self.guard.find(runtime, context.keys)
            entry = select(found[1], call.headers) if found else None
            if entry is not None and rfc.decide(entry, context.request, runtime.wall()).use is Use.SERVE:
                return entry

    def _serve(self, context: CallContext, key: bytes, entry: Entry | None, decision: Decision) -> Response:
        """The stored response, or the refusal of a call that wants no other."""
        call, runtime = context.call, context.runtime
        if entry is None or decision.use is Use.REFUSE:
            self.counts.add("refused")
            call.trace.note(f"cache: refused by only-if-cached: {decision.why}", runtime.now(), kind="cache-refused")
            return Response(504, [status.forwarded("miss")], b"")
        wall = runtime.wall()
        self.counts.add("hit" if entry.born + entry.lifetime > wall else "stale")
        if decision.use is Use.REFRESH:
            self._refresher.refresh(context, key, entry)
        return serve(call, entry, wall, runtime.now(), decision.why)

    async def _change(self, call: Call, next: Next, runtime: Runtime) -> Response:
        """Send an unsafe call on; what it may have changed is not to be served any more (RFC 9111 §4.4)."""
        before = self._forwarder.snapshot(call, runtime)
        try:
            response = await next(call)
        except CallError as error:
            if error.may_have_acted:
                await self.guard.delete_tagged(runtime, [url_tag(call.url)])
            raise
        if urls := rfc.invalidated(call.url, response):
            await self.guard.delete_tagged(runtime, [url_tag(url) for url in urls])
        may_keep = call.method == "POST" and not call.stream and call.options.cache != "no-store"
        if may_keep and rfc.answers_get(call.url, response):
            # Of what it has just invalidated itself, its response is the latest word.
            latest = attrs.evolve(before, invalidations=self.guard.invalidations.count)
            await self._keep_post(call, next, runtime, response, latest)
        return response

    async def _keep_post(self, call: Call, next: Next, runtime: Runtime, response: Response, before: Snapshot) -> None:
        if call.body.get("params"):
            return  # `Content-Location` names the URL with its query, which only the engine writes out
        fields = self._keys.read(call.headers)
        # What overrides say is about the operation's own GETs.
        request = attrs.evolve(self._request(call, fields), ttl=None, silent_ttl=None)
        keys = self._keys.places(*self._keys.own(call, fields))
        context = CallContext(call, next, runtime, keys, request)
        await self._forwarder.keep_post(context, response, before)


async def _at_once(response: Response) -> Response:
    return response
