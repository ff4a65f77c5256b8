"""Generated queries, executed by graphql-core: the models hold the same data, whatever is selected and included."""

from __future__ import annotations

import json
import zlib
from typing import Any

import graphql
import pytest
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLScalarType,
    InlineFragmentNode,
    OperationDefinitionNode,
    Visitor,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import queries

from ferrule.call import Call, Response
from graphs import Make, World, encoded

SCHEMA = """
interface Named { name: String! friend: Named }
interface Priced { price: Float! owner: Person }
type Person implements Named { name: String! friend: Person age: Int mood: Mood! likes: [Thing!]! grid: [[Int]!] }
type Shop implements Named & Priced { name: String! friend: Named price: Float! owner: Person open: Boolean }
type Book implements Priced { price: Float! owner: Person pages: [Page]! id: ID! }
type Page { number: Int! next: Page words(from: Int = 0, of: Mood): [String!] }
union Thing = Book | Shop | Page
enum Mood { GOOD BAD MIXED }
type Query { thing(mood: Mood): Thing things: [Thing] named: Named! priced: [Priced!] person(id: ID): Person }
"""
BUILT = graphql.build_schema(SCHEMA)
_SCALARS: dict[str, list[Any]] = {
    "Int": [0, -7, 2**31 - 1], "Float": [0.5, 3, -1e9], "String": ["", "é", "x y"], "Boolean": [True, False],
    "ID": ["1", "abc"],
}  # fmt: skip


def drawn(options: list[Any], info: GraphQLResolveInfo, salt: object = "") -> Any:
    """One of some values, by the place in the answer: so the same place has the same value each time."""
    return options[zlib.crc32(f"{info.path.as_list()}{salt}".encode()) % len(options)]


def value(kind: Any, info: GraphQLResolveInfo, salt: object = "") -> Any:
    """A value of a type."""
    if isinstance(kind, GraphQLNonNull):
        return value(kind.of_type, info, f"{salt}!")
    if not str(salt).endswith("!") and drawn([0, 1, 2, 3], info, f"{salt}null") == 0:
        return None
    if isinstance(kind, GraphQLList):
        return [value(kind.of_type, info, f"{salt}[{index}]") for index in range(drawn([0, 1, 3], info, salt))]
    if isinstance(kind, GraphQLEnumType):
        return drawn(list(kind.values), info, salt)
    if isinstance(kind, GraphQLScalarType):
        return drawn(_SCALARS[kind.name], info, salt)
    possible = sorted(BUILT.get_possible_types(kind), key=str) if graphql.is_abstract_type(kind) else [kind]
    return {"__typename": drawn(possible, info, salt).name}


def resolve(source: object, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    """A value for a field, whatever the arguments."""
    return value(info.return_type, info)


class Conditional(Visitor):
    """Puts variables on some selections, and drops what the fragments of a query are about."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._next = seed

    def _directives(self) -> tuple[graphql.DirectiveNode, ...]:
        self._next = zlib.crc32(str(self._next).encode())
        name = ("include", "skip", "", "", "")[self._next % 5]
        if not name:
            return ()
        variable = graphql.VariableNode(name=graphql.NameNode(value=("v", "w")[self._next // 5 % 2]))
        argument = graphql.ArgumentNode(name=graphql.NameNode(value="if"), value=variable)
        return (graphql.DirectiveNode(name=graphql.NameNode(value=name), arguments=(argument,)),)

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode:
        return FieldNode(
            name=node.name, alias=node.alias, arguments=node.arguments, selection_set=node.selection_set,
            directives=self._directives(),
        )  # fmt: skip

    def leave_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> InlineFragmentNode:
        return InlineFragmentNode(
            type_condition=node.type_condition, selection_set=node.selection_set, directives=self._directives()
        )


def operation(index: int, document: str, seed: int) -> str:
    """A generated query with a name, some conditions, and their variables."""
    (node,) = (one for one in graphql.parse(document).definitions if isinstance(one, OperationDefinitionNode))
    selections = graphql.print_ast(graphql.visit(node.selection_set, Conditional(seed))).strip()[1:-1]
    sure = "one: __typename @include(if: $v) two: __typename @skip(if: $v)"
    return f"query Q{index}($v: Boolean! = true, $w: Boolean!) {{ {selections} {sure} }}"


def told(model: Any) -> Any:
    """Data of a model, as JSON has it."""
    return json.loads(encoded(model.to_dict()))


@pytest.mark.parametrize("seed", [1, 2])
@settings(
    max_examples=1, derandomize=True, deadline=None, phases=[Phase.generate], database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(documents=st.lists(queries(BUILT, allow_null=False), min_size=12, max_size=12, unique=True))
def test_models_hold_what_was_executed(world: World, make: Make, seed: int, documents: list[str]) -> None:
    """The document that is sent is executed; the model gives back the same data, and finds nothing wrong with it."""
    operations = [operation(index, document, seed) for index, document in enumerate(documents)]
    together = "\n".join(operations)
    assert not graphql.validate(BUILT, graphql.parse(together))
    facts = "overlay: 1.0.0\ninfo: {title: F, version: '1'}\nactions:\n  - {target: $, description: d, update: " \
        "{x-ferrule-class: Graph, servers: [{url: 'https://graph.test'}]}}\n"  # fmt: skip
    package = make(SCHEMA, together, facts)
    client = world.client(package.module(), "Graph", executing)
    for index in range(len(operations)):
        call = getattr(client.all, f"q{index}")
        for v, w in ((True, True), (True, False), (False, True), (False, False)):
            raw = world.run(call.raw, v=v, w=w)
            assert told(raw.parse()) == json.loads(raw.content)["data"]
            assert raw.mismatches == []


def executing(call: Call) -> Response:
    """Execute what was sent."""
    body: Any = call.body
    sent = json.loads(body["content"])
    result = graphql.execute_sync(
        BUILT, graphql.parse(sent["query"]), variable_values=sent["variables"], operation_name=sent["operationName"],
        field_resolver=resolve, type_resolver=lambda value, info, kind: value["__typename"],
    )  # fmt: skip
    assert result.errors is None
    return Response(200, [(b"content-type", b"application/json")], encoded({"data": result.data}))
