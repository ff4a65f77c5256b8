"""The ways in which a server can misbehave: the whole vocabulary, as data.

    Latency   the reply comes late
    Status    another status than the request deserves, and what body it brings
    Reset     the connection breaks
    Truncate  the reply ends too early
    Trickle   the reply comes drop by drop
    Corrupt   the reply is whole, and wrong

`rules.py` says when they happen, `wire.py` makes them happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Literal, TypeAlias

from attrs import field, frozen
from attrs.validators import and_, ge, gt, in_, le

_LONGEST = 86_400.0  # seconds that a reply may be late


@frozen
class Latency:
    """The request is carried out at once; its reply comes later.

    Args:
        seconds: how long; the mean where a distribution is given.
        distribution: `fixed`, `uniform` (0 to twice the mean) or `exponential` (few, but very late ones).
    """

    seconds: float = field(validator=and_(ge(0.0), le(_LONGEST)))
    distribution: Literal["fixed", "uniform", "exponential"] = field(
        default="fixed", validator=in_(("fixed", "uniform", "exponential"))
    )

    def draw(self, random: Random) -> float:
        """The delay of one reply in seconds."""
        if self.distribution == "uniform":
            return random.uniform(0, 2 * self.seconds)
        if self.distribution == "exponential":
            return random.expovariate(1 / self.seconds) if self.seconds else 0.0
        return self.seconds


@frozen
class Status:
    """Answered with this status instead; the request is not carried out.

    Args:
        status: any three digits, documented or not (499 and 520 happen).
        retry_after: Retry-After in seconds, or as the text to send (an HTTP date, or nonsense).
        body: `api` the API's own error body, `html` a page as proxies send it, `empty`, or `wrong`: JSON that is not
            documented.
        headers: further headers.
    """

    status: int = field(validator=and_(ge(200), le(999)))
    retry_after: float | str | None = None
    body: Literal["api", "html", "empty", "wrong"] = field(
        default="api", validator=in_(("api", "html", "empty", "wrong"))
    )
    headers: Mapping[str, str] = field(factory=dict[str, str])


@frozen
class Reset:
    """The connection is reset (TCP RST).

    Args:
        when: `before` the request's body is read, so it is not carried out; `after` it was carried out, in place of the
            reply; `idle`: after a whole reply that promised to keep the connection open.
    """

    when: Literal["before", "after", "idle"] = field(default="before", validator=in_(("before", "after", "idle")))


@frozen
class Truncate:
    """The connection is closed in the middle of the reply; the request was carried out.

    Args:
        part: `headers`: half of the header section arrives; `body`: half of what Content-Length promises.
    """

    part: Literal["headers", "body"] = field(default="body", validator=in_(("headers", "body")))


@frozen
class Trickle:
    """The reply comes in small pieces with pauses between them.

    Args:
        part: what is slow, `headers` or `body`.
        interval: seconds between two pieces.
        size: bytes in a piece.
    """

    part: Literal["headers", "body"] = field(default="body", validator=in_(("headers", "body")))
    interval: float = field(default=0.05, validator=and_(gt(0.0), le(_LONGEST)))
    size: int = field(default=1, validator=ge(1))


@frozen
class Corrupt:
    """The reply to a request that succeeded is spoilt.

    Args:
        what: `json` a syntax error; `type` the right body under Content-Type text/html; `null` null where the
            description promises a value; `enum` a value that is not among the described ones.
        field: JSON pointer (RFC 6901) to the value that `null` or `enum` spoils; as default the first one that
            qualifies.
    """

    what: Literal["json", "type", "null", "enum"] = field(validator=in_(("json", "type", "null", "enum")))
    field: str | None = None


Fault: TypeAlias = Latency | Status | Reset | Truncate | Trickle | Corrupt
