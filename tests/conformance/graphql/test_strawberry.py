"""Strawberry: errors without codes, success in part, and a server that dies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ferrule import ConnectFailed, GraphQLErrors, Partial, Policies, ReadFailed, Retry
from graph_servers import client_of
from real_servers import Server, running, walked

OPERATIONS = """
query Goods($first: Int!, $after: String) {
  goods(first: $first, after: $after) {
    nodes { ... on Shirt { ...Named size } ... on Book { ...Named pages } }
    pageInfo { hasNextPage endCursor }
  }
}
query Get($id: ID!, $more: Boolean! = true) { good(id: $id) { ...Named ... on Shirt @include(if: $more) { size fabric } } }
query Echo($wanted: Wanted!) { echo(wanted: $wanted) }
mutation Sell($name: String!, $price: Float!) { sell(name: $name, price: $price) { id } }
fragment Named on Good { id name }
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shop."""
    command = ["uvicorn", "--app-dir", str(Path(__file__).parent), "--port", "{port}", "shop:app"]
    asked = "/graphql?query=%7B__typename%7D"
    with running("strawberry", command, asked, tmp_path_factory.mktemp("strawberry")) as found:
        yield found


@pytest.fixture(scope="module")
def package(server: Server) -> Any:
    """The client, generated from the server's own schema."""
    return client_of(f"{server.url}/graphql", server.folder, "strawberry_shop", OPERATIONS)


@pytest.fixture
def shop(users: Any, server: Server, package: Any) -> Any:
    """A client that goes on through a restart."""
    policies = Policies(deadline=60, retry=Retry(attempts=200, budget=None, wait_cap=0.5), breaker=None)
    return users.client(
        package.StrawberryShop, package.AsyncStrawberryShop, base_url=f"{server.url}/graphql", policies=policies
    )


def test_typed_data_is_what_came(users: Any, shop: Any, package: Any) -> None:
    """Unions, interfaces, what is included or not, and inputs with defaults."""
    for arguments in ({"id": "1"}, {"id": "1", "more": False}, {"id": "4"}, {"id": "none"}):
        raw = users.wait(shop.all.get.raw(**arguments))
        value = raw.parse()
        assert raw.mismatches == []
        assert json.loads(json.dumps(value.to_dict())) == json.loads(raw.content)["data"]
    wanted = package.models.Wanted
    assert users.wait(shop.all.echo(wanted=wanted())).echo == "None l"
    assert users.wait(shop.all.echo(wanted=wanted(name=None, size="SMALL"))).echo == "None s"


def test_a_connection_is_walked(users: Any, shop: Any) -> None:
    """To its end."""
    walk = shop.all.goods.items(first=2)
    names = [one.name for one in walked(users, walk)]
    assert (names[:5], walk.end) == (["shirt 1", "shirt 2", "shirt 3", "book 4", "book 5"], "last page")


def test_errors_are_errors(users: Any, shop: Any) -> None:
    """With data, and without; a mutation that failed is not sent again."""
    result = users.wait(shop.all.get.result(id="2"))
    assert isinstance(result, Partial)
    assert (result.data.good.name, result.data.good.fabric, result.errors[0].path) == (
        "shirt 2",
        None,
        ("good", "fabric"),
    )
    with pytest.raises(GraphQLErrors, match=r"sell: no price: \*\*\*") as caught:
        users.wait(shop.all.sell(name="x", price=-1.5))
    assert len(caught.value.attempts) == 1


def test_a_client_outlives_its_server(users: Any, shop: Any, server: Server) -> None:
    """Killed, the server is not reached; started again, it answers the same client."""
    server.kill()
    with pytest.raises((ConnectFailed, ReadFailed)):
        users.wait(shop.with_options(retries=0).all.sell(name="x", price=1))
    server.start()
    assert users.wait(shop.all.get(id="4")).good.name == "book 4"
