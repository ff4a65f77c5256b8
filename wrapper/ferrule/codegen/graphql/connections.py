"""Relay connections: lists that say by `pageInfo` how they go on (GraphQL Cursor Connections Specification)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphql import (
    FragmentDefinitionNode,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    VariableNode,
    is_composite_type,
    is_object_type,
)

from ..jsondata import JSONObject
from ..pointers import escape
from .selections import Collector, Occurrence, Selected, below, is_sure
from .types import inner_type_of, is_list, type_of

_WAYS = (("after", "hasNextPage", "endCursor"), ("before", "hasPreviousPage", "startCursor"))
"""The argument that asks for the next page, and the fields of `pageInfo` that speak of it; forwards, backwards."""
_OF_EDGES = frozenset({"node", "cursor", "__typename"})

Fields = Mapping[str, list[Occurrence]]


def pagination_of(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    root: GraphQLObjectType,
    selected: Sequence[Selected],
) -> JSONObject | None:
    """How an operation pages, as the fact `x-ferrule-pagination` says it.

    None where it selects no connection outside of lists whose next page a variable asks for, or several.
    """
    found = list(_Search(Collector(schema, fragments)).run(root, selected, ""))
    return found[0] if len(found) == 1 else None


class _Search:
    def __init__(self, collector: Collector) -> None:
        self._collector = collector

    def run(self, kind: GraphQLNamedType, selected: Sequence[Selected], pointer: str) -> Iterator[JSONObject]:
        first, *others = self._collector.objects(kind)
        fields = self._collector.fields(first, selected)
        shape = self._collector.shape(first, fields)
        if any(self._collector.shape(one, self._collector.fields(one, selected)) != shape for one in others):
            return  # what is there depends on the object that comes
        for key, occurrences in fields.items():
            field = self._collector.schema.get_field(first, occurrences[0].node.name.value)
            if field is None or is_list(type_of(field)) or is_list(getattr(type_of(field), "of_type", None)):
                continue
            inner, place = inner_type_of(field), f"{pointer}/{escape(key)}"
            if is_composite_type(inner) and is_sure(occurrences):
                connection = self._connection(inner, occurrences, place)
                if connection is not None:
                    yield connection
                else:
                    yield from self.run(inner, below(occurrences), place)

    def _connection(self, kind: GraphQLNamedType, occurrences: list[Occurrence], place: str) -> JSONObject | None:
        if not is_object_type(kind):
            return None
        fields = self._collector.fields(kind, below(occurrences))
        info = _key(fields, "pageInfo")
        page_info = self._collector.schema.get_field(kind, "pageInfo")
        if info is None or page_info is None:
            return None
        told_kind = inner_type_of(page_info)
        if not is_object_type(told_kind):
            return None
        told = self._collector.fields(told_kind, below(fields[info]))
        items = self._items(kind, fields, place)
        for argument, more, cursor in _WAYS:
            variable = _variable(occurrences, argument)
            more_key, cursor_key = _key(told, more), _key(told, cursor)
            if variable and items and more_key and cursor_key:
                start = f"{place}/{escape(info)}"
                return {
                    "style": "cursor",
                    "request": variable,
                    "items": items,
                    "more": f"{start}/{more_key}",
                    "next": f"{start}/{cursor_key}",
                }
        return None

    def _items(self, kind: GraphQLObjectType, fields: Fields, place: str) -> str | None:
        """Pointer to the items: the nodes, or the edges where more is selected of them than their nodes."""
        if (nodes := _key(fields, "nodes")) is not None:
            return f"{place}/{escape(nodes)}"
        edges, described = _key(fields, "edges"), self._collector.schema.get_field(kind, "edges")
        if edges is None or described is None:
            return None
        edge = inner_type_of(described)
        if not is_object_type(edge):
            return None
        of_edge = self._collector.fields(edge, below(fields[edges]))
        node = _key(of_edge, "node")
        names = {one[0].node.name.value for one in of_edge.values()}
        return f"{place}/{escape(edges)}" + (f"/*/{escape(node)}" if node and names <= _OF_EDGES else "")


def _key(fields: Fields, name: str) -> str | None:
    """Under which key a field is always in the answer."""
    return next((key for key, found in fields.items() if found[0].node.name.value == name and is_sure(found)), None)


def _variable(occurrences: list[Occurrence], argument: str) -> str | None:
    """The variable that an argument is given by."""
    for one in occurrences[0].node.arguments or ():
        if one.name.value == argument and isinstance(one.value, VariableNode):
            return one.value.name.value
    return None
