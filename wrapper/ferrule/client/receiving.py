"""A response that is read as it comes, from its request to its end: one coroutine for both worlds."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, Generic, TypeAlias, TypeVar

import attrs

from ferrule.call import Call, Operation
from ferrule.client.modules import EndpointModule
from ferrule.client.results import Raw
from ferrule.client.session import Session
from ferrule.errors import (
    CallError,
    ConfigError,
    ResponseTooLarge,
    StreamBroken,
    StreamTruncated,
    WireError,
)
from ferrule.errors.faults import Faults
from ferrule.policies.deadline import deadline_exceeded
from ferrule.runtime.base import Runtime, Task
from ferrule.streams.items import Unreadable
from ferrule.streams.json_lines import CutShort
from ferrule.streams.lines import TooLong

S = TypeVar("S")
T = TypeVar("T")
F = TypeVar("F", bound=CallError)

Fault: TypeAlias = TooLong | CutShort | Unreadable
"""What readers of streams raise."""

FAULTS: Final = (TooLong, CutShort, Unreadable)

_FAILED = "failed: "


@attrs.frozen(eq=False)
class StreamRequest(Generic[S]):
    """What is asked for, once or again.

    Attributes:
        session: makes the calls.
        module: the operation's.
        args, kwargs: the caller's arguments.
        accept: the media types that are asked for; empty for those of the body as bytes.
    """

    session: Session
    module: EndpointModule[..., S, Any]
    args: tuple[Any, ...] = attrs.field(repr=False)
    kwargs: Mapping[str, Any] = attrs.field(repr=False)
    accept: str = ""

    @property
    def runtime(self) -> Runtime:
        """Time of the client."""
        return self.session.core.runtime

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.session.core.target(self.module).operation

    def call(self) -> Call:
        """A new call of it."""
        return self.session.stream_call(self.module, self.accept or self.operation.streamed, self.args, self.kwargs)


class TimeIsOver(Exception):
    """The caller's own bound has come."""


class Receiving(Generic[S]):
    """The response of one operation, opened once or again.

    Args:
        request: what is asked for.
        seconds: the caller's bound for all of it, None for none.

    Attributes:
        call: the last that was made, None before the first.
        raw: the exchange, None before its headers came.
        received: bytes of the body that came so far.
        end: why it ended, in words; empty before that.
        busy: a step is under way.
        request, seconds: as given.
    """

    def __init__(self, request: StreamRequest[S], seconds: float | None) -> None:
        self.request = request
        self.call: Call | None = None
        self.raw: Raw[S] | None = None
        self.received = 0
        self.end = ""
        self.seconds = seconds
        self._until: float | None = None
        self._whole = b""  # a body that came as a whole, as what stands in for an engine may give it
        self.busy = False
        self._pause: Task | None = None

    @property
    def begun(self) -> bool:
        """Whether its first step has been taken, or it was closed before that."""
        return self._until is not None or bool(self.end)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, and not by a failure."""
        return bool(self.end) and not self.end.startswith(_FAILED)

    @property
    def is_orphan(self) -> bool:
        """Whether its client is closed."""
        return self.request.session.core.is_closed

    def begin_at_once(self) -> bool:
        """Begin a step that neither waits nor raises, and ends `busy` itself; False where `step` has to do it."""
        if self.busy or self.end or self._until is None:
            return False
        if self._until < math.inf and self.request.runtime.now() >= self._until:
            return False
        self.busy = True
        return True

    async def step(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do one step, alone and within the caller's bound. What it raises ends everything.

        Raises:
            TimeIsOver: the caller's bound has come; `end` says so.
            ConfigError: another step is under way, or one has failed.
        """
        if self.end.startswith(_FAILED):
            raise ConfigError(f"this stream has {self.end}; call the operation's verb again")
        if self.busy:
            raise ConfigError("another task or thread is reading this stream; make one for each")
        self.busy = True
        runtime = self.request.runtime
        if self._until is None:
            self._until = math.inf if self.seconds is None else runtime.now() + self.seconds
        limit = runtime.timeout(self._until)
        try:
            with limit:
                return await work()
        except BaseException as error:
            is_own = isinstance(error, TimeIsOver) or (isinstance(error, TimeoutError) and limit.expired)
            if not self.end:  # not closed meanwhile, which is why it broke
                self.end = f"{self.seconds:g} s are over" if is_own else f"{_FAILED}{type(error).__name__}"
            await self.drop()
            if is_own:
                raise TimeIsOver from None
            raise
        finally:
            self.busy = False

    async def open(self, call: Call) -> Raw[S]:
        """Send, and have the headers."""
        self.call = call
        self.raw = raw = await self.request.session.open(self.request.module, call)
        self._whole = raw.content if raw.response.body is None else b""
        if self.end:
            await self.drop()  # it was closed while this was on its way
        return raw

    async def receive(self) -> bytes:
        """The next part of the body; empty at its end."""
        if self._until is not None and self.request.runtime.now() >= self._until:
            raise TimeIsOver  # what comes without a wait is bounded, too
        body = None if self.raw is None else self.raw.response.body
        if body is None:
            part, self._whole = self._whole, b""
        else:
            part = await body.receive()
        self.received += len(part)
        return part

    async def drop(self) -> None:
        """Release what is open, read or not. Idempotent."""
        if self.raw is not None:
            await self.raw.response.close()

    async def close(self) -> None:
        """Give it up. Idempotent."""
        self.end = self.end or "closed"
        if self._pause is not None:
            self._pause.cancel()
        await self.drop()

    async def pause(self, seconds: float) -> None:
        """Wait, but no longer than until it is closed, or its client."""
        runtime = self.request.runtime
        self._pause = runtime.spawn(partial(runtime.sleep, seconds))
        if self.end or self.is_orphan:
            self._pause.cancel()
        try:
            await self._pause.join()
        finally:
            self._pause.cancel()

    def take(self, items: Iterator[T]) -> tuple[T] | None:
        """The first of what has been read from the body; None when there is nothing left of it.

        Raises:
            ResponseTooLarge: it is larger than what is kept.
            StreamTruncated: the end of the body may have cut it.
            InvalidResponse: it cannot be read.
        """
        try:
            for one in items:
                return (one,)
        except FAULTS as cause:
            error = self.error_of(cause)
        else:
            return None
        raise error  # out here: the cause, which holds what came, must not be found in the error's context

    def error_of(self, cause: Fault) -> WireError:
        """What to raise for what cannot be read."""
        if isinstance(cause, TooLong):
            return self.about(ResponseTooLarge(str(cause)))
        if isinstance(cause, CutShort):
            return self.about(StreamTruncated(f"the body ended, and {cause}", received=self.received))
        return opened(self).invalid(str(cause), part=cause.data)

    def about(self, error: F) -> F:
        """The same error, which knows its call."""
        if self.call is not None:
            trace = self.call.trace
            error.operation, error.attempts, error.trace = self.call.operation, tuple(trace.attempts), trace
        return error


async def in_time(receiving: Receiving[Any], work: Callable[[], Awaitable[T]]) -> T:
    """Do a step; that the caller's bound has come is an error.

    Raises:
        DeadlineExceeded: before the headers came.
        StreamBroken: before the end of the body.
    """
    try:
        return await receiving.step(work)
    except TimeIsOver:
        pass
    if receiving.raw is None and receiving.call is not None:
        raise receiving.about(deadline_exceeded(receiving.seconds or 0.0, receiving.call.trace))
    why = f"{receiving.end}, and the body is not at its end after {receiving.received} bytes"
    raise receiving.about(StreamBroken(why, received=receiving.received))


def opened(receiving: Receiving[S]) -> Raw[S]:
    """The exchange of a stream that has been opened."""
    if receiving.raw is None:
        raise ConfigError("this stream has not been opened; enter it (`with`) to have its headers")
    return receiving.raw


def check_not_begun(receiving: Receiving[Any]) -> None:
    """Refuse options that come late."""
    if receiving.begun:
        raise ConfigError("options of a stream come before its first step; call the operation's verb again")


def positive_seconds(seconds: float) -> float:
    """The argument of `within`, if it can be.

    Raises:
        ConfigError: not a positive number.
    """
    faults = Faults("within")
    faults.number("seconds", seconds, above=True)
    faults.raise_if_any()
    return seconds
