"""Generated queries, executed by graphql-core: the models hold the same data, whatever is selected and included."""

from __future__ import annotations

import json
import zlib
from itertools import count
from random import Random
from typing import Any

import graphql
import pytest
from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLResolveInfo, GraphQLScalarType

from ferrule.call import Call, Response
from graphs import Make, Package, World, encoded

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
FACTS = """
overlay: 1.0.0
info: {title: Facts, version: 1.0.0}
actions:
  - {target: $, description: Here., update: {x-ferrule-class: Graph, servers: [{url: "https://graph.test"}]}}
"""
_QUERIES = 20
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


class Drawing:
    """Draws queries: fields of each type, again and again, fragments that fit, aliases, and conditions."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._aliases = 0

    def query(self, name: str) -> str:
        """A query."""
        return f"query {name}($v: Boolean! = true, $w: Boolean!) {self._selections(BUILT.query_type, 4)}"

    def _selections(self, kind: Any, depth: int) -> str:
        found = [self._selection(kind, depth) for _ in range(self._random.randint(1, 5))]
        return "{ " + " ".join(found) + " }"

    def _selection(self, kind: Any, depth: int) -> str:
        if depth < 0:
            return "__typename"
        if graphql.is_union_type(kind) or self._random.random() < 0.3:
            fitting = [one for one in BUILT.type_map.values() if graphql.do_types_overlap(BUILT, one, kind)] \
                if graphql.is_abstract_type(kind) else [kind, *kind.interfaces]  # fmt: skip
            if graphql.is_union_type(kind) and self._random.random() < 0.1:
                return f"__typename {self._condition()}"
            one = self._random.choice(fitting)
            return f"... on {one} {self._condition()} {self._selections(one, depth - 1)}"
        leaves = [
            name for name, field in kind.fields.items() if graphql.is_leaf_type(graphql.get_named_type(field.type))
        ]
        name = self._random.choice(leaves if leaves and not depth else list(kind.fields))
        inner = graphql.get_named_type(kind.fields[name].type)
        text = name
        if name == "words" or self._random.random() < 0.2:
            self._aliases += 1
            text = f"a{self._aliases}: {name}" + ("(from: 1, of: BAD)" if name == "words" else "")
        if graphql.is_leaf_type(inner):
            return f"{text} {self._condition()}"
        return f"{text} {self._condition()} {self._selections(inner, depth - 1)}"

    def _condition(self) -> str:
        return self._random.choice(
            ["", "", "", "@include(if: $v)", "@skip(if: $v)", "@include(if: $w)", "@skip(if: true)"]
        )


def drawn_queries() -> list[str]:
    """As many as are wanted that select something whatever the variables are; one in many contradicts itself."""
    found: list[str] = []
    for seed in count():
        query = Drawing(seed).query(f"Q{len(found)}")
        if not graphql.validate(BUILT, graphql.parse(query)):
            found.append(query)
        if len(found) == _QUERIES:
            return found
    return found


def told(model: Any) -> Any:
    """Data of a model, as JSON has it; where nothing at all is selected there is no model."""
    return json.loads(encoded(model if model == {} else model.to_dict()))


@pytest.fixture(scope="module")
def package(make: Make) -> Package:
    """The package of generated queries."""
    together = "\n".join(drawn_queries())
    assert all(text in together for text in ("@include", "@skip", "... on Book", "... on Named", "mood", "a1: "))
    return make(SCHEMA, together, FACTS)


def test_models_hold_what_was_executed(world: World, package: Package) -> None:
    """The document that is sent is executed; the model gives back the same data, and finds nothing wrong with it."""
    client = world.client(package.module(), "Graph", executing)
    for index in range(_QUERIES):
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
