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


class Keys:
    """Makes the keys of calls.

    Args:
        neutral: request headers that tell no two users apart, beside those that never do.
        shared: make the keys of a shared cache, which goes by the URL alone (RFC 9111 §2).
    """

    def __init__(self, neutral: frozenset[str], *, shared: bool) -> None:
        self._credentials = sorted(_CREDENTIALS - neutral)
        self._left_out = NEUTRAL | neutral | _CREDENTIALS
        self._shared = shared

    def what(self, call: Call, headers: Mapping[str, str]) -> str:
        """All of a call that its response may depend on, save who asks; header names in lower case."""
        told = [] if self._shared else sorted([item for item in headers.items() if item[0] not in self._left_out])
        return repr((told, call.url, _plain(call.body.get("params"))))

    def own(self, call: Call, headers: Mapping[str, str], what: str) -> bytes:
        """The key for this identity, these cookies and these credentials alone."""
        if self._shared:
            return _digest("shared" + what)
        who = (call.identity, [headers.get(name) for name in self._credentials], _plain(call.body.get("cookies")))
        return _digest(f"own{who!r}{what}")

    def all(self, own: bytes, what: str) -> tuple[bytes, ...]:
        """The caller's own key, and last the one for anybody, which a `public` response is kept under."""
        return (own,) if self._shared else (own, _digest("public" + what))


def _digest(parts: str) -> bytes:
    # `repr` of plain values is unambiguous, whatever delimiters they hold; the digest keeps credentials out of the store.
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _plain(value: Any) -> Any:
    """Parameters as plain values, in order."""
    if not value:
        return None
    if isinstance(value, Mapping):
        multiple = getattr(value, "multi_items", None)
        return multiple() if multiple else list(value.items())
    return list(value) if isinstance(value, list | tuple) else str(value)
