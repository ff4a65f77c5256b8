"""GET /v1/payment_intents: List payment intents"""

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
    from ...models.payment_intent import PaymentIntent
    from ...models.payment_intent_list import PaymentIntentList
    from ...models.range_query import RangeQuery

_OPERATION: dict[str, Any] = {
    "id": "GetPaymentIntents",
    "name": "payment_intents.list",
    "method": "GET",
    "path": "/v1/payment_intents",
    "tags": ["Payment Intents"],
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
    created: RangeQuery | Unset = UNSET,
    customer: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/payment_intents"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "created", created, style="deepObject")
    _parameters.query(_params, "customer", customer)
    _parameters.query(_params, "ending_before", ending_before)
    _parameters.query(_params, "expand", expand, style="deepObject")
    _parameters.query(_params, "limit", limit)
    _parameters.query(_params, "starting_after", starting_after)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Stripe-Version", stripe_version)
    _parameters.header(_headers, "Stripe-Account", stripe_account)
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> PaymentIntentList:
    """The model of a success."""
    status = response.status_code
    parsed: PaymentIntentList
    if status == 200:
        parsed = (
            _models.PaymentIntentList.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "payment_intents.list", mismatches)) is dict
            else _read.other(response, "payment_intents.list", "PaymentIntentList", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "payment_intents.list")
        return parsed
    _read.undocumented(response, "payment_intents.list")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "payment_intents.list")) is dict
        else _read.unparsable(response, "payment_intents.list", "Error", v)
    )
    return parsed


def _items(page: Any) -> list[PaymentIntent]:
    """The items of a page."""
    items: list[PaymentIntent] = page.data
    return items


def sync_detailed(
    *,
    client: AuthenticatedClient,
    created: RangeQuery | Unset = UNSET,
    customer: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[PaymentIntentList | Error]:
    """List payment intents

    Lists payment intents, the newest first.

    Args:
        created: Only objects created within this range of time.
        customer: Only payment intents of this customer.
        ending_before: Identifier of the object before which the page ends; used to go back.
        expand: Paths of references to answer in full instead of as identifiers, at most four levels deep, such
            as `data.customer` in a list.
        limit: How many objects a page holds, from 1 to 100. The vendor's default is 10.
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
                created=created,
                customer=customer,
                ending_before=ending_before,
                expand=expand,
                limit=limit,
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
    created: RangeQuery | Unset = UNSET,
    customer: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> PaymentIntentList | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        created=created,
        customer=customer,
        ending_before=ending_before,
        expand=expand,
        limit=limit,
        starting_after=starting_after,
        stripe_version=stripe_version,
        stripe_account=stripe_account,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    created: RangeQuery | Unset = UNSET,
    customer: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[PaymentIntentList | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                created=created,
                customer=customer,
                ending_before=ending_before,
                expand=expand,
                limit=limit,
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
    created: RangeQuery | Unset = UNSET,
    customer: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    expand: list[str] | Unset = UNSET,
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> PaymentIntentList | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            created=created,
            customer=customer,
            ending_before=ending_before,
            expand=expand,
            limit=limit,
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
            else mismatch(mismatches, "payment_intents.list", "Request-Id", "string", v),
        )
