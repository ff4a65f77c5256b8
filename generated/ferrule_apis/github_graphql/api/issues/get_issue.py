"""POST #GetIssue: Get an issue and its first comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.get_issue import GetIssue
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetIssue",
    "name": "issues.get_issue",
    "method": "POST",
    "path": "#GetIssue",
    "tags": ["issues"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "query GetIssue($owner: String!, $name: String!, $number: Int!, $comments: Int! = 10) {\n"
    "  repository(owner: $owner, name: $name) {\n"
    "    id\n"
    "    issue(number: $number) {\n"
    "      ...IssueFields\n"
    "      body\n"
    "      stateReason\n"
    "      closedAt\n"
    "      comments(first: $comments) {\n"
    "        totalCount\n"
    "        nodes {\n"
    "          id\n"
    "          body\n"
    "          author {\n"
    "            login\n"
    "          }\n"
    "        }\n"
    "      }\n"
    "    }\n"
    "  }\n"
    "}\n"
    "\n"
    "fragment IssueFields on Issue {\n"
    "  id\n"
    "  number\n"
    "  title\n"
    "  state\n"
    "  url\n"
    "  createdAt\n"
    "  author {\n"
    "    login\n"
    "  }\n"
    "}"
)


def _get_kwargs(
    *,
    owner: str,
    name: str,
    number: int,
    comments: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "owner", owner)
    _graphql.variable(_variables, "name", name)
    _graphql.variable(_variables, "number", number)
    _graphql.variable(_variables, "comments", comments)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetIssue", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetIssue:
    """The model of a success."""
    status = response.status_code
    parsed: GetIssue
    if 200 <= status <= 299:
        parsed = (
            _models.GetIssue.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "issues.get_issue")) is dict
            else _read.unparsable(response, "issues.get_issue", "GetIssue", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "issues.get_issue")
        return parsed
    _read.undocumented(response, "issues.get_issue")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "issues.get_issue", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "issues.get_issue")) is list
        else _read.unparsable(response, "issues.get_issue", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    number: int,
    comments: int | Unset = UNSET,
) -> Response[GetIssue | list[GraphQLError]]:
    """Get an issue and its first comments.

    Args:
        owner
        name
        number
        comments: Default on the server: 10.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner=owner,
                name=name,
                number=number,
                comments=comments,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    number: int,
    comments: int | Unset = UNSET,
) -> GetIssue | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner=owner, name=name, number=number, comments=comments, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    number: int,
    comments: int | Unset = UNSET,
) -> Response[GetIssue | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner=owner,
                name=name,
                number=number,
                comments=comments,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    number: int,
    comments: int | Unset = UNSET,
) -> GetIssue | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(owner=owner, name=name, number=number, comments=comments, client=client)).parsed
