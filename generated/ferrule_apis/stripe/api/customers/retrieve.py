"""GET /v1/customers/{customer}: Retrieve a customer"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._choice import Choice as _Choice
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.customer import Customer
    from ...models.deleted_customer import DeletedCustomer
    from ...models.error import Error

_OPERATION: dict[str, Any] = {
    "id": "GetCustomersCustomer",
    "name": "customers.retrieve",
    "method": "GET",
    "path": "/v1/customers/{customer}",
    "tags": ["Customers"],
    "security": [{"bearerAuth": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
    "streamed": "application/json",
}
_CHOICE_0 = _Choice(_models, ("Customer", "DeletedCustomer"))


def _get_kwargs(
    customer: str,
    *,
    expand: list[str] | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/customers/" + _parameters.segment("customer", customer)}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "expand", expand, style="deepObject")
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Stripe-Version", stripe_version)
    _parameters.header(_headers, "Stripe-Account", stripe_account)
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Customer | DeletedCustomer:
    """The model of a success."""
    status = response.status_code
    parsed: Customer | DeletedCustomer
    if status == 200:
        parsed = (
            _CHOICE_0.decode(v, mismatches, "customers.retrieve", "")
            if type(v := _read.json_value(response, "customers.retrieve", mismatches)) is dict
            else _read.other(response, "customers.retrieve", "Customer | DeletedCustomer", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "customers.retrieve")
        return parsed
    _read.undocumented(response, "customers.retrieve")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "customers.retrieve")) is dict
        else _read.unparsable(response, "customers.retrieve", "Error", v)
    )
    return parsed


def sync_detailed(
    customer: str,
    *,
    client: AuthenticatedClient,
    expand: list[str] | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[Customer | DeletedCustomer | Error]:
    """Retrieve a customer

    Answers with a stub marked as deleted when the customer has been deleted.

    Args:
        customer: Identifier of the customer, `cus_…`.
        expand: Paths of references to answer in full instead of as identifiers, at most four levels deep, such
            as `data.customer` in a list.
        stripe_version: Version of the API to answer in, such as `2024-06-20`, instead of the one the account is
            pinned to.
        stripe_account: Connected account, `acct_…`, on whose behalf the platform makes the request.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                customer,
                expand=expand,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    customer: str,
    *,
    client: AuthenticatedClient,
    expand: list[str] | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Customer | DeletedCustomer | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        customer, expand=expand, stripe_version=stripe_version, stripe_account=stripe_account, client=client
    ).parsed


async def asyncio_detailed(
    customer: str,
    *,
    client: AuthenticatedClient,
    expand: list[str] | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[Customer | DeletedCustomer | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                customer,
                expand=expand,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    customer: str,
    *,
    client: AuthenticatedClient,
    expand: list[str] | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Customer | DeletedCustomer | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            customer, expand=expand, stripe_version=stripe_version, stripe_account=stripe_account, client=client
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
            else mismatch(mismatches, "customers.retrieve", "Request-Id", "string", v),
        )
