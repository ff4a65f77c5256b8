"""Under which key a call's response is kept: what keeps one user's responses from another."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import attrs
import msgspec

from ferrule.call import Call

# Request fields that tell no two users apart. Any other field is part of the key, also where the response names no `Vary`.
NEUTRAL = frozenset({
    "accept-encoding", "baggage", "cache-control", "connection", "content-length", "content-type", "host", "if-match",
    "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "pragma", "range", "traceparent",
    "tracestate", "user-agent", "x-request-id",
})  # fmt: skip
CREDENTIALS = frozenset({"authorization", "cookie"})


@attrs.define
class Key:
    """Where a call's response is looked for, and kept.

    Attributes:
        what: all of the call that its response may depend on, save who asks.
        own: the key for this identity, these cookies and these credentials alone.
        shared: make the keys of a shared cache.
    """

    what: tuple[Any, ...]
    own: bytes
    shared: bool

    def places(self) -> tuple[bytes, ...]:
        """The caller's own key, and last the one for anybody, which a `public` response is kept under."""
        return (self.own,) if self.shared else (self.own, _digest(("public", *self.what)))


class Keys:
    """Makes the keys of calls.

    Args:
        neutral: request headers that tell no two users apart, beside those that never do.
        shared: make the keys of a shared cache, which goes by the URL alone (RFC 9111 §2).
    """

    def __init__(self, neutral: frozenset[str], *, shared: bool) -> None:
        self._credentials = sorted(CREDENTIALS - neutral)
        self._left_out = NEUTRAL | neutral | CREDENTIALS
        self._shared = shared

    def of(self, call: Call, headers: Mapping[str, str]) -> Key:
        """The key of a call; header names in lower case."""
        body = call.body
        params = _plain(body["params"]) if "params" in body else None
        if self._shared:
            what: tuple[Any, ...] = (call.url, params)
            return Key(what, _digest(("shared", *what)), shared=True)
        left_out = self._left_out
        told = sorted([item for item in headers.items() if item[0] not in left_out])
        what = (told, call.url, params)
        cookies = _plain(body["cookies"]) if "cookies" in body else None
        who = (call.identity, [headers.get(name) for name in self._credentials], cookies)
        return Key(what, _digest(("own", who, *what)), shared=False)


_encode = msgspec.msgpack.Encoder().encode
_SCALARS = frozenset({str, int, float, bool, type(None)})


def _digest(parts: tuple[Any, ...]) -> bytes:
    # MessagePack gives lengths, so that no delimiter within a value counts; the digest keeps credentials out of the store.
    try:
        encoded = _encode(parts)
    except (ValueError, OverflowError):  # lone surrogates, integers beyond 64 bits
        encoded = repr(parts).encode("utf-8", "surrogatepass")
    return sha256(encoded).digest()[:20]


def _plain(value: Any) -> Any:
    """Parameters as plain values, in order."""
    if not value:
        return None
    if isinstance(value, Mapping):
        multiple = getattr(value, "multi_items", None)
        return [(str(name), _plain_value(one)) for name, one in (multiple() if multiple else value.items())]
    return [_plain_value(one) for one in value] if isinstance(value, list | tuple) else str(value)


def _plain_value(value: Any) -> Any:
    # By exact type: an enum, say, is not the text it is encoded as.
    if type(value) in _SCALARS:
        return value
    return [_plain_value(one) for one in value] if isinstance(value, list | tuple) else {"": repr(value)}
