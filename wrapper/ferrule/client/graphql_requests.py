"""Requests to a GraphQL API that others made: which operation each is, and whether it may be sent again."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec

from ferrule.call import Facts, Operation
from ferrule.errors import ConfigError
from ferrule.graphql.documents import executed

_UNNAMED = "document"
_TELLING = frozenset({"query", "operationName"})  # what is executed


def operation_of(api: str, facts: Facts, request: httpx.Request) -> Operation:
    """The operation of a ready-made request. Only what is surely a query may be sent again.

    Args:
        api: name of the API.
        facts: what holds for all of it.
        request: a POST of JSON, or a GET.

    Raises:
        ConfigError: something else than a query would be sent by GET, which servers, proxies and browsers repeat
            (GraphQL over HTTP, §5.3).
    """
    sent = _sent(request)
    found = executed(sent.get("query"), sent.get("operationName"))
    query = found is not None and found.kind == "query"
    if request.method == "GET" and "query" in sent and not query:
        raise ConfigError(f"{api}: only queries are sent by GET; send this document by POST")
    name = (found and found.name) or _UNNAMED
    known = msgspec.structs.replace(facts, idempotent=query or None if request.method == "POST" else query)
    return Operation(api, name, name, request.method, f"#{name}", facts=known)


def _sent(request: httpx.Request) -> dict[str, Any]:
    """Document, name of the operation and variables; nothing of a batch, an upload, or what is no JSON."""
    params = request.url.params
    if request.method == "GET":  # of what is given twice, servers differ in which they take
        return {name: params[name] if len(params.get_list(name)) == 1 else None for name in params}
    # Some servers read the URL of a POST, too, and before its body.
    if not isinstance(request.stream, httpx.ByteStream) or not _TELLING.isdisjoint(params):
        return {}
    try:
        return msgspec.json.decode(b"".join(request.stream), type=dict[str, Any])
    except (ValueError, RecursionError):
        return {}
