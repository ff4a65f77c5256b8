"""Tokens that end: one request for all who need one, ahead of time, and never a valid token lost."""

from __future__ import annotations

import asyncio
import io
import math
import pickle
import random
from typing import Any

import pytest

from auth.endpoints import CLIENT, Client, Server, answer, together
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.refresh import Refresh
from ferrule.auth.tokens import Windows
from ferrule.call import Call, Options, Response
from ferrule.errors import ConnectFailed, TokenRefused, TokenUnavailable
from ferrule.policies.retry import Retry
from ferrule.runtime.sim import SimRuntime
from worlds import AsyncWorld, World, a_response


def test_callers_who_need_the_first_token_share_one_request(world: World) -> None:
    """Fifty calls at once make one token request, and all succeed."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        assert await together(world.runtime, *[client.get] * 50) == [200] * 50
        assert server.asked == 1
        assert await client.get() == 200
        assert server.asked == 1

    world.run(scenario)


def test_an_ending_token_is_replaced_in_the_background(world: World) -> None:
    """In the advisory window nobody waits: all go on with the old token while one request fetches the next."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        await world.runtime.sleep(240.0)
        began = world.runtime.now()
        assert await together(world.runtime, *[client.get] * 20) == [200] * 20
        assert world.runtime.now() == began
        await world.runtime.sleep(1.0)
        assert server.asked == 2
        assert await client.get() == 200
        assert world.sent[-1].headers["authorization"] == "Bearer t2"

    world.run(scenario)


def test_shortly_before_the_end_all_wait_for_the_new_token(world: World) -> None:
    """In the mandatory window one leads and the others wait, as the old token may end on its way."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        await world.runtime.sleep(280.0)
        assert await together(world.runtime, *[client.get] * 20) == [200] * 20
        assert server.asked == 2
        assert {call.headers["authorization"] for call in world.sent[-20:]} == {"Bearer t2"}

    world.run(scenario)


@pytest.mark.parametrize("moment", [240.0, 280.0, 295.0])
def test_a_failed_replacement_never_costs_a_valid_token(world: World, moment: float) -> None:
    """While the token is valid, an unreachable or refusing token endpoint is nobody's problem."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        await world.runtime.sleep(moment)
        for outage in (ConnectFailed("down"), answer(400, error="invalid_grant"), a_response(503)):
            server.outage = outage
            assert await client.get() == 200
            await world.runtime.sleep(0.5)

    world.run(scenario)


def test_a_hanging_token_endpoint_does_not_eat_the_deadline_while_the_token_is_valid(world: World) -> None:
    """In the mandatory window a caller waits for half of its time at most, then goes on with the old token."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        await world.runtime.sleep(275.0)
        server.delay = 1000.0
        began = world.runtime.now()
        assert await client.get(options=Options(deadline=4.0)) == 200
        assert world.runtime.now() - began == pytest.approx(2.0, abs=0.01)

    world.run(scenario)


def test_revoked_and_unreachable_are_told_apart(world: World) -> None:
    """A refusal names the server's code; silence says that nobody answered. Each caller gets an error of its own."""
    server = Server(world)
    source = ClientCredentials(CLIENT)

    async def scenario() -> None:
        server.outage = answer(401, error="invalid_client", error_description="no such client")
        errors = await together(world.runtime, *[lambda: source.obtain(world.runtime)] * 3)
        assert [type(error) for error in errors] == [TokenRefused] * 3
        assert len({id(error) for error in errors}) == 3
        assert isinstance(errors[0], TokenRefused) and errors[0].code == "invalid_client"
        assert "https://login.shop.test answered 401 invalid_client (no such client)" in str(errors[0])
        await world.runtime.sleep(10.0)
        server.outage = ConnectFailed("no route")
        (error,) = await together(world.runtime, lambda: source.obtain(world.runtime))
        assert isinstance(error, TokenUnavailable)
        assert "gave no answer (ConnectFailed, 3 attempts)" in str(error)

    world.run(scenario)


def test_failures_back_off(world: World) -> None:
    """Calls during the pause fail at once and say when to come back; they do not add to the endpoint's load."""
    server = Server(world)
    server.outage = answer(400, error="invalid_grant")
    source = ClientCredentials(CLIENT)

    async def scenario() -> None:
        for _ in range(100):
            (error,) = await together(world.runtime, lambda: source.obtain(world.runtime))
            assert isinstance(error, TokenRefused)
            await world.runtime.sleep(1.0)
        assert server.asked < 10
        assert error.retry_after is not None and error.retry_after > 0

    world.run(scenario)


def test_token_requests_have_retries_of_their_own(world: World) -> None:
    """A token request that could not connect is tried again within the same call, though the call has no retries."""
    server = Server(world)
    answers: list[Response | Exception] = [ConnectFailed("down"), a_response(503)]

    async def flaky() -> Response:
        step = answers.pop(0)
        server.outage = None if not answers else flaky
        if isinstance(step, Exception):
            raise step
        return step

    server.outage = flaky
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        assert await client.get() == 200
        assert server.asked == 3

    world.run(scenario)


def test_a_caller_who_gives_up_leaves_the_others_waiting_for_the_same_request(world: World) -> None:
    """The first caller's deadline passes; the request goes on, and whoever waits for it gets its token."""
    server = Server(world, delay=3.0)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        results = await together(
            world.runtime, lambda: client.get(options=Options(deadline=1.0)), client.get, client.get
        )
        assert results == ["DeadlineExceeded", 200, 200]
        assert server.asked == 1

    world.run(scenario)


def test_a_rejected_token_is_replaced_once_for_all_who_used_it(world: World) -> None:
    """After a revocation all calls in flight get a 401; one request replaces the token, and each call is sent again."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        server.revoke_all()
        assert await together(world.runtime, *[client.get] * 30) == [200] * 30
        assert server.asked == 2

    world.run(scenario)


def test_a_late_401_does_not_cost_the_newer_token(world: World) -> None:
    """Only the very token that was rejected is given up."""
    server = Server(world)
    source = ClientCredentials(CLIENT)

    async def scenario() -> None:
        old = await source.obtain(world.runtime)
        new = await source.replace(old, world.runtime)
        assert (old, new) == ("t1", "t2")
        assert await source.replace(old, world.runtime) == "t2"
        assert server.asked == 2

    world.run(scenario)


def test_an_api_that_rejects_every_token_is_no_reason_for_a_token_each_call(world: World) -> None:
    """Tokens that are rejected as soon as they come are replaced ever more rarely; the 401 goes to the caller."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def deny() -> None:
        for _ in range(100):
            server.revoke_all()
            server.lifetime = 300.0
            await client.get()
            await world.runtime.sleep(0.5)

    async def scenario() -> None:
        await client.get()
        await deny()
        assert server.asked < 15

    world.run(scenario)


def test_short_tokens_that_end_early_are_replaced_each_time(world: World) -> None:
    """A server that counts whole seconds ends a five-second token within its fifth; no 401 reaches the caller."""
    server = Server(world, lifetime=5.0, delay=0.01)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        for _ in range(50):
            await world.runtime.sleep(2.7)
            server.outage = ConnectFailed("down")  # the old token serves to its end
            await client.get()
            await world.runtime.sleep(1.5)
            server.outage = None
            server.revoke_all()
            assert await client.get() == 200

    world.run(scenario)


@pytest.mark.parametrize(
    ("challenge", "sends"),
    [
        ({"www_authenticate": 'Bearer realm="shop", error="invalid_token"'}, 2),
        ({"www_authenticate": 'Basic realm="a", Bearer'}, 2),
        ({}, 2),
        ({"www_authenticate": 'Basic realm="Bearer"'}, 1),
        ({"www_authenticate": 'Bearer error="insufficient_scope", scope="write"'}, 1),
    ],
)
def test_only_a_challenge_that_a_token_answers_is_answered(world: World, challenge: dict[str, str], sends: int) -> None:
    """A 401 that asks for something else than another bearer token goes to the caller as it is."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))
    tokens = server.handle

    async def handle(call):  # type: ignore[no-untyped-def]
        return a_response(401, **challenge) if "orders" in call.url else await tokens(call)

    world.handler = handle

    async def scenario() -> None:
        assert await client.get() == 401
        assert sum("orders" in call.url for call in world.sent) == sends

    world.run(scenario)


def test_a_body_that_can_be_sent_only_once_gets_its_401_and_the_next_call_a_new_token(world: World) -> None:
    """An iterator is not sent twice; the token is replaced all the same."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        server.revoke_all()
        assert await client.get(method="POST", body={"content": iter([b"x"])}) == 401
        assert await client.get() == 200
        assert server.asked == 2

    world.run(scenario)


def test_a_file_is_sent_whole_after_a_401(world: World) -> None:
    """The second request carries the file from where it stood before the first, which had read it."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT))
    file, bodies = io.BytesIO(b"header|payload"), []
    file.seek(7)

    async def reading(call: Call) -> Response:
        if "content" in call.body:
            bodies.append(call.body["content"].read())
        return await server.handle(call)

    async def scenario() -> None:
        await client.get()
        server.revoke_all()
        assert await client.get(method="PUT", body={"content": file}) == 200

    world.handler = reading
    world.run(scenario)
    assert bodies == [b"payload", b"payload"]


def test_a_token_endpoint_that_is_down_is_not_the_apis_failure(world: World) -> None:
    """No attempt of the API's is spent on it, retries included, and nothing is said to have reached the API."""
    server = Server(world)
    server.outage = ConnectFailed("down")
    client = Client(world.runtime, ClientCredentials(CLIENT), retry=Retry(attempts=5))

    async def scenario() -> None:
        assert await client.get() == "TokenUnavailable"
        assert server.asked == 3

    world.run(scenario)


def test_a_leader_that_is_cancelled_is_succeeded(world: World) -> None:
    """When the work that fetches is cancelled, before it began or while it waits, a waiter takes over."""
    server = Server(world, delay=5.0)
    source = ClientCredentials(CLIENT)
    spawn = world.runtime.spawn

    async def scenario() -> None:
        for before_start in (True, False):
            leaders = []
            world.runtime.spawn = lambda work, to=leaders, **_: to.append(spawn(work)) or to[-1]  # type: ignore
            waiter = spawn(lambda: source.obtain(world.runtime))
            await world.runtime.sleep(0.0 if before_start else 1.0)
            leaders[0].cancel()
            world.runtime.spawn = spawn  # type: ignore[method-assign]
            await waiter.join()
            assert source.at_hand(world.runtime) is not None
            source._state.current = None

    world.run(scenario)
    assert server.asked in (3, 4)  # one more where the leader had begun before it was cancelled


def test_a_leader_that_never_began_is_succeeded_at_once(world: World) -> None:
    """Work that was cancelled before its first step reports nothing itself; nobody waits for it."""
    Server(world)
    source = ClientCredentials(CLIENT)
    runtime: Any = world.runtime
    spawn = runtime.spawn

    def cancelled(work: Any, **settings: Any) -> Any:
        runtime.spawn = spawn
        task = spawn(work, **settings)
        task.cancel()
        return task

    async def scenario() -> None:
        runtime.spawn = cancelled
        assert await source.obtain(world.runtime) == "t1"
        assert world.runtime.now() < 1.0

    world.run(scenario)


def test_a_fresh_token_needs_no_lock(world: World) -> None:
    """While a token is fresh no call touches the source's lock, and each one that asks for it would fail here."""
    Server(world)
    credential = ClientCredentials(CLIENT)
    client = Client(world.runtime, credential)

    async def scenario() -> None:
        assert await client.get() == 200
        credential._state._lock = None  # type: ignore[assignment]
        assert await together(world.runtime, *[client.get] * 10) == [200] * 10

    world.run(scenario)


def test_a_forked_child_fetches_for_itself(world: World) -> None:
    """A lock that was held and a flight that was under way at the fork are its parent's."""
    server = Server(world)
    credential = ClientCredentials(CLIENT)
    credential._state._lock.acquire()
    credential._state._refresh = Refresh(None, math.inf)
    credential._state.after_fork()
    assert world.run(lambda: credential.obtain(world.runtime)) == "t1"
    assert server.asked == 1


def test_a_leader_that_begins_late_finds_its_successor_at_work(world: World) -> None:
    """Whoever waited for it has taken over by then: it makes no second request."""
    server = Server(world, delay=5.0)
    source = ClientCredentials(CLIENT)
    spawn, spawned = world.runtime.spawn, []

    def slow_spawn(work, **_):  # type: ignore[no-untyped-def]
        pause = 0.0 if spawned else 4.0

        async def late() -> None:
            await world.runtime.sleep(pause)
            await work()

        task = spawn(late)
        spawned.append(task)
        return task

    async def scenario() -> None:
        world.runtime.spawn = slow_spawn  # type: ignore[method-assign]
        assert await source.obtain(world.runtime) == "t1"
        assert (len(spawned), server.asked) == (2, 1)

    world.run(scenario)


def test_a_source_serves_one_event_loop_after_another() -> None:
    """A request that died with its loop is not waited for in the next one."""
    world = AsyncWorld()
    server = Server(world, delay=5.0)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def interrupted() -> None:
        task = asyncio.ensure_future(client.get())
        await asyncio.sleep(0)
        task.cancel()

    async def scenario() -> None:
        assert await client.get() == 200

    world.run(interrupted)
    world.run(scenario)
    assert server.asked <= 2


def test_short_tokens_are_left_alone_for_half_of_their_life(world: World) -> None:
    """A five-second token is not replaced all the time, though the windows are far longer than it lives."""
    server = Server(world, lifetime=5.0, delay=0.01)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        for _ in range(600):
            assert await client.get() == 200
            await world.runtime.sleep(0.1)
        assert server.asked <= 60 / 2.5 + 1
        assert not [call for call in world.sent if call.headers.get("authorization") == "Bearer "]

    world.run(scenario)


@pytest.mark.parametrize("expires_in", [0, -5, "0", "-1", "nan", "NaN", "inf", "-inf", 1e999, "soon", True, [60]])
def test_a_lifetime_that_cannot_be_one_is_no_reason_for_a_token_each_call(world: World, expires_in: object) -> None:
    """It counts as not said: the token serves until the API rejects it."""
    server = Server(world, lifetime=None)
    server.expires_in = expires_in if expires_in != math.inf else "1e999"
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        for _ in range(20):
            assert await client.get() == 200
            await world.runtime.sleep(1.0)
        assert server.asked == 1
        server.revoke_all()
        assert await client.get() == 200
        assert server.asked == 2

    world.run(scenario)


@pytest.mark.parametrize(("expires_in", "delay"), [(0.001, 0.1), (1e-300, 0.0), (0.5, 2.0)])
def test_a_token_that_is_over_as_it_comes_serves_for_a_second(world: World, expires_in: float, delay: float) -> None:
    """However short the life or slow the answer, there is at most one token request a second."""
    server = Server(world, lifetime=None, delay=delay)
    server.expires_in = expires_in
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        began = world.runtime.now()
        while world.runtime.now() < began + 10.0:
            assert await client.get() == 200
            await world.runtime.sleep(0.05)
        assert server.asked <= 11

    world.run(scenario)


def test_a_token_without_end_is_kept_until_it_is_rejected(world: World) -> None:
    """Where nobody says when a token ends, a 401 does."""
    server = Server(world, lifetime=None)
    client = Client(world.runtime, ClientCredentials(CLIENT))

    async def scenario() -> None:
        await client.get()
        await world.runtime.sleep(100_000.0)
        assert await client.get() == 200
        assert server.asked == 1

    world.run(scenario)


def test_a_day_with_a_flaky_token_endpoint() -> None:
    """A day on five-minute tokens with a failing endpoint: no call fails while a token is valid, none meets a 401."""
    down_until = 0.0
    rng = random.Random(7)
    ends: dict[str, float] = {}
    outcomes: list[tuple[float, object]] = []
    asked = 0

    async def network(call):  # type: ignore[no-untyped-def]
        nonlocal down_until, asked
        if "token" not in call.url:
            token = call.headers["authorization"].removeprefix("Bearer ")
            return a_response(200 if ends[token] > runtime.now() else 401)
        asked += 1
        await runtime.sleep(rng.uniform(0.02, 2.0))
        if runtime.now() < down_until or rng.random() < 0.33:
            if rng.random() < 0.05:
                down_until = runtime.now() + rng.uniform(10.0, 90.0)
            fault = rng.choice([ConnectFailed("down"), a_response(503), a_response(500), answer(400, error="x")])
            if isinstance(fault, Exception):
                raise fault
            return fault
        token = f"t{len(ends)}"
        ends[token] = runtime.now() + 300.0
        return answer(access_token=token, expires_in=300)

    runtime = SimRuntime(network, seed=3)
    client = Client(runtime, ClientCredentials(CLIENT))

    async def traffic() -> None:
        while runtime.now() < 86_400.0:
            await runtime.sleep(rng.expovariate(1 / 10.0))
            valid = any(end > runtime.now() + 1.0 for end in list(ends.values())[-3:])
            outcome = await client.get()
            if valid or outcome == 401:
                outcomes.append((runtime.now(), outcome))

    async def scenario() -> None:
        await together(runtime, *[traffic] * 10)

    runtime.run(scenario)
    assert len(outcomes) > 80_000
    assert [one for one in outcomes if one[1] != 200] == []
    assert asked < 86_400 / 300 * 6


def test_windows_can_be_set(world: World) -> None:
    """A longer advisory window replaces earlier, up to half of the token's life."""
    server = Server(world)
    client = Client(world.runtime, ClientCredentials(CLIENT, windows=Windows(advisory=1000.0, mandatory=10.0)))

    async def scenario() -> None:
        await client.get()
        await world.runtime.sleep(140.0)
        await client.get()
        assert server.asked == 1
        await world.runtime.sleep(90.0)
        await client.get()
        await world.runtime.sleep(1.0)
        assert server.asked == 2

    world.run(scenario)


def test_a_source_is_not_pickled_and_shows_nothing() -> None:
    """It holds secrets, and what it is to a process cannot be sent to another."""
    source = ClientCredentials(CLIENT, identity="worker")
    assert repr(source) == "ClientCredentials('worker', ***)"
    with pytest.raises(TypeError, match="holds a secret"):
        pickle.dumps(source)
