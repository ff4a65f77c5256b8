"""One refresh for all processes that share a store: read, lease, read again, fetch, write."""

from __future__ import annotations

import logging
import math
import secrets
from collections.abc import Callable
from enum import Enum
from typing import ClassVar, Protocol, TypeVar

from msgspec import structs

from ferrule.auth.stores.base import TokenStore
from ferrule.auth.tokens import Token
from ferrule.errors import AuthError, ConfigError, TokenUnavailable
from ferrule.runtime.base import Runtime

T = TypeVar("T")

_log = logging.getLogger("ferrule")

_FIRST_GLANCE, _LAST_GLANCE = 0.1, 1.0  # seconds between looks at a store while another process fetches, growing
_SPARE = 3.0  # seconds by which a lease outlives the longest fetch, for the write that follows
_LEASES = 4  # that others may have in a row: three of them may be killed, and the fourth brings the token


class Fetcher(Protocol):
    """What can get a token.

    Attributes:
        stored_as: name that the store files it under.
        purpose: digest of what it is issued for.
        spends: a fetch may use up the refresh token.
        first: the token to begin with.
    """

    spends: ClassVar[bool]

    @property
    def stored_as(self) -> str: ...

    @property
    def purpose(self) -> str: ...

    @property
    def first(self) -> Token | None: ...

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
        runtime: time, and where the store may block.

    Raises:
        TokenUnavailable: the fetch took too long, or others had the lease four times over and brought nothing.
        ConfigError: the store cannot be used as it is set up.
    """
    shared = _Shared(store, fetcher, runtime)
    patience, glance = runtime.now() + _LEASES * (timeout + _SPARE), _FIRST_GLANCE
    while True:
        stored = await shared.read()
        if stored is not None and _serves(stored, previous, advisory, runtime.wall()):
            return stored
        lease = await shared.acquire(timeout + _SPARE)
        if lease is not Lease.HELD:
            break
        if runtime.now() > patience:
            raise TokenUnavailable("other processes have been getting the next token for too long, and brought none")
        await runtime.sleep(glance * (0.5 + runtime.random()))
        glance = min(_LAST_GLANCE, glance * 1.5)
    try:
        if lease is Lease.ACQUIRED:  # the one who had it before may have written since
            stored = await shared.read()
            if stored is not None and _serves(stored, previous, advisory, runtime.wall()):
                return stored
        latest = _latest(stored, previous)
        sent = latest or fetcher.first
        noted = sent if lease is Lease.ACQUIRED and fetcher.spends and sent and sent.refresh else None
        if noted is not None:  # if this process is killed, the next one knows that the refresh token may be used up
            await shared.write(structs.replace(noted, in_doubt=True))
        try:
            token = await fetched(fetcher, latest, timeout=timeout, runtime=runtime)
        except AuthError as error:
            if noted is not None and not (isinstance(error, TokenUnavailable) and error.in_doubt):
                await shared.write(noted)
            raise
        await shared.write(token)
        return token
    finally:
        if lease is Lease.ACQUIRED:
            await shared.release()


async def fetched(fetcher: Fetcher, previous: Token | None, *, timeout: float, runtime: Runtime) -> Token:
    """A token from `fetch`, in time. What `fetch` raises by itself goes on, a `TimeoutError` of its own included.

    Raises:
        TokenUnavailable: it took too long.
        TypeError: what came is no token.
    """
    limit = runtime.timeout(runtime.now() + timeout)
    try:
        with limit:
            token: object = await fetcher.fetch(previous, runtime)
    except TimeoutError:
        if not limit.expired:
            raise
        raise TokenUnavailable(f"no token came within {timeout:g} s", in_doubt=fetcher.spends) from None
    if not isinstance(token, Token):
        raise TypeError(f"it returned {type(token).__name__} in place of a ferrule.auth.Token")
    return token


def longest(timeout: float) -> float:
    """Seconds that `renew` may take: others' fetches that came to nothing, then an own one."""
    return (_LEASES + 1) * (timeout + _SPARE)


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


class _Shared:
    """One name in a store. A store that fails is a warning, and there is then nothing in it."""

    def __init__(self, store: TokenStore, fetcher: Fetcher, runtime: Runtime) -> None:
        self._store = store
        self._name, self._purpose = fetcher.stored_as, fetcher.purpose
        self._runtime = runtime
        self._given_up = False
        self._owner = secrets.token_hex(16)

    async def read(self) -> Token | None:
        token = await self._use(lambda: self._store.read(self._name), None)
        if token is not None and token.purpose not in ("", self._purpose):
            _log.warning("a token in %r was issued for another server, client or scope: it is not used", self._store)
            return None
        return token

    async def write(self, token: Token) -> None:
        filed = structs.replace(token, purpose=self._purpose)
        await self._use(lambda: self._store.write(self._name, filed), None)

    async def acquire(self, seconds: float) -> Lease:
        try:
            acquired = await self._use(lambda: self._acquire(seconds), None)
        except BaseException:
            await self.release()
            raise
        if acquired is None:
            return Lease.UNKNOWN
        return Lease.ACQUIRED if acquired else Lease.HELD

    def _acquire(self, seconds: float) -> bool:
        acquired = self._store.acquire(self._name, self._owner, seconds)
        if acquired and self._given_up:  # it may be that nobody waits for this any more, as a thread runs to its end
            self._store.release(self._name, self._owner)
        return acquired

    async def release(self) -> None:
        self._given_up = True
        await self._use(lambda: self._store.release(self._name, self._owner), None)

    async def _use(self, work: Callable[[], T], otherwise: T) -> T:
        try:
            return await self._runtime.offload(work)
        except ConfigError:
            raise
        except Exception as error:
            # Its text may quote an address with a password.
            _log.warning("%r does not answer (%s): going on without it", self._store, type(error).__name__)
            return otherwise
