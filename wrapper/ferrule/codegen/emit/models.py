"""What the model and enum templates print."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty, Property
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from ..naming import module_of
from ..normalise import Field, Normalised
from .decode import Decoder
from .source import docstring, entry, literal, wrapped
from .types import Imports, annotation, const_value, enum_values

_SCALARS = (AnyProperty, BooleanProperty, ConstProperty, FloatProperty, IntProperty, NoneProperty, StringProperty)

_COUNTED = 4  # optional attributes up to which counting them is worth its source


@frozen
class Attribute:
    """An attribute of a model."""

    python: str
    wire: str
    """As a Python literal."""
    declaration: str
    decode: str
    encode: str


@frozen
class ModelSource:
    """A model module."""

    name: str
    docstring: str
    attributes: list[Attribute]
    additional_type: str
    additional_decode: str
    additional_encode: str
    multipart: bool
    known: str
    """The names of all attributes on the wire, as a Python literal."""
    complete: str
    """A test that nothing is there besides the attributes."""
    any_required: bool
    any_optional: bool
    shape: str
    choices: dict[str, str]
    decoders: list[str]
    imports: Imports
    classes: list[tuple[str, str]]


def model_source(
    model: ModelProperty, normalised: Normalised, in_union: set[str], in_multipart: set[str]
) -> ModelSource:
    """Everything that `model.py.jinja` prints for `model`."""
    name = str(model.class_info.name)
    imports = Imports()
    decoder = Decoder(name, "models", normalised.discriminators)
    fields = normalised.fields[name]
    properties = [*(model.required_properties or []), *(model.optional_properties or [])]
    absent = {str(prop.python_name): _absent(prop, fields[_raw(prop.name)]) for prop in properties}
    promised = "" in absent.values()
    attributes = [_attribute(prop, fields[_raw(prop.name)], imports, decoder) for prop in properties]
    attributes.sort(key=lambda one: "=" in one.declaration)  # those without default first
    additional_type, additional_decode, additional_encode = "Any", "", "additional"
    additional = model.additional_properties
    if additional is not None and type(additional) is not AnyProperty:
        additional_type = annotation(additional, imports)
        additional_decode = decoder.expression(additional, "value", "{}")
        if not _is_scalar(additional):
            additional_encode = "encode(additional)"
    classes = sorted((module_of(one), one) for one in imports.classes if one != name)
    return ModelSource(
        name=name,
        docstring=_docstring(model, properties, fields, imports),
        attributes=attributes,
        additional_type=additional_type,
        additional_decode=additional_decode,
        additional_encode=additional_encode,
        multipart=name in in_multipart,
        known=_tuple(fields[_raw(prop.name)].wire for prop in properties),
        complete=_complete(absent),
        any_required=promised,
        any_optional=any(absent.values()),
        shape=_shape(properties, fields) if name in in_union else "",
        choices={constant: value for value, constant in decoder.choices.items()},
        decoders=sorted(
            {
                *decoder.names,
                *({"Shape"} if name in in_union else set()),
                *({"Incomplete"} if promised else set()),
            }
        ),
        imports=imports,
        classes=classes,
    )


def _attribute(prop: Property, about: Field, imports: Imports, decoder: Decoder) -> Attribute:
    python = str(prop.python_name)
    wire = literal(about.wire)
    kind = annotation(prop, imports)
    if not prop.required:
        imports.names.add("Unset")
        declaration = f"{python}: {kind} | Unset = UNSET" if kind != "Any" else f"{python}: Any = UNSET"
    elif type(prop) is ConstProperty:
        declaration = f"{python}: {kind} = {literal(const_value(prop))}"
    elif about.read_only:
        imports.names.add("READ_ONLY")
        declaration = f"{python}: {kind} = READ_ONLY"
    else:
        declaration = f"{python}: {kind}"
    value = f"self.{python}"
    absent = _absent(prop, about)
    if absent == "WRITE_ONLY":
        imports.names.add(absent)
    source = f"get({wire}, {absent})" if absent else f"src_dict[{wire}]"
    return Attribute(
        python=python,
        wire=wire,
        declaration=declaration,
        decode=decoder.expression(prop, source, about.wire, absent=absent),
        encode=value if _is_scalar(prop) and type(prop) is not AnyProperty else f"encode({value})",
    )


def _absent(prop: Property, about: Field) -> str:
    """What stands for the property where a response lacks it; empty if every response has it."""
    if not prop.required:
        return "UNSET"
    return "WRITE_ONLY" if about.write_only else ""


def _is_scalar(prop: Any) -> bool:
    members = prop.inner_properties if type(prop) is UnionProperty else [prop]
    return all(type(member) in _SCALARS and type(member) is not AnyProperty for member in members)


def _shape(properties: list[Property], fields: dict[str, Field]) -> str:
    """Keys and constants by which a union tells this model from others."""
    wires = {fields[_raw(prop.name)].wire: prop for prop in properties}
    required = [wire for wire, prop in wires.items() if not _absent(prop, fields[_raw(prop.name)])]
    constants: dict[str, Any] = {}
    for wire, prop in wires.items():
        if type(prop) is ConstProperty:
            constants[wire] = const_value(prop)
        elif type(prop) is EnumProperty and len(prop.values) == 1:
            constants[wire] = enum_values(prop)[0]
    return f"Shape(frozenset({_tuple(required)}), _KNOWN, {literal(constants)})"


def _complete(absent: dict[str, str]) -> str:
    """Counting is quicker than comparing names, but it takes a term for each attribute that may be absent."""
    optional = {python: value for python, value in absent.items() if value}
    if len(optional) > _COUNTED:
        return "_KNOWN.issuperset(src_dict)"
    required = [str(len(absent) - len(optional))] if len(absent) > len(optional) else []
    terms = [*required, *(f"(self.{python} is not {value})" for python, value in optional.items())]
    return f"type(src_dict) is dict and len(src_dict) == {' + '.join(terms)}"


def _tuple(names: Any) -> str:
    joined = ", ".join(literal(name) for name in names)
    return f"({joined},)" if joined else ""


def _docstring(model: ModelProperty, properties: list[Property], fields: dict[str, Field], imports: Imports) -> str:
    lines = []
    for prop in properties:
        about = fields[_raw(prop.name)]
        notes = [
            f"Default on the server: {about.default}." if about.default else "",
            "Set by the server." if about.read_only else "",
            "Never in a response." if about.write_only else "",
            "Deprecated." if about.deprecated else "",
            f"`{about.wire}` on the wire." if about.wire != str(prop.python_name) else "",
        ]
        if about.description or any(notes):
            lines.append(entry(str(prop.python_name), about.description, (wrapped(note) for note in notes if note)))
    parts = [wrapped(_raw(model.description)) if model.description else str(model.class_info.name)]
    if lines:
        parts.append("Attributes:\n" + "\n".join(lines))
    return docstring(parts, indent=4)


def _raw(value: Any) -> str:
    found: str = value.get_untrusted_value() if hasattr(value, "get_untrusted_value") else str(value or "")
    return found


@frozen
class EnumSource:
    """An enum module."""

    name: str
    base: str
    docstring: str
    members: list[tuple[str, str]]


def enum_source(enum: EnumProperty) -> EnumSource:
    """Everything that `enum.py.jinja` prints for `enum`."""
    name = str(enum.class_info.name)
    text = wrapped(_raw(enum.description)) if enum.description else name
    values = zip(enum.values, enum_values(enum), strict=True)
    return EnumSource(
        name=name,
        base="StrEnum" if enum.value_type is str else "IntEnum",
        docstring=docstring([text], indent=4),
        members=[(key, literal(value)) for key, value in values],
    )
