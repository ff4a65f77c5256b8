"""GET /2010-04-01/Accounts/{AccountSid}/Messages.json: List messages"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.message import Message
    from ...models.message_list import MessageList

_OPERATION: dict[str, Any] = {
    "id": "ListMessage",
    "name": "messages.list",
    "method": "GET",
    "path": "/2010-04-01/Accounts/{AccountSid}/Messages.json",
    "tags": ["Messages"],
    "security": [{"accountSid_authToken": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {
    "missing": UNSET,
    "style": "next-url",
    "items": "/messages",
    "always": True,
    "next": ["next_page_uri"],
    "pointer": "/next_page_uri",
    "required": True,
    "number": False,
}


def _get_kwargs(
    account_sid: str,
    *,
    to: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    date_sent: str | Unset = UNSET,
    date_sent_before: str | Unset = UNSET,
    date_sent_after: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/2010-04-01/Accounts/" + _parameters.segment("AccountSid", account_sid) + "/Messages.json",
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "To", to)
    _parameters.query(_params, "From", from_)
    _parameters.query(_params, "DateSent", date_sent)
    _parameters.query(_params, "DateSent<", date_sent_before)
    _parameters.query(_params, "DateSent>", date_sent_after)
    _parameters.query(_params, "PageSize", page_size)
    _parameters.query(_params, "Page", page)
    _parameters.query(_params, "PageToken", page_token)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> MessageList:
    """The model of a success."""
    status = response.status_code
    parsed: MessageList
    if status == 200:
        parsed = (
            _models.MessageList.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "messages.list", mismatches)) is dict
            else _read.other(response, "messages.list", "MessageList", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "messages.list")
        return parsed
    _read.undocumented(response, "messages.list")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "messages.list")) is dict
        else _read.unparsable(response, "messages.list", "Error", v)
    )
    return parsed


def _items(page: Any) -> list[Message]:
    """The items of a page."""
    items: list[Message] = page.messages
    return items


def sync_detailed(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    to: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    date_sent: str | Unset = UNSET,
    date_sent_before: str | Unset = UNSET,
    date_sent_after: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> Response[MessageList | Error]:
    """List messages

    Lists the messages of an account, the newest first.

    Args:
        account_sid: The account that owns the messages, `AC…`.
        to: Only messages to this recipient, such as `+15558675310` or `whatsapp:+15558675310`.
        from_: Only messages from this sender.
        date_sent: Only messages sent on this day, `YYYY-MM-DD`, in GMT.
        date_sent_before: Only messages sent up to this day, `YYYY-MM-DD`, or moment, `YYYY-MM-DDThh:mm:ssZ`.
        date_sent_after: Only messages sent from this day, `YYYY-MM-DD`, or moment, `YYYY-MM-DDThh:mm:ssZ`, on.
        page_size: How many messages a page holds. The vendor's default is 50.
        page: Number of the page, from 0. Only meaningful together with the token of that page.
        page_token: Token of the page, as found in the links of another page.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                account_sid,
                to=to,
                from_=from_,
                date_sent=date_sent,
                date_sent_before=date_sent_before,
                date_sent_after=date_sent_after,
                page_size=page_size,
                page=page,
                page_token=page_token,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    to: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    date_sent: str | Unset = UNSET,
    date_sent_before: str | Unset = UNSET,
    date_sent_after: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> MessageList | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        account_sid,
        to=to,
        from_=from_,
        date_sent=date_sent,
        date_sent_before=date_sent_before,
        date_sent_after=date_sent_after,
        page_size=page_size,
        page=page,
        page_token=page_token,
        client=client,
    ).parsed


async def asyncio_detailed(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    to: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    date_sent: str | Unset = UNSET,
    date_sent_before: str | Unset = UNSET,
    date_sent_after: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> Response[MessageList | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                account_sid,
                to=to,
                from_=from_,
                date_sent=date_sent,
                date_sent_before=date_sent_before,
                date_sent_after=date_sent_after,
                page_size=page_size,
                page=page,
                page_token=page_token,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    account_sid: str,
    *,
    client: AuthenticatedClient,
    to: str | Unset = UNSET,
    from_: str | Unset = UNSET,
    date_sent: str | Unset = UNSET,
    date_sent_before: str | Unset = UNSET,
    date_sent_after: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    page: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
) -> MessageList | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            account_sid,
            to=to,
            from_=from_,
            date_sent=date_sent,
            date_sent_before=date_sent_before,
            date_sent_after=date_sent_after,
            page_size=page_size,
            page=page,
            page_token=page_token,
            client=client,
        )
    ).parsed


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
            else mismatch(mismatches, "messages.list", "Twilio-Request-Id", "string", v),
        )
