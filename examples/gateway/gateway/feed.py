"""What happens on GitHub, live: webhooks come in, and go out to everybody who listens."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

from ferrule.integrations.fastapi import webhook
from ferrule.webhooks import Delivery
from ferrule_apis.github import webhooks

_BEHIND = 100  # events that a listener may be behind


class Feed:
    """Everybody who listens. A listener who cannot keep up is let go, so that the others are not held up."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def publish(self, event: dict[str, Any]) -> None:
        """Tell all."""
        for listener in list(self._listeners):
            if listener.full():
                self._listeners.discard(listener)
                listener.get_nowait()
                listener.put_nowait(None)
            else:
                listener.put_nowait(event)

    async def listen(self, socket: WebSocket) -> None:
        """Send events until the listener leaves."""
        await socket.accept()
        mine: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(_BEHIND)
        self._listeners.add(mine)
        leaving = asyncio.create_task(_left(socket))
        try:
            while not leaving.done():
                coming = asyncio.create_task(mine.get())
                await asyncio.wait({coming, leaving}, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    coming.cancel()
                elif (event := coming.result()) is None:
                    await socket.close(1008, "too slow")
                    break
                else:
                    await socket.send_json(event)
        finally:
            self._listeners.discard(mine)
            leaving.cancel()


async def _left(socket: WebSocket) -> None:
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        return


def add_feed(app: FastAPI) -> None:
    """The webhook's route, and that of its listeners."""
    feed = Feed()
    hooks = webhooks.receiver([os.environ["GITHUB_WEBHOOK_SECRET"]])

    @webhook(app, "/hooks/github", hooks)
    async def received(delivery: Delivery[webhooks.Event]) -> None:
        match delivery.event:
            case webhooks.WebhookPush() as push:
                feed.publish({"event": "push", "ref": push.ref})
            case webhooks.WebhookIssues() as issue:
                feed.publish({"event": "issue", "action": str(issue.action)})
            case _:
                feed.publish({"event": delivery.name})

    @app.websocket("/feed")
    async def listen(socket: WebSocket) -> None:
        await feed.listen(socket)
