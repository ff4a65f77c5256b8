"""POST #AddComment: Comment on an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.add_comment import AddComment
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "AddComment",
    "name": "issues.add_comment",
    "method": "POST",
    "path": "#AddComment",
    "tags": ["issues"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "mutation AddComment($subjectId: ID!, $body: String!) {\n"
    "  addComment(input: { subjectId: $subjectId, body: $body }) {\n"
    "    commentEdge {\n"
    "      node {\n"
    "        id\n"
    "        body\n"
    "        createdAt\n"
    "        url\n"
    "      }\n"
    "    }\n"
    "  }\n"
    "}"
)


def _get_kwargs(
    *,
    subject_id: str,
    body: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "subjectId", subject_id)
    _graphql.variable(_variables, "body", body)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "AddComment", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> AddComment:
    """The model of a success."""
    status = response.status_code
    parsed: AddComment
    if 200 <= status <= 299:
        parsed = (
            _models.AddComment.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "issues.add_comment")) is dict
            else _read.unparsable(response, "issues.add_comment", "AddComment", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "issues.add_comment")
        return parsed
    _read.undocumented(response, "issues.add_comment")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "issues.add_comment", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "issues.add_comment")) is list
        else _read.unparsable(response, "issues.add_comment", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    subject_id: str,
    body: str,
) -> Response[AddComment | list[GraphQLError]]:
    """Comment on an issue.

    Args:
        subject_id
        body
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                subject_id=subject_id,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    subject_id: str,
    body: str,
) -> AddComment | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(subject_id=subject_id, body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    subject_id: str,
    body: str,
) -> Response[AddComment | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                subject_id=subject_id,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    subject_id: str,
    body: str,
) -> AddComment | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(subject_id=subject_id, body=body, client=client)).parsed
