"""Idempotency keys: one a call, so that a request whose answer was lost can be repeated and is acted on once."""

import uuid
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Call, Facts, Response
from ferrule.errors import ReadFailed
from ferrule.policies.idempotency import IdempotencyKeyPolicy, new_key
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import OPERATION, World, a_call, a_response

PAY = attrs.evolve(OPERATION, id="pay", method="POST", facts=Facts(idempotency_key="Idempotency-Key"))
AT_ONCE = Retry(transient_scale=0.0)


def pay(world: World, times: int = 1, **changes: Any) -> None:
    """Some POSTs, one after the other."""

    async def scenario() -> None:
        handler = compose([IdempotencyKeyPolicy(), RetryPolicy(AT_ONCE)], world.runtime)
        for _ in range(times):
            await handler(a_call("POST", **{"operation": PAY} | changes))

    world.run(scenario)


def keys(world: World) -> list[str]:
    """The key of each request that was sent."""
    return [call.headers["idempotency-key"] for call in world.sent]


def test_a_lost_answer_is_asked_for_again_under_the_same_key(world: World) -> None:
    """The server acted and its answer was lost: the repeated POST carries the same key, and the server acts once."""
    acted: set[str] = set()

    async def server(call: Call) -> Response:
        first = not acted
        acted.add(call.headers["idempotency-key"])
        if first:
            raise ReadFailed("the connection was reset")
        return a_response()

    world.handler = server
    pay(world)
    assert (len(world.sent), len(acted)) == (2, 1)


def test_each_call_has_its_own_key(world: World) -> None:
    """Two calls that look the same are two orders, not one."""
    pay(world, times=2)
    first, second = keys(world)
    assert first != second
    assert uuid.UUID(first).version == uuid.UUID(second).version == 4


@pytest.mark.parametrize("name", ["Idempotency-Key", "idempotency-key"])
def test_the_callers_own_key_wins(world: World, name: str) -> None:
    """A key of the caller's outlives the call: it may stand for one made in an earlier process."""
    world.script(503, 200)
    pay(world, headers={name: "order-17"})
    assert [dict(call.headers) for call in world.sent] == [{"idempotency-key": "order-17"}] * 2


def test_operations_without_the_fact_get_no_key(world: World) -> None:
    """An API that does not know keys is sent none, and its POSTs are not repeated."""
    world.script(ReadFailed("x"))
    with pytest.raises(ReadFailed):
        pay(world, operation=OPERATION)
    assert [dict(call.headers) for call in world.sent] == [{}]


def test_the_same_seed_gives_the_same_keys() -> None:
    """Keys come from the runtime's random numbers, so that a simulated run can be repeated exactly."""
    first, second = (iter([0.1, 0.2, 0.3, 0.4]).__next__ for _ in range(2))
    assert new_key(first) == new_key(second)


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=4, max_size=4))
def test_a_key_is_a_version_4_uuid_whatever_the_numbers(numbers: list[float]) -> None:
    """Any random numbers give a well-formed key."""
    key = uuid.UUID(new_key(iter(numbers).__next__))
    assert (key.version, key.variant) == (4, uuid.RFC_4122)
