"""POST /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json: Redact or cancel a message"""

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
    from ...models.error import Error
    from ...models.message import Message
    from ...models.update_message_request import UpdateMessageRequest

_OPERATION: dict[str, Any] = {
    "id": "UpdateMessage",
    "name": "messages.update",
    "method": "POST",
    "path": "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json",
    "tags": ["Messages"],
    "security": [{"accountSid_authToken": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    account_sid: str,
    sid: str,
    *,
    body: UpdateMessageRequest | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/2010-04-01/Accounts/"
        + _parameters.segment("AccountSid", account_sid)
        + "/Messages/"
        + _parameters.segment("Sid", sid)
        + ".json",
    }
    _headers: dict[str, str] = {}
    if not isinstance(body, Unset):
        _kwargs["content"] = _body.form(body, {})
        _headers["Content-Type"] = "application/x-www-form-urlencoded"
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Message:
    """The model of a success."""
    status = response.status_code
    parsed: Message
    if status == 200:
        parsed = (
            _models.Message.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "messages.update", mismatches)) is dict
            else _read.other(response, "messages.update", "Message", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "messages.update")
        return parsed
    _read.undocumented(response, "messages.update")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "messages.update")) is dict
        else _read.unparsable(response, "messages.update", "Error", v)
    )
    return parsed


def sync_detailed(
    account_sid: str,
    sid: str,
    *,
    client: AuthenticatedClient,
    body: UpdateMessageRequest | Unset = UNSET,
) -> Response[Message | Error]:
    """Redact or cancel a message

    Erases the text of a message that was sent, or cancels one that is scheduled.

    Args:
        account_sid: The account that owns the messages, `AC…`.
        sid: The message, `SM…` or, with media, `MM…`.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                account_sid,
                sid,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    account_sid: str,
    sid: str,
    *,
    client: AuthenticatedClient,
    body: UpdateMessageRequest | Unset = UNSET,
) -> Message | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(account_sid, sid, body=body, client=client).parsed


async def asyncio_detailed(
    account_sid: str,
    sid: str,
    *,
    client: AuthenticatedClient,
    body: UpdateMessageRequest | Unset = UNSET,
) -> Response[Message | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                account_sid,
                sid,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    account_sid: str,
    sid: str,
    *,
    client: AuthenticatedClient,
    body: UpdateMessageRequest | Unset = UNSET,
) -> Message | Error | None:
    """As `sync`."""
    return (await asyncio_detailed(account_sid, sid, body=body, client=client)).parsed


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
            else mismatch(mismatches, "messages.update", "Twilio-Request-Id", "string", v),
        )
