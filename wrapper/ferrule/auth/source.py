"""Credentials whose tokens end: kept in memory, replaced ahead of time, by one caller for all.

Whoever needs a token waits for the refresh that fetches it. The refresh runs beside its callers: a caller who gives up
stops nobody else, and no answer with a rotated refresh token is dropped.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
from functools import partial
from typing import ClassVar, TypedDict
from weakref import WeakSet

import msgspec

from ferrule.auth.base import BaseCredential
from ferrule.auth.fleet import fetched, longest, renew
from ferrule.auth.refresh import Refresh, ScheduledToken, again
from ferrule.auth.schemes import BEARER, Scheme, takes_bearer
from ferrule.auth.state import KnownToken, TokenState
from ferrule.auth.stores.base import TokenStore
from ferrule.auth.tokens import Phase, Token, Windows, schedule
from ferrule.errors import FerruleError
from ferrule.errors.faults import Faults
from ferrule.policies.announcer import Announcer
from ferrule.policies.details import TokenChange
from ferrule.runtime.base import Runtime

_NO_NAME = re.compile(r"[^A-Za-z0-9._@-]|^[^A-Za-z0-9]")
_LONGEST_GRACE = 10.0  # seconds: what an attempt may take
_log = logging.getLogger("ferrule")


class TokenSettings(TypedDict, total=False):
    """What all credentials with tokens that end may be given; see `TokenCredential`."""

    identity: str | None
    allow_http: bool
    store: TokenStore | None
    windows: Windows | None
    timeout: float


class TokenCredential(BaseCredential):
    """Base of the credentials that fetch their tokens; subclasses say how in `fetch`.

    One may be shared by clients, threads and event loops. It is not pickled: make it anew where the secret is kept.

    Args:
        identity: stable name of whom it stands for; caches are kept apart by it, and so are tokens in a store. Default
            random, made at construction.
        allow_http: let tokens travel over plain http to other machines (default False; RFC 6750 §5.3).
        store: where processes share tokens; needs an `identity`. Default None, each has its own.
        windows: how long before its end a token is replaced; default `Windows()`.
        timeout: seconds for one replacement, retries included (default 15). Callers wait no longer than their own
            deadline.

    Raises:
        ConfigError: values out of range, or a store without an identity.
    """

    natural: ClassVar[Scheme] = BEARER
    spends: ClassVar[bool] = True
    """A fetch may use up what the next one needs, such as a refresh token that rotates: closing waits for it."""

    def __init__(
        self,
        *,
        identity: str | None = None,
        allow_http: bool = False,
        store: TokenStore | None = None,
        windows: Windows | None = None,
        timeout: float = 15.0,
    ) -> None:
        super().__init__("oauth", identity, allow_http)
        faults = Faults(type(self).__name__)
        faults.number("timeout", timeout, above=True)
        if store is not None and not identity:
            faults.add("a store needs an identity: the name that all processes file the same token under")
        faults.raise_if_any()
        self._store = store
        self._windows = windows or Windows()
        self._timeout = timeout
        self._state = TokenState()
        self._announcers: WeakSet[Announcer] = WeakSet()

    @property
    def first(self) -> Token | None:
        """The token to begin with, where nothing was fetched and nothing is in the store."""
        return None

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        """Get a token, by `runtime.send`.

        Args:
            previous: the latest token, with its refresh token; None at first.
            runtime: time and network; `runtime.timeout` bounds the whole.

        Raises:
            TokenRefused: the answer is no, and stays no until a person or a setting changes it.
            TokenUnavailable: nobody answered, or not now.
            Exception: anything else goes to the callers as it is.
        """
        raise NotImplementedError

    def issued_for(self) -> list[object]:
        """What its tokens are good for: server, client, scopes; no secret. Stores keep apart what differs in any of it.

        A subclass of your own adds what tells its tokens from others of the same identity, as values that JSON knows.
        """
        return [type(self).__qualname__]

    @property
    def purpose(self) -> str:
        """Digest of what its tokens are issued for, and for whom."""
        return hashlib.sha256(msgspec.json.encode([self.identity, *self.issued_for()], order="sorted")).hexdigest()

    @property
    def stored_as(self) -> str:
        """The name that a store files its token under: the identity as far as it can be a file's name, and a digest."""
        return f"{_NO_NAME.sub('_', self.identity)[:64]}.{self.purpose[:32]}"

    def fits(self, scheme: Scheme) -> bool:
        """True for `http` bearer, `oauth2` and `openIdConnect` schemes."""
        return takes_bearer(scheme)

    def at_hand(self, runtime: Runtime) -> str | None:
        """A fresh token from memory, without lock or wait; None when there is something to do."""
        current = self._state.current
        return current.token.access if current is not None and runtime.now() < current.schedule.advisory else None

    def lacks_token(self, now: float) -> bool:
        """Whether calls fail at this monotonic time, as no token serves and the last attempt to get one failed."""
        return self._state.lacks(now)

    async def obtain(self, runtime: Runtime, deadline: float = math.inf) -> str:
        """A token, from memory or from a refresh.

        Args:
            runtime: time and network.
            deadline: monotonic time by which the caller must be done. While an old token still serves, at most half of
                the time left is spent waiting for a new one.

        Raises:
            TokenRefused: no token is valid, and a new one was refused.
            TokenUnavailable: no token is valid, and a new one could not be had.
            Exception: no token is valid, and a user's own `fetch` raised this.
        """
        while True:
            now = runtime.now()
            view = self._state.look(now)
            refresh = view.refresh
            if refresh is not None and view.begins:
                self._start(refresh, runtime)
            usable = view.token if view.phase is not Phase.ENDED else None
            if usable is not None and (refresh is None or view.phase is Phase.ADVISORY):
                return usable.token.access
            if refresh is None:
                if error := self._state.failure(now):
                    raise error
                continue
            patience = (min(deadline, usable.schedule.end) + now) / 2 if usable else math.inf
            waited_enough = await refresh.wait(runtime, min(refresh.limit, patience))
            if refresh.result is not None:
                return refresh.result.token.access
            if usable is not None and (refresh.done or waited_enough):
                return usable.token.access
            if refresh.error is not None:
                raise again(refresh.error)

    async def replace(self, rejected: str, runtime: Runtime, deadline: float = math.inf) -> str | None:
        """Another token for one that the API rejected; None when there is none, or when one so soon is of no use.

        Only the very token that was rejected is given up: by now another caller may have replaced it.
        """
        if not self._state.reject(rejected, runtime.now()):
            return None
        token = await self.obtain(runtime, deadline)
        return None if token == rejected else token

    def _start(self, refresh: Refresh, runtime: Runtime) -> None:
        try:
            grace = min(self._timeout, _LONGEST_GRACE) if self.spends else 0.0
            runtime.spawn(partial(self._run, refresh, runtime), grace=grace, then=partial(self._state.abandon, refresh))
        except BaseException:
            self._state.end(refresh)
            raise

    async def _run(self, refresh: Refresh, runtime: Runtime) -> None:
        """The work behind a refresh. However it ends, those who wait are told."""
        if not self._state.begin(refresh, runtime.now() + longest(self._timeout)):
            return
        result: ScheduledToken | None = None
        error: Exception | None = None
        try:
            result = await self._next(refresh.previous, runtime)
        except FerruleError as failure:
            error = failure
        except Exception as failure:
            error = failure
            error.add_note(f"raised by {self._place}")
        except GeneratorExit:  # it awaits something that a blocking client's thread cannot wait for
            error = TypeError(f"something is awaited that a blocking client cannot wait for by {self._place}")
            raise
        finally:
            if error is not None:
                wait = self._state.fail(error, runtime.now(), runtime.random())
                # What is not Ferrule's own may quote anything.
                told = error if isinstance(error, FerruleError) else type(error).__name__
                _log.warning("%s: %s; next try in %.3g s at the earliest", self, told, wait)
            self._state.end(refresh, result, error)
            if error is not None or result is not None:
                failed = "" if error is None else type(error).__name__
                change = TokenChange(self.identity, type(self).__name__, failed, runtime.now())
                for announcer in list(self._announcers):
                    announcer.tell(change)

    @property
    def _place(self) -> str:
        return (
            f"{type(self).__name__}.fetch, which gets tokens by `await runtime.send(…)`, and in a blocking client awaits "
            "nothing but what `runtime` offers (docs/auth.md)"
        )

    async def _next(self, previous: ScheduledToken | None, runtime: Runtime) -> ScheduledToken:
        last = None if previous is None else previous.token
        if self._store is None:
            token = await fetched(self, last, timeout=self._timeout, runtime=runtime)
        else:
            token = await renew(
                self, self._store, last, advisory=self._windows.advisory, timeout=self._timeout, runtime=runtime
            )
        left = None if token.expires is None else token.expires - runtime.wall()
        now = runtime.now()
        return ScheduledToken(token, schedule(token.lifetime, left, now, self._windows, runtime.random()), now)

    def announce_to(self, announcer: Announcer) -> None:
        """Tell it of each refresh, for as long as it lives."""
        self._announcers.add(announcer)

    def known(self, now: float) -> KnownToken:
        """Its token at this monotonic time: phase, next refresh, failures; never its value."""
        return self._state.known(self.identity, type(self).__name__, now)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.identity!r}, ***)"
