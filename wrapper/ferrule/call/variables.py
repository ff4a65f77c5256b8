"""The variables of a GraphQL request. Servers quote them in their errors, and nobody else shall read them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

import msgspec

from ferrule.call.call import Call


def variables_of(call: Call) -> Iterator[str]:
    """Each value that was sent in a variable, at any depth, as text; true, false and null tell nothing."""
    rest: list[object] = list(_sent(call))
    while rest:
        value = rest.pop()
        if _is_object(value):
            rest += value.values()
        elif _is_array(value):
            rest += value
        elif isinstance(value, str):
            yield value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield str(value)


def _sent(call: Call) -> Iterator[object]:
    """The variables of each operation: of the body, where a batch has several, or of the query."""
    body: Any = call.body
    sent = _json_of(body)
    requests: list[object] = sent if _is_array(sent) else [sent]
    yield from (one.get("variables") for one in requests if _is_object(one))
    params: object = body.get("params")
    yield _decoded(str(params.get("variables")).encode()) if _is_object(params) else None


def _json_of(body: Any) -> object:
    return _decoded(body["content"]) if "content" in body else body.get("json")


def _decoded(content: Any) -> object:
    try:
        return msgspec.json.decode(content)
    except (TypeError, ValueError, RecursionError):
        return None


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_array(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
