"""`Cache-Status` (RFC 9211): what the cache did with a call, for all who read the response."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(1024)
def hit(ttl: int, detail: str = "") -> tuple[bytes, bytes]:
    """Served from the store; `ttl` in seconds, negative when stale."""
    value = b"ferrule; hit; ttl=%d" % ttl
    return b"cache-status", value + b"; detail=" + detail.encode() if detail else value


@lru_cache(256)
def forwarded(
    why: str, status: int | None = None, stored: bool = False, collapsed: bool = False
) -> tuple[bytes, bytes]:
    """Forwarded, for a reason of RFC 9211 §2.2; `status` is that of the answer, where another response is served."""
    parts = ["ferrule", f"fwd={why}"]
    parts += [f"fwd-status={status}"] if status is not None else []
    parts += ["stored"] if stored else []
    parts += ["collapsed"] if collapsed else []
    return b"cache-status", "; ".join(parts).encode()
