"""What the header fields of an inbound request say about its time and its trace."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Final

import attrs

from ferrule.call.inbound import Inbound
from ferrule.errors.faults import Faults
from ferrule.http.tokens import is_token

DEADLINE_HEADER: Final = "x-envoy-expected-rq-timeout-ms"
AROUND: Final = "ferrule.inbound"
"""Where an application finds the request, in its scope or environ, when it is mounted in one that has begun it."""
_MILLISECONDS = re.compile(rb"[0-9]{1,12}")
# W3C Trace Context §3.2.2: version, trace, parent, flags; versions after 00 may add to it.
_TRACEPARENT = re.compile(
    rb"(?!ff)(?!00.{54})[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?"
)
_TRACESTATE = re.compile(rb"[ -~\t]{1,512}")


@attrs.frozen(kw_only=True)
class Budget:
    """How much time requests have.

    Attributes:
        seconds: for each, where its caller does not ask for less; None for no bound (default 30).
        header: field in which a caller says how many milliseconds it waits; None for none. Default is Envoy's,
            `x-envoy-expected-rq-timeout-ms`. `Policies(deadline_header=…)` writes such a field.

    Raises:
        ConfigError: not a positive number, or no name of a header.
    """

    seconds: float | None = 30.0
    header: str | None = DEADLINE_HEADER

    def __attrs_post_init__(self) -> None:
        faults = Faults("inbound")
        if self.seconds is not None:
            faults.number("seconds", self.seconds, above=True)
        if self.header is not None and not is_token(self.header):
            faults.add(f"header={self.header!r} is no name of a header")
        faults.raise_if_any()

    def begin(self, headers: Iterable[tuple[bytes, bytes]]) -> Inbound:
        """A request that begins now.

        Args:
            headers: its fields, names in lower case, as ASGI gives them.
        """
        wanted = (self.header or "").lower().encode()
        deadlines, parents, states = list[bytes](), list[bytes](), list[bytes]()
        for name, value in headers:
            if name == b"traceparent":
                parents.append(value)
            elif name == b"tracestate":
                states.append(value)
            elif name == wanted:
                deadlines.append(value)
        usual = math.inf if self.seconds is None else self.seconds
        asked = _seconds(deadlines)
        if asked < usual:
            return Inbound(asked, "caller", _trace(parents, states))
        return Inbound(usual, "service", _trace(parents, states))


def _seconds(values: list[bytes]) -> float:
    """What the caller asks for; infinite where it does not say, or not clearly."""
    if len(values) != 1 or not _MILLISECONDS.fullmatch(values[0].strip()):
        return math.inf
    return int(values[0]) / 1000


def _trace(parents: list[bytes], states: list[bytes]) -> dict[str, str]:
    """What is passed on; nothing where it is not as it should be, or ambiguous (W3C Trace Context §4.2)."""
    if len(parents) != 1 or not _TRACEPARENT.fullmatch(parents[0].strip()):
        return {}
    trace = {"traceparent": parents[0].strip().decode("ascii")}
    state = b",".join(states).strip()
    if _TRACESTATE.fullmatch(state):
        trace["tracestate"] = state.decode("ascii")
    return trace
