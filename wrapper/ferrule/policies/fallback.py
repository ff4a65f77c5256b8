"""Fallback: another answer, in place of a failure that its caller can live with."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import attrs

from ferrule.call import Call, Response
from ferrule.errors import (
    CallError,
    CircuitOpen,
    DeadlineExceeded,
    QueueFull,
    RateLimited,
    ServerError,
    TooManyRequests,
    WireError,
    error_for_status,
)
from ferrule.errors.faults import Faults, several
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

Answer: TypeAlias = Callable[[Call, Response | CallError], Response | Awaitable[Response]]

UNAVAILABLE: tuple[type[CallError], ...] = (
    WireError,
    ServerError,
    TooManyRequests,
    CircuitOpen,
    DeadlineExceeded,
    QueueFull,
    RateLimited,
)


@attrs.frozen(kw_only=True)
class Fallback:
    """Settings of the fallback, which is off by default.

    It stands above the deadline. So no deadline bounds what it does, and it answers for a deadline that passed, too.
    A fallback that fails itself fails the call with its own error.

    Attributes:
        answer: the response to give instead, or a callable that makes it. The callable gets the call and what became
            of it (the error response or the error). It may be async; in a blocking client it must not wait for
            anything.
        on: errors it answers for, as classes. By default wire errors, 5xx, 429, and refusals because of an open
            circuit, the deadline, a full queue or a rate limit. What points to a mistake is left alone, such as 404
            or a missing credential.
        operations: those it answers for, by name (`users.*`), operationId or tag (default all).

    Raises:
        ConfigError: a value that cannot work; all faults are listed.
    """

    answer: Response | Answer
    on: tuple[type[CallError], ...] = attrs.field(default=UNAVAILABLE, converter=tuple)
    operations: tuple[str, ...] = attrs.field(default=("*",), converter=several)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Fallback")
        if not isinstance(self.answer, Response) and not callable(self.answer):
            faults.add(f"answer must be a Response or a callable, got {self.answer!r}")
        if not all(isinstance(kind, type) and issubclass(kind, CallError) for kind in self.on):
            faults.add("on must hold error classes of Ferrule, such as ServerError")
        faults.raise_if_any()


class FallbackPolicy:
    """Answers in place of the failures it is for, and says so in the trace."""

    def __init__(self, settings: Fallback) -> None:
        self._settings = settings

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        settings = self._settings
        if call.stream or not any(call.operation.matches(pattern) for pattern in settings.operations):
            return await next(call)
        outcome: Response | CallError
        try:
            outcome = await next(call)
            if outcome.status_code < 400 or not issubclass(error_for_status(outcome.status_code), settings.on):
                return outcome
            what = str(outcome.status_code)
        except settings.on as error:
            outcome, what = error, type(error).__name__
        call.trace.note(f"fallback answered instead of {what}", runtime.now(), kind="fallback")
        if isinstance(settings.answer, Response):
            return settings.answer
        answer = settings.answer(call, outcome)
        response = await answer if inspect.isawaitable(answer) else answer
        if not isinstance(response, Response):
            raise TypeError(f"the fallback's answer returned {type(response).__name__} instead of a Response")
        return response
