"""Chaos: faults made on purpose, at their rates, and nothing else."""

from typing import Any

import attrs
import pytest

from ferrule.call import Options
from ferrule.errors import AttemptTimeout, ConfigError, ConnectFailed, ReadFailed
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.chaos import Chaos, ChaosPolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, compose
from worlds import OPERATION, World, a_call, a_response


def pipeline(world: World, settings: Chaos) -> Next:
    """Chaos below the attempt timeout."""
    return compose([ObservePolicy(), AttemptTimeoutPolicy(), ChaosPolicy(settings)], world.runtime)


def test_a_fault_is_raised_instead_of_sending(world: World) -> None:
    """The error is fresh each time, says who made it, and is in the trace."""

    async def scenario() -> None:
        call = a_call()
        errors = []
        for _ in range(2):
            with pytest.raises(ConnectFailed, match="injected by chaos") as raised:
                await pipeline(world, Chaos(fault_rate=1.0, fault=ConnectFailed))(call)
            errors.append(raised.value)
        assert errors[0] is not errors[1]
        assert (world.sent, call.trace.notes) == ([], ["chaos: failed with ConnectFailed"] * 2)

    world.run(scenario)


def test_a_delay_comes_before_the_send_and_is_bounded_by_the_attempt_timeout(world: World) -> None:
    """Delays are what timeouts are rehearsed with."""

    async def scenario() -> None:
        handler = pipeline(world, Chaos(latency_rate=1.0, latency=3.0))
        assert (await handler(a_call())).status_code == 200
        assert world.sent_at == [3.0]
        with pytest.raises(AttemptTimeout):
            await handler(a_call(options=Options(attempt_timeout=2.0)))
        assert len(world.sent) == 1

    world.run(scenario)


@pytest.mark.parametrize(("outcome", "status"), [(429, 429), (a_response(503, retry_after="1"), 503)])
def test_an_outcome_is_answered_instead_of_sending(world: World, outcome: Any, status: int) -> None:
    """A status, or a whole response with headers."""

    async def scenario() -> None:
        response = await pipeline(world, Chaos(outcome_rate=1.0, outcome=outcome))(a_call())
        assert (response.status_code, world.sent) == (status, [])

    world.run(scenario)


def test_rates_are_kept_and_drawn_for_each_request_by_itself(world: World) -> None:
    """Of many requests about the share fails that was asked for; the same seed gives the same faults."""

    async def scenario() -> None:
        handler = pipeline(world, Chaos(fault_rate=0.2, outcome_rate=0.5))
        counts = {"fault": 0, "outcome": 0}
        for _ in range(2000):
            try:
                counts["outcome"] += (await handler(a_call())).status_code == 503
            except ReadFailed:
                counts["fault"] += 1
        assert 340 <= counts["fault"] <= 460
        assert 720 <= counts["outcome"] <= 880

    world.run(scenario)


def test_other_operations_are_left_alone(world: World) -> None:
    """One operation's outage can be rehearsed by itself."""

    async def scenario() -> None:
        handler = pipeline(world, Chaos(outcome_rate=1.0, operations=["users.*"]))
        assert (await handler(a_call())).status_code == 200
        users = attrs.evolve(OPERATION, id="users/get", name="users.get")
        assert (await handler(a_call(operation=users))).status_code == 503

    world.run(scenario)


def test_by_itself_it_does_nothing(world: World) -> None:
    """All rates are 0 until they are set."""

    async def scenario() -> None:
        call = a_call()
        await pipeline(world, Chaos())(call)
        assert (world.runtime.now(), call.trace.notes, len(world.sent)) == (0.0, [], 1)

    world.run(scenario)


def test_settings_that_cannot_work_are_refused() -> None:
    """All faults are listed at once."""
    wrong: Any = {"fault_rate": 2, "latency": -1, "fault": ValueError, "outcome": "503"}
    with pytest.raises(ConfigError) as raised:
        Chaos(**wrong)
    assert all(name in str(raised.value) for name in wrong)
