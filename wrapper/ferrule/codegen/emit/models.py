"""What the model and enum templates print."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ..normalise import Field
from ..properties import (
    AnyProperty,
    BooleanProperty,
    ConstProperty,
    EnumProperty,
    IntProperty,
    ModelProperty,
    NoneProperty,
    PropertyProtocol,
    StringProperty,
    UnionProperty,
    plain,
)
from .decode import Decoder
from .imports import Imports
from .source import docstring, entry, literal, wrapped
from .tags import Unions
from .types import annotation, const_value, enum_values
from .unions import is_date

_SCALARS = (BooleanProperty, ConstProperty, IntProperty, NoneProperty, StringProperty)  # a float may be no JSON

_COUNTED = 4  # optional attributes up to which counting them is worth its source


@frozen
class Attribute:
    """An attribute of a model."""

    python: str
    wire: str
    """As a Python literal."""
    declaration: str
    has_default: bool
    read_only: bool
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
    """A test that there is nothing but the attributes."""
    any_required: bool
    any_optional: bool
    shape: str
    choices: dict[str, str]
    imports: Imports


def model_source(model: ModelProperty, unions: Unions, in_union: set[str], in_multipart: set[str]) -> ModelSource:
    """Everything that `model.py.jinja` prints for `model`."""
    name = str(model.class_info.name)
    imports = Imports("..", ".", own=name)
    imports.use("Any", "Mapping", "Mismatch", "Self", "UNSET", "_Model", "_attrs_define", "_attrs_field")
    decoder = Decoder(name, unions, imports)
    fields = unions.fields[name]
    properties = [*(model.required_properties or []), *(model.optional_properties or [])]
    absent = {str(prop.python_name): _absent(prop, fields[plain(prop.name)]) for prop in properties}
    promised = "" in absent.values()
    attributes = [_attribute(prop, fields[plain(prop.name)], decoder) for prop in properties]
    attributes.sort(key=lambda one: one.has_default)  # those without default first
    additional_type, additional_decode, additional_encode = "Any", "", "additional"
    additional = model.additional_properties
    if additional is not None and type(additional) is not AnyProperty:
        additional_type = annotation(additional, imports)
        additional_decode = decoder.expression(additional, "value", "{}")
        additional_encode = _encoded(additional, "additional", imports)
    shape = _shape(model, fields) if name in in_union else ""
    imports.use(*(["ClassVar", "_Shape"] if shape else []), *(["_Incomplete"] if promised else []))
    return ModelSource(
        name=name,
        docstring=_docstring(model, properties, fields),
        attributes=attributes,
        additional_type=additional_type,
        additional_decode=additional_decode,
        additional_encode=additional_encode,
        multipart=name in in_multipart,
        known=_tuple(fields[plain(prop.name)].wire for prop in properties),
        complete=_complete(absent),
        any_required=promised,
        any_optional=any(absent.values()),
        shape=shape,
        choices=decoder.choices,
        imports=imports,
    )


def _attribute(prop: PropertyProtocol, about: Field, decoder: Decoder) -> Attribute:
    python = str(prop.python_name)
    wire = literal(about.wire)
    kind = annotation(prop, decoder.imports)
    default = ""
    if not prop.required:
        default = "UNSET"
        if kind != "Any":
            kind += " | Unset"
            decoder.imports.use("Unset")
    elif about.read_only:
        default = "READ_ONLY"
        decoder.imports.use(default)
    if prop.required or about.implied or decoder.unions.is_discriminator(decoder.owner, about.wire):
        default = _single(prop, decoder.imports) or default
    if type(prop) is StringProperty and (tag := decoder.unions.stated_tag(decoder.owner, about.wire)):
        default = literal(tag)
    absent = _absent(prop, about)
    decoder.imports.use(*([absent] if absent else []))
    source = f"get({wire}, {absent})" if absent else f"src_dict[{wire}]"
    return Attribute(
        python=python,
        wire=wire,
        declaration=f"{python}: {kind} = {default}" if default else f"{python}: {kind}",
        has_default=bool(default),
        read_only=about.read_only,
        decode=decoder.expression(prop, source, about.wire, absent=absent),
        encode=_encoded(prop, f"self.{python}", decoder.imports),
    )


def _single(prop: PropertyProtocol, imports: Imports) -> str:
    """The only value that a property may have, so that callers need not give it; empty if there are others."""
    if type(prop) is ConstProperty:
        return literal(const_value(prop))
    if type(prop) is EnumProperty and len(prop.values) == 1:
        imports.use("_models")
        return f"_attrs_field(factory=lambda: _models.{prop.class_info.name}.{next(iter(prop.values))})"
    return ""


def _absent(prop: PropertyProtocol, about: Field) -> str:
    """The value of a property that a response lacks; empty if every response has it."""
    if not prop.required:
        return "UNSET"
    return "WRITE_ONLY" if about.write_only else ""


def _encoded(prop: PropertyProtocol, value: str, imports: Imports) -> str:
    """An expression for a value as JSON data; what is JSON data in Python too stays as it is."""
    members = prop.inner_properties if type(prop) is UnionProperty else [prop]
    if all(type(member) in _SCALARS for member in members):
        return value
    function = "encode_date" if is_date(prop) else "encode"
    imports.use(function)
    return f"{function}({value}, sent)"


def _shape(model: ModelProperty, fields: dict[str, Field]) -> str:
    """The keys by which a union tells this model from others."""
    required = [
        about.wire for prop in model.required_properties or [] if not _absent(prop, about := fields[plain(prop.name)])
    ]
    closed = ", closed=True" if model.additional_properties is None else ""
    return f"_Shape(frozenset({_tuple(required)}), _KNOWN{closed})"


def _complete(absent: dict[str, str]) -> str:
    """Counting is quicker than comparing names, but it takes a term for each attribute that may be absent."""
    optional = {python: value for python, value in absent.items() if value}
    if len(optional) > _COUNTED:
        return "_KNOWN.issuperset(src_dict)"
    required = [str(len(absent) - len(optional))] if len(absent) > len(optional) else []
    terms = [*required, *(f"(self.{python} is not {value})" for python, value in optional.items())]
    return f"type(src_dict) is dict and len(src_dict) == {' + '.join(terms)}"


def _tuple(names: Iterable[str]) -> str:
    joined = ", ".join(literal(name) for name in names)
    return f"({joined},)" if joined else ""


def _docstring(model: ModelProperty, properties: Iterable[PropertyProtocol], fields: dict[str, Field]) -> str:
    lines: list[str] = []
    for prop in properties:
        about = fields[plain(prop.name)]
        notes = [
            f"Default on the server: {about.default}." if about.default else "",
            "Set by the server." if about.read_only else "",
            "Never in a response." if about.write_only else "",
            "Deprecated." if about.deprecated else "",
            f"`{about.wire}` on the wire." if about.wire != str(prop.python_name) else "",
        ]
        if about.description or any(notes):
            lines.append(entry(str(prop.python_name), about.description, (wrapped(note) for note in notes if note)))
    parts = [wrapped(plain(model.description)) if model.description else str(model.class_info.name)]
    if lines:
        parts.append("Attributes:\n" + "\n".join(lines))
    return docstring(parts, indent=4)


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
    text = wrapped(plain(enum.description)) if enum.description else name
    values = zip(enum.values, enum_values(enum), strict=True)
    return EnumSource(
        name=name,
        base="StrEnum" if enum.value_type is str else "IntEnum",
        docstring=docstring([text], indent=4),
        members=[(key, literal(value)) for key, value in values],
    )
