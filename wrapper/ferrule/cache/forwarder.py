"""Sends calls that the store cannot answer, and acts on what comes back. The decisions are in `forwarding.py`."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import attrs

from ferrule.cache import status
from ferrule.cache.coalescing import Fetch
from ferrule.cache.context import CallContext
from ferrule.cache.counts import CallCounts
from ferrule.cache.entry import Entry
from ferrule.cache.forwarding import (
    Forward,
    ForwardAgain,
    Outcome,
    Relay,
    RelayNotModified,
    ServeStale,
    ServeValidated,
    after_error,
    after_response,
    plan,
    relay,
)
from ferrule.cache.guard import Guard
from ferrule.cache.ranges import as_wanted
from ferrule.cache.rules import Decision, Rules
from ferrule.cache.serving import aged
from ferrule.cache.writer import StoreWriter
from ferrule.call import Call, Response
from ferrule.call.limit import LEEWAY
from ferrule.errors import CallError
from ferrule.policies.middleware import Altered
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_NOTHING: frozenset[str] = frozenset()
_MOST_UNSTORABLE = 10_000


@attrs.define
class Snapshot:
    """How things stood when a call was sent.

    Attributes:
        wall: seconds since the epoch.
        redirects: redirects that the call had followed.
        invalidations: invalidations that there had been.
    """

    wall: float
    redirects: int
    invalidations: int


class Forwarder:
    """Sends calls to the API, and stores what may be stored.

    Args:
        rules: the settings.
        guard: the store.
        counts: told how calls were answered.
        neutral: request headers that tell no two users apart.
    """

    def __init__(self, rules: Rules, guard: Guard, counts: CallCounts, neutral: frozenset[str]) -> None:
        self._rules = rules
        self._neutral = neutral
        self._guard = guard
        self._counts = counts
        self._writer = StoreWriter(guard, counts)
        self._unstorable: set[tuple[str, str]] = set()

    def may_store(self, call: Call) -> bool:
        """False when the operation's latest response could not be stored: then nobody need wait for another's."""
        return (call.operation.api, call.operation.id) not in self._unstorable

    def snapshot(self, call: Call, runtime: Runtime) -> Snapshot:
        """How things stand."""
        return Snapshot(runtime.wall(), call.trace.redirects, self._guard.invalidations.count)

    async def forward(
        self, context: CallContext, key: bytes, entry: Entry | None, decision: Decision, fetch: Fetch | None
    ) -> Response:
        """Send the call, as a condition where there is something to validate; store what may be stored.

        Args:
            context: the call.
            key: where the stored response is, or would be.
            entry: the stored response that the call selects, if any.
            decision: why it is forwarded.
            fetch: told what was stored, for the callers who wait for it; None where nobody can.
        """
        call, runtime = context.call, context.runtime
        now, before = runtime.now(), self.snapshot(call, runtime)
        last = before.wall + (call.deadline - LEEWAY - now)
        state = plan(call.method, context.request, entry, decision, before.wall, last)
        call.trace.note(f"cache: forwarded: {decision.why}", now)
        noted = len(call.trace.notes)
        outcome: Outcome | ForwardAgain | None
        while True:
            added = state.added_fields()
            sent = call.with_headers(added) if added else call
            try:
                if state.at_deadline is None:
                    response = await context.next(sent)
                elif (in_time := await _before_deadline(sent, context.next, runtime)) is not None:
                    response = in_time
                else:
                    outcome = ServeStale(state.at_deadline, None, "the deadline is near")
                    break
            except CallError as error:
                outcome = after_error(state, type(error).__name__, runtime.wall())
                if outcome is None:
                    raise
                break
            redirected = call.trace.redirects > before.redirects
            altered = self._altered(call) if len(call.trace.notes) > noted else _NOTHING
            outcome = after_response(
                state, response, self._rules, before.wall, runtime.wall(), redirected, call.reader, altered
            )
            if not isinstance(outcome, ForwardAgain):
                break
            call.trace.note(
                "cache: forwarded again: the 304 is about another response than the stored one", runtime.now()
            )
            await self._guard.delete(runtime, key)
            state, before = outcome.forward, self.snapshot(call, runtime)
        update = outcome.update
        stored = update is not None and await self._writer.write(context, key, update, fetch, before.invalidations)
        return self._response(context, state, outcome, stored)

    async def keep_post(self, context: CallContext, response: Response, before: Snapshot) -> None:
        """Store what a POST brought for later GETs of its URL."""
        received, redirected = context.runtime.wall(), context.call.trace.redirects > before.redirects
        outcome = relay(
            context.request,
            None,
            response,
            self._rules,
            before.wall,
            received,
            redirected,
            context.call.reader,
            self._altered(context.call),
        )
        self._remember(context, outcome)
        if outcome.update is not None:
            if outcome.update.entry is not None:  # what it has just invalidated itself is what it is the latest word of
                outcome.update.entry.asked = received
            await self._writer.write(context, context.keys[0], outcome.update, None, before.invalidations)

    def _altered(self, call: Call) -> AbstractSet[str]:
        """What hooks have changed of its requests that may tell who asks: no key names it."""
        names = [note.names for note in call.trace.notes if isinstance(note, Altered)]
        return _NOTHING.union(*names) - self._neutral

    def _response(self, context: CallContext, state: Forward, outcome: Outcome, stored: bool) -> Response:
        """What the caller gets, with the counts and notes of how it came to that."""
        reason = state.decision.forward
        match outcome:
            case Relay():
                self._counts.add("miss")
                self._remember(context, outcome)
                return outcome.response.with_field(*status.forwarded(reason, None, stored))
            case ServeValidated():
                self._counts.add("validated")
                context.call.trace.note(
                    "cache: the stored response still holds", context.runtime.now(), kind="cache-validated"
                )
                return aged(outcome.entry, context.runtime.wall(), status.forwarded(reason, 304, stored))
            case RelayNotModified():
                return outcome.response.with_field(*status.forwarded(reason, None, stored))
            case ServeStale():
                self._counts.add("stale")
                context.call.trace.note(
                    f"cache: served stale instead of an error ({outcome.why})",
                    context.runtime.now(),
                    kind="cache-stale",
                )
                entry = as_wanted(outcome.entry, context.call.headers)
                return aged(entry, context.runtime.wall(), status.forwarded(reason, outcome.status))

    def _remember(self, context: CallContext, outcome: Relay) -> None:
        """Note whether responses of the call's operation can be stored, and why not."""
        call = context.call
        operation = (call.operation.api, call.operation.id)
        if outcome.not_stored:
            call.trace.note(f"cache: not stored: {outcome.not_stored}", context.runtime.now())
            if len(self._unstorable) >= _MOST_UNSTORABLE:
                self._unstorable.clear()
            self._unstorable.add(operation)
        elif outcome.update is not None and outcome.update.entry is not None:
            self._unstorable.discard(operation)


async def _before_deadline(call: Call, next: Next, runtime: Runtime) -> Response | None:
    """The response, None when there is none just before the deadline."""
    limit = runtime.timeout(call.deadline - LEEWAY)
    try:
        with limit:
            return await next(call)
    except TimeoutError:
        if not limit.expired:
            raise  # somebody else's, such as a hook's
        return None
