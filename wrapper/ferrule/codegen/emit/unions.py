"""What the members of a union are, and which of them have to be told apart.

Here and beside, `type()` tells properties apart: their classes are protocols, for which `isinstance` takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.union import UnionProperty

from ..properties import MapProperty


def members_of(*props: Any) -> list[Any]:
    """What a value may be: the members of unions, and properties that are none."""
    return [
        member
        for prop in props
        for member in (members_of(*prop.inner_properties) if type(prop) is UnionProperty else [prop])
    ]


def chosen_between(*props: Any) -> Iterator[str]:
    """Models that are told from others by their keys, anywhere in the properties."""
    members = members_of(*props)
    models = named(members, ModelProperty)
    maps = [member for member in members if type(member) is MapProperty]
    if len(models) > 1 or (models and maps):
        yield from models
    lists = [member for member in members if type(member) is ListProperty]
    for nested in (lists, maps):
        inner = [one.inner_property for one in nested]
        if inner and None not in inner:
            yield from chosen_between(*inner)


def named(members: list[Any], kind: type[Any], values: type | None = None) -> list[str]:
    """The classes of models, or of enums with such values, each once."""
    found = [
        member for member in members if type(member) is kind and values in (None, getattr(member, "value_type", None))
    ]
    return list(dict.fromkeys(str(member.class_info.name) for member in found))
