"""Requests under way together for one call: how they start, which of them counts, how the others end."""

from __future__ import annotations

import math
from asyncio import CancelledError
from functools import partial

import attrs

from ferrule.call import Call, Response, Trace
from ferrule.errors import CallError
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime, Task
from ferrule.runtime.race import closed


def good(outcome: Response | BaseException | None) -> bool:
    """Is this an answer that no other request would improve?"""
    if not isinstance(outcome, Response):
        return False
    return outcome.status_code < 500 and outcome.status_code not in (408, 425, 429)


@attrs.define(eq=False)
class Contender:
    """One of the requests. It has a trace of its own, because others are under way at the same time."""

    number: int
    began: float
    trace: Trace
    outcome: Response | BaseException | None = None
    ended: float | None = None
    task: Task | None = None


class Contest:
    """The requests under way for one call."""

    def __init__(self, call: Call, next: Next, runtime: Runtime) -> None:
        self._call = call
        self._next = next
        self._runtime = runtime
        self._news = runtime.event()
        self.contenders: list[Contender] = []

    def start(self) -> None:
        """Send one more."""
        whole = self._call.trace
        trace = Trace(started=whole.started, whole=whole)
        contender = Contender(len(self.contenders) + 1, self._runtime.now(), trace)
        self.contenders.append(contender)
        self._call.trace.doing = "sending" if contender.number == 1 else "sending, hedged"
        contender.task = self._runtime.spawn(partial(self._run, contender), then=partial(self._ended, contender))

    async def _run(self, contender: Contender) -> None:
        try:
            contender.outcome = await self._next(self._call.replace(trace=contender.trace))
        except Exception as error:
            contender.outcome = error
        except BaseException as error:
            contender.outcome = error
            raise

    def _ended(self, contender: Contender) -> None:
        if contender.outcome is None or isinstance(contender.outcome, CancelledError):
            # Unless it has lost, its runtime was closed. Nobody has cancelled the call itself.
            refusal = closed()
            refusal.may_have_acted = contender.trace.may_have_acted
            contender.outcome = refusal
        contender.ended = self._runtime.now()
        self._news.set()

    def decided(self) -> tuple[Contender, Response | BaseException] | None:
        """The one that counts and its outcome, None as long as one that is under way may count.

        The first that has a good answer counts, or the first that broke in a way which is no failure of the call.
        When all failed, the first that was sent counts: another request beside it must not change how the call
        failed.
        """
        self._news = self._runtime.event()  # before looking: what comes after it is news
        landed = [(contender, contender.outcome) for contender in self.contenders if contender.outcome is not None]
        for contender, outcome in landed:
            if good(outcome) or not isinstance(outcome, Response | CallError):
                return contender, outcome
        return landed[0] if len(landed) == len(self.contenders) else None

    async def wait(self, until: float = math.inf) -> bool:
        """Return when another has ended, or at that time: then True."""
        limit = self._runtime.timeout(until)
        try:
            with limit:
                await self._news.wait()
        except TimeoutError:
            if not limit.expired:
                raise
        return limit.expired

    async def end(self) -> None:
        """Stop those that are still under way, and add up what all of them did."""
        under_way = [
            contender.task for contender in self.contenders if contender.task is not None and contender.ended is None
        ]
        for task in under_way:
            task.cancel()
        for task in under_way:
            await task.join()
        trace = self._call.trace
        for contender in self.contenders:
            trace.sends += contender.trace.sends
            trace.redirects += contender.trace.redirects
            trace.sent = max(trace.sent, contender.trace.sent)
            trace.under_way |= contender.trace.under_way
            trace.may_have_acted |= contender.trace.may_have_acted
            trace.notable |= contender.trace.notable
            trace.notes.extend(contender.trace.notes)
