"""POST #CloseIssue: Close an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.close_issue import CloseIssue
    from ...models.close_issue_input import CloseIssueInput
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "CloseIssue",
    "name": "issues.close_issue",
    "method": "POST",
    "path": "#CloseIssue",
    "tags": ["issues"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "mutation CloseIssue($input: CloseIssueInput!) {\n"
    "  closeIssue(input: $input) {\n"
    "    issue {\n"
    "      ...IssueFields\n"
    "      stateReason\n"
    "      closedAt\n"
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
    input_: CloseIssueInput,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "input", input_)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "CloseIssue", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> CloseIssue:
    """The model of a success."""
    status = response.status_code
    parsed: CloseIssue
    if 200 <= status <= 299:
        parsed = (
            _models.CloseIssue.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "issues.close_issue")) is dict
            else _read.unparsable(response, "issues.close_issue", "CloseIssue", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "issues.close_issue")
        return parsed
    _read.undocumented(response, "issues.close_issue")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "issues.close_issue", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "issues.close_issue")) is list
        else _read.unparsable(response, "issues.close_issue", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    input_: CloseIssueInput,
) -> Response[CloseIssue | list[GraphQLError]]:
    """Close an issue.

    Args:
        input_
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                input_=input_,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    input_: CloseIssueInput,
) -> CloseIssue | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(input_=input_, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    input_: CloseIssueInput,
) -> Response[CloseIssue | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                input_=input_,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    input_: CloseIssueInput,
) -> CloseIssue | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(input_=input_, client=client)).parsed
