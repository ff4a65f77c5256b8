"""Policies from generated clients, blocking and async, to a real server that misbehaves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from ferrule import (
    Bearer,
    Breaker,
    Budget,
    Chaos,
    CircuitOpen,
    Fallback,
    Hedge,
    Policies,
    ReadFailed,
    Response,
    Retry,
    ServiceUnavailable,
)
from ferrule.policies.breaker import State
from ferrule.sandbox import Latency, Reset, Sandbox, Status, Truncate
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.stripe import AsyncStripe, Stripe
from ferrule_apis.stripe.models import PaymentIntentCreateParams
from users import Users

pytestmark = pytest.mark.usefixtures("each_engine")
AT_ONCE = Retry(transient_scale=0.0)
CLIENTS: dict[str, Any] = {"github": (GitHub, AsyncGitHub), "stripe": (Stripe, AsyncStripe)}


class Customers(Users):
    """Users of the sandbox's APIs."""

    def __init__(self, sandbox: Sandbox, runner: asyncio.Runner | None) -> None:
        super().__init__(runner)
        self.sandbox = sandbox

    def of(self, api: str, **settings: Any) -> Any:
        """A client for one of them."""
        return self.client(*CLIENTS[api], Bearer("t"), base_url=self.sandbox.url(api), **settings)


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    """One server for the tests here."""
    with Sandbox("stripe", "github") as running:
        yield running


@pytest.fixture(params=["blocking", "async"])
def users(server: Sandbox, request: pytest.FixtureRequest) -> Iterator[Customers]:
    """Each world in turn, with the server as it was at the start."""
    server.reset()
    with asyncio.Runner() as runner:
        made = Customers(server, None if request.param == "blocking" else runner)
        yield made
        made.close()


def pay(users: Customers, **settings: Any) -> tuple[int, list[str | None]]:
    """One payment; how many the server knows afterwards, and the key of each request that asked for one."""
    stripe = users.of("stripe", policies=Policies(retry=AT_ONCE), **settings)
    users.wait(stripe.payment_intents.create(body=PaymentIntentCreateParams(amount=1000, currency="eur")))
    known = users.wait(stripe.payment_intents.list()).data
    return len(known), [seen.headers.get("idempotency-key") for seen in users.sandbox.log.select(method="POST")]


@pytest.mark.parametrize("fault", [Reset("after"), Truncate("headers"), Truncate("body"), Status(503)], ids=repr)
def test_a_payment_whose_answer_was_lost_is_made_once(users: Customers, fault: Any) -> None:
    """The server acted, its answer was lost, the request was repeated under the same key: there is one payment."""
    users.sandbox.faults.add(fault, api="stripe", method="POST", times=2)
    payments, keys = pay(users)
    assert (payments, len(keys), len(set(keys))) == (1, 3, 1)
    assert None not in keys


def test_a_key_of_the_callers_own_is_sent(users: Customers) -> None:
    """With a key of the caller's, a payment repeated by a later process is still made once."""
    pay(users, headers={"Idempotency-Key": "order-17"})
    assert pay(users, headers={"Idempotency-Key": "order-17"}) == (1, ["order-17", "order-17"])


def test_the_budget_bounds_an_outage(users: Customers) -> None:
    """Fifty calls that all fail are sixty requests, and the last error names the budget."""
    users.sandbox.faults.add(Status(503), api="github")
    github = users.of("github", policies=Policies(retry=AT_ONCE, breaker=None))
    for _ in range(50):
        with pytest.raises(ServiceUnavailable) as raised:
            users.wait(github.users.get_by_username("octocat"))
    assert len(users.sandbox.log) <= 60
    assert "client-side retry budget exhausted" in str(raised.value)


def test_a_slow_request_is_hedged(users: Customers) -> None:
    """The second request answers while the first would still be waiting; its connection is given up."""
    users.sandbox.faults.add(Latency(30), api="github", times=1)
    github = users.of("github", policies=Policies(hedge=Hedge(after=0.05)))
    raw = users.wait(github.users.get_by_username.raw("octocat"))
    assert (raw.status_code, raw.trace.sends, len(raw.attempts)) == (200, 2, 1)
    assert "hedged after 0.05 s: request 2 of 2 answered" in raw.trace.notes
    assert raw.trace.duration < 5


def test_circuits_are_seen_and_switched_through_the_client(users: Customers) -> None:
    """`client.breaker` isolates an API, and closes a circuit that opened."""
    github = users.of("github", policies=Policies(cache=None, retry=None, breaker=Breaker(minimum_calls=2)))
    users.sandbox.faults.add(Status(503), api="github", times=2)
    for _ in range(2):
        with pytest.raises(ServiceUnavailable):
            users.wait(github.users.get_by_username("octocat"))
    with pytest.raises(CircuitOpen):
        users.wait(github.users.get_by_username("octocat"))
    assert list(github.breaker.states.values()) == [State.OPEN]
    github.breaker.close()
    assert users.wait(github.users.get_by_username("octocat")).login == "octocat"
    github.breaker.isolate(reason="maintenance")
    with pytest.raises(CircuitOpen, match="maintenance"):
        users.wait(github.users.get_by_username("octocat"))


def test_a_fallback_gives_a_typed_model(users: Customers) -> None:
    """What stands in is read as the API's own answer would be."""
    answer = Response(200, [(b"content-type", b"application/json")], b'{"login": "stand-in", "id": 0}')
    users.sandbox.faults.add(Reset("before"), api="github")
    policies = Policies(retry=AT_ONCE, fallback=Fallback(answer=answer, operations="users.*"))
    github = users.of("github", policies=policies)
    assert users.wait(github.users.get_by_username("octocat")).login == "stand-in"
    with pytest.raises(ReadFailed):
        users.wait(github.repos.get("octocat", "hello-world"))


def test_chaos_rehearses_an_outage_without_one(users: Customers) -> None:
    """The client behaves as if the API were down; nothing reaches the server."""
    policies = Policies(retry=Retry(transient_scale=0.0, budget=Budget(reserve=9.0)), chaos=Chaos(outcome_rate=1.0))
    github = users.of("github", policies=policies)
    with pytest.raises(ServiceUnavailable) as raised:
        users.wait(github.users.get_by_username("octocat"))
    assert (len(raised.value.attempts), len(users.sandbox.log)) == (3, 0)
