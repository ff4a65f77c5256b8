"""Calls for inputs through the client of this process, and waits for the API where it must."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from ferrule.batches.calls import Calls, Outcome
from ferrule.batches.inputs import Job
from ferrule.batches.keeping import Keeper
from ferrule.call import Attempt, Call, Response
from ferrule.errors import CallError, RateLimited, Refused, WireError, reason_phrase
from ferrule.policies.breaker import is_failure
from ferrule.runtime.base import Event, Runtime

_log = logging.getLogger("ferrule")

# Seconds after which an input that was refused is tried again, however far off the time it was told: others may have
# found meanwhile that the API is back. Such a try costs nothing where it is refused.
_LOOK_AGAIN = 5.0
_BETWEEN_WARNINGS = 60.0  # seconds
_GONE = 5  # failures in a row after which the API is taken for gone
# Seconds of patience with an API that has never answered: its address may be wrong.
_FIRST_PATIENCE = 120.0


class Caller:
    """Calls for each input until there is an outcome.

    Args:
        calls: of the operation.
        keeper: keeps what is sent.
        patience: seconds that an input waits until the API takes it.
        stop: told why, when nothing got on for as long.
        ending: set when inputs are to wait no longer.

    Attributes:
        holding: positions of inputs that wait.
    """

    def __init__(
        self,
        calls: Calls[Any, Any, Any],
        keeper: Keeper[Any],
        patience: float,
        stop: Callable[[str], None],
        ending: Event,
    ) -> None:
        self._calls, self._keeper, self._patience, self._stop, self._ending = calls, keeper, patience, stop, ending
        self._runtime: Runtime = calls.session.core.runtime
        self.holding: set[int] = set()
        self._answered = self._runtime.now()  # when the API last gave a good answer
        self._has_answered, self._silent_until = False, 0.0
        self._failing = 0  # calls since then that failed

    async def outcome(self, job: Job[Any]) -> Outcome | None:
        """How an input ends; None where the run ends while it waits."""
        attempts: list[Attempt] = []
        since: float | None = None  # when it was first to wait
        goes = 0
        while True:
            call = self._calls.call(job)
            result = await self._send(job, call)
            attempts += call.trace.attempts
            outcome = Outcome(attempts, result, call)
            goes += bool(call.trace.sends)
            wait = self._calls.pause(call, result, goes, is_gone=self._failing >= _GONE)
            if wait is None:
                return outcome
            now = self._runtime.now()
            since = now if since is None else since
            if now + wait - since > self._most(result):
                # Nor did any other input get on meanwhile. What never got a connection says little of others.
                if self._answered <= since and not _is_unconnected(result):
                    self._stop(f"patience is over after {now - since:.0f} s: {_in_words(result)}")
                return outcome
            if now >= self._silent_until:  # a run that stands still must say why
                self._silent_until = now + _BETWEEN_WARNINGS
                _log.warning("bulk: inputs wait: %s", _in_words(result))
            self._keeper.postponed(job, outcome)
            if not await self._hold(job.position, now + (min(wait, _LOOK_AGAIN) if _is_refusal(result) else wait)):
                return None

    async def _send(self, job: Job[Any], call: Call) -> Response | CallError:
        await self._keeper.sending([(job, call)])
        result: Response | CallError
        try:
            result = await self._calls.session.core.send(call)
        except CallError as error:
            result = error
        if isinstance(result, Response) and not is_failure(result.status_code):
            self._answered, self._has_answered, self._failing = self._runtime.now(), True, 0
        elif not _is_refusal(result):
            self._failing += 1
        return result

    def _most(self, result: Response | CallError) -> float:
        if self._has_answered or isinstance(result, RateLimited):  # a quota is what a server told
            return self._patience
        return min(self._patience, _FIRST_PATIENCE)

    async def _hold(self, position: int, until: float) -> bool:
        """Wait. False where the run ends meanwhile."""
        limit = self._runtime.timeout(until)
        self.holding.add(position)
        try:
            with limit:
                await self._ending.wait()
        except TimeoutError:
            if not limit.expired:
                raise
            return True
        finally:
            self.holding.discard(position)
        return False


def _is_refusal(result: Response | CallError) -> bool:
    return isinstance(result, Refused)


def _is_unconnected(result: Response | CallError) -> bool:
    return isinstance(result, WireError) and not result.may_have_acted


def _in_words(result: Response | CallError) -> str:
    return str(result) if isinstance(result, CallError) else f"it answered {reason_phrase(result.status_code)}"
