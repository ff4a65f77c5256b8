"""Standard Webhooks (github.com/standard-webhooks, spec 1.0.0): v1 with shared secrets, v1a with key pairs."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

from ferrule.errors import WebhookRejected
from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.base import NO_SIGNATURE, Freshness, Outgoing, Request, Scheme, Secret, Signed
from ferrule.webhooks.schemes.ed25519 import SEED, PrivateKey, PublicKey
from ferrule.webhooks.schemes.hmac import among, decoded

Key: TypeAlias = Secret | PublicKey

_MOST: Final = 32  # signatures that are looked at: a field of 64 KB could hold hundreds, each as dear as a right one
_SHARED: Final = "whsec_"
_PUBLIC: Final = "whpk_"
_PRIVATE: Final = "whsk_"


@attrs.frozen(kw_only=True)
class StandardWebhooks(Scheme[Key]):
    """Signatures of `id.timestamp.body`, several of them separated by spaces, each after its version and a comma.

    A secret is base64, after `whsec_` or as it is (v1, HMAC-SHA256). A public key is base64 after `whpk_` (v1a,
    Ed25519), and a private one, for tests, after `whsk_`; both need `pip install 'ferrule[webhooks]'`.

    Attributes:
        prefix: what the three fields begin with: `webhook-` (default), or a sender's own, such as `svix-`.
        event: where the event's name stands.
    """

    prefix: str = "webhook-"
    event: EventName = EventName(fields=("/type",))
    id: Place = Place()

    @property
    def headers(self) -> frozenset[str]:
        return frozenset(f"{self.prefix}{name}".lower() for name in ("id", "timestamp", "signature"))

    def key(self, secret: str) -> Key:
        if secret.startswith(_PUBLIC):
            return PublicKey(_from_base64(secret.removeprefix(_PUBLIC)))
        if secret.startswith(_PRIVATE):  # its seed alone, or with the public key after it
            return PrivateKey(_from_base64(secret.removeprefix(_PRIVATE))[:SEED])
        if not (raw := _from_base64(secret.removeprefix(_SHARED))):
            raise ValueError("is empty")
        return Secret(raw, "sha256")

    def verify(self, request: Request, keys: Sequence[Key], fresh: Freshness) -> Signed:
        named, timestamp = request.field(f"{self.prefix}id"), request.field(f"{self.prefix}timestamp")
        content = b"%b.%b.%b" % (named, timestamp, request.body)
        given = _signatures(request.field(f"{self.prefix}signature"))
        for key in keys:
            if _matches(key, given, content):
                return Signed(content, named, fresh(timestamp))
        raise WebhookRejected(NO_SIGNATURE)

    def sign(self, outgoing: Outgoing, key: Key) -> dict[str, str]:
        content = b"%b.%d.%b" % (outgoing.id.encode(), outgoing.at, outgoing.body)
        version, signature = "v1" if isinstance(key, Secret) else "v1a", key.sign(content)
        return {
            f"{self.prefix}id": outgoing.id,
            f"{self.prefix}timestamp": str(outgoing.at),
            f"{self.prefix}signature": f"{version},{base64.b64encode(signature).decode()}",
        }


def _signatures(field: bytes) -> list[tuple[bytes, bytes]]:
    """Version and signature of each; lines of one field were joined by commas, which may stand between two, too."""
    found: list[tuple[bytes, bytes]] = []
    for one in field.split():
        for version, text in pairwise(one.split(b",")):
            if version in (b"v1", b"v1a"):
                found.append((version, text))
                if len(found) == _MOST:
                    return found
    return found


def _matches(key: Key, given: Sequence[tuple[bytes, bytes]], content: bytes) -> bool:
    if isinstance(key, Secret):
        right = key.sign(content)
        return among(right, [decoded(text) for version, text in given if version == b"v1"])
    return any(key.verifies(decoded(text), content) for version, text in given if version == b"v1a")


def _from_base64(text: str) -> bytes:
    """The bytes of a key, padded or not.

    Raises:
        ValueError: it is no base64.
    """
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not base64") from None
