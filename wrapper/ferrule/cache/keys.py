"""Under which key a call's response is kept: what keeps one user's responses from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import attrs
import msgspec

from ferrule.cache.rules import request_directives
from ferrule.call import Call

# Request fields that tell no two users apart. Any other is part of the key, also where the response names no `Vary`.
NEUTRAL = frozenset({
    "accept-encoding", "baggage", "cache-control", "connection", "content-length", "content-type", "if-match",
    "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "pragma", "range", "traceparent",
    "tracestate", "user-agent", "x-request-id",
})  # fmt: skip
CREDENTIALS = frozenset({"authorization", "cookie"})


@attrs.define
class RequestFields:
    """What the header fields of a request tell, read once for all requests that have the same.

    Attributes:
        telling: all that may tell two users apart, except credentials.
        credentials: `Authorization` and `Cookie`, unless the settings call them neutral.
        authorized: True when there is one of those two.
        directives: what `Cache-Control` says.
    """

    telling: list[tuple[str, str]] = attrs.field(repr=False)  # they may hold secrets
    credentials: list[str | None] = attrs.field(repr=False)
    authorized: bool
    directives: Mapping[str, str | None]


class Keys:
    """Makes the keys of calls.

    Args:
        neutral: request headers that tell no two users apart, beside those that never do.
        shared: make the keys of a shared cache, which goes by the URL alone (RFC 9111 §2).
        partition: what keeps this client's responses apart from those of all that have another; empty for nothing.
        jar: gives the cookies that are added to a request to a URL; None for none.
    """

    def __init__(
        self, neutral: frozenset[str], *, shared: bool, partition: str = "", jar: Callable[[str], object] | None = None
    ) -> None:
        self._credentials = sorted(CREDENTIALS - neutral)
        self._left_out = NEUTRAL | neutral | CREDENTIALS
        self._shared = shared
        self._partition = partition
        self._jar = jar
        self._read = lru_cache(256)(self._read_items)  # a client sends the same few sets of headers again and again

    def read(self, headers: Mapping[str, str]) -> RequestFields:
        """What these header fields tell, names in lower case."""
        return self._read(tuple(headers.items()))

    def own(self, call: Call, fields: RequestFields) -> tuple[bytes, tuple[Any, ...]]:
        """The key for this identity, these cookies and these credentials alone, and what it is made of besides.

        That is all of the call that its response may depend on, except who asks.
        """
        body = call.body
        params = _plain(body["params"]) if "params" in body else None
        if self._shared:
            request: tuple[Any, ...] = (call.url, params)
            return _digest(("shared", *request)), request
        request = (self._partition, fields.telling, call.url, params)
        cookies = _plain(body["cookies"]) if "cookies" in body else None
        if self._jar is not None:
            cookies = cookies, self._jar(call.url)
        return _digest(("own", call.identity, fields.credentials, cookies, *request)), request

    def places(self, own: bytes, request: tuple[Any, ...]) -> tuple[bytes, ...]:
        """Where a response is looked for: under the caller's own key, and last under that for anybody.

        The latter is where a `public` response is kept. A shared cache has one key for all.
        """
        return (own,) if self._shared else (own, _digest(("public", *request)))

    def _read_items(self, items: tuple[tuple[str, str], ...]) -> RequestFields:
        headers = dict(items)
        return RequestFields(
            sorted(item for item in items if item[0] not in self._left_out),
            [headers.get(name) for name in self._credentials],
            not CREDENTIALS.isdisjoint(headers),
            request_directives(headers),
        )


_encode = msgspec.msgpack.Encoder().encode
_SCALARS = frozenset({str, int, float, bool, type(None)})


def _digest(parts: tuple[Any, ...]) -> bytes:
    # MessagePack gives lengths, so no delimiter within a value counts; the digest keeps credentials out of the store.
    try:
        encoded = _encode(parts)
    except (ValueError, OverflowError):  # lone surrogates, integers beyond 64 bits
        encoded = repr(parts).encode("utf-8", "surrogatepass")
    return blake2b(encoded, digest_size=20).digest()  # half the instructions of sha256


def _plain(value: Any) -> Any:
    """Parameters as plain values, in order."""
    if not value:
        return None
    pairs = getattr(value, "multi_items", None) or getattr(value, "items", None)
    if pairs is not None:
        return [(str(name), _plain_value(one)) for name, one in pairs()]
    return _plain_value(value) if _is_list(value) else str(value)


def _plain_value(value: Any) -> Any:
    if type(value) in _SCALARS:  # by exact type: an enum, say, is not the text it is encoded as
        return value
    return [_plain_value(one) for one in value] if _is_list(value) else {"": repr(value)}


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)
