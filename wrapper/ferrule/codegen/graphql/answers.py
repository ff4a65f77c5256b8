"""What an operation answers with, as JSON Schema: a model for each object, with exactly the fields selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field
from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    is_abstract_type,
    is_composite_type,
)

from .. import naming
from ..jsondata import JSONObject
from ..openapi import SCHEMAS
from .selections import Collector, Fielded, Occurrence, Selected, below, is_sure
from .types import inner_type_of, named, type_of, wrapped

TYPENAME = "__typename"
_LISTED = 40  # types up to which all their names are listed


@define
class Answers:
    """Writes the schemas of answers.

    Args:
        schema: the types.
        fragments: by name; an object that is selected by one fragment alone is called like it.
        components: takes the schemas of objects, by name.

    Attributes:
        untold: ids of selections to which `__typename` must be added, or nobody could tell what an object is.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    components: JSONObject
    untold: set[int] = field(factory=set[int])
    _shared: dict[tuple[str, str], JSONObject] = field(factory=dict[tuple[str, str], JSONObject])

    def of(self, kind: GraphQLNamedType, selected: Sequence[Selected], name: str) -> JSONObject:
        """The schema of an object, or of a union of them.

        Args:
            kind: its type.
            selected: what is selected of it.
            name: what its model is called.
        """
        fragment = _only_fragment(selected)
        if fragment is None:
            return self._object(kind, selected, name)
        key = fragment, kind.name
        if key not in self._shared:
            alike = any(one == fragment for one, _ in self._shared)
            self._shared[key] = self._object(kind, selected, f"{fragment}{kind.name}" if alike else fragment)
        found = self._shared[key]
        if "oneOf" in found:
            self.untold.update(id(one.node) for one in selected)
        return found

    def _object(self, kind: GraphQLNamedType, selected: Sequence[Selected], name: str) -> JSONObject:
        collector = Collector(self.schema, self.fragments)
        alike: dict[Any, _Alike] = {}
        for one in collector.objects(kind):
            narrowed: dict[str, None] = {}
            fields = collector.fields(one, selected, narrowed)
            alike.setdefault(collector.shape(one, fields), _Alike(fields)).add(one, narrowed)
        if len(alike) == 1:
            (only,) = alike.values()
            return self._model(only.kinds, only.fields, name)
        self.untold.update(id(one.node) for one in selected)
        mapping: JSONObject = {}
        members: list[JSONObject] = []
        first, *others = (these.narrowed for these in alike.values())
        everywhere = {one for one in first if all(one in other for other in others)}
        for these in alike.values():
            member = self._model(these.kinds, these.fields, f"{name}{these.named(everywhere)}", told_apart=True)
            members.append(member)
            mapping |= {one.name: member["$ref"] for one in these.kinds}
        return {"oneOf": members, "discriminator": {"propertyName": TYPENAME, "mapping": mapping}}

    def _model(
        self,
        kinds: list[Fielded],
        fields: Mapping[str, list[Occurrence]],
        name: str,
        *,
        told_apart: bool = False,
    ) -> JSONObject:
        """A reference to the model of some objects that have the same fields."""
        claimed = self._claim(naming.pascal(name))
        properties: JSONObject = {}
        if told_apart and TYPENAME not in fields:
            properties[TYPENAME] = _typename(kinds)
        required = list(properties)
        for key, occurrences in fields.items():
            properties[key] = self._property(kinds, key, occurrences, claimed)
            required += [key] if is_sure(occurrences) or (told_apart and key == TYPENAME) else []
        about = kinds[0].description if len(kinds) == 1 else None
        model: JSONObject = {"type": "object", "properties": properties, "required": required}
        self.components[claimed] = {**model, "description": about} if about else model
        return {"$ref": f"{SCHEMAS}{claimed}"}

    def _property(self, kinds: list[Fielded], key: str, occurrences: list[Occurrence], owner: str) -> JSONObject:
        name = occurrences[0].node.name.value
        if name == TYPENAME:
            return _typename(kinds)
        found = self._field(kinds[0], name)
        inner = inner_type_of(found)
        schema = (
            self.of(inner, below(occurrences), f"{owner}{naming.pascal(key)}")
            if is_composite_type(inner)
            else named(inner)
        )
        about: JSONObject = {}
        if found.description:
            about["description"] = found.description
        if found.deprecation_reason is not None:
            about["deprecated"] = True
        return {**wrapped(type_of(found), schema), **about}

    def _field(self, kind: Fielded, name: str) -> GraphQLField:
        found = self.schema.get_field(kind, name)
        assert found is not None  # noqa: S101 - the operation is valid
        return found

    def _claim(self, wanted: str) -> str:
        name, number = wanted, 2
        while name in self.components:
            name, number = f"{wanted}{number}", number + 1
        self.components[name] = {}
        return name


@define
class _Alike:
    """Types whose objects have the same fields."""

    fields: dict[str, list[Occurrence]]
    kinds: list[Fielded] = field(factory=list[Fielded])
    narrowed: dict[str, None] = field(factory=dict[str, None])

    def add(self, kind: Fielded, narrowed: dict[str, None]) -> None:
        self.kinds.append(kind)
        self.narrowed |= narrowed

    def named(self, everywhere: set[str]) -> str:
        """What tells their model from others of the union: the type, else the fragments that fit, else `Other`."""
        if len(self.kinds) == 1:
            return self.kinds[0].name
        return "".join(one for one in self.narrowed if one not in everywhere) or "Other"


def _typename(kinds: list[Fielded]) -> JSONObject:
    about = {"description": "Name of its type in the schema."}
    if len(kinds) > _LISTED or is_abstract_type(kinds[0]):
        return {"type": "string", **about}
    names = [{"const": one.name} for one in kinds]
    return {**names[0], **about} if len(names) == 1 else {"oneOf": names, **about}


def _only_fragment(selected: Sequence[Selected]) -> str | None:
    """The fragment that is all of what is selected."""
    if len(selected) != 1 or selected[0].conditions or len(selected[0].node.selections) != 1:
        return None
    (selection,) = selected[0].node.selections
    if isinstance(selection, FragmentSpreadNode) and not selection.directives:
        return selection.name.value
    return None
