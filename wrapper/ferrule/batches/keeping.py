"""What became of inputs before, and what becomes of them now: between a run and its journal."""

from __future__ import annotations

from functools import partial
from typing import Any, Generic, Literal, TypeVar, cast

import attrs

from ferrule.batches.calls import Calls, Outcome, is_repeatable
from ferrule.batches.inputs import Job
from ferrule.batches.journal import Journal
from ferrule.batches.records import Record, State, answered, decision
from ferrule.call import Call, Response
from ferrule.errors import CallError, OutcomeUnknown
from ferrule.runtime.base import Runtime

I = TypeVar("I")  # noqa: E741 - an input


class Keeper(Generic[I]):
    """Asks the journal of a run, and writes it; without one it knows nothing, and keeps nothing.

    Args:
        calls: of the operation.
        journal: None for none.
        resend: run inputs although their requests may have arrived.
    """

    def __init__(self, calls: Calls[I, Any, Any], journal: Journal | None, *, resend: bool) -> None:
        self._calls, self._journal, self._resend = calls, journal, resend
        self._runtime: Runtime = calls.session.core.runtime
        self._before: set[bytes] = set()  # names of the inputs of this run
        self._unsafe: set[int] = set()  # positions of inputs whose request is under way, and may not be sent twice

    async def load(self) -> None:
        """Read the journal, beside an event loop.

        Raises:
            ConfigError: it is damaged.
        """
        while self._journal is not None and await self._runtime.offload(self._journal.load):
            pass

    def check(self, job: Job[I], before: set[bytes]) -> None:
        """Refuse an input that is like one before it, or changed.

        Args:
            job: the input.
            before: names of the inputs before it, to which its own is added.

        Raises:
            ConfigError: it is.
        """
        if self._journal is not None:
            self._journal.find(job, before)

    def standing(self, job: Job[I]) -> tuple[Job[I], Outcome | Literal["run", "given"]]:
        """An input, and what is to be done: to run it, or to give the journal's `answer`, or this outcome.

        Raises:
            ConfigError: its key is that of an input before it, or its request is another than it was.
        """
        if self._journal is None or (found := self._journal.find(job, self._before)) is None:
            return job, "run"
        wall, keyed = self._runtime.wall(), self._calls.keyed
        repeatable = found.state != "answered" and is_repeatable(self._calls.call(job))
        what = decision(found, repeatable=repeatable, keyed=keyed, wall=wall, resend=self._resend)
        if what == "unknown":
            return job, Outcome(found.attempts, self._unknown(found))
        return attrs.evolve(job, first_sent=found.at or None), what

    def answer(self, job: Job[I]) -> Outcome:
        """What the journal has for an input that is `given`."""
        record = cast("Journal", self._journal).answer(job.key)
        return Outcome(record.attempts, record.response())

    async def sending(self, jobs: list[tuple[Job[I], Call]]) -> None:
        """Requests are about to be sent. Those that may not be sent twice are on disk first.

        Raises:
            OSError: the journal cannot be written, and nothing may be sent.
        """
        if self._journal is None:
            return
        records = [self._record(job, "sent", []) for job, call in jobs if not is_repeatable(call)]
        if records:
            self._unsafe.update(job.position for job, call in jobs if not is_repeatable(call))
            await self._runtime.offload(partial(self._journal.write, *records, on_disk=True))

    def keep(self, job: Job[I], outcome: Outcome) -> None:
        """What became of an input.

        Raises:
            OSError: the journal cannot be written.
        """
        if self._journal is None:
            return
        is_unsafe = job.position in self._unsafe
        self._unsafe.discard(job.position)
        result = outcome.result
        if isinstance(result, Response):
            response = self._calls.without_secrets(result)
            self._journal.write(answered(job.key, job.fingerprint, response, outcome.attempts))
        elif is_unsafe:
            state: State = "doubtful" if result.may_have_acted else "unsent"
            self._journal.write(self._record(job, state, outcome.attempts, f"{type(result).__name__}: {result}"))

    def postponed(self, job: Job[I], outcome: Outcome) -> None:
        """An input is to be tried again later. If its request surely did not arrive, or was refused, that is kept.

        Raises:
            OSError: the journal cannot be written.
        """
        if self._journal is None or job.position not in self._unsafe:
            return
        result, refusals = outcome.result, self._calls.target.operation.facts.refusals
        if result.status_code in refusals if isinstance(result, Response) else not result.may_have_acted:
            self.unsent([job])

    def unsent(self, jobs: list[Job[I]]) -> None:
        """Requests that were about to be sent surely did not arrive.

        Raises:
            OSError: the journal cannot be written.
        """
        unsafe = [job for job in jobs if job.position in self._unsafe]
        if self._journal is not None and unsafe:
            self._unsafe.difference_update(job.position for job in unsafe)
            self._journal.write(*(self._record(job, "unsent", []) for job in unsafe))

    def end(self, why: str, given: int, left: int) -> None:
        """The run ends before its last input."""
        if self._journal is not None:
            self._journal.end(why, given, left)

    def close(self) -> None:
        """Close the journal. Idempotent."""
        if self._journal is not None:
            self._journal.close()

    def _record(self, job: Job[I], state: State, attempts: list[Any], failure: str = "") -> Record:
        at = (job.first_sent or self._runtime.wall()) if self._calls.keyed else 0.0
        return Record(key=job.key, request=job.fingerprint, state=state, at=at, attempts=attempts, failure=failure)

    def _unknown(self, found: Record) -> CallError:
        ended = f"failed ({found.failure})" if found.failure else "was under way when an earlier run ended"
        error = OutcomeUnknown(f"its request was sent before and {ended}; it is not sent again")
        error.operation, error.attempts = self._calls.target.operation, tuple(found.attempts)
        return error
