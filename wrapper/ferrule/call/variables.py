"""The variables of a GraphQL request. Servers quote them in their errors, and nobody else shall read them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ferrule.call.call import Call


def variables_of(call: Call) -> Iterator[str]:
    """Each value that was sent in a variable, at any depth, as text; true, false and null tell nothing."""
    rest: list[Any] = list(_sent(call))
    while rest:
        value = rest.pop()
        if isinstance(value, dict):
            rest += value.values()  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        elif isinstance(value, list):
            rest += value  # pyright: ignore[reportUnknownArgumentType]
        elif isinstance(value, str):
            yield value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield str(value)


def _sent(call: Call) -> Iterator[Any]:
    """The variables of each operation: of the body, where a batch has several, or of the query."""
    body: Any = call.body
    requests: Any = _decoded(body.get("content")) if "content" in body else body.get("json")
    for one in requests if isinstance(requests, list) else [requests]:
        if isinstance(one, dict):
            yield one.get("variables")  # pyright: ignore[reportUnknownMemberType]
    params: Any = body.get("params") or {}
    yield _decoded(str(params.get("variables", "")).encode())


def _decoded(content: Any) -> Any:
    try:
        return msgspec.json.decode(content)
    except (TypeError, ValueError, RecursionError):
        return None
