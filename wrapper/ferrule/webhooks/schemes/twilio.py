"""Twilio (twilio.com/docs/usage/webhooks/webhooks-security). It signs the public URL, and the fields of a form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote_to_bytes, urlsplit

import attrs

from ferrule.errors import ConfigError, WebhookRejected
from ferrule.webhooks.contents import FORM, fields, is_form
from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.base import NO_SIGNATURE, NO_URL, Freshness, Outgoing, Request, Scheme, Secret, Signed
from ferrule.webhooks.schemes.hmac import among, decoded

Keys: TypeAlias = Mapping[str, Secret]
"""A secret by the algorithm that it signs with."""

_BODY_HASH: Final = b"bodySHA256"
_SETTINGS: Final = "X-Twilio-Webhooks-Signature-Settings"
_ALGORITHMS: Final = {b"HMAC_SHA1": "sha1", b"HMAC_SHA256": "sha256"}
_PORTS: Final = {"https": 443, "http": 80}
_UNBOUND: Final = "it has a body that is no form, and its URL no hash of it: anybody could have replaced it"


@attrs.frozen(kw_only=True)
class Twilio(Scheme[Keys]):
    """HMAC in base64 over the URL, and over the sorted fields of a form; the secret is the auth token.

    A URL with `bodySHA256` is signed alone, and always binds the raw body. HMAC-SHA1 is used unless the delivery asks
    for HMAC-SHA256 (`X-Twilio-Webhooks-Signature-Settings`, of a shared key). There is no timestamp.
    """

    header: str = "X-Twilio-Signature"
    id: Place = Place(header="I-Twilio-Idempotency-Token")
    event: EventName = EventName()

    @property
    def headers(self) -> frozenset[str]:
        return frozenset({self.header.lower(), _SETTINGS.lower(), "content-type"})

    @property
    def untyped(self) -> bytes:
        return FORM

    def key(self, secret: str) -> Keys:
        return {algorithm: Secret(secret.encode(), algorithm) for algorithm in _ALGORITHMS.values()}

    def verify(self, request: Request, keys: Sequence[Keys], fresh: Freshness) -> Signed:
        given = decoded(request.field(self.header))
        algorithm = _algorithm(request.fields.get(_SETTINGS.lower(), b""))
        form = _signed_form(request.url, request.body, request.fields.get("content-type", self.untyped))
        for url in _spellings(request.url):
            content = url.encode("utf-8", "surrogatepass") + form
            if among(given, [key[algorithm].sign(content) for key in keys]):
                return Signed(content)
        raise WebhookRejected(NO_SIGNATURE)

    def sign(self, outgoing: Outgoing, key: Keys) -> dict[str, str]:
        try:
            form = _signed_form(outgoing.url, outgoing.body, FORM if outgoing.form else b"application/json")
        except WebhookRejected:
            hashed = hashlib.sha256(outgoing.body).hexdigest()
            raise ConfigError(f"Twilio puts a hash of such a body into the URL: bodySHA256={hashed}") from None
        digest = key["sha1"].sign(_spellings(outgoing.url)[0].encode() + form)
        return {self.header: base64.b64encode(digest).decode(), self.id.header: outgoing.id}


def _algorithm(settings: bytes) -> str:
    parts = [part.partition(b"=") for part in settings.split(b",")]
    named = [value.strip() for name, _, value in parts if name.strip() == b"algorithm" and value.strip()]
    found = _ALGORITHMS.get(named[0].upper()) if named else "sha1"
    if found is None:
        raise WebhookRejected("it is signed with an algorithm that is not known")
    return found


def _signed_form(url: str, body: bytes, content_type: bytes) -> bytes:
    """What is signed after the URL: each name and value of a form, sorted, each pair once; nothing where the URL binds.

    Raises:
        WebhookRejected: the URL does not bind this body.
    """
    query = url.partition("#")[0].partition("?")[2].encode("utf-8", "surrogatepass")
    hashes = [value for name, _, value in (part.partition(b"=") for part in query.split(b"&")) if _named_hash(name)]
    if hashes:
        if hashes != [hashlib.sha256(body).hexdigest().encode()]:
            raise WebhookRejected("its body is not the one whose hash is in the URL")
        return b""
    if not body:
        return b""
    if not is_form(content_type):
        raise WebhookRejected(_UNBOUND)
    pairs = fields(body)
    if pairs is None:
        raise WebhookRejected("it is a form of too many fields")
    return b"".join([name + value for name, value in sorted(set(pairs))])


def _named_hash(name: bytes) -> bool:
    return unquote_to_bytes(name.replace(b"+", b" ")) == _BODY_HASH


def _spellings(url: str) -> list[str]:
    """The URL as it is, without a port, and with the default one: Twilio signs now this and now that."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WebhookRejected(NO_URL) from None
    if parts.scheme not in _PORTS or not parts.netloc:
        raise WebhookRejected(NO_URL)
    bare = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    start = url.index("//") + 2
    before, after = url[:start], url[start + len(parts.netloc) :]
    with_port = f"{bare}:{port or _PORTS[parts.scheme]}"
    return list(dict.fromkeys((url, f"{before}{bare}{after}", f"{before}{with_port}{after}")))
