"""The calls of a run's inputs: how they are made, whether they may be repeated, and how their answers are read."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from ferrule.batches.inputs import Job
from ferrule.batches.items import Failed, Item
from ferrule.batches.records import idempotency_key
from ferrule.call import Attempt, Call, Response
from ferrule.call.idempotent import answers, declared
from ferrule.call.secrets import Secrets
from ferrule.client.modules import EndpointModule
from ferrule.client.results import Err, Ok
from ferrule.client.session import Session
from ferrule.errors import (
    ApiError,
    CallError,
    CircuitOpen,
    ConnectFailed,
    DeadlineExceeded,
    InvalidResponse,
    QueueFull,
    RateLimited,
    Refused,
    WireError,
)
from ferrule.http.methods import IDEMPOTENT
from ferrule.policies.breaker import is_failure
from ferrule.policies.retry_rules import PASSING, PASSING_WHEN_DATED

I = TypeVar("I")  # noqa: E741 - an input
S = TypeVar("S")
E = TypeVar("E")

_MOST_GOES = 3  # of an input whose answers ask to come back
_MOST_GOES_WHILE_GONE = 10  # about a minute
_PASSING = PASSING | PASSING_WHEN_DATED
_UNSAID = 1.0  # seconds, where a refusal does not say when to come back
_LONGEST_WAIT = 30.0  # seconds between tries to connect


@attrs.frozen(eq=False)
class Outcome:
    """How an input ended.

    Attributes:
        attempts: what was tried.
        result: what the API answered, or what the call raised.
        call: the last call, where it was made in this process.
    """

    attempts: list[Attempt]
    result: Response | CallError
    call: Call | None = None


class Calls(Generic[I, S, E]):
    """The calls of one operation.

    Args:
        session: of the client.
        module: the operation's.
        run: a UUID, from which idempotency keys are made with the keys of inputs.
        by_position: make them with the positions of inputs: their keys may be alike.

    Attributes:
        target: the operation, resolved.
        module: import name of its endpoint module.
        run, by_position: as given.
        keyed: its requests carry an idempotency key.
    """

    def __init__(self, session: Session, module: EndpointModule[..., S, E], run: str, *, by_position: bool) -> None:
        self.session = session
        self.target = session.core.target(module)
        self.module = str(getattr(module, "__name__", ""))
        self.run, self.by_position = run, by_position
        self._header = self.target.operation.facts.idempotency_key.lower()
        self.keyed = bool(self._header)

    @property
    def may_repeat_all(self) -> bool:
        """All its requests may be sent twice, whatever they carry."""
        operation = self.target.operation
        said = self.session.options_for(operation).idempotent
        said = operation.facts.idempotent is True or None if said is None else said
        return self.keyed or (operation.method in IDEMPOTENT if said is None else said)

    def call(self, job: Job[I]) -> Call:
        """A new call of an input."""
        call = self.session.call(self.target, (), job.arguments)
        if self._header and self._header not in call.headers:
            name = str(job.position) if self.by_position else job.key
            call = call.with_headers({self._header: idempotency_key(self.run, name)})
        return call

    def item(self, job: Job[I], outcome: Outcome) -> Item[I, S, E]:
        """What is given for an input."""
        return Item(job.key, job.input, self._result(job, outcome), tuple(outcome.attempts))

    def without_secrets(self, response: Response) -> Response:
        """An answer as it may be kept, or travel: without the body of an error that repeats a credential."""
        if response.status_code < 400 or response.sent is None:
            return response
        secrets = Secrets.of(response.sent, self.session.core.credential_names)
        is_safe = not secrets.within(response.content)
        return response if is_safe else Response(response.status_code, response.raw_headers)

    def _result(self, job: Job[I], outcome: Outcome) -> Ok[S] | Err[E] | Failed:
        if isinstance(outcome.result, CallError):
            return Failed(outcome.result)
        call = outcome.call
        if call is None:
            call = self.call(job)
            call.trace.attempts = outcome.attempts
        raw = self.session.raw(self.target, call, outcome.result)
        try:
            return Ok(raw.parse(), raw.attempts)
        except ApiError as error:
            return Err(error.body, error)
        except WireError as error:  # a success that cannot be read, or is refused
            return Failed(error)

    def pause(self, call: Call, result: Response | CallError, goes: int, *, is_gone: bool) -> float | None:
        """Seconds until the input may be tried again; None where it is over.

        What was not sent has cost nothing: it is tried for as long as the run is patient. Ferrule refused it, or
        no connection was to be had, which may be while those that are kept go on. If the request may be sent
        twice, an answer that asks to come back is obeyed a few times, and so is a failure while the API is gone: a
        breaker has much to forget before it opens.

        Args:
            call: the last one.
            result: what came of it.
            goes: how often the input has been sent.
            is_gone: many calls have failed since the API last gave a good answer.
        """
        may_repeat, refusals = self.keyed or is_repeatable(call), self.target.operation.facts.refusals
        again_soon = min(2.0 ** (goes - 1), 8.0) if is_gone and goes < _MOST_GOES_WHILE_GONE else None
        if isinstance(result, Response):
            status = result.status_code
            is_refused = status in refusals and answers(call, result)
            if status not in _PASSING | refusals or not (may_repeat or is_refused):
                return None
            asked = self.session.raw(self.target, call, result).error().retry_after
            if asked is not None:
                return asked if goes < _MOST_GOES else None
            return again_soon if is_failure(status) else None
        if result.may_have_acted and not may_repeat:
            return None
        if isinstance(result, WireError):
            if result.lasting or isinstance(result, InvalidResponse):
                return None
            return _growing(goes) if _was_not_sent(call, result) else again_soon
        if isinstance(result, CircuitOpen | RateLimited | QueueFull) or (
            isinstance(result, DeadlineExceeded) and not call.trace.sends  # it has only queued
        ):
            return _UNSAID if result.retry_after is None else result.retry_after
        if isinstance(result, DeadlineExceeded) and not result.may_have_acted:  # it has only tried to connect
            return _growing(goes)
        return result.retry_after if isinstance(result, Refused) and goes < _MOST_GOES else None


def _was_not_sent(call: Call, result: WireError) -> bool:
    """This time, or at all. Where a redirect leads may be gone for good, though the API is well."""
    return not result.may_have_acted or (isinstance(result, ConnectFailed) and not call.trace.redirects)


def _growing(goes: int) -> float:
    return min(2.0 ** min(goes - 1, 10), _LONGEST_WAIT)


def is_repeatable(call: Call) -> bool:
    """The request does no more when it is sent twice, without a key: by its method, the overlay or the caller."""
    said = declared(call)
    return call.method in IDEMPOTENT if said is None else said
