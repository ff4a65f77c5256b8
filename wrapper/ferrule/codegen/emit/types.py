"""The Python type of a property, and what a module must import to name it."""

from __future__ import annotations

from typing import Any

from attrs import define, field
from openapi_python_client.parser.properties import (
    AnyProperty,
    EnumProperty,
    ModelProperty,
    Property,
)
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from ..properties import MapProperty
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


@define
class Imports:
    """Names that a module's source uses."""

    classes: set[str] = field(factory=set)
    """Models and enums, needed for types only."""
    names: set[str] = field(factory=set)
    """`datetime`, `UUID`, `Any`, `Literal`, `File`, `Unset`, `models`, and functions of `_decode`."""


def annotation(prop: Property, imports: Imports, *, argument: bool = False, received: bool = False) -> str:
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


def _parts(prop: Any, imports: Imports, argument: bool, received: bool) -> list[str]:
    if type(prop) is UnionProperty:
        return [part for inner in prop.inner_properties for part in _parts(inner, imports, argument, received)]
    if type(prop) is ListProperty:
        inner = annotation(prop.inner_property, imports, argument=argument, received=received)  # type: ignore[arg-type]
        return [f"list[{inner}]"]
    if type(prop) is MapProperty:
        if prop.inner_property is None:
            imports.names.add("Any")
            return ["dict[str, Any]"]
        return [f"dict[str, {annotation(prop.inner_property, imports, argument=argument, received=received)}]"]  # type: ignore[arg-type]
    if type(prop) is ConstProperty:
        imports.names.add("Literal")
        return [f"Literal[{literal(const_value(prop))}]"]
    if type(prop) is FileProperty:
        if received:
            return ["bytes"]
        imports.names.add("File")
        return ["File"]
    if type(prop) in (ModelProperty, EnumProperty):
        imports.classes.add(prop.class_info.name)
        if argument and type(prop) is EnumProperty and len(prop.values) <= 40:
            imports.names.add("Literal")
            return [str(prop.class_info.name), f"Literal[{', '.join(literal(v) for v in enum_values(prop))}]"]
        return [str(prop.class_info.name)]
    name = _PLAIN[type(prop)]
    if "." in name:
        imports.names.add(name.partition(".")[0])
    elif name in ("Any", "UUID"):
        imports.names.add(name)
    return [name]


def const_value(prop: ConstProperty) -> Any:
    """The value of a constant, as it is on the wire."""
    raw = prop.value.raw_value
    return raw.get_untrusted_value() if hasattr(raw, "get_untrusted_value") else raw


def enum_values(prop: EnumProperty) -> list[str | int]:
    """The values of an enum, as they are on the wire; the generator holds text escaped for a literal."""
    import json

    return [json.loads(f'"{value}"') if isinstance(value, str) else value for value in prop.values.values()]
