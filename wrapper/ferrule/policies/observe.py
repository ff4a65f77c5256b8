"""Outermost: times the call and tells observers how it ended; right above the send, what they want to know of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import partial
from typing import Any, Protocol, cast
from weakref import ref

from ferrule.call import BodyDropped, Call, Response, Trace
from ferrule.http.tokens import is_token
from ferrule.policies.details import AnyChange, CallStarted, SendEnded, SendStarted
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_log = logging.getLogger("ferrule")

_VALUE = re.compile(r"[\t -~]*")  # what can be sent (RFC 9110 §5.5)
_SLOW = 0.1  # seconds that observers may take of a call before it is said that they hold it up


class Observer(Protocol):
    """Told of each call when it is over. It is called in the call's own thread or task, so it should be quick."""

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        """A call ended.

        Args:
            call: the call as it entered the pipeline. Its URL, headers and body may hold secrets.
            trace: attempts, waits, notes and duration.
            outcome: the response, whatever its status, or what was raised. A cancellation is a `CancelledError`. A
                streamed call is over when its body is: the outcome is what broke the body, otherwise the response
                without it.
        """


class DetailedObserver(Observer, Protocol):
    """What an observer may have besides, any of it: looked up once a client. What nobody has costs nothing.

    Each is called in the thread or task of the call, or of what changed something. `on_send` and `on_answer` of one
    request are called in the same context (`contextvars`), so that what the first sets the second can reset.
    """

    def on_start(self, details: CallStarted) -> None:
        """A call begins."""

    def on_send(self, details: SendStarted) -> Mapping[str, str] | None:
        """A request is about to be sent; returns header fields to add to it, None for none."""

    def on_answer(self, details: SendEnded) -> None:
        """Its headers came, and with them its body where that is not streamed; or it failed."""

    def on_sent(self, details: SendEnded) -> None:
        """It is over: right after `on_answer`, or when its streamed body is."""

    def on_change(self, details: AnyChange) -> None:
        """A circuit, a limit, a quota, the cache or a token changed."""


class ObservePolicy:
    """Starts and ends the call's trace, writes one debug line and calls the observers. Their errors are only logged.

    Args:
        observers: the user's.
        counting: the client's own, which takes next to no time; None for none.

    Attributes:
        observers: all of them.
    """

    def __init__(self, observers: Iterable[Observer] = (), counting: Observer | None = None) -> None:
        users = tuple(observers)
        self.observers = users if counting is None else (counting, *users)
        self._counts = None if counting is None else counting.on_call
        self._on_call = methods(users, "on_call")
        self._on_start = methods(users, "on_start")

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        trace = call.trace
        trace.started = runtime.now()
        if self._on_start:
            told(self._on_start, runtime, CallStarted(call, trace.started, runtime.wall()))
        try:
            response = await next(call)
        except BaseException as error:
            self._ended(call, runtime, error, runtime.now())
            raise
        if response.body is None:
            self._ended(call, runtime, response, runtime.now())
        else:
            # The body must not hold what holds it: so its connection is free as soon as its caller drops it.
            held, dropped = ref(response), copy(response)
            dropped.body = None
            response.on_close(lambda error: self._closed(call, runtime, error, held(), dropped))
        return response

    def _closed(
        self, call: Call, runtime: Runtime, error: BaseException | None, held: Response | None, dropped: Response
    ) -> None:
        """A body is over. One that was dropped was over when it was last read, whenever it was found."""
        if isinstance(error, BodyDropped):
            self._ended(call, runtime, dropped, call.trace.started + call.trace.read)
        else:
            self._ended(call, runtime, error or held or dropped, runtime.now())

    def _ended(self, call: Call, runtime: Runtime, outcome: Response | BaseException, at: float) -> None:
        trace = call.trace
        trace.duration = at - trace.started
        if _log.isEnabledFor(logging.DEBUG):
            # The path template, not the URL: path and query may hold secrets.
            end = outcome.status_code if isinstance(outcome, Response) else type(outcome).__name__
            _log.debug("%s: %s in %.3f s, attempts: %d", call.operation, end, trace.duration, len(trace.attempts))
        if self._counts is not None:
            try:
                self._counts(call, trace, outcome)
            except Exception:
                _log.exception("counting a call failed")
        if self._on_call:
            told(self._on_call, runtime, call, trace, outcome)


class ObserveSendsPolicy:
    """Tells those observers of each request who want to know, and adds to it the header fields that they give.

    It stands above the attempt timeout, and so sees how that ends a send.

    Args:
        observers: those of the client.
        secret_names: names of headers and parameters that hold this API's credentials, in lower case.
    """

    def __init__(self, observers: Iterable[Observer], secret_names: frozenset[str] = frozenset()) -> None:
        self._on_send = methods(observers, "on_send")
        self._on_answer = methods(observers, "on_answer")
        self._on_sent = methods(observers, "on_sent")
        self._secret_names = secret_names

    @staticmethod
    def wanted(observers: Iterable[Observer]) -> bool:
        """Does any of them want to know of sends?"""
        return any(methods(observers, name) for name in ("on_send", "on_answer", "on_sent"))

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        now = runtime.now()
        if now >= call.deadline:
            return await next(call)  # which does not send it
        trace = call.trace.whole or call.trace
        trace.told += 1
        started = SendStarted(call, trace, trace.told, now, runtime.wall(), self._secret_names)
        added: dict[str, str] = {}
        for fields in told(self._on_send, runtime, started):
            if fields and _can_be_sent(fields):
                added.update(fields)
        try:
            response = await next(call.with_headers(added) if added else call)
        except BaseException as error:
            ended = SendEnded(started, error, runtime.now())
            told(self._on_answer, runtime, ended)
            told(self._on_sent, runtime, ended)
            raise
        # Observers must not hold a body that is on the wire.
        shown = response if response.body is None else copy(response)
        shown.body = None
        answered = SendEnded(started, shown, runtime.now())
        told(self._on_answer, runtime, answered)
        if response.body is None:
            told(self._on_sent, runtime, answered)
        else:
            response.on_close(partial(self._closed, answered, runtime))
        return response

    def _closed(self, answered: SendEnded, runtime: Runtime, error: BaseException | None) -> None:
        """A body is over. One that was dropped was over when it was last read."""
        trace, at = answered.started.call.trace, runtime.now()
        if isinstance(error, BodyDropped):
            error, at = None, max(answered.at, trace.started + trace.read)
        told(self._on_sent, runtime, SendEnded(answered.started, error or answered.outcome, at))


def methods(observers: Iterable[object], name: str) -> tuple[Callable[..., Any], ...]:
    """Those of the observers' methods of this name that there are."""
    return tuple(method for one in observers if (method := getattr(one, name, None)) is not None)


def told(methods: Iterable[Callable[..., Any]], runtime: Runtime, *details: object) -> list[Any]:
    """Tell observers, and return what they answer. What they raise is logged, and so is one that holds up the call."""
    answers: list[Any] = []
    for method in methods:
        began = runtime.now()
        try:
            answers.append(method(*details))
        except Exception:
            _log.exception("observer %s failed", _owner(method))
        if (took := runtime.now() - began) > _SLOW:
            _log.warning(
                "observer %s took %.3f s of a call: it runs in the call's thread or task", _owner(method), took
            )
    return answers


def _can_be_sent(fields: object) -> bool:
    """Are these header fields? If not they are left out: an observer must not harm a call, whatever it returns."""
    kind = type(fields).__name__
    fit = isinstance(fields, Mapping) and all(
        isinstance(name, str) and isinstance(value, str) and is_token(name) and _VALUE.fullmatch(value)
        for name, value in cast("Mapping[object, object]", fields).items()
    )
    if not fit:
        _log.error("an observer's on_send returned a %s that cannot be sent as header fields", kind)
    return fit


def _owner(method: Callable[..., Any]) -> str:
    return type(getattr(method, "__self__", method)).__name__
