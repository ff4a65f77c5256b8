"""What the members of a union are, and which of them have to be told apart.

Emitters tell properties apart by `type()`: their classes are protocols, for which `isinstance` takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..properties import (
    DateProperty,
    DateTimeProperty,
    EnumProperty,
    ListProperty,
    MapProperty,
    ModelProperty,
    PropertyProtocol,
    UnionProperty,
)


def members_of(*props: PropertyProtocol) -> list[PropertyProtocol]:
    """What a value may be: the members of unions, and properties that are none."""
    return [
        member
        for prop in props
        for member in (members_of(*prop.inner_properties) if type(prop) is UnionProperty else [prop])
    ]


def chosen_between(*props: PropertyProtocol) -> Iterator[str]:
    """Models that are told from others by their keys, anywhere in the properties."""
    members = members_of(*props)
    models = models_in(members)
    maps = [member for member in members if type(member) is MapProperty]
    if len(models) > 1 or (models and maps):
        yield from models
    if lists := [member.inner_property for member in members if type(member) is ListProperty]:
        yield from chosen_between(*lists)
    values = [member.inner_property for member in maps if member.inner_property is not None]
    if values and len(values) == len(maps):
        yield from chosen_between(*values)


def models_in(members: list[PropertyProtocol]) -> list[str]:
    """The classes of models, each once."""
    return list(dict.fromkeys(str(one.class_info.name) for one in members if type(one) is ModelProperty))


def enums_in(members: list[PropertyProtocol], values: type) -> list[str]:
    """The classes of enums with values of a type, each once."""
    return list(
        dict.fromkeys(
            str(one.class_info.name) for one in members if type(one) is EnumProperty and one.value_type is values
        )
    )


def is_date(prop: PropertyProtocol) -> bool:
    """Whether a value, or each of a list, is a date and no moment."""
    if type(prop) is ListProperty:
        return is_date(prop.inner_property)
    kinds = {type(member) for member in members_of(prop)}
    return DateProperty in kinds and DateTimeProperty not in kinds
