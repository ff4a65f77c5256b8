"""Merge the parts of an `allOf` whose own objects and enums are components already, so nothing is duplicated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..jsondata import JSONObject
from .shapes import NULL


def merge(shapes: list[JSONObject], resolve: Callable[[JSONObject], JSONObject]) -> tuple[JSONObject, list[str]]:
    """All of `shapes` as one, and what they disagree about; where they do, the last one holds.

    Args:
        shapes: canonical shapes, references followed.
        resolve: follows a reference to a component.
    """
    merged: JSONObject = {}
    clashes: list[str] = []
    for shape in shapes:
        if "oneOf" in shape and len(shape["oneOf"]) == 2:
            shape = resolve(next(member for member in shape["oneOf"] if member != NULL))
        for key, value in shape.items():
            if key == "properties":
                _merge_properties(merged.setdefault(key, {}), value, resolve, clashes)
            elif key == "x-fields":
                fields = merged.setdefault(key, {})
                for name, annotations in value.items():
                    fields[name] = {**fields.get(name, {}), **annotations}
            elif key == "required":
                merged[key] = list(dict.fromkeys([*merged.get(key, []), *value]))
            elif key == "additionalProperties" and value is False:
                continue  # it would forbid the other parts' properties
            elif key == "type" and merged.get(key, value) != value:
                clashes.append("the type")
                merged[key] = value
            else:
                merged[key] = value
    return merged, clashes


def _merge_properties(
    into: JSONObject, more: JSONObject, resolve: Callable[[JSONObject], JSONObject], clashes: list[str]
) -> None:
    for name, value in more.items():
        current = into.get(name)
        if current is None or _wider(current, value, resolve):
            into[name] = value
        elif not _wider(value, current, resolve):
            clashes.append(f"property {name}")
            into[name] = value


def _wider(one: JSONObject, other: JSONObject, resolve: Callable[[JSONObject], JSONObject]) -> bool:
    """Whether everything that `other` allows, `one` allows too, as far as the Python type goes."""
    one, other = _bare(resolve(one)), _bare(resolve(other))
    if one == other or not one:
        return True
    members: list[Any] = one.get("oneOf", [])
    others: list[Any] = other.get("oneOf", [other])
    if members and all(any(_wider(m, o, resolve) for m in members) for o in others):
        return True
    if one.get("type") != other.get("type"):
        return one.get("type") == "number" and other.get("type") == "integer"
    return "enum" not in one and "format" not in one and one.get("type") in ("string", "integer", "number", "boolean")


def _bare(shape: JSONObject) -> JSONObject:
    return {key: value for key, value in shape.items() if key != "description"}
