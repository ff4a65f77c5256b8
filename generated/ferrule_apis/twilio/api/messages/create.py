"""POST /2010-04-01/Accounts/{AccountSid}/Messages.json: Send a message"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _body, _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.create_message_request import CreateMessageRequest
    from ...models.error import Error
    from ...models.message import Message

_OPERATION: dict[str, Any] = {
    "id": "CreateMessage",
    "name": "messages.create",
    "method": "POST",
    "path": "/2010-04-01/Accounts/{AccountSid}/Messages.json",
    "tags": ["Messages"],
    "security": [{"accountSid_authToken": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    account_sid: str,
    *,
    body: CreateMessageRequest,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/2010-04-01/Accounts/" + _parameters.segment("AccountSid", account_sid) + "/Messages.json",
    }
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.form(
        body, {"MediaUrl": {"style": "form", "explode": True}, "PersistentAction": {"style": "form", "explode": True}}
    )
    _headers["Content-Type"] = "application/x-www-form-urlencoded"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Message:
    """The model of a success."""
    status = response.status_code
    parsed: Message
    if status == 201:
        parsed = (
            _models.Message.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "messages.create", mismatches)) is dict
            else _read.other(response, "messages.create", "Message", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 201, _parse_success, mismatches, "messages.create")
        return parsed
    _read.undocumented(response, "messages.create")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "messages.create")) is dict
        else _read.unparsable(response, "messages.create", "Error", v)
    )
    return parsed


def sync_detailed(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    body: CreateMessageRequest,
) -> Response[Message | Error]:
    """Send a message

    Accepts a message for sending, now or at a later time. It needs a sender, `From` or `MessagingServiceSid`, and
    content, `Body`, `MediaUrl` or `ContentSid`. What becomes of it is reported to `StatusCallback`.

    Args:
        account_sid: The account that owns the messages, `AC…`.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                account_sid,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    body: CreateMessageRequest,
) -> Message | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(account_sid, body=body, client=client).parsed


async def asyncio_detailed(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    body: CreateMessageRequest,
) -> Response[Message | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                account_sid,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    body: CreateMessageRequest,
) -> Message | Error | None:
    """As `sync`."""
    return (await asyncio_detailed(account_sid, body=body, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        twilio_request_id: Identifier of the request, `RQ…`, by which the vendor's logs and support find it.
            `Twilio-Request-Id` on the wire.
    """

    twilio_request_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Twilio-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "messages.create", "Twilio-Request-Id", "string", v),
        )
