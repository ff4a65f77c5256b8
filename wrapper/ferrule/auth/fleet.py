"""One refresh for all processes that share a store: read, lease, read again, fetch, write."""

from __future__ import annotations

import logging
import math
import secrets
from enum import Enum
from typing import Protocol

from ferrule.auth.stores import TokenStore
from ferrule.auth.tokens import Token
from ferrule.runtime.base import Runtime

_log = logging.getLogger("ferrule")

_GLANCE = 0.1  # seconds between looks at a store while another process fetches
_SPARE = 3.0  # seconds by which a lease outlives the longest fetch, for the write that follows


class Fetcher(Protocol):
    """What can get a token, filed under its identity."""

    identity: str

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        """See `TokenCredential.fetch`."""
        ...


class Lease(Enum):
    """What came of asking for the lease."""

    ACQUIRED = "nobody else fetches"
    HELD = "somebody else fetches"
    UNKNOWN = "the store is dead: fetch, at the cost of one token too many"


async def renew(
    fetcher: Fetcher,
    store: TokenStore,
    previous: Token | None,
    *,
    advisory: float,
    timeout: float,
    runtime: Runtime,
) -> Token:
    """The next token: another process's from the store, else a fetched one.

    Args:
        fetcher: gets a token when this process has the lease.
        store: shared; when it fails, the token is fetched without it.
        previous: this process's latest token.
        advisory: seconds before its end from when a token is to be replaced.
        timeout: seconds for a fetch.
        runtime: time.

    Raises:
        TimeoutError: the fetch took too long.
    """
    owner = secrets.token_hex(16)
    while True:
        stored = await _read(store, fetcher.identity)
        if stored is not None and _serves(stored, previous, advisory, runtime.wall()):
            return stored
        lease = await _acquire(store, fetcher.identity, owner, timeout + _SPARE)
        if lease is not Lease.HELD:
            break
        await runtime.sleep(_GLANCE * (0.5 + runtime.random()))
    try:
        if lease is Lease.ACQUIRED:  # the one who held it before may have written since
            stored = await _read(store, fetcher.identity)
            if stored is not None and _serves(stored, previous, advisory, runtime.wall()):
                return stored
        with runtime.timeout(runtime.now() + timeout):
            token = await fetcher.fetch(_latest(stored, previous), runtime)
        await _write(store, fetcher.identity, token)
        return token
    finally:
        if lease is Lease.ACQUIRED:
            await _release(store, fetcher.identity, owner)


def longest(timeout: float) -> float:
    """Seconds that `renew` may take: another's fetch that came to nothing, then an own one."""
    return 2 * (timeout + _SPARE)


def _serves(stored: Token, previous: Token | None, advisory: float, wall: float) -> bool:
    """True for a token that is news to this process, and not due to be replaced."""
    if previous is not None and stored.access == previous.access:
        return False
    if stored.expires is None:
        return True
    half = math.inf if stored.lifetime is None else stored.lifetime / 2
    return stored.expires - wall > min(advisory, half)


def _latest(stored: Token | None, previous: Token | None) -> Token | None:
    """Whose refresh token to use: an older one, sent again, would have the whole family revoked (RFC 9700 §4.14.2)."""
    if stored is None or previous is None:
        return stored or previous
    # A store that was dead for a while may be behind this process.
    return previous if (previous.expires or 0.0) > (stored.expires or 0.0) else stored


async def _read(store: TokenStore, name: str) -> Token | None:
    try:
        return await store.read(name)
    except Exception as error:
        _dead(store, error)
        return None


async def _write(store: TokenStore, name: str, token: Token) -> None:
    try:
        await store.write(name, token)
    except Exception as error:
        _dead(store, error)


async def _acquire(store: TokenStore, name: str, owner: str, seconds: float) -> Lease:
    try:
        return Lease.ACQUIRED if await store.acquire(name, owner, seconds) else Lease.HELD
    except Exception as error:
        _dead(store, error)
        return Lease.UNKNOWN


async def _release(store: TokenStore, name: str, owner: str) -> None:
    try:
        await store.release(name, owner)
    except Exception as error:
        _dead(store, error)


def _dead(store: TokenStore, error: Exception) -> None:
    # Its text may quote an address with a password.
    _log.warning("%r does not answer (%s): going on without it", store, type(error).__name__)
