"""Enums: what a schema's list of values becomes."""

from __future__ import annotations

import json

from .. import naming
from ..jsondata import JSONObject, array_at, is_array
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
    kinds: set[type] = {type(value) for value in values}
    if kinds == {bool}:
        return {"type": "boolean"}, True
    if kinds not in ({str}, {int}):
        members = [{"type": _JSON_TYPES[kind]} if kind not in (list, dict) else {} for kind in sorted(kinds, key=str)]
        return one_of(members), False
    unique = list(dict.fromkeys(values))
    names = raw.get("x-enum-varnames")
    if not (is_array(names) and len(names) == len(values) == len(unique)):
        names = unique
    kind = "string" if kinds == {str} else "integer"
    return {"type": kind, "enum": unique, "x-enum-varnames": naming.enum_members(names)}, True
