"""What the gateway does: a payment and a message about it, once, however often it is asked."""

from __future__ import annotations

import logging
import os
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, Field

from ferrule import CallError
from ferrule.integrations.fastapi import carry_on
from ferrule_apis.stripe.models import PaymentIntentCreateParams
from ferrule_apis.twilio.models import CreateMessageRequest
from gateway.access import Caller, allows
from gateway.limits import WithinLimit
from gateway.once import Once
from gateway.upstreams import Stripe, Twilio

_log = logging.getLogger("gateway")

router = APIRouter(tags=["checkout"], dependencies=[WithinLimit])


class Order(BaseModel):
    """What is to be paid, and who is told."""

    amount: int = Field(gt=0, description="In the smallest unit of the currency.", examples=[1999])
    currency: str = Field(pattern="^[a-z]{3}$", examples=["eur"])
    phone: str = Field(pattern=r"^\+[0-9]{4,15}$", examples=["+4915112345678"])


class Receipt(BaseModel):
    """What became of it."""

    payment: str
    status: str
    told: bool = Field(description="Whether the message was accepted.")


async def marks(request: Request) -> Once:
    """What was done before."""
    once: Once = request.state.once
    return once


@router.post("/checkout", status_code=201)
async def checkout(
    order: Order,
    stripe: Stripe,
    twilio: Twilio,
    once: Annotated[Once, Depends(marks)],
    who: Annotated[Caller, Depends(allows("checkout"))],
    idempotency_key: Annotated[str, Header(min_length=8, max_length=200, examples=["order-20261130-1"])],
) -> Receipt:
    """Pay, then tell. Sent again with the same key, it does nothing twice.

    The caller's key goes on to Stripe, with the client's name before it, so that no two clients share one. Twilio knows
    no such key. So the message is marked in Valkey, and not sent again after a failure that leaves doubt.
    """
    carry_on()  # a caller who leaves has still ordered
    key = f"{who.client}:{idempotency_key}"
    paying = stripe.with_options(headers={"Idempotency-Key": key})
    intent = await paying.payment_intents.create(
        body=PaymentIntentCreateParams(amount=order.amount, currency=order.currency)
    )
    return Receipt(payment=intent.id, status=str(intent.status), told=await _tell(twilio, once, key, order))


async def _tell(twilio: Twilio, once: Once, key: str, order: Order) -> bool:
    """Whether the message has gone out, now or before. The order stands, even if it has not."""
    message = CreateMessageRequest(
        to=order.phone, from_=os.environ["TWILIO_FROM"], body=f"Thank you: {order.amount} {order.currency.upper()}."
    )
    try:
        async with once.claim(key) as first:
            if first:
                await twilio.messages.create(os.environ["TWILIO_ACCOUNT_SID"], body=message)
    except CallError as error:
        _log.warning("a message was not sent: %s", error)
        return False
    return True
