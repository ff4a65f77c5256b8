"""POST /chat/completions: Have a model go on with a conversation"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _body, _stream
from ... import _response as _read
from ... import models as _models
from ..._choice import Choice as _Choice
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.chat_chunk import ChatChunk
    from ...models.chat_completion import ChatCompletion
    from ...models.chat_request import ChatRequest
    from ...models.error_reply import ErrorReply

_OPERATION: dict[str, Any] = {
    "id": "chat.create",
    "name": "chat.create",
    "method": "POST",
    "path": "/chat/completions",
    "tags": ["chat"],
    "security": [{"token": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"policies": {"deadline": 600, "attempt-timeout": 300, "idle-timeout": 120}},
    "accept": "application/json",
    "streamed": "text/event-stream",
}
_STREAM: dict[str, Any] = {
    "media_type": "text/event-stream",
    "terminator": "[DONE]",
    "body": [["stream", "stream"]],
    "value": True,
}
_CHOICE_0 = _Choice(_models, ("ChatChunk", "ErrorReply"))


def _get_kwargs(
    *,
    body: ChatRequest,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/chat/completions"}
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.json(body)
    _headers["Content-Type"] = "application/json"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ChatCompletion:
    """The model of a success."""
    status = response.status_code
    parsed: ChatCompletion
    if status == 200:
        parsed = (
            _models.ChatCompletion.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "chat.create", mismatches)) is dict
            else _read.other(response, "chat.create", "ChatCompletion", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "chat.create")
        return parsed
    _read.undocumented(response, "chat.create")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> ErrorReply:
    """The model of an error."""
    parsed: ErrorReply
    parsed = (
        _models.ErrorReply.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "chat.create")) is dict
        else _read.unparsable(response, "chat.create", "ErrorReply", v)
    )
    return parsed


def _parse_event(name: str, data: str | bytes, mismatches: list[Mismatch] | None = None) -> ChatChunk | ErrorReply:
    """The model of an event, or of a line."""
    parsed: ChatChunk | ErrorReply
    parsed = (
        _CHOICE_0.decode(v, mismatches, "chat.create", "")
        if type(v := _stream.value(data, "chat.create", mismatches)) is dict
        else _stream.other("chat.create", "ChatChunk | ErrorReply", v, mismatches)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ChatRequest,
) -> Response[ChatCompletion | ErrorReply]:
    """Have a model go on with a conversation

    The answer is one document, or a stream of events if the request has `stream`. The data of each event is a piece
    of the answer. Should the server fail in the middle, it sends an event with the error, and no more.

    Args:
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    body: ChatRequest,
) -> ChatCompletion | ErrorReply | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ChatRequest,
) -> Response[ChatCompletion | ErrorReply]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ChatRequest,
) -> ChatCompletion | ErrorReply | None:
    """As `sync`."""
    return (await asyncio_detailed(body=body, client=client)).parsed
