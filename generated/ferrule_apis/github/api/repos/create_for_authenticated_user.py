"""POST /user/repos: Create a repository for the authenticated user"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _body, _headers
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch, whole
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.full_repository import FullRepository
    from ...models.repository_create import RepositoryCreate
    from ...models.validation_error import ValidationError

_OPERATION: dict[str, Any] = {
    "id": "repos/create-for-authenticated-user",
    "name": "repos.create_for_authenticated_user",
    "method": "POST",
    "path": "/user/repos",
    "tags": ["repos"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    body: RepositoryCreate,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/user/repos"}
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.json(body)
    _headers["Content-Type"] = "application/json"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> FullRepository:
    """The model of a success."""
    status = response.status_code
    parsed: FullRepository
    if status == 201:
        parsed = (
            _models.FullRepository.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "repos.create_for_authenticated_user", mismatches)) is dict
            else _read.other(response, "repos.create_for_authenticated_user", "FullRepository", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 201, _parse_success, mismatches, "repos.create_for_authenticated_user")
        return parsed
    _read.undocumented(response, "repos.create_for_authenticated_user")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError | ValidationError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError | ValidationError
    if status == 400:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.create_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.create_for_authenticated_user", "BasicError", v)
        )
        return parsed
    if status == 401:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.create_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.create_for_authenticated_user", "BasicError", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.create_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.create_for_authenticated_user", "BasicError", v)
        )
        return parsed
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.create_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.create_for_authenticated_user", "BasicError", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.create_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.create_for_authenticated_user", "ValidationError", v)
        )
        return parsed
    _read.undocumented(response, "repos.create_for_authenticated_user")


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: RepositoryCreate,
) -> Response[FullRepository | BasicError | ValidationError]:
    """Create a repository for the authenticated user

    Needs the `repo` scope, or `public_repo` for a public repository.

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
    body: RepositoryCreate,
) -> FullRepository | BasicError | ValidationError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: RepositoryCreate,
) -> Response[FullRepository | BasicError | ValidationError]:
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
    body: RepositoryCreate,
) -> FullRepository | BasicError | ValidationError | None:
    """As `sync`."""
    return (await asyncio_detailed(body=body, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        location: Where the resource is. `Location` on the wire.
        x_rate_limit_limit: Requests allowed in the window. `X-RateLimit-Limit` on the wire.
        x_rate_limit_remaining: Requests left in the window. `X-RateLimit-Remaining` on the wire.
        x_rate_limit_reset: When the window ends, in seconds since 1970-01-01 UTC. `X-RateLimit-Reset` on the
            wire.
        x_git_hub_request_id: Names the request to GitHub's support. `X-GitHub-Request-Id` on the wire.
    """

    location: str | Unset = UNSET
    x_rate_limit_limit: int | Unset = UNSET
    x_rate_limit_remaining: int | Unset = UNSET
    x_rate_limit_reset: int | Unset = UNSET
    x_git_hub_request_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Location")) is str or v is UNSET
            else mismatch(mismatches, "repos.create_for_authenticated_user", "Location", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.create_for_authenticated_user", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.create_for_authenticated_user", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.create_for_authenticated_user", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "repos.create_for_authenticated_user", "X-GitHub-Request-Id", "string", v),
        )
