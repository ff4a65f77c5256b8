"""What runs inputs through the client of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ferrule.batches.calls import Outcome
from ferrule.batches.inputs import Job
from ferrule.call import Attempt, Call, Response
from ferrule.errors import CallError, RateLimited, Refused, reason_phrase

if TYPE_CHECKING:
    from ferrule.batches.run import Run

# Seconds after which an input that was refused is tried again, however far off the time it was told: others may have
# found meanwhile that the API is back. Such a try costs nothing where it is refused.
_LOOK_AGAIN = 5.0
_GONE = 5  # failures in a row after which the API is taken for gone
# Seconds of patience with an API that has never answered: its address may be wrong.
_FIRST_PATIENCE = 120.0


class Local:
    """Runs each input by itself: so many at once.

    Args:
        count: how many.
    """

    block = 1

    def __init__(self, count: int) -> None:
        self.count = count

    async def run(self, run: Run[Any, Any, Any], jobs: list[Job[Any]]) -> None:
        """Run an input until there is an outcome, or the run ends while it waits."""
        for job in jobs:
            outcome = await _outcome(run, job)
            if outcome is None:
                run.drop(jobs)
            else:
                run.settle(job, outcome)


async def _outcome(run: Run[Any, Any, Any], job: Job[Any]) -> Outcome | None:
    attempts: list[Attempt] = []
    since: float | None = None  # when it was first to wait
    goes = 0
    while True:
        call = run.calls.call(job)
        outcome = await _go(run, job, call, attempts)
        goes += bool(call.trace.sends)
        wait = run.calls.pause(call, outcome.result, goes, is_gone=run.heard(outcome.result) >= _GONE)
        if wait is None:
            return outcome
        now = run.runtime.now()
        since = now if since is None else since
        patience = run.settings.patience
        if not run.has_answered and not isinstance(outcome.result, RateLimited):
            patience = min(patience, _FIRST_PATIENCE)
        if now + wait - since > patience:
            if run.answered <= since:  # nor did any other input get on meanwhile
                run.stop(f"patience is over after {now - since:.0f} s: {_in_words(outcome.result)}")
            return outcome
        run.wait_for(_in_words(outcome.result))
        run.keeper.postponed(job, outcome)
        if isinstance(outcome.result, Refused):
            wait = min(wait, _LOOK_AGAIN)
        if not await _hold(run, job.position, now + wait):
            return None


async def _go(run: Run[Any, Any, Any], job: Job[Any], call: Call, attempts: list[Attempt]) -> Outcome:
    """One call; its attempts are added to those before it."""
    await run.keeper.sending([(job, call)])
    result: Response | CallError
    try:
        result = await run.calls.session.core.send(call)
    except CallError as error:
        result = error
    attempts += call.trace.attempts
    return Outcome(attempts, result, call)


def _in_words(result: Response | CallError) -> str:
    return str(result) if isinstance(result, CallError) else f"it answered {reason_phrase(result.status_code)}"


async def _hold(run: Run[Any, Any, Any], position: int, until: float) -> bool:
    """Wait. False where the run ends meanwhile."""
    limit = run.runtime.timeout(until)
    run.counts.holding.add(position)
    try:
        with limit:
            await run.ending.wait()
    except TimeoutError:
        if not limit.expired:
            raise
        return True
    finally:
        run.counts.holding.discard(position)
    return False
