"""Streams of FastAPI and of sse-starlette, as their users write them. Each sends what the request says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Header, Request
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel
from sse_starlette import EventSourceResponse as StarletteResponse
from sse_starlette import ServerSentEvent as StarletteEvent


class Item(BaseModel):
    """What an event carries."""

    number: int
    text: str | None = None


class Kind(BaseModel):
    """An event by its fields."""

    data: str
    event: str | None = None
    id: str | None = None
    retry: int | None = None
    comment: str | None = None


class Order(BaseModel):
    """What is to be sent."""

    items: list[Item] = []
    kinds: list[Kind] = []
    sep: Literal["\r\n", "\n", "\r"] = "\r\n"


app = FastAPI()
feed = APIRouter(tags=["feed"])
_DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/event-stream": {
                "itemSchema": {"type": "object", "properties": {"data": {"type": "string"}, "id": {"type": "string"}}}
            }
        }
    }
}


@feed.post("/items", response_class=EventSourceResponse)
async def items(order: Order) -> AsyncIterator[Item]:
    """Models, one an event."""
    for one in order.items:
        yield one


@feed.post("/kinds", response_class=EventSourceResponse)
async def kinds(order: Order) -> AsyncIterator[ServerSentEvent]:
    """Events with names, ids, waits and comments."""
    for one in order.kinds:
        yield ServerSentEvent(raw_data=one.data, event=one.event, id=one.id, retry=one.retry, comment=one.comment)


@feed.post("/lines")
async def lines(order: Order) -> AsyncIterator[Item]:
    """Models, one a line."""
    for one in order.items:
        yield one


@feed.get("/counted", response_class=EventSourceResponse)
async def counted(last_event_id: Annotated[str | None, Header()] = None) -> AsyncIterator[ServerSentEvent]:
    """Up to three more after the last one, nine in all, and nothing more after that."""
    start = int(last_event_id or 0)
    for number in range(start + 1, min(start + 3, 9) + 1):
        yield ServerSentEvent(data={"number": number}, id=str(number), retry=1)


@app.middleware("http")
async def end(request: Request, call_next: Any) -> Any:
    """204 says that there is no more, which a function that yields cannot."""
    if request.url.path == "/counted" and request.headers.get("last-event-id") == "9":
        return Response(status_code=204)
    return await call_next(request)


@feed.post("/starlette", response_class=StarletteResponse, responses=_DESCRIBED)
async def starlette(order: Order) -> StarletteResponse:
    """The same through sse-starlette."""

    async def sent() -> AsyncIterator[StarletteEvent]:
        for one in order.kinds:
            yield StarletteEvent(one.data, event=one.event, id=one.id, retry=one.retry, comment=one.comment)

    return StarletteResponse(sent(), sep=order.sep)


app.include_router(feed)
