"""The Python type of a property."""

from __future__ import annotations

import json
from typing import Any

from ..properties import (
    AnyProperty,
    BooleanProperty,
    ConstProperty,
    DateProperty,
    DateTimeProperty,
    EnumProperty,
    FileProperty,
    FloatProperty,
    IntProperty,
    ListProperty,
    MapProperty,
    ModelProperty,
    NoneProperty,
    PropertyProtocol,
    StringProperty,
    UnionProperty,
    UuidProperty,
    plain,
)
from .imports import Imports
from .source import literal

_PLAIN: dict[type, str] = {
    AnyProperty: "Any",
    BooleanProperty: "bool",
    DateProperty: "datetime.date",
    DateTimeProperty: "datetime.datetime",
    FloatProperty: "float",
    IntProperty: "int",
    NoneProperty: "None",
    StringProperty: "str",
    UuidProperty: "UUID",
}
_IMPORTED = ("Any", "UUID", "datetime")
_LISTED = 40  # values of an enum up to which an argument's type lists them


def annotation(prop: PropertyProtocol, imports: Imports, *, argument: bool = False, received: bool = False) -> str:
    """The type of `prop`, without `Unset`.

    Args:
        prop: the generator's property.
        imports: takes what the type needs.
        argument: of a parameter, where an enum may also be given as its plain value.
        received: of a response, where content comes as bytes.
    """
    parts = list(dict.fromkeys(_parts(prop, imports, argument, received)))
    literals = [part for part in parts if part.startswith("Literal[")]
    if len(literals) > 1:
        joined = "Literal[" + ", ".join(part[len("Literal[") : -1] for part in literals) + "]"
        at = parts.index(literals[0])
        parts = [part for part in parts if part not in literals]
        parts.insert(at, joined)
    if "Any" in parts:
        return "Any"
    return " | ".join(sorted(parts, key="None".__eq__))


def _parts(prop: PropertyProtocol, imports: Imports, argument: bool, received: bool) -> list[str]:
    if type(prop) is UnionProperty:
        return [part for inner in prop.inner_properties for part in _parts(inner, imports, argument, received)]
    if type(prop) is ListProperty:
        return [f"list[{annotation(prop.inner_property, imports, argument=argument, received=received)}]"]
    if type(prop) is MapProperty:
        if prop.inner_property is None:
            imports.use("Any")
            return ["dict[str, Any]"]
        return [f"dict[str, {annotation(prop.inner_property, imports, argument=argument, received=received)}]"]
    if type(prop) is ConstProperty:
        imports.use("Literal")
        return [f"Literal[{literal(const_value(prop))}]"]
    if type(prop) is FileProperty:
        if received:
            return ["bytes"]
        imports.use("File")
        return ["File"]
    if type(prop) is ModelProperty:
        imports.use_class(prop.class_info.name)
        return [str(prop.class_info.name)]
    if type(prop) is EnumProperty:
        imports.use_class(prop.class_info.name)
        if not argument or len(prop.values) > _LISTED:
            return [str(prop.class_info.name)]
        imports.use("Literal")
        return [str(prop.class_info.name), f"Literal[{', '.join(literal(value) for value in enum_values(prop))}]"]
    name = _PLAIN[type(prop)]
    if (outer := name.partition(".")[0]) in _IMPORTED:
        imports.use(outer)
    return [name]


def const_value(prop: ConstProperty) -> Any:
    """The value of a constant, as it is on the wire."""
    raw = prop.value.raw_value
    return raw if isinstance(raw, int | float) else plain(raw)


def enum_values(prop: EnumProperty) -> list[str | int]:
    """The values of an enum, as they are on the wire; the generator holds text escaped for a literal."""
    return [json.loads(f'"{value}"') if isinstance(value, str) else value for value in prop.values.values()]
