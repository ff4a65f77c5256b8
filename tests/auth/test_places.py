"""Credentials in the whole pipeline: asked for before a call queues, taken when it has its place on the wire."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auth.endpoints import API, CLIENT, OPERATION, SCHEMES, Server, together
from ferrule import Policies
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.policy import AuthPolicy
from ferrule.auth.protocols import Credential
from ferrule.auth.signing import RequestSigning
from ferrule.auth.suppliers import SuppliedBearer
from ferrule.call import Call, Facts, Options, Response
from ferrule.errors import CallError, CredentialMissing, TokenUnavailable
from ferrule.policies.breaker import Breaker
from ferrule.policies.concurrency import Concurrency
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.rate_limit import RateLimit
from ferrule.settings.order import assemble
from worlds import World, a_call, a_response


def pipeline(world: World, credential: Credential | None, policies: Policies, **schemes: object) -> Next:
    """All policies, in the order that a client has them in."""
    authentication = AuthPolicy(schemes or SCHEMES, credential)  # type: ignore[arg-type]
    return compose([seat.policy for seat in assemble(policies, authentication, Facts())], world.runtime)


def the_call(**changes: object) -> Call:
    """A call that needs a credential, and may take its time."""
    options = Options(deadline=600.0, attempt_timeout=60.0)
    return a_call(**{"operation": OPERATION, "origin": API, "url": f"{API}/orders", "options": options} | changes)  # type: ignore[arg-type]


async def statuses(world: World, handler: Next, calls: int) -> list[object]:
    """So many calls at once, and how each ended."""

    async def one() -> object:
        try:
            return (await handler(the_call())).status_code
        except CallError as error:
            return type(error).__name__

    return await together(world.runtime, *[one] * calls)


@pytest.mark.parametrize(
    "policies",
    [
        Policies(rate_limit=RateLimit(rate=1, burst=1)),
        Policies(concurrency=Concurrency(limit=1)),
        Policies(retry=None, breaker=None, rate_limit=RateLimit(rate=2, burst=1, algorithm="token-bucket")),
    ],
)
def test_a_token_does_not_age_in_a_queue(world: World, policies: Policies) -> None:
    """Tokens of five seconds serve calls that wait for twenty: each is taken when its call goes."""
    server = Server(world, lifetime=5.0)
    answers = world.handler

    rejected: list[Call] = []

    async def slow(call: Call) -> Response:
        response = await answers(call)  # the API looks at the token before it takes its time
        if call.destination == API:
            await world.runtime.sleep(0.0 if policies.rate_limit and policies.rate_limit.rate else 1.0)
        rejected.extend([call] if response.status_code == 401 else [])
        return response

    async def scenario() -> None:
        world.handler = slow
        handler = pipeline(world, ClientCredentials(CLIENT), policies)
        assert await statuses(world, handler, 20) == [200] * 20
        assert rejected == []
        assert server.asked >= 3

    world.run(scenario)


def test_a_request_sent_again_after_a_401_keeps_its_place(world: World) -> None:
    """It does not go to the end of the queue, and spends no further permit."""
    server = Server(world)

    async def scenario() -> None:
        handler = pipeline(world, ClientCredentials(CLIENT), Policies(rate_limit=RateLimit(rate=1, per=10, burst=1)))
        await handler(the_call())
        server.revoke_all()
        at = world.runtime.now()
        assert await statuses(world, handler, 3) == [200] * 3
        sent = [
            round(when - at) for when, call in zip(world.sent_at, world.sent, strict=True) if call.destination == API
        ]
        assert sent == [0, 10, 10, 20, 30]

    world.run(scenario)


def test_a_missing_credential_is_told_at_once(world: World) -> None:
    """Before any queue, and with the circuit open, too."""
    world.script(500)

    async def scenario() -> None:
        policies = Policies(
            retry=None, breaker=Breaker(minimum_calls=1), rate_limit=RateLimit(rate=1, per=100, burst=1)
        )
        handler = pipeline(world, None, policies)
        await handler(the_call(headers={"authorization": "by hand"}))  # opens the circuit, and uses the limit up
        with pytest.raises(CredentialMissing):
            await handler(the_call())
        assert world.runtime.now() == 0.0

    world.run(scenario)


def test_a_failing_token_endpoint_opens_no_circuit_and_takes_no_place(world: World) -> None:
    """It says nothing about the API."""
    server = Server(world)
    server.outage = a_response(503)

    async def scenario() -> None:
        policies = Policies(breaker=Breaker(minimum_calls=1), rate_limit=RateLimit(rate=1, per=1000, burst=1))
        handler = pipeline(world, ClientCredentials(CLIENT), policies)
        for _ in range(3):
            with pytest.raises(TokenUnavailable):
                await handler(the_call())
        server.outage = None
        await world.runtime.sleep(300)
        began = world.runtime.now()
        assert (await handler(the_call())).status_code == 200
        assert world.runtime.now() - began < 1  # the permit was there

    world.run(scenario)


def test_a_request_is_signed_when_it_goes(world: World) -> None:
    """A signature holds a time, which servers compare with theirs."""
    world.script(200)
    signed_at: list[float] = []

    def sign(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        signed_at.append(world.runtime.now())
        return {"x-signature": "s"}

    async def scenario() -> None:
        credential, scheme = RequestSigning(sign), {"type": "http", "scheme": "hmac"}
        handler = pipeline(world, credential, Policies(rate_limit=RateLimit(rate=1, burst=1)), oauth=scheme)
        assert await statuses(world, handler, 5) == [200] * 5
        assert signed_at == pytest.approx(world.sent_at)
        assert signed_at == pytest.approx([0, 1, 2, 3, 4])

    world.run(scenario)


def test_a_function_that_supplies_tokens_is_called_once_a_request(world: World) -> None:
    """When the request goes; nothing is asked of it before."""
    world.script(200)
    supplied_at: list[float] = []

    def supply() -> str:
        supplied_at.append(world.runtime.now())
        return "token"

    async def scenario() -> None:
        credential = SuppliedBearer(supply, None, False, "a test")
        handler = pipeline(world, credential, Policies(rate_limit=RateLimit(rate=1, burst=1)))
        assert await statuses(world, handler, 3) == [200] * 3
        assert supplied_at == pytest.approx([0, 1, 2])

    world.run(scenario)
