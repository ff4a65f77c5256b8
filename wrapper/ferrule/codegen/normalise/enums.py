"""Enums: what a schema's list of values becomes."""

from __future__ import annotations

import json
from typing import Any

from .. import naming
from ..jsondata import JSONObject, array_at, as_object, is_array, is_object, object_at, text_at
from .shapes import NULL, one_of

_JSON_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}


def enum_shape(raw: JSONObject, types: list[str]) -> tuple[JSONObject, bool] | None:
    """The shape of a schema with `enum`, and whether it is exact; None if there are no values, so that its type holds.

    Args:
        raw: the schema.
        types: its types, null aside.
    """
    values = [value for value in array_at(raw, "enum") if value is not None]
    if not values:
        return (dict(NULL), True) if raw["enum"] else None
    if types == ["string"]:
        values = [value if isinstance(value, str) else json.dumps(value) for value in values]
    unique = _unique(values)
    kinds: set[type] = {type(value) for value in values}
    if kinds == {bool}:
        return ({"type": "boolean"} if len(unique) > 1 else {"const": unique[0]}), True
    if kinds <= {str, int, bool} and len(kinds) > 1:
        return one_of([{"const": value} for value in unique]), True
    if kinds not in ({str}, {int}):
        members = [{"type": _JSON_TYPES[kind]} if kind not in (list, dict) else {} for kind in sorted(kinds, key=str)]
        return one_of(members), False
    return _enum(unique, names_of(raw, unique)), True


def constants_shape(raw: JSONObject, members: list[JSONObject]) -> JSONObject | None:
    """The enum that a union of named constants stands for; None if it is another union, or they have no names.

    Args:
        raw: the schema, whose extensions may name the values too.
        members: its members but null.
    """
    values = [_constant(member) for member in members]
    kinds: set[type] = {type(value) for value in values}
    if len(members) < 2 or kinds not in ({str}, {int}) or len(_unique(values)) < len(values):
        return None
    titles = [text_at(member, "title") for member in members]
    names = titles if all(titles) else names_of(raw, values)
    return None if names == values else _enum(values, names)


def values_of(shape: JSONObject) -> list[Any] | None:
    """The values that an enum, a constant or a union of constants lists, null aside; None of another shape."""
    members = [member for member in shape.get("oneOf", [shape]) if member != NULL]
    listed = [member.get("enum") or ([member["const"]] if "const" in member else None) for member in members]
    return None if None in listed or not listed else [value for values in listed for value in values or ()]


def narrowed(shapes: list[JSONObject]) -> JSONObject | None:
    """What all of several shapes allow where enums or constants list it; None if none does, or if nothing is left.

    The names are those of the first enum.
    """
    lists = [values for shape in shapes if (values := values_of(shape)) is not None]
    rest = [shape for shape in shapes if values_of(shape) is None]
    if not lists or not all(shape.keys() <= {"type", "format", "description"} for shape in rest):
        return None
    kept = [value for value in lists[0] if all(value in values for values in lists)]
    if len(kept) < 2:
        return {"const": kept[0]} if kept else None
    named = next((shape for shape in shapes if "x-enum-varnames" in shape), None)
    if named is None:
        return one_of([{"const": value} for value in kept])
    names = [name for name, value in zip(named["x-enum-varnames"], named["enum"], strict=True) if value in kept]
    return {**named, "enum": [value for value in named["enum"] if value in kept], "x-enum-varnames": names}


def names_of(raw: JSONObject, values: list[Any]) -> list[Any]:
    """What the document calls the values of an enum, in one of the extensions for that; else the values themselves."""
    named: Any = object_at(raw, "x-ms-enum").get("values")
    found = [as_object(one).get("name") for one in named] if is_array(named) else []
    listed: list[Any] = [*(raw.get(key) for key in ("x-enum-varnames", "x-enumNames", "x-enum-names")), found]
    documented = [value for value in array_at(raw, "enum") if value is not None]
    for names in listed:
        if is_object(names):
            names = [names.get(str(value)) for value in values]
        if is_array(names) and len(names) == len(values) and all(isinstance(name, str) and name for name in names):
            return names if not documented or len(documented) == len(values) else values
    return values


def _enum(values: list[Any], names: list[Any]) -> JSONObject:
    kind = "string" if isinstance(values[0], str) else "integer"
    return {"type": kind, "enum": values, "x-enum-varnames": naming.enum_members(names)}


def _constant(member: JSONObject) -> Any:
    """The only value that a schema allows; None if there are others."""
    values = array_at(member, "enum")
    return values[0] if len(values) == 1 else member.get("const")


def _unique(values: list[Any]) -> list[Any]:
    """Each value once. To Python true equals 1."""
    found: dict[tuple[type[Any], str], Any] = {(type(value), json.dumps(value)): value for value in values}
    return list(found.values())
