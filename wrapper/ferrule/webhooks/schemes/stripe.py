"""Stripe (docs.stripe.com, Verify webhook signatures manually)."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ferrule.errors import WebhookRejected
from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.base import (
    NO_SIGNATURE,
    Freshness,
    Outgoing,
    Request,
    Scheme,
    Secret,
    Signed,
)
from ferrule.webhooks.schemes.hmac import among


@attrs.frozen(kw_only=True)
class Stripe(Scheme[Secret]):
    """`t=…,v1=…`: HMAC-SHA256 of `t.body` in hex. Of several signatures one must be right, as secrets are rotated."""

    header: str = "Stripe-Signature"
    id: Place = Place(field="/id")
    event: EventName = EventName(fields=("/type",))

    @property
    def headers(self) -> frozenset[str]:
        return frozenset({self.header.lower()})

    def key(self, secret: str) -> Secret:
        return Secret(secret.encode(), "sha256")

    def verify(self, request: Request, keys: Sequence[Secret], fresh: Freshness) -> Signed:
        times: list[bytes] = []
        given: list[bytes] = []
        for part in request.field(self.header).split(b","):
            name, _, value = part.strip().partition(b"=")
            if name == b"t":
                times.append(value)
            elif name == b"v1":
                given.append(value)
        if len(times) != 1:
            raise WebhookRejected(f"its {self.header} has no timestamp, or more than one")
        content = b"%b.%b" % (times[0], request.body)
        for key in keys:
            if among(key.sign(content).hex().encode(), given):
                return Signed(content, b"", fresh(times[0]))
        raise WebhookRejected(NO_SIGNATURE)

    def sign(self, outgoing: Outgoing, key: Secret) -> dict[str, str]:
        content = b"%d.%b" % (outgoing.at, outgoing.body)
        return {self.header: f"t={outgoing.at},v1={key.sign(content).hex()}"}
