"""Under which key a call's response is kept: what keeps one user's responses from another."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from ferrule.call import Call

# Request fields that tell no two users apart. Any other field is part of the key, also where the response names no `Vary`.
NEUTRAL = frozenset({
    "accept-encoding", "baggage", "cache-control", "connection", "content-length", "content-type", "host", "if-match",
    "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "pragma", "range", "traceparent",
    "tracestate", "user-agent", "x-request-id",
})  # fmt: skip
_CREDENTIALS = frozenset({"authorization", "cookie"})


def own_key(call: Call, headers: Mapping[str, str], neutral: frozenset[str]) -> bytes:
    """The key for this identity, these cookies and these headers alone."""
    told = sorted([item for item in headers.items() if item[0] not in neutral])
    return _digest(
        ("own", call.identity, told, _plain(call.body.get("cookies")), call.url, _plain(call.body.get("params")))
    )


def public_key(call: Call, headers: Mapping[str, str], neutral: frozenset[str]) -> bytes:
    """The key for anybody: what a `public` response is kept under."""
    told = sorted([item for item in headers.items() if item[0] not in neutral and item[0] not in _CREDENTIALS])
    return _digest(("public", told, call.url, _plain(call.body.get("params"))))


def shared_key(call: Call) -> bytes:
    """The key of a shared cache, which goes by the URL alone (RFC 9111 §2)."""
    return _digest(("shared", call.url, _plain(call.body.get("params"))))


def _digest(parts: tuple[Any, ...]) -> bytes:
    # `repr` of plain values is unambiguous, whatever delimiters they hold; the digest keeps credentials out of the store.
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _plain(value: Any) -> Any:
    """Parameters as plain values, in order."""
    if not value:
        return None
    if isinstance(value, Mapping):
        multiple = getattr(value, "multi_items", None)
        return multiple() if multiple else list(value.items())
    return list(value) if isinstance(value, list | tuple) else str(value)
