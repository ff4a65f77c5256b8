"""Header fields of requests that say nothing about who asks: they may go anywhere, and be quoted."""

from __future__ import annotations

# What the message is, what is accepted and under which conditions (RFC 9110 §8, §12-14), and the trace it belongs to
# (W3C Trace Context). Everything else may hold a credential, whatever its name: vendors invent their own.
HARMLESS = frozenset({
    "accept", "accept-charset", "accept-encoding", "accept-language", "accept-profile", "cache-control",
    "content-digest", "content-disposition", "content-encoding", "content-language", "content-length", "content-type",
    "date", "digest", "expect", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
    "max-forwards", "pragma", "prefer", "priority", "range", "repr-digest", "traceparent", "tracestate", "user-agent",
})  # fmt: skip
