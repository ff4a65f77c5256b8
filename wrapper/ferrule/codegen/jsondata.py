"""Documents as JSON data, looked at with types.

A document is foreign data: any value may be anywhere. `check` refuses what is of a wrong type where OpenAPI has a fixed
one. Elsewhere these functions treat a value of another type as if it were not there.
"""

from __future__ import annotations

from typing import Any, TypeAlias, TypeGuard

JSONObject: TypeAlias = dict[str, Any]


def is_object(value: object) -> TypeGuard[JSONObject]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def as_object(value: object) -> JSONObject:
    """The value if it is an object, else an empty one."""
    return value if is_object(value) else {}


def object_at(owner: JSONObject, key: str) -> JSONObject:
    """The object that is a member of `owner`, or an empty one."""
    return as_object(owner.get(key))


def array_at(owner: JSONObject, key: str) -> list[Any]:
    """The array that is a member of `owner`, or an empty one."""
    value = owner.get(key)
    return value if is_array(value) else []


def text_at(owner: JSONObject, key: str) -> str:
    """A member of `owner` as text, empty if there is none. YAML reads `version: 1.0` as a number, but text is meant."""
    return str(owner.get(key) or "")
