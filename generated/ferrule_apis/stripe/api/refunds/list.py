"""GET /v1/refunds: List refunds"""

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
    from ...models.range_query import RangeQuery
    from ...models.refund import Refund
    from ...models.refund_list import RefundList

_OPERATION: dict[str, Any] = {
    "id": "GetRefunds",
    "name": "refunds.list",
    "method": "GET",
    "path": "/v1/refunds",
    "tags": ["Refunds"],
    "security": [{"bearerAuth": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {
    "missing": UNSET,
    "style": "cursor",
    "items": "/data",
    "always": True,
    "parameter": "starting_after",
    "next": ["data", -1, "id"],
    "pointer": "/data/-1/id",
    "required": True,
    "number": False,
    "more": ["has_more"],
}


def _get_kwargs(
    *,
    charge: str | Unset = UNSET,
    created: RangeQuery | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    payment_intent: str | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/refunds"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "charge", charge)
    _parameters.query(_params, "created", created, style="deepObject")
    _parameters.query(_params, "ending_before", ending_before)
    _parameters.query(_params, "expand", expand, style="deepObject")
    _parameters.query(_params, "limit", limit)
    _parameters.query(_params, "payment_intent", payment_intent)
    _parameters.query(_params, "starting_after", starting_after)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Stripe-Version", stripe_version)
    _parameters.header(_headers, "Stripe-Account", stripe_account)
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> RefundList:
    """The model of a success."""
    status = response.status_code
    parsed: RefundList
    if status == 200:
        parsed = (
            _models.RefundList.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "refunds.list", mismatches)) is dict
            else _read.other(response, "refunds.list", "RefundList", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "refunds.list")
        return parsed
    _read.undocumented(response, "refunds.list")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "refunds.list")) is dict
        else _read.unparsable(response, "refunds.list", "Error", v)
    )
    return parsed


def _items(page: Any) -> list[Refund]:
    """The items of a page."""
    items: list[Refund] = page.data
    return items


def sync_detailed(
    *,
    client: AuthenticatedClient,
    charge: str | Unset = UNSET,
    created: RangeQuery | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    payment_intent: str | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[RefundList | Error]:
    """List refunds

    Lists refunds, the newest first.

    Args:
        charge: Only refunds of this charge.
        created: Only objects created within this range of time.
        ending_before: Identifier of the object before which the page ends; used to go back.
        expand: Paths of references to answer in full instead of as identifiers, at most four levels deep, such
            as `data.customer` in a list.
        limit: How many objects a page holds, from 1 to 100. The vendor's default is 10.
        payment_intent: Only refunds of this payment intent.
        starting_after: Identifier of the object after which the page starts; the last one of the page before.
        stripe_version: Version of the API to answer in, such as `2024-06-20`, instead of the one the account is
            pinned to.
        stripe_account: Connected account, `acct_…`, on whose behalf the platform makes the request.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                charge=charge,
                created=created,
                ending_before=ending_before,
                expand=expand,
                limit=limit,
                payment_intent=payment_intent,
                starting_after=starting_after,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    charge: str | Unset = UNSET,
    created: RangeQuery | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    payment_intent: str | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> RefundList | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        charge=charge,
        created=created,
        ending_before=ending_before,
        expand=expand,
        limit=limit,
        payment_intent=payment_intent,
        starting_after=starting_after,
        stripe_version=stripe_version,
        stripe_account=stripe_account,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    charge: str | Unset = UNSET,
    created: RangeQuery | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    payment_intent: str | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[RefundList | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                charge=charge,
                created=created,
                ending_before=ending_before,
                expand=expand,
                limit=limit,
                payment_intent=payment_intent,
                starting_after=starting_after,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    charge: str | Unset = UNSET,
    created: RangeQuery | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    payment_intent: str | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> RefundList | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            charge=charge,
            created=created,
            ending_before=ending_before,
            expand=expand,
            limit=limit,
            payment_intent=payment_intent,
            starting_after=starting_after,
            stripe_version=stripe_version,
            stripe_account=stripe_account,
            client=client,
        )
    ).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        request_id: Identifier of the request, `req_…`, by which the vendor's logs and support find it.
            `Request-Id` on the wire.
    """

    request_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "refunds.list", "Request-Id", "string", v),
        )
