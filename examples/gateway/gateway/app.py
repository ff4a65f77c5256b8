"""The application: `uvicorn --factory gateway.app:make_app`."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from redis.asyncio import Redis

from ferrule import PaymentRequired
from ferrule.integrations.fastapi import Problem, health, inbound, lifespan, problems
from gateway import chat, checkout, graph, pages
from gateway.feed import add_feed
from gateway.limits import Limiter
from gateway.once import Once
from gateway.upstreams import ALL

_DECLINED = Problem(status=402, title="Declined", detail="The payment was declined: use another card.")


@asynccontextmanager
async def _own(_: FastAPI) -> AsyncGenerator[dict[str, Any], None]:
    url, most = os.environ["GATEWAY_VALKEY_URL"], int(os.environ.get("GATEWAY_LIMIT", "100"))
    valkey = Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
    gc.collect()
    gc.freeze()  # modules and routes stay: each time the collector looks through them, all requests wait
    try:
        yield {"limiter": Limiter(valkey, most), "once": Once(valkey)}
    finally:
        await valkey.aclose()


def make_app() -> FastAPI:
    """A new application, by what the environment says."""
    app = FastAPI(
        title="Gateway",
        lifespan=lifespan(*ALL, inner=_own),
        routes=[health(*ALL)],
        middleware=[inbound(seconds=float(os.environ.get("GATEWAY_SECONDS", "10")))],
    )
    problems(app, operations={"payment_intents.*": {PaymentRequired: _DECLINED}}, longest_wait=60)
    for module in (pages, checkout, chat):
        app.include_router(module.router)
    app.include_router(graph.router, prefix="/graphql")
    add_feed(app)
    return app
