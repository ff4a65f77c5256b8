"""Credentials whose tokens end: kept in memory, replaced ahead of time, by one caller for all.

The lock guards memory only. Who needs a token waits for the flight that fetches it; the flight runs beside its callers, so
that a caller who gives up takes nobody else with it and no answer with a rotated refresh token is dropped.
"""

from __future__ import annotations

import copy
import logging
import math
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, TypedDict

import attrs

from ferrule.auth.credentials import Bearer, named, takes_bearer
from ferrule.auth.fleet import longest, renew
from ferrule.auth.flight import Flight, Held
from ferrule.auth.sealed import Sealed
from ferrule.auth.stores import TokenStore
from ferrule.auth.tokens import Phase, Schedule, Token, Windows, pause, schedule
from ferrule.errors import AuthError, ConfigError, FerruleError, TokenUnavailable
from ferrule.errors.faults import Faults
from ferrule.runtime.base import Runtime
from ferrule.runtime.forks import reset_in_child

_log = logging.getLogger("ferrule")

_START_LIMIT = 2.0  # seconds; work that was cancelled before it began never says so
_RECENT = 60.0  # seconds in which a replaced token that is rejected too says that more tokens will not help


class TokenSettings(TypedDict, total=False):
    """What all credentials with tokens that end may be given; see `TokenCredential`."""

    identity: str | None
    allow_http: bool
    store: TokenStore | None
    windows: Windows | None
    timeout: float


class TokenCredential(Sealed):
    """Base of the credentials that get their tokens from somewhere; subclasses say how in `fetch`.

    One may be shared by clients, threads and event loops. It is not pickled: make it anew where the secret is kept.

    Args:
        identity: stable name of whom it stands for, which caches are kept apart by and stores file it under; default is
            random, made at construction.
        allow_http: let tokens travel over plain http to other machines (default False; RFC 6750 §5.3).
        store: where processes share tokens; needs an `identity`. Default None, each has its own.
        windows: how long before its end a token is replaced; default `Windows()`.
        timeout: seconds for one replacement, retries included (default 15). Callers wait no longer than their own deadline.

    Raises:
        ConfigError: values out of range, or a store without an identity.
    """

    NATURAL: ClassVar[Mapping[str, Any]] = Bearer.NATURAL

    def __init__(
        self,
        *,
        identity: str | None = None,
        allow_http: bool = False,
        store: TokenStore | None = None,
        windows: Windows | None = None,
        timeout: float = 15.0,
    ) -> None:
        faults = Faults(type(self).__name__)
        faults.number("timeout", timeout, above=True)
        if store is not None and not identity:
            faults.add("a store needs an identity: the name that all processes file the same token under")
        faults.raise_if_any()
        self.identity = identity or named("oauth")
        self.allow_http = allow_http
        self._store = store
        self._windows = windows or Windows()
        self._timeout = timeout
        self._lock = threading.Lock()
        self._held: Held | None = None
        self._flight: Flight | None = None
        self._failures = 0
        self._failure: FerruleError | None = None
        self._not_before = -math.inf
        self._rejections = 0
        self._quiet_until = -math.inf
        reset_in_child(self)

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        """Get a token from where they come from, by `runtime.send`.

        Args:
            previous: the latest token, with its refresh token; None at first.
            runtime: time and network; `runtime.timeout` bounds the whole.

        Raises:
            TokenRefused: the answer is no, and stays no until a person or a setting changes it.
            TokenUnavailable: nobody answered, or not now.
        """
        raise NotImplementedError

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        """True for `http` bearer, `oauth2` and `openIdConnect` schemes."""
        return takes_bearer(scheme)

    def at_hand(self, runtime: Runtime) -> str | None:
        """A fresh token from memory, without lock or wait; None when there is something to do."""
        held = self._held
        return held.token.access if held is not None and runtime.now() < held.schedule.advisory else None

    async def obtain(self, runtime: Runtime, deadline: float = math.inf) -> str:
        """A token, from memory or from a flight.

        Args:
            runtime: time and network.
            deadline: monotonic time that the caller has for all it does; where an old token still serves, at most half of
                what is left is waited for a new one.

        Raises:
            TokenRefused: no token is valid, and a new one was refused.
            TokenUnavailable: no token is valid, and a new one could not be had.
        """
        while True:
            held, phase, flight = self._look(runtime)
            usable = held if phase is not Phase.ENDED else None
            if usable is not None and (flight is None or phase is Phase.ADVISORY):
                return usable.token.access
            now = runtime.now()
            if flight is None:
                if error := self._failure_again(now):
                    raise error
                continue
            patience = (min(deadline, usable.schedule.end) + now) / 2 if usable else math.inf
            waited_enough = await flight.wait(runtime, min(flight.limit, patience))
            if flight.held is not None:
                return flight.held.token.access
            if usable is not None and (flight.done or waited_enough):
                return usable.token.access
            if flight.error is not None:
                raise copy.copy(flight.error) from flight.error.__cause__  # each its own: callers add to it

    async def replace(self, rejected: str, runtime: Runtime, deadline: float = math.inf) -> str | None:
        """Another token for one that the API rejected; None when there is none, or when asking again so soon is of no use.

        Only the very token that was rejected is given up: by now another caller may have replaced it.
        """
        if not self._reject(rejected, runtime.now()):
            return None
        token = await self.obtain(runtime, deadline)
        return None if token == rejected else token

    def after_fork(self) -> None:
        self._lock, self._flight = threading.Lock(), None  # whoever flew it stayed in the parent

    def _reject(self, access: str, now: float) -> bool:
        with self._lock:
            held = self._held
            if held is None or held.rejected or held.token.access != access:
                return True
            if now < self._quiet_until:
                return False
            left = held.schedule.end - now
            too_soon = now - held.since < min(_RECENT, left)  # not a token that was at its end anyway
            self._rejections = self._rejections + 1 if too_soon else 0
            if self._rejections > 1:
                self._quiet_until = now + min(_RECENT, 2.0 ** min(self._rejections - 2, 16))
            ended = Schedule(-math.inf, -math.inf, -math.inf)
            self._held = attrs.evolve(held, schedule=ended, rejected=True)
            return True

    def _look(self, runtime: Runtime) -> tuple[Held | None, Phase, Flight | None]:
        """What is held, and the flight for what comes next: None when fresh, or while left alone after failures."""
        with self._lock:
            held, now = self._held, runtime.now()
            phase = Phase.ENDED if held is None else held.schedule.phase(now)
            if phase is Phase.FRESH:
                return held, phase, None
            if self._flight is not None and now < self._flight.limit:
                return held, phase, self._flight
            if now < self._not_before:
                return held, phase, None
            flight = self._flight = Flight(held, now + _START_LIMIT)
        try:
            runtime.spawn(partial(self._fly, flight, runtime))
        except BaseException:
            self._land(flight)
            raise
        return held, phase, flight

    async def _fly(self, flight: Flight, runtime: Runtime) -> None:
        with self._lock:
            if self._flight is not flight:
                return  # it began so late that another was started
            flight.limit = runtime.now() + longest(self._timeout)
        held: Held | None = None
        error: FerruleError | None = None
        try:
            held = await self._fetch_held(flight.previous, runtime)
        except (AuthError, ConfigError) as failure:
            error = failure
        except Exception as failure:
            error = TokenUnavailable(f"no token came: {type(failure).__name__}")
            error.__cause__ = failure
        finally:
            if error is not None:
                self._note(error, runtime)
            self._land(flight, held, error)

    async def _fetch_held(self, previous: Held | None, runtime: Runtime) -> Held:
        last = None if previous is None else previous.token
        try:
            if self._store is None:
                with runtime.timeout(runtime.now() + self._timeout):
                    token = await self.fetch(last, runtime)
            else:
                token = await renew(
                    self,
                    self._store,
                    last,
                    advisory=self._windows.advisory,
                    timeout=self._timeout,
                    runtime=runtime,
                )
        except TimeoutError:
            raise TokenUnavailable(f"no token came within {self._timeout:g} s") from None
        left = None if token.expires is None else token.expires - runtime.wall()
        now = runtime.now()
        return Held(token, schedule(token.lifetime, left, now, self._windows, runtime.random()), now)

    def _note(self, error: FerruleError, runtime: Runtime) -> None:
        refused, asked = not isinstance(error, TokenUnavailable), getattr(error, "retry_after", None)
        with self._lock:
            self._failures += 1
            wait = pause(self._failures, refused, runtime.random(), asked)
            self._not_before, self._failure = runtime.now() + wait, error
        _log.warning("%s: %s; next try in %.3g s at the earliest", self, error, wait)

    def _land(self, flight: Flight, held: Held | None = None, error: FerruleError | None = None) -> None:
        with self._lock:
            if self._flight is flight:
                self._flight = None
            if held is not None:
                self._held = held
                self._failures, self._failure, self._not_before = 0, None, -math.inf
        flight.land(held, error)

    def _failure_again(self, now: float) -> FerruleError | None:
        """The latest failure, for another caller; None when a token has come since."""
        with self._lock:
            error, wait = copy.copy(self._failure), self._not_before - now
        if isinstance(error, AuthError):
            error.retry_after = max(wait, 0.0)
        return error

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.identity!r}, ***)"
