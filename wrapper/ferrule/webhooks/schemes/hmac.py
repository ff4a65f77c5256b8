"""HMAC (RFC 2104) in one header field, as most senders sign; the vendors' schemes are settings of it."""

from __future__ import annotations

import base64
import binascii
import hmac
from binascii import hexlify
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from ferrule.errors import WebhookRejected
from ferrule.errors.faults import Faults
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
from ferrule.webhooks.schemes.template import Template

Algorithm: TypeAlias = Literal["sha1", "sha256", "sha384", "sha512"]
Encoding: TypeAlias = Literal["hex", "base64"]
_ALGORITHMS: Final = ("sha1", "sha256", "sha384", "sha512")


@attrs.frozen(kw_only=True)
class HMAC(Scheme[Secret]):
    """A signature by HMAC with a shared secret.

    Attributes:
        header: field with the signature.
        algorithm: `sha256` (default), `sha1`, `sha384` or `sha512`.
        encoding: `hex` (default, lower case) or `base64` (the standard alphabet, padded).
        prefix: what stands before the signature in the field, such as `sha256=`.
        signed: what is signed: text with `{body}`, and `{timestamp}`, `{id}` and `{url}` where they are signed too.
        timestamp: where the seconds since the epoch stand. In a header they must be signed.
        id: where the delivery's id stands. One in a header is part of the replay key only if it is signed.
        event: where the event's name stands.
        json_in_form: the field of a form that holds the event as JSON.

    Raises:
        ConfigError: they contradict each other.
    """

    header: str
    algorithm: Algorithm = "sha256"
    encoding: Encoding = "hex"
    prefix: str = ""
    signed: str = "{body}"
    timestamp: Place = Place()
    id: Place = Place()
    event: EventName = EventName()
    json_in_form: str = ""
    _start: bytes = attrs.field(init=False, repr=False)
    _template: Template = attrs.field(init=False, repr=False)
    _fields: Sequence[tuple[str, str]] = attrs.field(init=False, repr=False)
    """What else is signed, the timestamp or the id, and its header field."""

    def __attrs_post_init__(self) -> None:
        faults = Faults(type(self).__name__)
        if not self.header:
            faults.add("header must be the name of a header field")
        if not (self.prefix.isascii() and self.prefix.isprintable()) or self.prefix.startswith(" "):
            faults.add("prefix must be what can stand in a header field: printable ASCII, with no space in front")
        if self.header.lower() in (self.timestamp.header.lower(), self.id.header.lower()):
            faults.add("header is the signature's alone, so timestamp and id need fields of their own")
        if self.algorithm not in _ALGORITHMS:
            faults.add(f"algorithm must be {', '.join(_ALGORITHMS[:-1])} or {_ALGORITHMS[-1]}, not {self.algorithm!r}")
        if self.encoding not in ("hex", "base64"):
            faults.add(f"encoding must be hex or base64, not {self.encoding!r}")
        template = Template.parsed(self.signed, faults)
        for name, place in (("timestamp", self.timestamp), ("id", self.id)):
            if name in template.names and not place.header:
                faults.add(f"signed has {{{name}}}, so {name} must name its header field")
        if self.timestamp.header and "timestamp" not in template.names:
            faults.add("timestamp is in a header field that is not signed, so anybody could set it")
        faults.raise_if_any()
        places = {"timestamp": self.timestamp, "id": self.id}
        object.__setattr__(self, "_start", self.prefix.encode())
        object.__setattr__(self, "_template", template)
        object.__setattr__(
            self, "_fields", tuple((name, one.header) for name, one in places.items() if name in template.names)
        )

    @property
    def headers(self) -> frozenset[str]:
        return frozenset({self.header.lower(), *(header.lower() for _, header in self._fields)})

    @property
    def dated(self) -> Place:
        return Place(field=self.timestamp.field)

    def key(self, secret: str) -> Secret:
        return Secret(secret.encode(), self.algorithm)

    def verify(self, request: Request, keys: Sequence[Secret], fresh: Freshness) -> Signed:
        given = request.field(self.header)
        values = {"body": request.body}
        for name, header in self._fields:
            values[name] = request.field(header)
        content = self._template.filled(values, request.url)
        if not self._matches(given, content, keys):
            raise WebhookRejected(NO_SIGNATURE)
        # Freshness last: until then nobody has said this time but whoever sent it.
        timestamp = values.get("timestamp")
        return Signed(content, values.get("id", b""), None if timestamp is None else fresh(timestamp))

    def sign(self, outgoing: Outgoing, key: Secret) -> dict[str, str]:
        texts = {"timestamp": str(outgoing.at), "id": outgoing.id}
        signed = {name: texts[name].encode() for name, _ in self._fields}
        content = self._template.filled({"body": outgoing.body, **signed}, outgoing.url)
        digest = key.sign(content)
        text = digest.hex() if self.encoding == "hex" else base64.b64encode(digest).decode()
        unsigned = {self.id.header: outgoing.id} if self.id.header else {}
        return {
            **unsigned,
            **{header: texts[name] for name, header in self._fields},
            self.header: f"{self.prefix}{text}",
        }

    def _matches(self, given: bytes, content: bytes, keys: Sequence[Secret]) -> bool:
        if self.encoding == "base64":
            digests = [key.sign(content) for key in keys]
            return given.startswith(self._start) and among(decoded(given[len(self._start) :]), digests)
        for key in keys:  # noqa: SIM110 - as below
            if hmac.compare_digest(self._start + hexlify(key.sign(content)), given):
                return True
        return False


def among(given: bytes, right: Iterable[bytes]) -> bool:
    """Is it one of these? Each is compared in constant time."""
    for one in right:  # noqa: SIM110 - any() would make a generator for each delivery
        if hmac.compare_digest(one, given):
            return True
    return False


def decoded(text: bytes) -> bytes:
    """The bytes that base64 stands for (RFC 4648 §4); none where it is something else."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        return b""
