"""Relay connections as lists."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ferrule import PaginationBroken
from graphs import Make, Package, World, said

SCHEMA = """
type Query { shop: Shop  shops: [Shop]  things(first: Int, after: String, last: Int, before: String): Things }
type Shop { name: String  goods(first: Int, after: String): Goods! }
type Goods { nodes: [Good] edges: [Edge] pageInfo: PageInfo! }
type Edge { cursor: String node: Good since: Int }
type Good { name: String! }
type Things { nodes: [Good!]! pageInfo: PageInfo! }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! endCursor: String startCursor: String }
"""
OPERATIONS = """
query Nodes($after: String) { shop { goods(first: 2, after: $after) { nodes { name } ...Info } } }
query Edges($after: String) { shop { goods(after: $after) { edges { cursor node { name } } ...Info } } }
query Since($after: String) { shop { goods(after: $after) { edges { since node { name } } ...Info } } }
query Aliased($c: String) { s: shop { g: goods(after: $c) { n: nodes { name } i: pageInfo { hasNextPage endCursor } } } }
query Back($before: String) { things(last: 2, before: $before) { nodes { name } pageInfo { hasPreviousPage startCursor } } }
query Inside($after: String) { shops { goods(after: $after) { nodes { name } ...Info } } }
query Two($a: String, $b: String) { shop { goods(after: $a) { nodes { name } ...Info } } things(after: $b) { nodes { name } pageInfo { hasNextPage endCursor } } }
query Fixed { shop { goods(after: "x") { nodes { name } ...Info } } }
query Blind($after: String) { shop { goods(after: $after) { nodes { name } pageInfo { hasNextPage } } } }
fragment Info on Goods { pageInfo { hasNextPage endCursor } }
"""


@pytest.fixture(scope="module")
def shop(make: Make) -> Package:
    """The package of a shop."""
    facts = (
        "overlay: 1.0.0\ninfo: {title: Facts, version: 1.0.0}\nactions:\n  - target: $\n    description: Here.\n"
        "    update: {x-ferrule-class: Shop, servers: [{url: 'https://shop.test'}]}\n"
    )
    return make(SCHEMA, OPERATIONS, facts)


def page(items: list[Any], more: Any, cursor: Any, key: str = "nodes") -> Any:
    """A page of goods."""
    return said({"data": {"shop": {"goods": {key: items, "pageInfo": {"hasNextPage": more, "endCursor": cursor}}}}})


def goods(*names: str) -> list[dict[str, str]]:
    """Goods as they come."""
    return [{"name": name} for name in names]


def asked(world: World) -> list[Any]:
    """What each request said of the page."""
    return [msgspec.json.decode(call.body["content"])["variables"] for call in world.engine.sent]


def test_the_nodes_of_all_pages(world: World, shop: Package) -> None:
    """An empty page with a new cursor is not the last, and a null stays one."""
    steps = [
        page(goods("a", "b"), True, "1"),
        page([], True, "2"),
        page([None], True, "3"),
        page(goods("c"), False, None),
    ]
    client = world.client(shop.module(), "Shop", *steps)
    found = world.all(client.all.nodes.items())
    assert [one and one.name for one in found] == ["a", "b", None, "c"]
    assert asked(world) == [{}, {"after": "1"}, {"after": "2"}, {"after": "3"}]


def test_pages_have_their_model_and_the_walk_goes_on_elsewhere(world: World, shop: Package) -> None:
    """A cursor is enough."""
    steps = [page(goods("a"), True, "1"), page(goods("b"), False, "2")]
    client = world.client(shop.module(), "Shop", *steps)
    first, second = world.all(client.all.nodes.pages())
    assert first.value.shop.goods.nodes[0].name == "a"
    assert second.cursor is None
    client = world.client(shop.module(), "Shop", steps[1])
    assert [one.name for one in world.all(client.all.nodes.items().resume(first.cursor))] == ["b"]


def test_the_nodes_of_edges(world: World, shop: Package) -> None:
    """Unless more is selected of the edges, which would be lost."""
    edges = [{"cursor": "1", "since": 5, "node": {"name": "a"}}, None]
    client = world.client(shop.module(), "Shop", page(edges, False, None, "edges"))
    assert [one and one.name for one in world.all(client.all.edges.items())] == ["a", None]
    assert [one and (one.since, one.node.name) for one in world.all(client.all.since.items())] == [(5, "a"), None]


def test_aliases_are_followed(world: World, shop: Package) -> None:
    """The names in the answer are the operation's."""
    answer = {"s": {"g": {"n": goods("a"), "i": {"hasNextPage": False, "endCursor": None}}}}
    client = world.client(shop.module(), "Shop", said({"data": answer}))
    assert [one.name for one in world.all(client.all.aliased.items())] == ["a"]


def test_a_list_can_be_walked_from_its_end(world: World, shop: Package) -> None:
    """By the other half of the specification."""

    def before(names: list[Any], more: bool, cursor: str) -> Any:
        info = {"hasPreviousPage": more, "startCursor": cursor}
        return said({"data": {"things": {"nodes": names, "pageInfo": info}}})

    client = world.client(
        shop.module(), "Shop", before(goods("c", "d"), True, "3"), before(goods("a", "b"), False, "1")
    )
    assert [one.name for one in world.all(client.all.back.items())] == ["c", "d", "a", "b"]
    assert asked(world) == [{}, {"before": "3"}]


@pytest.mark.parametrize("name", ["inside", "two", "fixed", "blind"])
def test_what_is_no_single_list_has_no_items(world: World, shop: Package, name: str) -> None:
    """A connection in a list, two of them, one that no variable moves, and one that does not say how it goes on."""
    client = world.client(shop.module(), "Shop", page([], False, None))
    with pytest.raises(AttributeError, match="not declared as a list in pages"):
        _ = getattr(client.all, name).items


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(goods("a"), True, None), "says that there is another page, but .*/endCursor says nothing"),
        (page(goods("a"), "false", "1"), "is text, not true or false"),
        (page(goods("a"), True, 5), "is a number, not text"),
        (said({"data": {"shop": None}}), "is missing, not true or false"),
        (page(None, False, None), "no list at /shop/goods/nodes"),  # type: ignore[arg-type]
    ],
)
def test_a_page_that_does_not_say_how_it_goes_on_is_broken(
    world: World, shop: Package, answer: Any, words: str
) -> None:
    """Nothing ends silently."""
    client = world.client(shop.module(), "Shop", answer)
    with pytest.raises(PaginationBroken, match=words):
        world.all(client.all.nodes.items())


def test_a_page_with_errors_raises_them(world: World, shop: Package) -> None:
    """Its items may not be all; the error says where to go on."""
    broken = {"data": {"shop": None}, "errors": [{"message": "boom", "path": ["shop"]}]}
    client = world.client(shop.module(), "Shop", page(goods("a"), True, "1"), said(broken))
    import ferrule

    with pytest.raises(ferrule.GraphQLErrors, match="boom") as caught:
        world.all(client.all.nodes.items())
    assert caught.value.cursor
