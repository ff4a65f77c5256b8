"""Other policies on a running client: no call is dropped, and state that still fits goes on."""

import asyncio
import threading
from typing import Any

import attrs
import pytest

import acme
from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.errors import CircuitOpen, ConfigError, QueueFull, RateLimited
from ferrule.policies.breaker import Breaker
from ferrule.policies.budget import Budget
from ferrule.policies.concurrency import Concurrency
from ferrule.policies.rate_limit import RateLimit
from ferrule.policies.retry import Retry
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime
from ferrule.settings.overrides import Override
from ferrule.settings.policies import Policies

OK = acme.answer(200, {"name": "x"})
NO_RETRY = Retry(attempts=1)
BREAKER = Breaker(minimum_calls=2)


@pytest.fixture(params=[acme.BlockingWorld, acme.AsyncWorld], ids=["blocking", "async"])
def world(request: Any) -> Any:
    """Each of users' worlds."""
    return request.param()


def test_new_calls_get_the_new_settings_through_old_views_too(world: Any) -> None:
    """Views made before keep what they changed, over the new policies."""
    client, engine = world.client(OK)
    view = client.with_options(retries=0)
    world.run(view.users.get)
    client.reconfigure(Policies(deadline=7.0, overrides={"users.*": Override(redirects=1)}))
    for one in (client, view):
        world.run(one.users.get)
    new, viewed = engine.sent[-2].options, engine.sent[-1].options
    assert (new.deadline, new.redirects, new.retries) == (7, 1, None)
    assert (viewed.deadline, viewed.redirects, viewed.retries) == (7, 1, 0)


def test_an_open_circuit_stays_open_where_its_settings_stay(world: Any) -> None:
    """Changing the deadline must not set a failing API free; changing the breaker itself starts anew."""
    client, engine = world.client(acme.answer(503), policies=Policies(retry=NO_RETRY, breaker=BREAKER))
    for _ in range(2):
        world.run(client.users.get.raw)
    client.reconfigure(Policies(deadline=9.0, retry=NO_RETRY, breaker=BREAKER))
    with pytest.raises(CircuitOpen):
        world.run(client.users.get)
    client.reconfigure(Policies(retry=NO_RETRY, breaker=attrs.evolve(BREAKER, window=31.0)))
    assert world.run(client.users.get.raw).status_code == 503
    assert len(engine.sent) == 3


def test_what_is_left_of_a_budget_and_of_quotas_goes_on(world: Any) -> None:
    """More attempts do not bring a new budget, and a quota that is used up stays used up."""
    budget = Budget(ratio=0.0, reserve=1.0)
    retry = Retry(attempts=2, budget=budget, transient_scale=0.0)
    client, engine = world.client(acme.answer(503), policies=Policies(retry=retry, breaker=None))
    world.run(client.users.get.raw)
    assert len(engine.sent) == 2
    client.reconfigure(Policies(retry=attrs.evolve(retry, attempts=5), breaker=None))
    world.run(client.users.get.raw)
    assert len(engine.sent) == 3
    engine.steps = [acme.answer(200, {"name": "x"}, ratelimit='"q";r=0;t=600')]
    world.run(client.users.get)
    client.reconfigure(Policies(deadline=3.0, breaker=None))
    with pytest.raises(RateLimited):
        world.run(client.users.get)
    client.reconfigure(Policies(rate_limit=RateLimit(reserve=1)))
    world.run(client.users.get)


def test_refused_policies_change_nothing() -> None:
    """The old pipeline stays in force as it was."""
    engine = acme.ScriptedEngine(OK)
    client = acme.Acme(connection=Connection(max_connections=100))
    before = client.describe()
    with pytest.raises(ConfigError, match="exceeds the pool"):
        client.reconfigure(Policies(concurrency=Concurrency(limit=101)))
    with pytest.raises(ConfigError, match="weight=-1"):
        client.reconfigure(Policies(overrides={"users": Override(weight=-1)}))
    assert client.describe() == before
    client.close()
    with pytest.raises(ConfigError, match="closed"):
        client.reconfigure(Policies())
    assert engine.sent == []


def test_calls_under_way_end_as_they_began_async() -> None:
    """Ten calls hang while the policies change five times; all end well, and all places are free."""

    class Hanging(acme.ScriptedEngine):
        async def send(self, call: Call) -> Response:
            self.sent.append(call)
            await asyncio.sleep(0.01)
            return OK

    async def main() -> None:
        engine = Hanging(OK)
        client = acme.AsyncAcme(runtime=AsyncRuntime(engine), policies=Policies(concurrency=Concurrency(limit=2)))
        places = [seat.policy for seat in client._session.core.seats if seat.name == "concurrency"]
        calls = [asyncio.create_task(client.users.get()) for _ in range(10)]
        for limit in range(3, 8):
            await asyncio.sleep(0.005)
            client.reconfigure(Policies(concurrency=Concurrency(limit=limit)))
            calls.append(asyncio.create_task(client.users.get()))
        assert await asyncio.gather(*calls) == [{"name": "x"}] * 15
        assert [(place.active, place.queued) for place in places] == [(0, 0)]

    asyncio.run(main())


def test_calls_under_way_end_as_they_began_in_threads() -> None:
    """A blocked call is not disturbed, and the next one meets the new policies."""
    inside, go_on = threading.Event(), threading.Event()

    class Hanging(acme.ScriptedEngine):
        async def send(self, call: Call) -> Response:
            self.sent.append(call)
            inside.set()
            assert go_on.wait(10)
            return OK

    full = Policies(concurrency=Concurrency(limit=1, queue=0), cache=None)
    client = acme.Acme(runtime=BlockingRuntime(Hanging(OK)), policies=full)
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(client.users.get()))
    thread.start()
    assert inside.wait(10)
    with pytest.raises(QueueFull):
        client.users.get()
    client.reconfigure(attrs.evolve(full, concurrency=Concurrency(limit=2)))
    go_on.set()
    results.append(client.users.get())
    thread.join(10)
    assert results == [{"name": "x"}] * 2
