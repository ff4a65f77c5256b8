"""A webhook's delivery through Starlette: read, verified, claimed, handled, answered."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ferrule.call.inbound import Inbound, inbound
from ferrule.errors import WebhookError
from ferrule.integrations.asgi import carry_on
from ferrule.integrations.deliveries import DONE, Reply, failed, opened, refused
from ferrule.webhooks import Delivery, Receiver

E = TypeVar("E")
Handler: TypeAlias = Callable[[Delivery[E]], Awaitable[None]] | Callable[[Delivery[E]], None]


async def received(
    request: Request, hooks: Receiver[E], handler: Handler[E], within: float, *, background: bool
) -> Response:
    """Handle one request of a sender.

    Args:
        request: not read yet.
        hooks: verifies it.
        handler: what is done with a delivery.
        within: seconds for that.
        background: do it after the answer.
    """
    try:
        body = await _body(request, hooks.max_bytes)
    except ClientDisconnect:
        return _response(Reply(400))  # which nobody receives
    carry_on()
    delivery = opened(hooks, request.scope["headers"], body, request.url.query)
    if isinstance(delivery, Reply):
        return _response(delivery)
    try:
        async with hooks.claim(delivery) as claimed:
            if not claimed.duplicate and not background:
                await _handle(handler, claimed, within)
    except WebhookError as error:
        return _response(refused(error))
    except Exception:
        return _response(failed())
    later = BackgroundTask(_after, handler, claimed, within) if background and not claimed.duplicate else None
    return _response(DONE, later)


async def _body(request: Request, most: int) -> bytes:
    """The raw body; of one that is too large, enough to tell."""
    parts, size = list[bytes](), 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > most:
            break
    return b"".join(parts)


async def _handle(handler: Handler[E], delivery: Delivery[E], within: float) -> None:
    around = inbound.get()
    before = inbound.set(Inbound(within, trace=around.trace if around else None))
    try:
        if inspect.iscoroutinefunction(handler):
            result: Any = handler(delivery)
        else:
            result = await run_in_threadpool(handler, delivery)
        if inspect.isawaitable(result):  # of an object that is called, or a function that only passes it on, too
            async with asyncio.timeout(within):
                await result
    finally:
        inbound.reset(before)


async def _after(handler: Handler[E], delivery: Delivery[E], within: float) -> None:
    try:
        await _handle(handler, delivery, within)
    except Exception:
        failed()


def _response(reply: Reply, background: BackgroundTask | None = None) -> Response:
    return Response(reply.content, reply.status, reply.headers, background=background)
