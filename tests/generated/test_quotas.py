"""Generated clients keep the quotas that their overlays tell them about, in both worlds."""

import time
from typing import Any

import pytest

import acme
from ferrule.auth.credentials import Bearer
from ferrule.errors import RateLimited
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime
from ferrule.settings.overrides import Override
from ferrule.settings.policies import Policies
from ferrule_apis.github import AsyncGitHub, GitHub


@pytest.fixture(params=["blocking", "async"])
def world(request: Any) -> Any:
    """A GitHub client over a scripted engine, and how to run its calls."""

    def client(*steps: Any, **settings: Any) -> tuple[Any, acme.ScriptedEngine, Any]:
        engine = acme.ScriptedEngine(*steps)
        if request.param == "blocking":
            made: Any = GitHub(Bearer("t"), runtime=BlockingRuntime(engine), **settings)
            return made, engine, acme.BlockingWorld().run
        return AsyncGitHub(Bearer("t"), runtime=AsyncRuntime(engine), **settings), engine, acme.AsyncWorld().run

    return client


def told(left: int, resource: str) -> Any:
    """A profile, with GitHub's quota headers."""
    reset = str(int(time.time()) + 3000)
    return acme.answer(200, {}, x_ratelimit_remaining=str(left), x_ratelimit_reset=reset, x_ratelimit_resource=resource)


def test_a_used_up_quota_refuses_before_the_429(world: Any) -> None:
    """GitHub's epoch resets are understood; the refusal carries the time, and nothing is sent."""
    client, engine, run = world(told(1, "core"), told(0, "core"))
    for _ in range(2):
        run(client.users.get_by_username.raw, "octocat")
    with pytest.raises(RateLimited, match=r"users\.get_by_username .*server's quota \(core\)") as raised:
        run(client.users.get_by_username, "octocat")
    assert raised.value.retry_after == pytest.approx(3000, abs=30)
    assert len(engine.sent) == 2


def test_an_operation_weighs_what_its_override_says(world: Any) -> None:
    """A call that costs ten does not fit into what is left for one."""
    heavy = Policies(overrides={"users.*": Override(weight=10)})
    client, engine, run = world(told(5, "core"), policies=heavy)
    run(client.users.get_by_username.raw, "octocat")
    with pytest.raises(RateLimited):
        run(client.users.get_by_username.raw, "octocat")
    assert len(engine.sent) == 1
