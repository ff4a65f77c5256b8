"""DELETE /repos/{owner}/{repo}: Delete a repository"""

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
    from ...models.basic_error import BasicError

_OPERATION: dict[str, Any] = {
    "id": "repos/delete",
    "name": "repos.delete",
    "method": "DELETE",
    "path": "/repos/{owner}/{repo}",
    "tags": ["repos"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    owner: str,
    repo: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/repos/" + _parameters.segment("owner", owner) + "/" + _parameters.segment("repo", repo),
    }
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> None:
    """The model of a success."""
    status = response.status_code
    parsed: None
    if status == 204:
        parsed = _read.nothing(response, "repos.delete", mismatches)
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "repos.delete")
        return parsed
    _read.undocumented(response, "repos.delete")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 403:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.delete")) is dict
            else _read.unparsable(response, "repos.delete", "BasicError", v)
        )
        return parsed
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.delete")) is dict
            else _read.unparsable(response, "repos.delete", "BasicError", v)
        )
        return parsed
    if status == 409:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.delete")) is dict
            else _read.unparsable(response, "repos.delete", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "repos.delete")


def sync_detailed(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
) -> Response[BasicError | None]:
    """Delete a repository

    Cannot be undone. Needs admin access and, for OAuth tokens, the `delete_repo` scope.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
) -> BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
) -> Response[BasicError | None]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
) -> BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        location: Where the resource is. `Location` on the wire.
    """

    location: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Location")) is str or v is UNSET
            else mismatch(mismatches, "repos.delete", "Location", "string", v),
        )
