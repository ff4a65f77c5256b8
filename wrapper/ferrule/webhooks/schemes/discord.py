"""Discord (discord.com/developers, Interactions: Security and Authorization). It needs `ferrule[webhooks]`."""

from __future__ import annotations

from binascii import unhexlify
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from ferrule.call.pointers import at
from ferrule.errors import WebhookRejected
from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.base import NO_SIGNATURE, Freshness, Outgoing, Request, Scheme, Signed
from ferrule.webhooks.schemes.ed25519 import PrivateKey, PublicKey

_PRIVATE: Final = "private:"
_INTERACTIONS: Final = {
    "0": "PING",  # of webhook events, whose others have a name of their own
    "1": "PING",
    "2": "APPLICATION_COMMAND",
    "3": "MESSAGE_COMPONENT",
    "4": "APPLICATION_COMMAND_AUTOCOMPLETE",
    "5": "MODAL_SUBMIT",
}


@attrs.frozen(kw_only=True)
class Discord(Scheme[PublicKey]):
    """Ed25519 over timestamp and body, in hex. The secret is the application's public key, as its page shows it.

    For tests, `private:` and 64 hexadecimal digits is a private key, which signs too.
    """

    header: str = "X-Signature-Ed25519"
    timestamp: Place = Place(header="X-Signature-Timestamp")
    id: Place = Place(field="/id")
    event: EventName = EventName(fields=("/event/type", "/type"), names=_INTERACTIONS)

    @property
    def headers(self) -> frozenset[str]:
        return frozenset({self.header.lower(), self.timestamp.header.lower()})

    def key(self, secret: str) -> PublicKey:
        kind, digits = (PrivateKey, secret[len(_PRIVATE) :]) if secret.startswith(_PRIVATE) else (PublicKey, secret)
        try:
            raw = bytes.fromhex(digits)
        except ValueError:
            raise ValueError("a key of Discord is 64 hexadecimal digits") from None
        return kind(raw)

    def verify(self, request: Request, keys: Sequence[PublicKey], fresh: Freshness) -> Signed:
        given, sent_at = request.field(self.header), request.field(self.timestamp.header)
        content = sent_at + request.body
        try:
            signature = unhexlify(given)
        except ValueError:
            raise WebhookRejected("its signature is not hexadecimal") from None
        if not any(key.verifies(signature, content) for key in keys):
            raise WebhookRejected(NO_SIGNATURE)
        return Signed(content, sent_at=fresh(sent_at))

    def sign(self, outgoing: Outgoing, key: PublicKey) -> dict[str, str]:
        at = str(outgoing.at)
        return {self.header: key.sign(at.encode() + outgoing.body).hex(), self.timestamp.header: at}

    def reply(self, name: str, value: Any) -> Mapping[str, Any] | None:
        return {"type": 1} if name == "PING" and at(value, "/type") == 1 else None  # 0 wants a 204
