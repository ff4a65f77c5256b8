"""The same payment through a failing network, from the generated client to a real server: it is made once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from ferrule import Bearer, Policies, Retry
from ferrule.sandbox import Reset, Sandbox, Status, Truncate
from ferrule_apis.stripe import AsyncStripe, Stripe
from ferrule_apis.stripe.models import PaymentIntentCreateParams

AT_ONCE = Policies(retry=Retry(transient_scale=0.0))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One server for the tests here."""
    with Sandbox("stripe") as running:
        yield running


def pay(sandbox: Sandbox, sync: bool, headers: dict[str, str] | None = None) -> tuple[list[str], list[str | None]]:
    """One payment; the payments the server knows afterwards, and the key of each request that asked for one."""
    url, auth, body = sandbox.url("stripe"), Bearer("sk_test"), PaymentIntentCreateParams(amount=1000, currency="eur")

    async def asynchronous() -> list[str]:
        async with AsyncStripe(auth, base_url=url, policies=AT_ONCE, headers=headers) as stripe:
            await stripe.payment_intents.create(body=body)
            return [intent.id for intent in (await stripe.payment_intents.list()).data]

    if sync:
        with Stripe(auth, base_url=url, policies=AT_ONCE, headers=headers) as stripe:
            stripe.payment_intents.create(body=body)
            known = [intent.id for intent in stripe.payment_intents.list().data]
    else:
        known = asyncio.run(asynchronous())
    return known, [seen.headers.get("idempotency-key") for seen in sandbox.log if seen.method == "POST"]


@pytest.mark.parametrize("sync", [True, False], ids=["blocking", "async"])
@pytest.mark.parametrize("fault", [Reset("after"), Truncate("headers"), Truncate("body"), Status(503)], ids=str)
def test_a_payment_whose_answer_was_lost_is_made_once(sandbox: Sandbox, sync: bool, fault: Reset) -> None:
    """The server acted, its answer was lost, the request was repeated under the same key: there is one payment."""
    sandbox.reset()
    sandbox.faults.add(fault, api="stripe", method="POST", times=2)
    known, keys = pay(sandbox, sync)
    assert (len(known), len(keys), len(set(keys))) == (1, 3, 1)
    assert None not in keys


@pytest.mark.parametrize("sync", [True, False], ids=["blocking", "async"])
def test_a_key_of_the_callers_own_is_sent(sandbox: Sandbox, sync: bool) -> None:
    """With a key of the caller's, a payment repeated by a later process is still made once."""
    sandbox.reset()
    pay(sandbox, sync, {"Idempotency-Key": "order-17"})
    known, keys = pay(sandbox, sync, {"Idempotency-Key": "order-17"})
    assert (len(known), keys) == (1, ["order-17", "order-17"])
