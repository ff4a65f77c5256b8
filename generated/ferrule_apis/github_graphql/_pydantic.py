"""Models as Pydantic fields and as request and response models of FastAPI."""

from __future__ import annotations

import datetime
import sys
from enum import Enum
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin
from uuid import UUID

import attrs
from pydantic_core import core_schema as core  # type: ignore[import-not-found, unused-ignore]

from .types import Mismatch, Unset

_DEEPEST: Final = 3  # models within models that are written out
_TYPES: Final[dict[Any, dict[str, Any]]] = {
    bool: {"type": "boolean"},
    float: {"type": "number"},
    int: {"type": "integer"},
    str: {"type": "string"},
    NoneType: {"type": "null"},
    datetime.date: {"type": "string", "format": "date"},
    datetime.datetime: {"type": "string", "format": "date-time"},
    UUID: {"type": "string", "format": "uuid"},
}


def core_schema(model: Any) -> Any:
    """How Pydantic reads and writes a model: as `from_dict` and `to_dict` do, but what disagrees is an error."""

    def read(value: Any) -> Any:
        if isinstance(value, model):
            return value
        if not isinstance(value, dict):
            raise ValueError(f"{model.__name__} is an object")  # noqa: TRY004 - what Pydantic takes for a fault of the value
        mismatches: list[Mismatch] = []
        found = model.from_dict(value, mismatches)
        if mismatches:
            raise ValueError(
                "; ".join(f"{one.model}.{one.field} is {one.got}, not {one.expected}" for one in mismatches)
            )
        return found

    written = core.plain_serializer_function_ser_schema(lambda value: value.to_dict())
    return core.no_info_plain_validator_function(read, serialization=written)


def json_schema(model: Any, depth: int = 0) -> dict[str, Any]:
    """The JSON Schema of a model, for the documentation of an API that has it."""
    found: dict[str, Any] = {"title": model.__name__, "type": "object"}
    if depth >= _DEEPEST:
        return found
    properties: dict[str, Any] = {}
    required: list[str] = []
    for name, wire in _wires(model).items():
        kinds = _members(_annotation(model, name))
        properties[wire] = _one_of([_schema(kind, depth) for kind in kinds if kind is not Unset])
        required += [] if Unset in kinds else [wire]
    return {**found, "properties": properties, **({"required": required} if required else {})}


def _wires(model: Any) -> dict[str, str]:
    """Names on the wire by attribute: those that a model writes whose values are the names of its attributes."""
    probe = model.__new__(model)
    for attribute in attrs.fields(model):
        setattr(probe, attribute.name, attribute.name)
    probe.additional_properties = {}
    return {name: wire for wire, name in probe.to_dict().items()}


def _annotation(model: Any, name: str) -> Any:
    """The type of an attribute. Models are imported for type checkers only, so their names are looked up here."""
    source = attrs.fields_dict(model)[name].type
    return eval(str(source), vars(sys.modules[model.__module__]), _Names())  # noqa: S307 - generated code


class _Names(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        models = import_module(".models", __package__)
        if name not in models.__dir__():
            raise KeyError(name)
        return getattr(models, name)


def _members(kind: Any) -> list[Any]:
    return list(get_args(kind)) if get_origin(kind) in (Union, UnionType) else [kind]


def _schema(kind: Any, depth: int) -> dict[str, Any]:
    if kind in _TYPES:
        return _TYPES[kind]
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is list:
        return {"type": "array", "items": _any_of(inside[0], depth)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _any_of(inside[1], depth)}
    enum: Any = kind
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"title": enum.__name__, "enum": [one.value for one in enum]}
    return json_schema(enum, depth + 1) if attrs.has(enum) else {}


def _any_of(kind: Any, depth: int) -> dict[str, Any]:
    return _one_of([_schema(one, depth) for one in _members(kind)])


def _one_of(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
