"""POST /v1/payment_intents/{intent}: Update a payment intent"""

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
    from ...models.payment_intent import PaymentIntent
    from ...models.payment_intent_update_params import PaymentIntentUpdateParams

_OPERATION: dict[str, Any] = {
    "id": "PostPaymentIntentsIntent",
    "name": "payment_intents.update",
    "method": "POST",
    "path": "/v1/payment_intents/{intent}",
    "tags": ["Payment Intents"],
    "security": [{"bearerAuth": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotency-key": "Idempotency-Key"},
    "accept": "application/json",
}


def _get_kwargs(
    intent: str,
    *,
    body: PaymentIntentUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/v1/payment_intents/" + _parameters.segment("intent", intent)}
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Stripe-Version", stripe_version)
    _parameters.header(_headers, "Stripe-Account", stripe_account)
    if not isinstance(body, Unset):
        _kwargs["content"] = _body.form(
            body,
            {
                "allowed_payment_method_types": {"style": "deepObject", "explode": True},
                "application_fee_amount": {"style": "deepObject", "explode": True},
                "expand": {"style": "deepObject", "explode": True},
                "metadata": {"style": "deepObject", "explode": True},
                "payment_method_data": {"style": "deepObject", "explode": True},
                "payment_method_options": {"style": "deepObject", "explode": True},
                "payment_method_types": {"style": "deepObject", "explode": True},
                "receipt_email": {"style": "deepObject", "explode": True},
                "shipping": {"style": "deepObject", "explode": True},
                "transfer_data": {"style": "deepObject", "explode": True},
            },
        )
        _headers["Content-Type"] = "application/x-www-form-urlencoded"
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> PaymentIntent:
    """The model of a success."""
    status = response.status_code
    parsed: PaymentIntent
    if status == 200:
        parsed = (
            _models.PaymentIntent.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "payment_intents.update", mismatches)) is dict
            else _read.other(response, "payment_intents.update", "PaymentIntent", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "payment_intents.update")
        return parsed
    _read.undocumented(response, "payment_intents.update")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "payment_intents.update")) is dict
        else _read.unparsable(response, "payment_intents.update", "Error", v)
    )
    return parsed


def sync_detailed(
    intent: str,
    *,
    client: AuthenticatedClient,
    body: PaymentIntentUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[PaymentIntent | Error]:
    """Update a payment intent

    Changes a payment intent without confirming it. Some changes, such as another payment method, make a further
    confirmation necessary.

    Args:
        intent: Identifier of the payment intent, `pi_…`.
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
                intent,
                body=body,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    intent: str,
    *,
    client: AuthenticatedClient,
    body: PaymentIntentUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> PaymentIntent | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        intent, body=body, stripe_version=stripe_version, stripe_account=stripe_account, client=client
    ).parsed


async def asyncio_detailed(
    intent: str,
    *,
    client: AuthenticatedClient,
    body: PaymentIntentUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> Response[PaymentIntent | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                intent,
                body=body,
                stripe_version=stripe_version,
                stripe_account=stripe_account,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    intent: str,
    *,
    client: AuthenticatedClient,
    body: PaymentIntentUpdateParams | Unset = UNSET,
    stripe_version: str | Unset = UNSET,
    stripe_account: str | Unset = UNSET,
) -> PaymentIntent | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            intent, body=body, stripe_version=stripe_version, stripe_account=stripe_account, client=client
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
            else mismatch(mismatches, "payment_intents.update", "Request-Id", "string", v),
        )
