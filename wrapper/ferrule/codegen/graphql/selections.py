"""What an answer has: the fields that are selected of an object, merged as the specification says (§6.3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen
from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)

from .types import type_of

Fielded = GraphQLObjectType | GraphQLInterfaceType
Conditions = frozenset[tuple[str, bool]]
"""Variables, and what each must be, for something to be selected."""
ALWAYS: Conditions = frozenset()


@frozen
class Selected:
    """Selections of one object, and when they hold; several, as a field may be selected in many places."""

    node: SelectionSetNode
    conditions: Conditions = ALWAYS


@frozen
class Occurrence:
    """A field at one of the places where it is selected."""

    node: FieldNode
    conditions: Conditions


@frozen
class Collector:
    """Collects fields.

    Attributes:
        schema: the types.
        fragments: by name.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]

    def fields(
        self, kind: Fielded, selected: Iterable[Selected], narrowed: dict[str, None] | None = None
    ) -> dict[str, list[Occurrence]]:
        """By key in the answer, where each field of an object is selected.

        Args:
            kind: the object's type.
            selected: what is selected of it.
            narrowed: takes the types of the fragments that the object fits.
        """
        found: dict[str, list[Occurrence]] = {}
        for one in selected:
            for occurrence in self._within(kind, one.node, one.conditions, {} if narrowed is None else narrowed):
                key = (occurrence.node.alias or occurrence.node.name).value
                found.setdefault(key, []).append(occurrence)
        return found

    def shape(self, kind: Fielded, fields: Mapping[str, list[Occurrence]]) -> object:
        """What objects of different types have to have in common to be one model."""
        return tuple(
            (
                key,
                str(type_of(self.schema.get_field(kind, occurrences[0].node.name.value))),
                tuple((id(one.node), one.conditions) for one in occurrences),
            )
            for key, occurrences in fields.items()
        )

    def objects(self, kind: GraphQLNamedType) -> list[Fielded]:
        """The types that an object of a type may be. An interface that no type implements here stands for itself."""
        if is_abstract_type(kind) and (possible := self.schema.get_possible_types(kind)):
            return sorted(possible, key=lambda one: one.name)
        assert isinstance(kind, Fielded)  # noqa: S101 - no other type has selections
        return [kind]

    def _within(
        self, kind: Fielded, node: SelectionSetNode, conditions: Conditions, narrowed: dict[str, None]
    ) -> Iterator[Occurrence]:
        for selection in node.selections:
            here = _with(conditions, selection.directives or ())
            if here is None:
                continue
            if isinstance(selection, FieldNode):
                yield Occurrence(selection, here)
                continue
            if isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
                condition, inner = fragment.type_condition.name.value, fragment.selection_set
            else:
                assert isinstance(selection, InlineFragmentNode)  # noqa: S101 - there is no other kind
                condition = selection.type_condition.name.value if selection.type_condition else kind.name
                inner = selection.selection_set
            if self._is(kind, condition):
                narrowed[condition] = None
                yield from self._within(kind, inner, here, narrowed)

    def _is(self, kind: Fielded, name: str) -> bool:
        wanted = self.schema.type_map[name]
        return wanted is kind or (is_abstract_type(wanted) and self.schema.is_sub_type(wanted, kind))


def below(occurrences: Iterable[Occurrence]) -> list[Selected]:
    """What is selected of the value of a field: conditions are those that hold besides, given that it is there."""
    listed = list(occurrences)
    first, *others = (one.conditions for one in listed)
    common = frozenset(one for one in first if all(one in other for other in others))
    return [Selected(one.node.selection_set, one.conditions - common) for one in listed if one.node.selection_set]


def is_sure(occurrences: Iterable[Occurrence]) -> bool:
    """Whether a field is there whatever the variables are."""
    return any(not one.conditions for one in occurrences)


def _with(conditions: Conditions, directives: Iterable[DirectiveNode]) -> Conditions | None:
    """The conditions of a selection; None for one that is never made."""
    for one in directives:
        name = one.name.value
        if name not in ("include", "skip"):
            continue
        wanted = name == "include"
        (value,) = (argument.value for argument in one.arguments or ())
        if isinstance(value, VariableNode):
            if (value.name.value, not wanted) in conditions:
                return None
            conditions |= {(value.name.value, wanted)}
        elif isinstance(value, BooleanValueNode) and value.value is not wanted:
            return None
    return conditions
