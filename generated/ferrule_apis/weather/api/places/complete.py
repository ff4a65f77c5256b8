"""GET /find_places_prefix: Find places by the start of their name"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.language import Language
    from ...models.place import Place
    from ...models.validation_errors import ValidationErrors

_OPERATION: dict[str, Any] = {
    "id": "places.complete",
    "name": "places.complete",
    "method": "GET",
    "path": "/find_places_prefix",
    "tags": ["places"],
    "security": [{"apiKeyHeader": []}, {"apiKeyQuery": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 86400}},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    text: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/find_places_prefix"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "text", text)
    _parameters.query(_params, "language", language)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> list[Place]:
    """The model of a success."""
    status = response.status_code
    parsed: list[Place]
    if status == 200:
        parsed = (
            [
                _models.Place.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "places.complete", "[]", "Place", vi)
                for vi in v
            ]
            if type(v := _read.json_value(response, "places.complete", mismatches)) is list
            else _read.other(response, "places.complete", "list[Place]", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "places.complete")
        return parsed
    _read.undocumented(response, "places.complete")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error | ValidationErrors:
    """The model of an error."""
    status = response.status_code
    parsed: Error | ValidationErrors
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.complete")) is dict
            else _read.unparsable(response, "places.complete", "Error", v)
        )
        return parsed
    if status == 402:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.complete")) is dict
            else _read.unparsable(response, "places.complete", "Error", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.complete")) is dict
            else _read.unparsable(response, "places.complete", "Error", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationErrors.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.complete")) is dict
            else _read.unparsable(response, "places.complete", "ValidationErrors", v)
        )
        return parsed
    if status == 429:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.complete")) is dict
            else _read.unparsable(response, "places.complete", "Error", v)
        )
        return parsed
    _read.undocumented(response, "places.complete")


def sync_detailed(
    *,
    client: AuthenticatedClient,
    text: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> Response[list[Place] | Error | ValidationErrors]:
    """Find places by the start of their name

    Made for input fields that complete what is typed. The best match comes first.

    Args:
        text: Name of the place, or a postal code.
        language: Language of summaries and place names. The server takes English when it is left out.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                text=text,
                language=language,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    text: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> list[Place] | Error | ValidationErrors | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(text=text, language=language, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    text: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> Response[list[Place] | Error | ValidationErrors]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                text=text,
                language=language,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    text: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> list[Place] | Error | ValidationErrors | None:
    """As `sync`."""
    return (await asyncio_detailed(text=text, language=language, client=client)).parsed
