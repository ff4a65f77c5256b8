"""The requests for a file: the first, those for the rest of it, and whether there may be another."""

from __future__ import annotations

import hashlib
from typing import Final

import httpx

from ferrule.call import Call
from ferrule.call.idempotent import declared
from ferrule.errors import (
    ApiError,
    CallError,
    CircuitOpen,
    DeadlineExceeded,
    InvalidResponse,
    WireError,
)
from ferrule.http.methods import IDEMPOTENT
from ferrule.policies import retry_rules

MOST_TRIES: Final = 5
"""Requests in a row that bring nothing new."""

_LONGEST_WAIT: Final = 120.0  # seconds that a server may ask for
_EXPIRED: Final = frozenset({400, 401, 403, 410})  # what stores answer to a signed URL that has expired


def asking(first: Call, offset: int, validator: str) -> Call:
    """The first call again, for what is missing. A coding would keep it from being gone on with, or compared.

    Args:
        first: whose arguments and body it has; they may be files, which have been read.
        offset: bytes that are there, 0 for none.
        validator: of the version that they are of.
    """
    headers = {**first.headers, "accept-encoding": "identity"}
    if offset:
        headers |= {"range": f"bytes={offset}-", "if-range": validator}
    first.resend.rewind()
    return Call(
        first.operation, first.method, first.url, headers, first.body, first.options, first.origin, first.identity,
        stream=True,
    )  # fmt: skip


def mark(call: Call) -> str:
    """Tells requests apart without saying what is in them."""
    query = httpx.QueryParams(call.body.get("params") or {})
    said = (call.method, call.url, str(query), call.headers.get("accept", ""))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def has_expired(error: CallError) -> bool:
    """Is it that the address that the origin had given is too old? It can be asked for another."""
    is_redirected = error.trace is not None and error.trace.redirects > 0
    return is_redirected and isinstance(error, ApiError) and error.status_code in _EXPIRED


def is_passing(error: CallError) -> bool:
    """May another request get past an error?"""
    if isinstance(error, InvalidResponse) or (error.retry_after or 0.0) > _LONGEST_WAIT:
        return False
    if isinstance(error, ApiError):
        return retry_rules.is_passing(error.status_code, retry_rules.PASSING)
    return isinstance(error, (WireError, DeadlineExceeded, CircuitOpen))


def why_no_more(first: Call, tries: int) -> str:
    """Why there is no other request after so many in vain, in words; empty where there may be."""
    repeats = first.method in IDEMPOTENT if declared(first) is None else declared(first)
    if not repeats:
        return f"it is not asked for again, as {first.method} is not idempotent"
    if not first.resend.possible:
        return "it is not asked for again, as the request body can be sent only once"
    return f"{tries} requests in a row brought nothing new" if tries >= MOST_TRIES else ""
