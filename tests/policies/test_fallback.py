"""Fallback: which failures are answered for, and which are not hidden."""

from typing import Any

import attrs
import pytest

from ferrule.call import Call, Options, Response
from ferrule.errors import (
    CallError,
    CircuitOpen,
    ConfigError,
    CredentialMissing,
    DeadlineExceeded,
    NotFound,
    QueueFull,
    ReadFailed,
)
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.fallback import Fallback, FallbackPolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import compose
from worlds import OPERATION, World, a_call, a_response

STAND_IN = Response(200, [], b"[]")


def run(world: World, settings: Fallback, call: Call | None = None) -> tuple[Any, Call]:
    """One call: what it came to, and the call with its trace."""
    call = call or a_call()

    async def scenario() -> Any:
        try:
            return await compose([ObservePolicy(), FallbackPolicy(settings), DeadlinePolicy()], world.runtime)(call)
        except CallError as error:
            return error

    return world.run(scenario), call


@pytest.mark.parametrize("failure", [500, 503, 429, ReadFailed("x"), CircuitOpen("x"), QueueFull("x")])
def test_an_api_that_is_not_available_is_answered_for(world: World, failure: Any) -> None:
    """The stand-in comes back, and the trace says what it stands for."""
    world.script(failure)
    outcome, call = run(world, Fallback(answer=STAND_IN))
    assert outcome is STAND_IN
    name = failure if isinstance(failure, int) else type(failure).__name__
    assert call.trace.notes == [f"fallback answered instead of {name}"]


@pytest.mark.parametrize("outcome", [200, 304, 404, 401, CredentialMissing("x")])
def test_answers_and_mistakes_are_left_alone(world: World, outcome: Any) -> None:
    """A success needs no stand-in, and a mistake of the caller must not be hidden by one."""
    world.script(outcome)
    got, call = run(world, Fallback(answer=STAND_IN))
    assert (got.status_code if isinstance(got, Response) else got) == outcome
    assert call.trace.notes == []


def test_a_deadline_that_passed_is_answered_for(world: World) -> None:
    """It stands above the deadline, and its own work is not cut off by it."""
    world.handler = world.after(60, 200)

    async def later(call: Call, outcome: Response | CallError) -> Response:
        assert isinstance(outcome, DeadlineExceeded)
        await world.runtime.sleep(1)
        return STAND_IN

    outcome, call = run(world, Fallback(answer=later), a_call(options=Options(deadline=2.0)))
    assert (outcome, call.trace.duration) == (STAND_IN, 3.0)


def test_a_function_sees_the_call_and_what_became_of_it(world: World) -> None:
    """It may choose by operation and by failure."""
    world.script(a_response(503, b"down"))
    seen: list[Any] = []

    def choose(call: Call, outcome: Response | CallError) -> Response:
        seen.append((call.operation.name, outcome))
        return STAND_IN

    run(world, Fallback(answer=choose))
    ((name, outcome),) = seen
    assert (name, outcome.content) == ("orders.get", b"down")


def test_a_fallback_that_fails_fails_the_call(world: World) -> None:
    """Its own error is raised, not hidden by the first."""
    world.script(503)

    def broken(call: Call, outcome: Response | CallError) -> Response:
        raise ReadFailed("the stand-in is down too")

    outcome, _ = run(world, Fallback(answer=broken))
    assert outcome.args == ("the stand-in is down too",)


def test_an_answer_that_is_no_response_is_said_to_be_none(world: World) -> None:
    """A model or a dict cannot be parsed as the API's own response would be."""
    policy = FallbackPolicy(Fallback(answer=lambda call, outcome: {"login": "x"}))  # type: ignore[arg-type, return-value]
    world.script(ReadFailed("broken"))
    with pytest.raises(TypeError, match="the fallback's answer returned dict instead of a Response"):
        world.run(lambda: compose([policy], world.runtime)(a_call()))


def test_the_failures_can_be_chosen(world: World) -> None:
    """In the words of the error classes, for statuses too."""
    world.script(404)
    assert run(world, Fallback(answer=STAND_IN, on=(NotFound,)))[0] is STAND_IN
    world.script(503)
    assert run(world, Fallback(answer=STAND_IN, on=(NotFound,)))[0].status_code == 503


def test_the_operations_can_be_chosen(world: World) -> None:
    """Others fail as they would without."""
    world.script(503)
    settings = Fallback(answer=STAND_IN, operations="orders.*")
    assert run(world, settings)[0] is STAND_IN
    other = attrs.evolve(OPERATION, id="users/get", name="users.get")
    assert run(world, settings, a_call(operation=other))[0].status_code == 503


def test_settings_that_cannot_work_are_refused() -> None:
    """All faults are listed at once."""
    wrong: Any = {"answer": 5, "on": (ValueError,)}
    with pytest.raises(ConfigError, match=r"answer must be .*; on must hold"):
        Fallback(**wrong)
