"""Hooks of users' own: where they run, what they may do, in all worlds."""

import asyncio
from typing import Any

import pytest

import acme
from ferrule.call import Body, Call, Response
from ferrule.errors import ConfigError
from ferrule.policies.middleware import Middleware, MiddlewarePolicy, as_middleware
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.retry import Retry
from ferrule.runtime.base import Runtime
from ferrule.settings.policies import Policies
from worlds import World, a_call, a_response

AT_ONCE = Retry(transient_scale=0.0)


class Seen:
    """Notes the status of each response that passes it."""

    def __init__(self) -> None:
        self.statuses: list[int] = []

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        response = await next(call)
        self.statuses.append(response.status_code)
        return response


def add_header(call: Call, next: Next, runtime: Runtime) -> Any:
    """A plain function will do where only the request is changed."""
    return next(call.replace(headers={**call.headers, "x-request-source": "tests"}))


@pytest.fixture(params=[acme.BlockingWorld, acme.AsyncWorld], ids=["blocking", "async"])
def users(request: Any) -> Any:
    """Each of users' worlds."""
    return request.param()


def test_hooks_run_once_a_call_or_once_a_request(users: Any) -> None:
    """Around a call that needed two attempts, one hook saw the end alone, the other both responses."""
    each_call, each_attempt = Seen(), Seen()
    policies = Policies(retry=AT_ONCE, middleware=[each_call, Middleware(each_attempt, "attempt"), add_header])
    client, engine = users.client(acme.answer(503), acme.answer(200, {"name": "x"}), policies=policies)
    assert users.run(client.users.get) == {"name": "x"}
    assert (each_call.statuses, each_attempt.statuses) == ([200], [503, 200])
    assert [call.headers["x-request-source"] for call in engine.sent] == ["tests", "tests"]
    described = client.describe()
    assert described.index("middleware Seen") < described.index("retry") < described.rindex("middleware Seen")


def test_a_hook_may_answer_by_itself(world: World) -> None:
    """Without calling `next`, nothing is sent."""

    async def answer(call: Call, next: Next, runtime: Runtime) -> Response:
        return a_response(418)

    async def scenario() -> None:
        assert (await compose([answer], world.runtime)(a_call())).status_code == 418
        assert world.sent == []

    world.run(scenario)


def test_a_hook_may_wait_through_the_runtime(world: World) -> None:
    """The same hook waits in every world."""

    async def slowly(call: Call, next: Next, runtime: Runtime) -> Response:
        await runtime.sleep(2)
        return await next(call)

    async def scenario() -> None:
        await compose([slowly], world.runtime)(a_call())
        assert world.sent_at == [2.0]

    world.run(scenario)


def test_what_a_hook_raises_arrives_as_it_is(users: Any) -> None:
    """A hook's own error is not dressed up, retried or counted."""

    async def broken(call: Call, next: Next, runtime: Runtime) -> Response:
        raise LookupError("mine")

    for position in ("call", "attempt"):
        policies = Policies(middleware=[Middleware(broken, position)])  # type: ignore[arg-type]
        client, engine = users.client(acme.answer(200, {}), policies=policies)
        with pytest.raises(LookupError, match="mine"):
            users.run(client.users.get)
        assert engine.sent == []


@pytest.mark.parametrize("position", ["call", "attempt"])
def test_a_hook_that_forgets_to_return_is_named(users: Any, position: Any) -> None:
    """Otherwise it would fail far away, where somebody looks at a response that is None."""

    async def forgetful(call: Call, next: Next, runtime: Runtime) -> Any:
        await next(call)

    client, _ = users.client(
        acme.answer(200, {"name": "x"}), policies=Policies(middleware=[Middleware(forgetful, position)])
    )
    with pytest.raises(TypeError, match=r"middleware .*forgetful returned NoneType instead of a Response"):
        users.run(client.users.get)


def test_a_hook_that_suspends_in_a_blocking_client_is_named() -> None:
    """Blocking clients have no loop to wait in; the error says whose fault it is."""

    async def suspends(call: Call, next: Next, runtime: Runtime) -> Response:
        await asyncio.sleep(0)
        return await next(call)

    client, _ = acme.BlockingWorld().client(acme.answer(200, {}), policies=Policies(middleware=[suspends]))
    with pytest.raises(TypeError, match="suspends"):
        client.users.get()


@pytest.mark.parametrize("hook", [None, lambda call: None, lambda call, proceed, runtime: None, "hook"])
def test_what_is_no_hook_is_refused_at_once(hook: Any) -> None:
    """The parameters must have the names they are given by."""
    with pytest.raises(ConfigError, match=r"must be a callable \(call, next, runtime\)"):
        Policies(middleware=[hook])


def test_a_position_must_exist() -> None:
    """Only `call` and `attempt` are places for hooks."""
    with pytest.raises(ConfigError, match="position must be"):
        Middleware(add_header, "outside")  # type: ignore[arg-type]
    assert as_middleware(add_header).position == "call"


class _Silent:
    """A body that has not come, and whether its connection was given back."""

    released = False

    async def receive(self) -> bytes:
        return b""

    async def release(self) -> None:
        self.released = True

    def abandon(self, then: Any) -> None:
        self.released = True


@pytest.mark.parametrize("passes_on", [True, False])
def test_a_stream_that_a_hook_passes_on_stays_open(world: World, passes_on: bool) -> None:
    """One in whose place it gives another response is closed, as nobody could do that later."""
    source = _Silent()

    async def hook(call: Call, next: Next, runtime: Runtime) -> Response:
        response = await next(call)
        return response if passes_on else a_response(204)

    async def engine(call: Call) -> Response:
        response = a_response(200)
        response.body = Body(source)
        return response

    async def scenario() -> None:
        world.handler = engine
        response = await compose([MiddlewarePolicy(hook)], world.runtime)(a_call())
        assert source.released is not passes_on
        await response.close()
        assert source.released

    world.run(scenario)
