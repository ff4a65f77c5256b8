"""The refresh token grant (RFC 6749 §6), and what becomes of a refresh token that may be used up (RFC 9700 §4.14.2)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Unpack

from msgspec import structs

from ferrule.auth.client import OAuthClient
from ferrule.auth.endpoint import Form
from ferrule.auth.grants import Grant
from ferrule.auth.source import TokenSettings
from ferrule.auth.tokens import Token
from ferrule.errors import AuthError, ConfigError, TokenRefused, TokenUnavailable
from ferrule.runtime.base import Runtime
from ferrule.runtime.forks import reset_in_child

_log = logging.getLogger("ferrule")


class RefreshToken(Grant):
    """A person who signed in once; a refresh token gets the access tokens from then on (RFC 6749 §6).

    Servers may give a new refresh token each time, and revoke all when an old one comes back (RFC 9700 §4.14). So give
    processes that share one a `store`. The first refresh token may come from there, too.

    Args:
        client: who asks.
        token: the refresh token, or the `Token` of a sign-in; None when `store` has it.
        scopes: fewer than were granted; default all.
        parameters: more form fields, such as `audience` or `resource`.
        settings: `identity`, `allow_http`, `store`, `windows`, `timeout`; see `TokenCredential`.

    Raises:
        ConfigError: neither token nor store.
    """

    def __init__(
        self,
        client: OAuthClient,
        token: str | Token | None = None,
        *,
        scopes: Iterable[str] = (),
        parameters: Form | None = None,
        **settings: Unpack[TokenSettings],
    ) -> None:
        super().__init__(client, scopes, parameters, **settings)
        if not token and settings.get("store") is None:
            raise ConfigError("RefreshToken: give the token, or a store that has it")
        self._first = Token(access="", expires=0.0, refresh=token) if isinstance(token, str) else token
        self._rotates = True  # until the server gives no new one
        self._unanswered: str | None = None  # the refresh token that was sent, and no answer came
        self._parents: str | None = None  # the one that the parent was sending when this process was forked
        reset_in_child(self)

    @property
    def first(self) -> Token | None:
        return self._first

    def after_fork(self) -> None:
        self._parents = self._unanswered

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        latest = previous or self._first
        if previous is None and latest is not None and latest.access and (latest.expires or 0.0) > runtime.wall():
            return latest  # just signed in
        if latest is None or not latest.refresh:
            raise TokenRefused(f"{self} has no refresh token to get the next access token with")
        await self.client.endpoint("token_endpoint", runtime)  # so that from here on nobody else is asked
        doubt = self._rotates and (latest.in_doubt or latest.refresh == self._unanswered)
        if doubt:
            self._say_so(latest.refresh)
        self._unanswered = latest.refresh
        try:
            # Not repeatable: where the server rotates them, the first request has used the refresh token up.
            form = {"grant_type": "refresh_token", "refresh_token": latest.refresh, **self._chosen}
            token = await self.client.token(form, runtime)
        except AuthError as error:
            in_doubt = isinstance(error, TokenUnavailable) and error.in_doubt
            if not in_doubt and not (doubt and isinstance(error, TokenUnavailable)):
                self._unanswered = None
            raise self._explained(error, doubt, in_doubt) from None
        self._unanswered, self._rotates = None, token.refresh not in (None, latest.refresh)
        return token if token.refresh else structs.replace(token, refresh=latest.refresh)

    def _say_so(self, refresh: str) -> None:
        """A refresh token is about to be sent that may be used up; the one a parent process is sending is not."""
        if self._store is None and refresh == self._parents:
            raise TokenRefused(
                f"the refresh token of {self} was being sent when this process was forked, and is the parent's: give "
                "both a store, or make the credential in the child"
            )
        _log.warning(
            "%s: its refresh token is sent again, although a request with it got no answer. A server that rotates "
            "refresh tokens may take that for theft, and end the sign-in (RFC 9700 §4.14.2)",
            self,
        )

    def _explained(self, error: AuthError, doubt: bool, in_doubt: bool) -> AuthError:
        message = str(error.args[0])
        if isinstance(error, TokenRefused) and doubt:
            why = "an earlier request with this refresh token got no answer, and may have used it up"
            return TokenRefused(f"{message}; {why}", code=error.code)
        if isinstance(error, TokenUnavailable) and in_doubt and self._rotates:
            why = "the server may have used the refresh token up"
            return TokenUnavailable(f"{message}; {why}", code=error.code, retry_after=error.retry_after, in_doubt=True)
        return error
