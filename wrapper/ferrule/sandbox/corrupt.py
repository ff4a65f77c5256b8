"""Spoil a good reply on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec
from attrs import evolve

from .documents import JSONObject, escape, is_array, is_object, resolve
from .faults import Corrupt, Status
from .messages import Reply, json_reply, title
from .routes import Operation


def instead(fault: Status, error: Callable[[int, str], Reply]) -> Reply:
    """The reply that `fault` wants, whatever the request; `error` makes the API's own error body."""
    phrase = title(fault.status)
    if fault.body == "html":
        page = f"<!doctype html><title>{fault.status} {phrase}</title><h1>{phrase}</h1>"
        reply = Reply(fault.status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
    elif fault.body == "empty":
        reply = Reply(fault.status)
    elif fault.body == "wrong":
        reply = json_reply({"unexpected": [fault.status]}, fault.status)
    else:
        reply = error(fault.status, f"{phrase} (injected by the sandbox)")
    if fault.retry_after is not None:
        wait = fault.retry_after
        reply.headers["Retry-After"] = wait if isinstance(wait, str) else f"{wait:g}"
    reply.headers.update(fault.headers)
    return reply


def corrupt(reply: Reply, fault: Corrupt, document: Mapping[str, Any], operation: Operation) -> Reply:
    """The reply as `fault` wants it; a body in which nothing qualifies is left alone."""
    if fault.what == "type":
        return evolve(reply, headers={**reply.headers, "Content-Type": "text/html; charset=utf-8"})
    if not reply.body or "json" not in reply.headers.get("Content-Type", ""):
        return reply
    if fault.what == "json":
        return evolve(reply, body=b'{"broken": ' + reply.body)
    value = msgspec.json.decode(reply.body)
    target = next(_targets(document, _schema(document, operation, reply.status), value, fault), None)
    if target is None:
        return reply
    owner, key = target
    owner[key] = None if fault.what == "null" else "never-heard-of-it"
    return evolve(reply, body=msgspec.json.encode(value))


def _targets(document: Mapping[str, Any], schema: Any, value: Any, fault: Corrupt) -> Iterator[tuple[Any, str | int]]:
    """Where to put the wrong value: owner and key."""
    for pointer, owner, key, member in _members(document, schema, value, ""):
        if (pointer == fault.field) if fault.field is not None else _qualifies(member, fault):
            yield owner, key


def _members(
    document: Mapping[str, Any], raw: Any, value: Any, pointer: str
) -> Iterator[tuple[str, Any, str | int, JSONObject]]:
    """Every value inside `value` with its pointer, owner, key and schema; outer ones first."""
    schema = _flat(document, raw)
    inner: list[tuple[str, str | int, Any, JSONObject]] = []
    if is_object(value):
        described = schema.get("properties", {})
        for name, member in value.items():
            inner.append((f"{pointer}/{escape(name)}", name, member, described.get(name, {})))
    elif is_array(value):
        inner = [(f"{pointer}/{index}", index, member, schema.get("items", {})) for index, member in enumerate(value)]
    for at, key, _, about in inner:
        yield at, value, key, _flat(document, about)
    for at, _, member, about in inner:
        yield from _members(document, about, member, at)


def _flat(document: Mapping[str, Any], raw: Any) -> JSONObject:
    """A schema with its reference followed and its `allOf` merged, as far as properties and types go; without null."""
    schema = resolve(document, raw)
    if not is_object(schema):
        return {}
    if len(others := [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]) == 1:
        return _flat(document, others[0])
    parts = [_flat(document, part) for part in schema.get("allOf", ())]
    merged: JSONObject = {key: value for part in (*parts, schema) for key, value in part.items()}
    merged["properties"] = {
        name: member for part in (*parts, schema) for name, member in part.get("properties", {}).items()
    }
    return merged


def _qualifies(schema: JSONObject, fault: Corrupt) -> bool:
    if fault.what == "enum":
        return len(cast("Sequence[Any]", schema.get("enum", ()))) > 1
    return schema.get("type") in ("string", "integer", "number", "boolean")


def _schema(document: Mapping[str, Any], operation: Operation, status: int) -> Any:
    responses: Mapping[str, Any] = operation.data["responses"]
    keys = (str(status), f"{status // 100}XX", "default")
    none: JSONObject = {}
    response = resolve(document, next((responses[key] for key in keys if key in responses), none))
    content: JSONObject = response.get("content", {})
    return next((media.get("schema") for name, media in content.items() if "json" in name), None)
