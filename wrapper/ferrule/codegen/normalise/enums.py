"""Enums: what a schema's list of values becomes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import compress
from typing import Any

from .. import naming
from ..jsondata import JSONObject, array_at, as_object, is_array, is_object, object_at, text_at
from .shapes import NULL, one_of

_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_TEXTS = ("x-enum-descriptions", "x-enumDescriptions")
_TOLD = "x-enum-descriptions"
_JSON_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}


def enum_shape(raw: JSONObject, types: list[str], *, inline: bool) -> tuple[JSONObject, bool] | None:
    """The shape of a schema with `enum`, and whether it is exact; None if there are no values, so that its type holds.

    Args:
        raw: the schema.
        types: its types, null aside.
        inline: whether it has no name, so that a single value is a constant; who names it wants a class.
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
    names, texts = names_of(raw, unique), _of_values(raw, unique, _TEXTS, "description")
    if len(unique) == 1 and inline and names == unique and not texts:
        return {"const": unique[0]}, True
    return _enum(unique, names, texts), True


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
    texts = [text_at(member, "description") for member in members]
    if not any(texts):
        texts = _of_values(raw, values, _TEXTS, "description")
    return None if names == values else _enum(values, names, texts)


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
    left = [value in kept for value in named["enum"]]
    listed = {key: [*compress(named[key], left)] for key in ("enum", "x-enum-varnames", _TOLD) if key in named}
    return {**named, **listed}


def names_of(raw: JSONObject, values: list[Any]) -> list[Any]:
    """What the document calls the values of an enum, in one of the extensions for that; else the values themselves."""
    names = _of_values(raw, values, _NAMES, "name")
    return names if names and all(names) else values


def described(raw: JSONObject, shape: JSONObject) -> str:
    """What is said of a schema, and of each of its values where it is an enum."""
    listed = [
        f"- `{name}`: {' '.join(text.split())}"
        for name, text in zip(shape.get("x-enum-varnames", ()), shape.get(_TOLD, ()), strict=False)
        if text
    ]
    return "\n\n".join(filter(None, (text_at(raw, "description"), "\n".join(listed))))


def _of_values(raw: JSONObject, values: list[Any], keys: Iterable[str], member: str) -> list[str]:
    """What the document says of the values of an enum, in one of some extensions for that; nothing if not of each."""
    named: Any = object_at(raw, "x-ms-enum").get("values")
    found = [as_object(one).get(member, "") for one in named] if is_array(named) else []
    documented = [value for value in array_at(raw, "enum") if value is not None]
    if documented and len(documented) != len(values):
        return []
    for said in (*(raw.get(key) for key in keys), found):
        if is_object(said):
            said = [said.get(str(value), "") for value in values]
        if is_array(said) and len(said) == len(values) and all(isinstance(one, str) for one in said) and any(said):
            return said
    return []


def _enum(values: list[Any], names: list[Any], texts: list[str]) -> JSONObject:
    kind = "string" if isinstance(values[0], str) else "integer"
    shape: JSONObject = {"type": kind, "enum": values, "x-enum-varnames": naming.enum_members(names)}
    if any(texts):
        shape[_TOLD] = texts
        shape["description"] = described({}, shape)
    return shape


def _constant(member: JSONObject) -> Any:
    """The only value that a schema allows; None if there are others."""
    values = array_at(member, "enum")
    return values[0] if len(values) == 1 else member.get("const")


def _unique(values: list[Any]) -> list[Any]:
    """Each value once. To Python true equals 1."""
    found: dict[tuple[type[Any], str], Any] = {(type(value), json.dumps(value)): value for value in values}
    return list(found.values())
