"""What the schemes share: a delivery as it came, what of it is signed, and how fresh it must be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

import attrs

from ferrule.call.sealed import Sealed
from ferrule.errors import WebhookRejected
from ferrule.webhooks.places import EventName, Place

K = TypeVar("K")

_DIGITS: Final = 12
_LAST: Final = 253_402_300_799  # the end of the year 9999, and of what a datetime can tell
NO_SIGNATURE: Final = "no signature of it is right"
NO_URL: Final = (
    "its URL is signed, and nobody said which it is: give the public one as `url=`, and of a request `?query`"
)


class Secret(Sealed):
    """A shared secret; what prints the variables of frames does not show it.

    It signs by HMAC (RFC 2104), as `hmac.digest` does. That would hash the secret anew for each delivery, which is a
    third of its time.
    """

    __slots__ = ("_inner", "_outer")

    def __init__(self, raw: bytes, algorithm: str) -> None:
        size = hashlib.new(algorithm).block_size
        block = (raw if len(raw) <= size else hashlib.new(algorithm, raw).digest()).ljust(size, b"\0")
        self._inner = hashlib.new(algorithm, bytes(one ^ 0x36 for one in block))
        self._outer = hashlib.new(algorithm, bytes(one ^ 0x5C for one in block))

    def sign(self, content: bytes) -> bytes:
        """The signature of a content."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(content)
        outer.update(inner.digest())
        return outer.digest()


@attrs.define  # and not frozen, here and below, which would take longer than to find the header fields
class Request:
    """A delivery as it came.

    Attributes:
        fields: header fields by their names in lower case; the lines of one are joined by commas (RFC 9110 §5.2).
        body: the raw body.
        url: the public URL that it was sent to, for schemes that sign it; empty where nobody said.
    """

    fields: Mapping[str, bytes]
    body: bytes = attrs.field(repr=False)
    url: str = ""

    def field(self, name: str) -> bytes:
        """The value of a field that must be there.

        Raises:
            WebhookRejected: it is missing or empty.
        """
        value = self.fields.get(name.lower())
        if not value:
            raise WebhookRejected(f"it has no {name}")
        return value


@attrs.define
class Signed:
    """What a signature was right for.

    Attributes:
        content: the bytes that are signed.
        id: the delivery's id, where that is signed; else empty.
        sent_at: seconds since the epoch; None where the time is not signed.
    """

    content: bytes = attrs.field(repr=False)
    id: bytes = b""
    sent_at: int | None = None


@attrs.frozen(kw_only=True)
class Outgoing:
    """A delivery that is to be signed, for tests.

    Attributes:
        body: the raw body.
        id: the delivery's id.
        at: seconds since the epoch.
        url: where it goes.
        form: its body is a form.
    """

    body: bytes
    id: str
    at: int
    url: str = ""
    form: bool = False


class Freshness(Protocol):
    """Reads a timestamp, in whole seconds, that is near enough to now."""

    def __call__(self, timestamp: bytes, /) -> int:
        """Raises `WebhookRejected` where it is something else, or not fresh."""
        ...


class Scheme(Generic[K]):
    """How a sender signs; `K` is what its secrets become. Schemes inherit from it.

    Attributes:
        event: where the name of an event stands.
        id: where the id of a delivery stands, unless `Signed` has it.
        json_in_form: the field of a form that holds the event as JSON; empty for none.
    """

    event: EventName = EventName()
    id: Place = Place()
    json_in_form: str = ""

    @property
    def headers(self) -> frozenset[str]:
        """Names, in lower case, of the fields that `verify` looks at."""
        raise NotImplementedError

    @property
    def dated(self) -> Place:
        """Where in the body the time stands, unless `Signed` has it."""
        return Place()

    @property
    def untyped(self) -> bytes:
        """The media type of a body that comes without; empty for JSON."""
        return b""

    def key(self, secret: str) -> K:
        """What a secret is to the scheme.

        Raises:
            ValueError: it cannot be one; the message says why and does not quote it.
        """
        raise NotImplementedError

    def verify(self, request: Request, keys: Sequence[K], fresh: Freshness) -> Signed:
        """What is signed, where one of the keys has signed it.

        Raises:
            WebhookRejected: none has, or it is not fresh.
        """
        raise NotImplementedError

    def sign(self, outgoing: Outgoing, key: K) -> dict[str, str]:
        """The header fields of a delivery.

        Raises:
            ConfigError: such a key cannot sign.
            WebhookRejected: `verify` would reject it, whatever the signature.
        """
        raise NotImplementedError

    def reply(self, name: str, value: Any) -> Mapping[str, Any] | None:
        """The JSON that a handshake must be answered with; None for events."""
        return None


def within(tolerance: float, now: Callable[[], float]) -> Freshness:
    """Fresh is what differs from now by at most so many seconds, before or after; with 0, what is of this second."""

    def fresh(timestamp: bytes) -> int:
        # Of ASCII digits alone: int() would take signs, underscores and other digits too.
        if len(timestamp) > _DIGITS or not timestamp.isdigit() or (seconds := int(timestamp)) > _LAST:
            raise WebhookRejected("its timestamp is not a number of seconds")
        age = int(now()) - seconds
        if abs(age) > tolerance:
            raise WebhookRejected(f"its timestamp is {'too old' if age > 0 else 'in the future'}")
        return seconds

    return fresh
