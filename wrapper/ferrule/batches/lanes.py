"""What runs the inputs of a run: the client of this process, or those of others."""

from __future__ import annotations

import sys
from asyncio import CancelledError
from functools import partial
from typing import Any

from ferrule.batches.blocks import Block, Executor, LostWork, Work
from ferrule.batches.calls import Calls, Outcome
from ferrule.batches.inputs import Job
from ferrule.batches.run import Run
from ferrule.batches.settings import Settings
from ferrule.errors import ConfigError, OutcomeUnknown
from ferrule.runtime.base import Event

_ROUNDS = 8  # inputs in a block for each call at once
_BETWEEN_LOOKS = 10.0  # seconds, at the workers of a cluster
_WITHOUT_WORKERS = 120.0  # seconds, after which a run on it ends
_AHEAD = 2  # blocks for each worker: one runs, and one is there when it has ended


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
            outcome = await run.caller.outcome(job)
            if outcome is None:
                run.drop([job])
            else:
                run.settle(job, outcome)


class Remote:
    """Runs inputs in blocks on the workers of a cluster.

    A block of requests that may not be sent twice has no more inputs than are sent at once: what is lost with a worker
    is then what was under way.

    Args:
        executor: the cluster.
        settings: of the run.
        once: requests may not be sent twice.

    Raises:
        ConfigError: the cluster has no workers.
    """

    def __init__(self, executor: Executor, settings: Settings, *, once: bool) -> None:
        workers = executor.workers()
        if workers < 1:
            raise ConfigError("bulk: the cluster has no workers")
        self._executor, self._patience, self._once = executor, settings.patience, once
        self._share = workers
        self._at_once = max(1, settings.concurrency // workers)
        self.count = workers * _AHEAD
        self.block = self._at_once if once else self._at_once * _ROUNDS

    async def run(self, run: Run[Any, Any, Any], jobs: list[Job[Any]]) -> None:
        """Run a block, and settle what comes back of it."""
        await run.keeper.sending([(job, run.calls.call(job)) for job in jobs])
        plain = [Job(job.position, None, job.key, job.arguments) for job in jobs]
        block = Block(
            self._executor.spec, self._share, run.calls.session.changes, run.calls.module, run.calls.run, run.calls.by_position, plain,
            self._at_once, self._patience, self._once,
        )  # fmt: skip
        came = run.runtime.event()
        work: Work = await run.runtime.offload(partial(self._executor.submit, block))
        try:
            work.add_done_callback(lambda _: came.set())
            if not await self._came(came, run):
                work.cancel()
                run.drop(jobs)
                run.stop(f"the cluster has had no workers for {_WITHOUT_WORKERS:g} s")
                return
        except CancelledError:
            work.cancel()
            raise
        by_position = {job.position: job for job in jobs}
        try:
            done = await run.runtime.offload(partial(self._executor.result, work))
        except LostWork as lost:
            for job in jobs:
                error = OutcomeUnknown(f"its worker was lost ({lost}); it is not sent again")
                error.operation = run.calls.target.operation
                run.settle(job, Outcome([], error))
            return
        for position, outcome in done.outcomes:
            run.settle(by_position[position], outcome)
        ended = {position for position, _ in done.outcomes}
        run.keeper.unsent([job for job in jobs if job.position not in ended])  # they waited, or were not begun
        run.drop(jobs)
        if done.stopped:
            run.stop(done.stopped)

    async def _came(self, came: Event, run: Run[Any, Any, Any]) -> bool:
        """Wait for a block. False where nobody is left who could run it."""
        without = 0.0
        while without < _WITHOUT_WORKERS:
            limit = run.runtime.timeout(run.runtime.now() + _BETWEEN_LOOKS)
            try:
                with limit:
                    await came.wait()
                    return True
            except TimeoutError:
                if not limit.expired:
                    raise
            workers = await run.runtime.offload(self._executor.workers)
            without = 0.0 if workers else without + _BETWEEN_LOOKS
        return False


def check_executor(executor: Executor, calls: Calls[Any, Any, Any]) -> None:
    """Refuse a cluster whose clients would be others than that of the operation.

    Raises:
        ConfigError: they would.
    """
    core, spec = calls.session.core, executor.spec
    if spec.facade.description.name != core.description.name:
        raise ConfigError(
            f"bulk: the executor's clients are {spec.facade.__name__}, and this is {core.description.name}"
        )
    if spec.url() != core.url:
        raise ConfigError(f"bulk: the executor's clients call {spec.url()}, and this client {core.url}")
    if calls.module not in sys.modules:
        raise ConfigError(f"bulk: workers cannot import the operation's module {calls.module!r}")
    if calls.session.changes.get("headers"):
        raise ConfigError("bulk: with_options(headers=…) may hold secrets, and does not travel to workers")
