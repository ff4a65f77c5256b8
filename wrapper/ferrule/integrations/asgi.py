"""The inbound request around an ASGI application: its time, its trace, and whether its caller is still there."""

from __future__ import annotations

import asyncio
import logging
from asyncio import CancelledError
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, TypeAlias

from ferrule.call.inbound import Inbound, inbound
from ferrule.call.printable import printable
from ferrule.integrations.requests import AROUND, DEADLINE_HEADER, Budget
from ferrule.runtime.interrupts import SharedCancellation, cancellation

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Scope: TypeAlias = MutableMapping[str, Any]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_CALLER_LEFT = 499  # as nginx logs it; nobody receives it
_OF_BODIES = ("http.response.body", "http.response.pathsend")
_log = logging.getLogger("ferrule")


class InboundMiddleware:
    """Pure ASGI: makes each HTTP request the budget of the calls that are made to answer it.

    - Their time is what the request has left: that of its deadline header or the service's own, whichever is less.
    - When the caller goes away before the answer is complete, the handler is cancelled, and with it the calls that it
      waits for. In a handler that runs in a thread the blocking calls end. `carry_on()` in a handler prevents it.
    - The request's `traceparent` and `tracestate` go with each call.

    What runs after the answer, such as background tasks, has neither bound.

    It belongs outermost, and needs asyncio. One within another can only make the request's time less.

    Args:
        app: what it stands around.
        seconds: time for each request, None for no bound (default 30).
        header: field in which a caller says how many milliseconds it waits, None for none (default
            `x-envoy-expected-rq-timeout-ms`).

    Raises:
        ConfigError: a value cannot work.
    """

    def __init__(self, app: App, *, seconds: float | None = 30.0, header: str | None = DEADLINE_HEADER) -> None:
        self._app = app
        self._budget = Budget(seconds=seconds, header=header)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, threads = self._budget.begin(scope["headers"]), SharedCancellation()
        if AROUND in scope:  # of an application in which this one is mounted: it watches the caller
            scope[AROUND].at_most(request)
            await self._app(scope, receive, send)
            return
        scope[AROUND] = request
        before, in_threads = inbound.set(request), cancellation.set(threads)
        caller = Caller(request, threads, receive, send)
        try:
            await caller.answer(self._app, scope)
        finally:
            request.answered = True
            cancellation.reset(in_threads)
            inbound.reset(before)


class Caller:
    """Who waits for one answer: passes messages on in both directions, and notices when nobody waits any more.

    Args:
        request: what is known of the request.
        threads: interrupts the blocking calls made for it.
        receive: the server's.
        send: the server's.
    """

    def __init__(self, request: Inbound, threads: SharedCancellation, receive: Receive, send: Send) -> None:
        self._request = request
        self._threads = threads
        self._receive = receive
        self._send = send
        self._messages: asyncio.Queue[Message | Exception] = asyncio.Queue(1)
        self._has_begun = False
        self._is_gone = False
        self._is_cancelled = False

    async def answer(self, app: App, scope: Scope) -> None:
        """Have the application answer, for as long as somebody waits for it."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("the inbound request needs asyncio")
        before = task.cancelling()
        watch = asyncio.create_task(self._watch(task))
        try:
            await app(scope, self.receive, self.send)
        except CancelledError:
            if not self._is_cancelled or task.cancelling() > before + 1:
                raise  # somebody else's
            where = printable(f"{scope['method']} {scope['path']}")
            _log.info("%s: its caller went away, and its handler was cancelled", where)
            await self._close()
        finally:
            if self._is_cancelled:
                task.uncancel()  # it was ours, whatever the application made of it
            watch.cancel()
            await asyncio.wait([watch])

    async def receive(self) -> Message:
        """What the application receives in place of the server's messages."""
        if self._is_gone and self._messages.empty():
            return {"type": "http.disconnect"}
        message = await self._messages.get()
        if isinstance(message, Exception):
            raise message
        return message

    async def send(self, message: Message) -> None:
        """What the application sends by."""
        self._has_begun = True
        if message["type"] in _OF_BODIES and not message.get("more_body", False):
            if self._request.broken:
                return  # the server cuts a connection whose answer has no end; an end would make half of it whole
            self._request.answered = True
        await self._send(message)

    async def _close(self) -> None:
        """Answer nobody: a middleware further out takes it for an error where an application answers nothing."""
        if not self._has_begun:
            with suppress(OSError):  # ASGI 2.4: what a server may raise
                await self._send({"type": "http.response.start", "status": _CALLER_LEFT, "headers": []})
                await self._send({"type": "http.response.body", "body": b""})

    async def _watch(self, task: asyncio.Task[Any]) -> None:
        """Read ahead by one message of the body; behind its end there is only that the caller has gone."""
        try:
            while (message := await self._receive())["type"] != "http.disconnect":
                await self._messages.put(message)
        except Exception as error:
            await self._messages.put(error)
            return
        self._is_gone = True
        if self._messages.empty():
            self._messages.put_nowait(message)  # the application may be waiting for it
        if self._request.answered or self._request.carries_on:
            return
        self._request.left_early = self._is_cancelled = True
        self._threads.cancel()
        task.cancel()


def carry_on() -> None:
    """Say in a handler that its work goes on to its end, though the caller may go away, and however long it takes.

    Without an inbound request it says nothing.
    """
    request = inbound.get()
    if request is not None:
        request.carries_on = True
