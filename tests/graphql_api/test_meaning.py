"""Errors in a 200 are errors, for every policy: what an answer means is decided in one place."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ferrule
from ferrule import Breaker, Err, GraphQLErrors, InvalidResponse, Ok, Partial, Policies, RateLimit, Retry
from graphs import Make, Package, World, said
from worlds import EPOCH

SCHEMA = """
type Query { a: Int  list: [Item]  hello(name: String): String }
type Item { id: ID! v: Int }
type Mutation { pay(amount: Int): String  set(to: Int): String }
"""
OPERATIONS = """
query A { a }
query Items { list { id v } }
query Hello($name: String) { hello(name: $name) }
mutation Pay($amount: Int) { pay(amount: $amount) }
mutation Set($to: Int) { set(to: $to) }
"""
FACTS = """
overlay: 1.0.0
info: {title: Facts, version: 1.0.0}
actions:
  - target: $
    description: So is the test.
    update: {x-ferrule-class: Shop, servers: [{url: "https://shop.test/graphql"}]}
  - target: $.paths['#Set'].post
    description: What is set twice is set.
    update: {x-ferrule-idempotent: true}
"""
GRAPHQL = "application/graphql-response+json"
GOOD_WITH = {"data": {"a": 1}}
GOOD = said(GOOD_WITH)
PAID = said({"data": {"pay": "done"}})


@pytest.fixture(scope="module")
def shop(make: Make) -> Package:
    """The package of a small shop."""
    return make(SCHEMA, OPERATIONS, FACTS)


def client(world: World, shop: Package, *steps: Any, **settings: Any) -> Any:
    """A client of the shop."""
    return world.client(shop.module(), "Shop", *steps, **settings).all


def failed(code: str, **more: Any) -> dict[str, Any]:
    """An answer without data."""
    return {"errors": [{"message": "no", "extensions": {"code": code}, **more}]}


def test_both_media_types_are_accepted(world: World, shop: Package) -> None:
    """The newer one first."""
    world.run(client(world, shop, GOOD).a)
    assert world.engine.sent[0].headers["accept"] == f"{GRAPHQL}, application/json"
    assert world.engine.sent[0].url == "https://shop.test/graphql"


def test_errors_of_its_own_media_type_are_errors_of_graphql_whatever_the_status(world: World, shop: Package) -> None:
    """A body of that type is the API's own."""
    with pytest.raises(GraphQLErrors, match="answered 400 Bad Request with an error: BAD: no") as caught:
        world.run(client(world, shop, said(failed("BAD"), 400, f"{GRAPHQL}; charset=utf-8")).a)
    assert (caught.value.status_code, caught.value.codes, caught.value.data) == (400, {"BAD"}, None)


def test_plain_json_of_an_error_status_is_an_error_of_http(world: World, shop: Package) -> None:
    """It may be a proxy's; what it says is kept."""
    with pytest.raises(ferrule.BadRequest, match="400 Bad Request: no") as caught:
        world.run(client(world, shop, said(failed("BAD"), 400)).a)
    assert caught.value.body[0].message == "no"


@pytest.mark.parametrize("body", [{}, {"data": None}, {"errors": []}, [], None, b"", b"<html>", {"extensions": {}}, 7])
def test_a_success_with_neither_data_nor_errors_is_unreadable(world: World, shop: Package, body: Any) -> None:
    """Nothing raw reaches a caller."""
    with pytest.raises(InvalidResponse):
        world.run(client(world, shop, said(body, 200, "text/html" if body == b"<html>" else GRAPHQL)).a)


@pytest.mark.parametrize("errors", [{"message": "no"}, "no", ["no"], [None], [{"message": 7, "path": {}}], [[]], True])
def test_whatever_stands_for_errors_is_no_success(world: World, shop: Package, errors: Any) -> None:
    """Servers write it in forms that no specification knows."""
    with pytest.raises(GraphQLErrors):
        world.run(client(world, shop, said({"data": {"a": 1}, "errors": errors})).a)


def test_data_with_errors_is_a_success_in_part(world: World, shop: Package) -> None:
    """The data is typed as ever, with null where something failed."""
    answer = {
        "data": {"list": [{"id": "1", "v": 1}, None]},
        "errors": [{"message": "boom", "path": ["list", 1, "v"], "extensions": {"code": "LOST"}}],
    }
    result = world.run(client(world, shop, said(answer)).items.result)
    item = shop.module("models").ItemsList
    match result:
        case Partial(data, errors):
            assert data.list_ == [item("1", 1), None]
            assert [(one.code, one.path, one.message) for one in errors] == [("LOST", ("list", 1, "v"), "boom")]
        case _:
            pytest.fail(f"{result}")
    assert isinstance(result, Err)
    with pytest.raises(GraphQLErrors, match=r"LOST at list\.1\.v: boom; data came besides") as caught:
        raise result.error
    assert caught.value.data == result.data


def test_null_with_errors_is_an_error(world: World, shop: Package) -> None:
    """There is nothing that came."""
    result = world.run(client(world, shop, said({"data": None, **failed("GONE", path=["a"])})).a.result)
    assert isinstance(result, Err)
    assert not isinstance(result, Partial)
    assert isinstance(result.error, GraphQLErrors)


def test_the_exchange_is_as_it_was(world: World, shop: Package) -> None:
    """Policies see another status; users see the one that came."""
    raw = world.run(client(world, shop, said(failed("NOPE"), x_request_id="r1")).a.raw)
    assert (raw.status_code, raw.response.status_code) == (200, 200)
    assert raw.content == b'{"errors":[{"message":"no","extensions":{"code":"NOPE"}}]}'
    with pytest.raises(GraphQLErrors, match="request id r1"):
        raw.parse()


def test_a_rate_limit_is_waited_for(world: World, shop: Package) -> None:
    """Until the moment that the headers name, as after a 429; a moment that many know is followed by a spread."""
    told = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": str(int(EPOCH) + 20)}
    limited = said({"errors": [{"type": "RATE_LIMITED", "message": "wait"}]}, **told)
    assert world.run(client(world, shop, limited, GOOD).a).a == 1
    assert 20 <= world.now() <= 23


@pytest.mark.parametrize(
    "told", [{"x_ratelimit_reset": "20"}, {"x_ratelimit_remaining": "9", "x_ratelimit_reset": "20"}]
)
def test_a_rate_limit_is_waited_for_whatever_is_said_to_be_left(
    world: World, shop: Package, told: dict[str, str]
) -> None:
    """The answer says that it is used up, and only the reset counts."""
    limited = said({"errors": [{"type": "RATE_LIMITED", "message": "wait"}]}, **told)
    assert world.run(client(world, shop, limited, GOOD).a).a == 1
    assert world.now() >= 20


def throttled(requested: Any, available: Any, rate: Any, maximum: Any = 1000) -> dict[str, Any]:
    """An answer as Shopify's."""
    status = {"maximumAvailable": maximum, "currentlyAvailable": available, "restoreRate": rate}
    return {**failed("THROTTLED"), "extensions": {"cost": {"requestedQueryCost": requested, "throttleStatus": status}}}


def test_points_come_back_at_a_rate(world: World, shop: Package) -> None:
    """202 are needed, 118 are there, 50 a second come back: 1.68 s."""
    assert world.run(client(world, shop, said(throttled(202, 118, 50)), GOOD).a).a == 1
    assert world.now() == pytest.approx(1.68)


@pytest.mark.parametrize("rate", [0, -1, None, "50", True, 1e400])
def test_a_rate_that_is_none_means_the_usual_wait(world: World, shop: Package, rate: Any) -> None:
    """Nothing is divided by it."""
    body = throttled(202, 118, rate)
    content = b'{"errors":[{"extensions":{"code":"THROTTLED"}}],"extensions":{"cost":{"requestedQueryCost":202,' \
        b'"throttleStatus":{"currentlyAvailable":118,"restoreRate":1e400}}}}' if rate == 1e400 else body  # fmt: skip
    assert world.run(client(world, shop, said(content), GOOD).a).a == 1
    assert 0 < world.now() < 1


HUGE = 10**400


@pytest.mark.parametrize(
    "cost", [(202, 118, 5e-324), (202, 118, 1e-300, 1.7e308), (HUGE, HUGE, 50, HUGE), (HUGE, 0, HUGE)]
)
@pytest.mark.parametrize("data", [True, False])
def test_numbers_beyond_all_bounds_are_no_error_of_another_class(
    world: World, shop: Package, cost: tuple[Any, ...], data: bool
) -> None:
    """Whatever a server says that a query costs, it is an answer, or the errors of one."""
    content = json.dumps({**throttled(*cost), **(GOOD_WITH if data else {})}).encode()
    found = world.run(client(world, shop, said(content), policies=Policies(retry=None)).a.result)
    assert isinstance(found, Partial if data else Err)


def test_what_costs_more_than_there_ever_is_is_not_sent_again(world: World, shop: Package) -> None:
    """It would be refused each time."""
    with pytest.raises(GraphQLErrors, match="THROTTLED"):
        world.run(client(world, shop, said(throttled(2000, 1000, 50)), GOOD).a)
    assert len(world.engine.sent) == 1


def test_a_wait_that_the_header_names_goes_first(world: World, shop: Package) -> None:
    """Retry-After is meant for this very request."""
    assert world.run(client(world, shop, said(throttled(202, 118, 50), retry_after="3"), GOOD).a).a == 1
    assert world.now() == pytest.approx(3)


def test_a_mutation_that_was_refused_is_sent_again(world: World, shop: Package) -> None:
    """A limit that was reached before it began says that nothing was done."""
    assert world.run(client(world, shop, said(failed("RATE_LIMITED")), PAID).pay, amount=1).pay == "done"


@pytest.mark.parametrize(
    "body", [{"data": None, **failed("THROTTLED", path=["pay"])}, {"data": {"pay": None}, **failed("THROTTLED")}]
)
def test_a_mutation_that_was_begun_is_not(world: World, shop: Package, body: Any) -> None:
    """One of its fields may have acted."""
    with pytest.raises(GraphQLErrors):
        world.run(client(world, shop, said(body), PAID).pay, amount=1)
    assert len(world.engine.sent) == 1


def test_a_mutation_that_facts_call_idempotent_is(world: World, shop: Package) -> None:
    """Facts decide, not the method, which is POST for all."""
    body = {"data": None, **failed("THROTTLED", path=["set"])}
    assert world.run(client(world, shop, said(body), said({"data": {"set": "1"}})).set, to=1).set_ == "1"


@pytest.mark.parametrize("failure", [said(b"<h1>", 503, "text/html"), said(failed("INTERNAL_SERVER_ERROR"))])
def test_failures_are_passed_by_a_query_and_not_by_a_mutation(world: World, shop: Package, failure: Any) -> None:
    """With a 503 as with a 200."""
    assert world.run(client(world, shop, failure, GOOD).a).a == 1
    with pytest.raises(ferrule.ApiError):
        world.run(client(world, shop, failure, PAID).pay, amount=1)
    assert len(world.engine.sent) == 1


def test_what_was_wrong_with_the_request_is_not_sent_again(world: World, shop: Package) -> None:
    """It would be wrong again."""
    with pytest.raises(GraphQLErrors):
        world.run(client(world, shop, said(failed("GRAPHQL_VALIDATION_FAILED")), GOOD).a)
    assert len(world.engine.sent) == 1


def test_the_circuit_opens_on_failures_in_a_200(world: World, shop: Package) -> None:
    """And on nothing that the caller has done."""
    policies = Policies(breaker=Breaker(minimum_calls=3, failure_ratio=0.5), retry=None)
    broken = client(world, shop, said(failed("INTERNAL_SERVER_ERROR")), policies=policies)
    for _ in range(3):
        with pytest.raises(GraphQLErrors):
            world.run(broken.a)
    with pytest.raises(ferrule.CircuitOpen):
        world.run(broken.a)
    wrong = client(world, shop, said(failed("NOT_FOUND")), policies=policies)
    for _ in range(5):
        with pytest.raises(GraphQLErrors):
            world.run(wrong.a)


def test_limits_in_a_success_hold_others_back(world: World, shop: Package) -> None:
    """What is left is known before the API has to refuse."""
    spent = said({"data": {"a": 1}, "extensions": throttled(1, 0, 50, 100)["extensions"]})
    policies = Policies(rate_limit=RateLimit(max_wait=1.0), retry=Retry(attempts=1))
    a = client(world, shop, spent, policies=policies).a
    assert world.run(a).a == 1
    with pytest.raises(ferrule.RateLimited, match="points"):
        world.run(a)


def test_a_token_that_is_refused_in_a_200_is_replaced(world: World, shop: Package) -> None:
    """As after a 401; a mutation that was begun is left alone."""
    tokens = iter(["t1", "t2", "t3"])
    auth = ferrule.Bearer.from_callable(lambda: next(tokens))
    assert world.run(client(world, shop, said(failed("UNAUTHENTICATED")), GOOD, auth=auth).a).a == 1
    sent = [call.headers["authorization"] for call in world.engine.sent]
    assert sent == ["Bearer t1", "Bearer t2"]
    begun = said({"data": None, **failed("UNAUTHENTICATED", path=["pay"])})
    with pytest.raises(GraphQLErrors):
        world.run(client(world, shop, begun, PAID, auth=ferrule.Bearer.from_callable(lambda: "t")).pay, amount=1)
    assert len(world.engine.sent) == 1


def test_variables_that_are_not_given_are_not_sent(world: World, shop: Package) -> None:
    """Null is given."""
    import msgspec

    hello = client(world, shop, said({"data": {"hello": None}})).hello
    for arguments in ({}, {"name": None}, {"name": "x"}):
        world.run(hello, **arguments)
        assert msgspec.json.decode(world.engine.sent[-1].body["content"])["variables"] == arguments


def test_a_success_is_one(world: World, shop: Package) -> None:
    """`errors: null` says nothing; any status of success will do."""
    assert isinstance(world.run(client(world, shop, said({"data": {"a": 1}, "errors": None}, 203)).a.result), Ok)


@pytest.mark.parametrize("url", ["https://shop.test/graphql/", "https://shop.test", "https://shop.test/a/b.json"])
def test_the_url_is_taken_as_it_is(world: World, shop: Package, url: str) -> None:
    """A slash at its end is part of the one address that there is."""
    world.run(client(world, shop, GOOD, base_url=url).a)
    assert world.engine.sent[0].url == url


def test_what_a_get_brought_is_reused_and_errors_are_not(world: World, make: Make) -> None:
    """For a minute, as the header says, where facts have queries sent by GET."""
    facts = FACTS.replace("x-ferrule-class: Shop,", "x-ferrule-class: Shop, x-ferrule-graphql: {queries: GET},")
    cached = make(SCHEMA, OPERATIONS, facts)
    hello = client(world, cached, said({"data": {"hello": "you"}}, cache_control="max-age=60")).hello
    assert [world.run(hello, name="hunter2").hello for _ in range(3)] == ["you"] * 3
    (sent,) = world.engine.sent
    assert sent.method == "GET"
    for body in (failed("NOPE"), {"data": {"hello": None}, **failed("NOPE", path=["hello"])}):
        hello = client(
            world, cached, said(body, cache_control="public, max-age=60"), said({"data": {"hello": "me"}})
        ).hello
        with pytest.raises(GraphQLErrors):
            world.run(hello, name="x")
        assert world.run(hello, name="x").hello == "me"
