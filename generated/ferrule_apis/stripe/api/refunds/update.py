"""POST /v1/refunds/{refund}: Update a refund"""

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
    from ...models.refund import Refund
    from ...models.refund_update_params import RefundUpdateParams

_OPERATION: dict[str, Any] = {
    "id": "PostRefundsRefund",
    "name": "refunds.update",
    "method": "POST",
    "path": "/v1/refunds/{refund}",
    "tags": ["Refunds"],
    "security": [{"bearerAuth": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotency-key": "Idempotency-Key"},
    "accept": "application/json",
}


def _get_kwargs(
    refund: str,
    *,
    body: RefundUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/v1/refunds/" + _parameters.segment("refund", refund)}
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Stripe-Version", stripe_version)
    _parameters.header(_headers, "Stripe-Account", stripe_account)
    if not isinstance(body, Unset):
        _kwargs["content"] = _body.form(
            body,
            {"expand": {"style": "deepObject", "explode": True}, "metadata": {"style": "deepObject", "explode": True}},
        )
        _headers["Content-Type"] = "application/x-www-form-urlencoded"
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Refund:
    """The model of a success."""
    status = response.status_code
    parsed: Refund
    if status == 200:
        parsed = (
            _models.Refund.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "refunds.update", mismatches)) is dict
            else _read.other(response, "refunds.update", "Refund", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "refunds.update")
        return parsed
    _read.undocumented(response, "refunds.update")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "refunds.update")) is dict
        else _read.unparsable(response, "refunds.update", "Error", v)
    )
    return parsed


def sync_detailed(
    refund: str,
    *,
    client: AuthenticatedClient,
    body: RefundUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[Refund | Error]:
    """Update a refund

    Changes the metadata of a refund; nothing else about it can be changed.

    Args:
        refund: Identifier of the refund, `re_…`.
        stripe_version: Version of the API to answer in, such as `2024-06-20`, instead of the one the account is
            pinned to.
        stripe_account: Connected account, `acct_…`, on whose behalf the platform makes the request.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                refund,
                body=body,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    refund: str,
    *,
    client: AuthenticatedClient,
    body: RefundUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Refund | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        refund, body=body, stripe_version=stripe_version, stripe_account=stripe_account, client=client
    ).parsed


async def asyncio_detailed(
    refund: str,
    *,
    client: AuthenticatedClient,
    body: RefundUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[Refund | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                refund,
                body=body,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    refund: str,
    *,
    client: AuthenticatedClient,
    body: RefundUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Refund | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            refund, body=body, stripe_version=stripe_version, stripe_account=stripe_account, client=client
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
            else mismatch(mismatches, "refunds.update", "Request-Id", "string", v),
        )
