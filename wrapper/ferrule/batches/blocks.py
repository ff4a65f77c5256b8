"""Blocks of inputs, as workers of a cluster run them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Protocol

import attrs

from ferrule.batches.caller import Caller
from ferrule.batches.calls import Calls, Outcome
from ferrule.batches.inputs import Job
from ferrule.batches.keeping import Keeper
from ferrule.batches.spec import ClientSpec
from ferrule.call import Response
from ferrule.client.api import Api
from ferrule.runtime.blocking import drive
from ferrule.runtime.forks import reset_in_child


class LostWork(Exception):
    """The worker that ran a block was lost, and the block is not to be run again."""


@attrs.frozen
class Block:
    """Inputs to be run by one worker.

    Attributes:
        spec: makes its client.
        share: of how many workers it is one.
        changes: options that differ in the view of the client.
        module: import name of the operation's endpoint module.
        run: a UUID; with positions or keys it gives idempotency keys.
        by_position: as for `Calls`.
        jobs: the inputs, without the inputs themselves.
        at_once: calls at once in one process.
        patience: seconds that an input waits until the API takes it.
        once: its requests may not be sent twice, so it may not be run twice.
    """

    spec: ClientSpec
    share: int
    changes: Mapping[str, Any]
    module: str
    run: str
    by_position: bool
    jobs: list[Job[None]]
    at_once: int
    patience: float
    once: bool

    @property
    def name(self) -> str:
        """No other block has it."""
        return f"ferrule-{self.run}-{self.jobs[0].position}"


@attrs.frozen
class Done:
    """What came of a block.

    Attributes:
        outcomes: of each input that came to its end, by position.
        stopped: why the run is to end; empty where it is not.
    """

    outcomes: list[tuple[int, Outcome]]
    stopped: str = ""


class Work(Protocol):
    """A block that was handed to a cluster."""

    def add_done_callback(self, fn: Callable[[Any], Any]) -> Any:
        """Have a function called when it has ended; in any thread."""
        ...

    def cancel(self) -> Any:
        """Nobody wants its result."""
        ...


class Executor(Protocol):
    """A cluster.

    Attributes:
        spec: makes the workers' clients.
    """

    spec: ClientSpec

    def workers(self) -> int:
        """How many processes there are."""
        ...

    def submit(self, block: Block) -> Any:
        """Have a block run by `run_block`; a `Work`. One that is lost is run again, unless it may be run only once."""
        ...

    def result(self, work: Any) -> Done:
        """What came of a work that has ended.

        Raises:
            LostWork: it was lost, and was not run again.
        """
        ...


class _Clients:
    """The clients of this process, one for each spec; and whose turn it is, so that blocks of a run do not add up."""

    def __init__(self) -> None:
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._clients: list[tuple[str, int, ClientSpec, Api]] = []
        self.turn = threading.Lock()

    def get(self, block: Block) -> Api:
        """The client for a block."""
        with self._lock:
            for index, (run, share, spec, client) in enumerate(self._clients):
                if share == block.share and (run == block.run or spec == block.spec):
                    self._clients[index] = block.run, share, spec, client
                    return client
            client = block.spec.open(block.share)
            self._clients.append((block.run, block.share, block.spec, client))
            return client


_clients = _Clients()


def run_block(block: Block) -> Done:
    """Run a block in this process."""
    module: Any = import_module(block.module)
    with _clients.turn:
        session = _clients.get(block)._session.with_changes(block.changes)
        runtime = session.core.runtime
        calls = Calls[Any, Any, Any](session, module, block.run, by_position=block.by_position)
        stops: list[str] = []
        ending = runtime.event()

        def stop(reason: str) -> None:
            stops.append(reason)
            ending.set()

        caller = Caller(calls, Keeper[Any](calls, None, resend=False), block.patience, stop, ending)
        waiting, outcomes, faults = deque(block.jobs), list[tuple[int, Outcome]](), list[Exception]()

        async def work() -> None:
            while not ending.is_set():
                try:
                    job = waiting.popleft()
                except IndexError:
                    return
                try:
                    outcome = await caller.outcome(job)
                except Exception as fault:
                    faults.append(fault)
                    ending.set()
                    return
                if outcome is not None:
                    outcomes.append((job.position, _to_travel(calls, outcome)))

        async def work_all() -> None:
            for task in [runtime.spawn(work) for _ in range(min(block.at_once, len(block.jobs)))]:
                await task.join()

        drive(work_all())
        if faults:
            raise faults[0]
        return Done(outcomes, *stops[:1])


def _to_travel(calls: Calls[Any, Any, Any], outcome: Outcome) -> Outcome:
    result = outcome.result
    if isinstance(result, Response):
        result = calls.without_secrets(result)
    return Outcome(outcome.attempts, result)
