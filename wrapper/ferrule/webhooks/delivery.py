"""What a receiver hands out: a delivery that is authentic, with its event."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import attrs

from ferrule.call.validation import Mismatch

E_co = TypeVar("E_co", covariant=True)


@attrs.frozen
class UnknownEvent:
    """An authentic event of no type here: not described, not readable, or not what its name says.

    Attributes:
        name: as the sender calls it; empty where that is not known.
        body: the raw body.
        value: what the body holds: JSON data, or the fields of a form; None where it could not be read.
        problem: why it has no type.
    """

    name: str
    body: bytes = attrs.field(repr=False)
    value: Any = attrs.field(default=None, repr=False)
    problem: str = ""


@attrs.frozen(kw_only=True)
class Delivery(Generic[E_co]):
    """A delivery whose signature was right.

    Attributes:
        id: the sender's id of the delivery, for logs; empty where it has none. It may be unsigned.
        name: the event's name.
        event: the event.
        sent_at: when it was signed; None where that is not signed.
        duplicate: it was handled before. Answer it with a success, and do nothing. `claim` finds it out.
        reply: JSON to answer a handshake with (Slack's `url_verification`, Discord's `PING`); None for events.
        mismatches: where the event is not what the description says; its values are kept as they came.
    """

    id: str
    name: str
    event: E_co = attrs.field(repr=False)
    sent_at: datetime | None = None
    duplicate: bool = False
    reply: Mapping[str, Any] | None = None
    mismatches: Sequence[Mismatch] = ()
    _identity: tuple[bytes, ...] = attrs.field(default=(), repr=False, eq=False, alias="identity")

    @property
    def key(self) -> str:
        """What two deliveries of the same have in common: the digest of the signed id, or of all that is signed."""
        digest = hashlib.sha256()
        for part in self._identity:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()
